"""Migrations: ``schema/NNN_name.sql`` in order, each in one transaction with its version row."""

from dataclasses import dataclass
from importlib.resources import files

import duckdb

from gongkai_monitor.store.transaction import in_transaction

CREATE_VERSIONS = """
CREATE TABLE IF NOT EXISTS schema_versions (
    version INTEGER NOT NULL, name VARCHAR NOT NULL, applied_at TIMESTAMPTZ NOT NULL
)
"""
READ_VERSIONS = "SELECT version FROM schema_versions"
RECORD_VERSION = "INSERT INTO schema_versions VALUES (?, ?, now())"


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of ``store/schema``."""

    version: int
    name: str
    sql: str


def migrations() -> tuple[Migration, ...]:
    """Every migration, oldest first."""
    found = []
    for entry in files("gongkai_monitor.store").joinpath("schema").iterdir():
        number, _, name = entry.name.removesuffix(".sql").partition("_")
        if entry.name.endswith(".sql"):
            found.append(Migration(int(number), name, entry.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda migration: migration.version))


def applied_versions(conn: duckdb.DuckDBPyConnection) -> set[int]:
    """Versions that the lake has; empty for a fresh one."""
    try:
        return {version for (version,) in conn.execute(READ_VERSIONS).fetchall()}
    except duckdb.CatalogException:
        return set()  # asking the catalogue first costs ten times as much


def pending(conn: duckdb.DuckDBPyConnection) -> list[Migration]:
    """Migrations that the lake has not seen."""
    applied = applied_versions(conn)
    return [migration for migration in migrations() if migration.version not in applied]


def migrate(conn: duckdb.DuckDBPyConnection) -> list[int]:
    """Bring the lake to the newest schema; returns the versions applied now.

    Raises:
        StoreError: when the lake cannot be written.
    """

    def apply() -> list[int]:
        conn.execute(CREATE_VERSIONS)
        todo = pending(conn)
        for migration in todo:
            conn.execute(migration.sql)
            conn.execute(RECORD_VERSION, [migration.version, migration.name])
        return [migration.version for migration in todo]

    if not pending(conn):
        return []
    return in_transaction(conn, apply, doing="更新数据湖结构")
