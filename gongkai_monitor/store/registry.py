"""The register in the lake: every version of every subject, and the trail of its changes.

A changed, new or removed subject is a new row; the row with the latest ``changed_at`` counts and
``is_removed`` closes a subject. Rows that did not change are not written again.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import duckdb

from gongkai_monitor.clock import CHINA
from gongkai_monitor.errors import StoreError
from gongkai_monitor.model.registry import (
    Account,
    Agency,
    Channel,
    Registry,
    RegistryChange,
    Responsibility,
    Site,
)
from gongkai_monitor.store import records
from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.store.transaction import in_transaction

CURRENT = """
SELECT * EXCLUDE (place) FROM (
    SELECT *, min(rowid) OVER (PARTITION BY {key}) AS place FROM {table} WHERE changed_at <= ?
    QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY changed_at DESC, rowid DESC) = 1
)
WHERE NOT is_removed
ORDER BY place
"""
FIRST_CHANGE = "SELECT min(changed_at) FROM agencies"
LATEST_CHANGE = "SELECT max(changed_at) FROM registry_changes"
READ_CHANGES = """
SELECT * FROM registry_changes WHERE changed_at > ? AND changed_at <= ?
ORDER BY changed_at, "table", key, field
"""


@dataclass(frozen=True, slots=True)
class RegistryTable:
    """One part of the register and what identifies its rows."""

    name: str  # table, and attribute of Registry
    record: type
    key: tuple[str, ...]


REGISTRY_TABLES = (
    RegistryTable("agencies", Agency, ("agency_code",)),
    RegistryTable("sites", Site, ("site_code",)),
    RegistryTable("channels", Channel, ("site_code", "url")),
    RegistryTable("accounts", Account, ("account_code",)),
    RegistryTable("responsibilities", Responsibility, ("keyword", "agency_code", "region")),
)


def save_registry(
    conn: duckdb.DuckDBPyConnection, registry: Registry, changed_at: datetime
) -> list[RegistryChange]:
    """Make the stored register equal to the given one; what changed, field by field.

    Saving the same register again changes nothing. A subject that is absent is removed.

    Raises:
        StoreError: when the store holds a later change than ``changed_at``, or takes no rows.
    """
    from gongkai_monitor.registry.changes import diff

    def save() -> list[RegistryChange]:
        before = read_registry(conn)
        changes = diff(before, registry, changed_at)
        if changes:
            _require_later(conn, changed_at)
        for table in REGISTRY_TABLES:
            insert_rows(conn, table.name, list(_new_versions(table, before, registry, changed_at)))
        insert_rows(conn, "registry_changes", [asdict(change) for change in changes])
        return changes

    return in_transaction(conn, save, doing="保存登记表")


def read_registry(conn: duckdb.DuckDBPyConnection, as_of: datetime | None = None) -> Registry:
    """The register as it stood at ``as_of`` (now when None), in the order of first entry.

    Before the first import nobody knows who was watched: the first register stands for it.
    """
    moment: object = "infinity"
    if as_of is not None:
        row = conn.execute(FIRST_CHANGE).fetchone()
        first = row[0] if row else None
        moment = as_of if first is None else max(as_of, first)
    parts: dict[str, tuple[Any, ...]] = {
        table.name: tuple(
            records.read(
                conn,
                table.record,
                CURRENT.format(table=table.name, key=", ".join(table.key)),
                [moment],
            )
        )
        for table in REGISTRY_TABLES
    }
    return Registry(**parts)


def read_registry_changes(
    conn: duckdb.DuckDBPyConnection, *, since: datetime, as_of: datetime
) -> list[RegistryChange]:
    """Changes after ``since`` up to ``as_of``, oldest first."""
    return records.read(conn, RegistryChange, READ_CHANGES, [since, as_of])


def _new_versions(
    table: RegistryTable, before: Registry, after: Registry, changed_at: datetime
) -> Iterator[dict[str, Any]]:
    old = {_key(table, record): record for record in getattr(before, table.name)}
    new = {_key(table, record): record for record in getattr(after, table.name)}
    for key, record in new.items():
        if old.get(key) != record:
            yield {**asdict(record), "changed_at": changed_at, "is_removed": False}
    for key, record in old.items():
        if key not in new:
            yield {**asdict(record), "changed_at": changed_at, "is_removed": True}


def _key(table: RegistryTable, record: object) -> tuple[object, ...]:
    return tuple(getattr(record, name) for name in table.key)


def _require_later(conn: duckdb.DuckDBPyConnection, changed_at: datetime) -> None:
    row = conn.execute(LATEST_CHANGE).fetchone()
    latest = row[0] if row else None
    if latest is not None and latest > changed_at:
        raise StoreError(
            f"登记表已有 {latest.astimezone(CHINA):%Y-%m-%d %H:%M:%S} 的变更，"
            f"不能再补记更早（{changed_at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}）的变更"
        )
