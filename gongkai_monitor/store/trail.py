"""The trail: appended one entry after the other, never changed (``review/trail.py``)."""

from collections.abc import Callable, Sequence
from datetime import datetime

import duckdb

from gongkai_monitor.review.trail import Draft, Entry, link_entry
from gongkai_monitor.store import records
from gongkai_monitor.store.chained import append_linked

READ_TRAIL = "SELECT * FROM trail WHERE recorded_at <= ? ORDER BY sequence"
READ_ALL = "SELECT * FROM trail ORDER BY sequence"


def read_trail(conn: duckdb.DuckDBPyConnection, as_of: datetime | None = None) -> list[Entry]:
    """Entries recorded by ``as_of``, the oldest first; without a moment, all of them."""
    if as_of is None:
        return records.read(conn, Entry, READ_ALL)
    return records.read(conn, Entry, READ_TRAIL, [as_of])


def append_to_trail(
    conn: duckdb.DuckDBPyConnection,
    make: Callable[[Sequence[Entry]], Sequence[Draft]],
    recorded_at: datetime,
) -> list[Entry]:
    """Store entries at the end of the chain, all of them or none.

    Args:
        conn: of ``open_store(read_only=False)``.
        make: is given the trail as it is now, under the writers' lock, and answers with what
            follows; what it raises leaves the trail as it was. It may be called again.
        recorded_at: the moment of all of them.

    Raises:
        StoreError: when the lake does not take them.
    """
    return append_linked(
        conn,
        "trail",
        read=lambda: read_trail(conn),
        make=make,
        link=link_entry,
        recorded_at=recorded_at,
        doing="保存处理记录",
    )
