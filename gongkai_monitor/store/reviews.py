"""Reviews: appended one after the other, never changed (the chain is ``review/chain.py``)."""

from collections.abc import Sequence
from datetime import datetime

import duckdb

from gongkai_monitor.review.decision import Decision, Review, link_review
from gongkai_monitor.store import records
from gongkai_monitor.store.chained import append_linked

READ_REVIEWS = "SELECT * FROM reviews WHERE decided_at <= ? ORDER BY sequence"
READ_ALL = "SELECT * FROM reviews ORDER BY sequence"


def read_reviews(conn: duckdb.DuckDBPyConnection, as_of: datetime | None = None) -> list[Review]:
    """Reviews decided by ``as_of``, the oldest first; without a moment, all of them."""
    if as_of is None:
        return records.read(conn, Review, READ_ALL)
    return records.read(conn, Review, READ_REVIEWS, [as_of])


def append_reviews(
    conn: duckdb.DuckDBPyConnection, decisions: Sequence[Decision], decided_at: datetime
) -> list[Review]:
    """Store decisions at the end of the chain, all of them or none.

    Raises:
        StoreError: when the lake does not take them.
    """
    return append_linked(
        conn,
        "reviews",
        read=lambda: read_reviews(conn),
        make=lambda _: decisions,
        link=link_review,
        recorded_at=decided_at,
        doing="保存复核决定",
    )
