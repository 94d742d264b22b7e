"""Reviews: appended one after the other, never changed (the chain is ``review/chain.py``)."""

from collections.abc import Sequence
from datetime import datetime

import duckdb

from gongkai_monitor.review.chain import link
from gongkai_monitor.review.decision import REVIEW_FIELDS, Decision, Review
from gongkai_monitor.store import records
from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.store.transaction import in_transaction

READ_REVIEWS = "SELECT * FROM reviews WHERE decided_at <= ? ORDER BY sequence"
READ_ALL = "SELECT * FROM reviews ORDER BY sequence"
READ_LAST = "SELECT * FROM reviews ORDER BY sequence DESC LIMIT 1"


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

    def append() -> list[Review]:
        last = next(iter(records.read(conn, Review, READ_LAST)), None)
        added: list[Review] = []
        for decision in decisions:
            last = link(decision, decided_at, last)
            added.append(last)
        insert_rows(
            conn, "reviews", [{name: getattr(one, name) for name in REVIEW_FIELDS} for one in added]
        )
        return added

    return in_transaction(conn, append, doing="保存复核决定")
