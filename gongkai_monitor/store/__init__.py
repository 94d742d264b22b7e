"""The store: DuckLake through DuckDB. Nothing but this package writes SQL to it.

Reading order: ``lake`` (open), ``schema/`` and ``migrations``, ``transaction`` (one writer),
``loader`` (landing files in), one file per table group, ``maintenance``, ``query``.
"""
