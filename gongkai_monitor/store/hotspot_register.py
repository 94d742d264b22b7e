"""舆情台账: appended one entry after the other, never changed (``review/hotspot_entry.py``)."""

from collections.abc import Callable, Sequence
from datetime import datetime

import duckdb

from gongkai_monitor.review.hotspot_entry import HotspotDraft, HotspotEntry, link_hotspot_entry
from gongkai_monitor.store import records
from gongkai_monitor.store.chained import append_linked

TABLE = "hotspot_register"
READ_REGISTER = "SELECT * FROM hotspot_register WHERE recorded_at <= ? ORDER BY sequence"
READ_ALL = "SELECT * FROM hotspot_register ORDER BY sequence"


def read_hotspot_register(
    conn: duckdb.DuckDBPyConnection, as_of: datetime | None = None
) -> list[HotspotEntry]:
    """Entries recorded by ``as_of``, the oldest first; without a moment, all of them."""
    if as_of is None:
        return records.read(conn, HotspotEntry, READ_ALL)
    return records.read(conn, HotspotEntry, READ_REGISTER, [as_of])


def append_to_hotspot_register(
    conn: duckdb.DuckDBPyConnection,
    make: Callable[[Sequence[HotspotEntry]], Sequence[HotspotDraft]],
    recorded_at: datetime,
) -> list[HotspotEntry]:
    """Store entries at the end of the chain, all of them or none.

    Args:
        conn: of ``open_store(read_only=False)``.
        make: is given the register as it is now, under the writers' lock, and answers with what
            follows; what it raises leaves the register as it was. It may be called again.
        recorded_at: the moment of all of them.

    Raises:
        StoreError: when the lake does not take them.
    """
    return append_linked(
        conn,
        TABLE,
        read=lambda: read_hotspot_register(conn),
        make=make,
        link=link_hotspot_entry,
        recorded_at=recorded_at,
        doing="保存舆情台账",
    )
