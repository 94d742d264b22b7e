"""Dagster definitions: one file per layer of the data flow."""
