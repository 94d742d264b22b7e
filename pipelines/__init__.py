"""Dagster: wiring only; an asset body calls one library function or starts one spider process."""
