"""The trail: appended one entry after the other, never changed (``review/trail.py``)."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime

import duckdb

from gongkai_monitor.review.trail import Draft, Entry, link_entry
from gongkai_monitor.store import records
from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.store.transaction import in_transaction

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

    def append() -> list[Entry]:
        known = read_trail(conn)
        last = known[-1] if known else None
        added: list[Entry] = []
        for draft in make(known):
            last = link_entry(draft, recorded_at, last)
            added.append(last)
        if added:
            insert_rows(conn, "trail", [asdict(one) for one in added])
        return added

    return in_transaction(conn, append, doing="保存处理记录")
