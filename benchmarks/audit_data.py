"""A made-up register and 60 days of observations of any number of sites, written as landing files.

    python -m benchmarks.audit_data WORKSPACE SITES

Per site: 1 unit, 19 channels, 10 accounts with 100 posts, 2,000 link checks of 480 targets on 60
pages (about 33 links a page) and a home page, 4 weekly rounds of home page and channels with their
list readings, 68 articles, 7 days of hourly probes, 60 letters, 10 reports of errors, 20
attachments, content signs, an inspection. A few per cent of everything is at fault or was not
collected. No facts table stays empty (``tests/benchmarks`` says so).
"""

import sys
from dataclasses import MISSING, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks import audit_papers, audit_rows
from benchmarks.audit_macros import MACROS
from benchmarks.audit_register import AS_OF, CHANNELS, ENTRIES, make_registry
from gongkai_monitor.clock import CHINA
from gongkai_monitor.landing import arrow_schema
from gongkai_monitor.model.observations import TABLES
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import migrate, open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.registry import save_registry

REGISTERED_AT = datetime(2026, 1, 1, tzinfo=CHINA)
SITES_PER_BATCH = 100
QUERIES = audit_rows.QUERIES | audit_papers.QUERIES


def main() -> None:
    """Fill a new workspace; in a process of its own, for it takes more memory than an audit."""
    workspace, sites = Path(sys.argv[1]), int(sys.argv[2])
    workspace.mkdir(parents=True)
    (workspace / "gongkai.toml").write_text("", encoding="utf-8")
    rows = fill_workspace(Settings.load(workspace), sites)
    print(", ".join(f"{name} {count:,}" for name, count in rows.items()))


def fill_workspace(settings: Settings, sites: int) -> dict[str, int]:
    """Create the lake, save the register, load all landing batches; table -> rows."""
    migrate(settings)
    with open_store(settings, read_only=False) as conn:
        save_registry(conn, make_registry(sites), REGISTERED_AT)
    for first in range(0, sites, SITES_PER_BATCH):
        _land(settings, first, min(first + SITES_PER_BATCH, sites))
    report = load_incoming(settings, now=AS_OF)
    assert not report.rejected, report.rejected
    return report.rows_by_table


def _land(settings: Settings, first: int, last: int) -> None:
    """One batch of all tables for a range of sites, visible by one rename."""
    name = f"bench-{first:06}"
    folder = settings.incoming / f".tmp-{name}"
    folder.mkdir(parents=True)
    words = {
        "first": first, "last": last, "names": [one[0] for one in CHANNELS],
        "entries": list(ENTRIES),
    }  # fmt: skip
    with duckdb.connect() as conn:
        conn.execute("SET TimeZone = 'UTC'")
        conn.execute(MACROS)
        for table, query in QUERIES.items():
            used = {key: value for key, value in words.items() if f"${key}" in query}
            rows = conn.execute(query, used).to_arrow_table()
            typed = _completed(rows, TABLES[table])
            pq.write_table(typed, folder / f"{table}.parquet", compression="zstd")
    folder.rename(settings.incoming / name)


def _completed(rows: pa.Table, record: type) -> pa.Table:
    """The rows with the columns of their record; what a query leaves out has its default."""
    schema = arrow_schema(record)
    defaults: dict[str, Any] = {
        one.name: one.default for one in fields(record) if one.default is not MISSING
    }
    columns = [
        rows[field.name].cast(field.type)
        if field.name in rows.column_names
        else pa.array([_stored(defaults[field.name])] * len(rows), field.type)
        for field in schema
    ]
    unknown = set(rows.column_names) - set(schema.names) - {"version"}
    assert not unknown, unknown
    return pa.table(columns, schema=schema)


def _stored(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


if __name__ == "__main__":
    main()
