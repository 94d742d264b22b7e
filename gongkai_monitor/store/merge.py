"""Insert-if-absent of landing files into one observation table, on its natural key.

The lake has no keys of its own. The statement reads only that part of the table which can hold
one of the new keys: the range of every required key column narrows the scan, and DuckLake skips
the files outside of it. Of several new rows with one key the earliest observation is kept.

Which rows are new is settled on the keys alone, with the place of each row in its file; then the
chosen rows go from file to file. So the memory that a load takes does not grow with its texts.
"""

from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from gongkai_monitor.landing.schema import columns_of
from gongkai_monitor.model.observations import KEYS, TABLES

SOURCE = "read_parquet($files, union_by_name = true, filename = true, file_row_number = true)"
STAGE = """
CREATE OR REPLACE TEMP TABLE incoming AS
SELECT {keys}, filename, file_row_number FROM {source}
QUALIFY row_number() OVER (
    PARTITION BY {keys} ORDER BY {seen_at}, filename, file_row_number) = 1
"""
WITHHOLD = "DELETE FROM temp.incoming WHERE sha256({key}) IN (SELECT {hash} FROM deletions)"
RANGE = "SELECT {bounds} FROM temp.incoming"
INSERT = """
INSERT INTO {table} BY NAME
SELECT {columns} FROM {source} AS source
SEMI JOIN (
    SELECT incoming.filename, incoming.file_row_number FROM temp.incoming AS incoming
    ANTI JOIN (SELECT {keys} FROM {table} WHERE {range}) AS stored ON ({match})
) AS fresh USING (filename, file_row_number)
"""
DROP = "DROP TABLE IF EXISTS temp.incoming"

REMOVED_BY = {
    "messages": ("message_id", "id_hash"),
    "open_letters": ("message_id", "id_hash"),
    "post_replies": ("comment_key", "id_hash"),
    "error_reports": ("report_id", "id_hash"),
    "list_items": ("item_url", "url_hash"),
    "links": ("url", "url_hash"),
    "articles": ("url", "url_hash"),
    "page_tags": ("url", "url_hash"),
}
"""Tables that may bring back what was deleted on request: their key, and its hash there."""

_SEEN_AT = {
    "fetches": "fetched_at",
    "probes": "probed_at",
    "link_checks": "checked_at",
    "certificates": "checked_at",
    "spider_runs": "ended_at",
}
"""Column that orders observations of one key, where it is not ``observed_at``."""


def merge_files(conn: duckdb.DuckDBPyConnection, table: str, paths: list[Path]) -> int:
    """Insert the rows of Parquet files whose key is not stored yet; how many there were.

    Runs inside the caller's transaction. The files must be sound (``landing.check_batch``).
    """
    keys = KEYS[table]
    files = {"files": [str(path) for path in paths]}
    stage = STAGE.format(
        keys=", ".join(keys), source=SOURCE, seen_at=_SEEN_AT.get(table, "observed_at")
    )
    conn.execute(stage, files)
    if table in REMOVED_BY:
        key, hashed = REMOVED_BY[table]
        conn.execute(WITHHOLD.format(key=key, hash=hashed))
    required = {column.name for column in columns_of(TABLES[table]) if not column.nullable}
    bounded = [key for key in keys if key in required]
    bounds = ", ".join(f"min({key}), max({key})" for key in bounded)
    limits = conn.execute(RANGE.format(bounds=bounds)).fetchone() or ()
    names = [f"{end}_{key}" for key in bounded for end in ("least", "most")]
    insert = INSERT.format(
        table=table,
        keys=", ".join(keys),
        columns=", ".join(_present_columns(table, paths)),
        source=SOURCE,
        range=" AND ".join(f"{key} BETWEEN $least_{key} AND $most_{key}" for key in bounded),
        match=" AND ".join(f"incoming.{key} IS NOT DISTINCT FROM stored.{key}" for key in keys),
    )
    inserted = conn.execute(insert, files | dict(zip(names, limits, strict=True))).fetchone()
    conn.execute(DROP)
    return int(inserted[0]) if inserted else 0


def _present_columns(table: str, paths: list[Path]) -> list[str]:
    """Columns that at least one file has; the table fills the others with NULL."""
    found = {name for path in paths for name in pq.read_schema(path).names}
    return [column.name for column in columns_of(TABLES[table]) if column.name in found]
