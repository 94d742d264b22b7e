"""What was sent to whom, and how it ended; append-only, two rows an attempt."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from gongkai_monitor.store.announcements import read_announcements
from gongkai_monitor.store.frames import insert_rows, read_frame
from gongkai_monitor.store.transaction import in_transaction

if TYPE_CHECKING:
    import pandas as pd

ATTEMPTS = """
SELECT * FROM alerts_sent
WHERE recorded_at > $since AND recorded_at <= coalesce($until, 'infinity'::TIMESTAMPTZ)
QUALIFY row_number() OVER (
    PARTITION BY alert_id, recipient ORDER BY attempt DESC, recorded_at DESC, outcome = 'begun'
) = 1
ORDER BY recipient, recorded_at, alert_id
"""
AttemptRow = dict[str, Any]
Planned = TypeVar("Planned")


def read_attempts(
    conn: duckdb.DuckDBPyConnection, *, since: datetime, until: datetime | None
) -> "pd.DataFrame":
    """The newest row of every alert and recipient recorded after ``since``, up to ``until``.

    Without ``until`` all that there are.
    """
    return read_frame(conn, ATTEMPTS, {"since": since, "until": until})


def begin_attempts(
    conn: duckdb.DuckDBPyConnection,
    plan: "Callable[[pd.DataFrame, pd.DataFrame], tuple[Planned, Sequence[AttemptRow]]]",
    *,
    since: datetime,
    now: datetime,
) -> Planned:
    """Decide what is sent now and record that it has begun, under the writers' lock.

    Args:
        conn: a writing connection.
        plan: is given the announcements since then and the newest attempts, and answers with
            what it will do and the rows to store. It may be called again.
        since: older announcements are not delivered.
        now: the moment.

    Raises:
        StoreError: when the lake does not take them.
    """

    def begin() -> Planned:
        announced = read_announcements(conn, since=since, until=now)
        # Another process may have begun while this one waited for the lock: later than ``now``.
        attempts = read_attempts(conn, since=since, until=None)
        planned, rows = plan(announced, attempts)
        if rows:
            insert_rows(conn, "alerts_sent", rows)
        return planned

    return in_transaction(conn, begin, doing="登记预警发送")


def end_attempts(conn: duckdb.DuckDBPyConnection, rows: Sequence[AttemptRow]) -> None:
    """Record how attempts ended.

    Raises:
        StoreError: when the lake does not take them.
    """
    in_transaction(conn, lambda: insert_rows(conn, "alerts_sent", rows), doing="登记预警送达")
