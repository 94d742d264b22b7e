"""What was announced of each hotspot; append-only."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import duckdb

from gongkai_monitor.store.frames import insert_rows, read_frame
from gongkai_monitor.store.transaction import in_transaction

if TYPE_CHECKING:
    import pandas as pd

LAST_ANNOUNCEMENTS = """
SELECT * FROM hotspot_announcements
QUALIFY row_number() OVER (PARTITION BY hotspot_id ORDER BY announced_at DESC) = 1
ORDER BY hotspot_id
"""
ANNOUNCEMENTS = """
SELECT * FROM hotspot_announcements
WHERE announced_at > $since AND announced_at <= $until
ORDER BY announced_at, hotspot_id
"""


def add_announcements(
    conn: duckdb.DuckDBPyConnection, due: "Callable[[pd.DataFrame], pd.DataFrame]"
) -> int:
    """Append what ``due`` makes of the last announcement of each hotspot; how many.

    ``due`` is asked under the writers' lock, so that two rounds at once announce nothing twice.

    Raises:
        StoreError: when the lake does not take them.
    """

    def add() -> int:
        rows = due(read_frame(conn, LAST_ANNOUNCEMENTS))
        return insert_rows(conn, "hotspot_announcements", rows) if len(rows) else 0

    return in_transaction(conn, add, doing="保存热点通知")


def read_announcements(
    conn: duckdb.DuckDBPyConnection, *, since: datetime, until: datetime
) -> "pd.DataFrame":
    """Announcements after ``since`` and not after ``until``, the oldest first."""
    return read_frame(conn, ANNOUNCEMENTS, {"since": since, "until": until})
