"""Which accounts were read, and which were only asked."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import duckdb

from gongkai_monitor.model.observations import AccountSnapshot
from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.store.last_posts import last_posts
from gongkai_monitor.store.rechecks import recently_looked_at
from gongkai_monitor.vocabulary import AccountSource, CollectionCause, CollectionState

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def put(conn: duckdb.DuckDBPyConnection, code: str, days_ago: int, cause: CollectionCause) -> None:
    is_read = cause is CollectionCause.OK
    row = AccountSnapshot(
        account_code=code, round_id=f"r{days_ago}", observed_at=NOW - timedelta(days=days_ago),
        collection_state=CollectionState.COLLECTED if is_read else CollectionState.UNCOLLECTED,
        cause=cause, source=AccountSource.FEED,
    )  # fmt: skip
    insert_rows(conn, "account_snapshots", [asdict(row)])


def test_a_failed_look_is_a_look_but_no_reading(writer: duckdb.DuckDBPyConnection) -> None:
    put(writer, "read", 9, CollectionCause.OK)
    put(writer, "failed", 3, CollectionCause.HTTP_ERROR)
    put(writer, "both", 8, CollectionCause.OK)
    put(writer, "both", 2, CollectionCause.HTTP_ERROR)
    put(writer, "today", 0, CollectionCause.HTTP_ERROR)
    assert set(last_posts(writer, NOW)) == {"read", "both"}
    # what failed today is tried again tomorrow; a list without posts proves no life
    assert recently_looked_at(writer, NOW, 30) == {"today"}
