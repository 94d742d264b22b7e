"""What was announced of each hotspot; append-only."""

from datetime import datetime
from typing import TYPE_CHECKING

import duckdb

from gongkai_monitor.store.frames import insert_rows, read_frame
from gongkai_monitor.store.transaction import in_transaction

if TYPE_CHECKING:
    import pandas as pd

DELETE_MOMENT = "DELETE FROM hotspot_announcements WHERE announced_at = ?"
LAST_ANNOUNCEMENTS = """
SELECT * FROM hotspot_announcements WHERE announced_at < ?
QUALIFY row_number() OVER (PARTITION BY hotspot_id ORDER BY announced_at DESC) = 1
ORDER BY hotspot_id
"""


def save_announcements(
    conn: duckdb.DuckDBPyConnection, announcements: "pd.DataFrame", as_of: datetime
) -> None:
    """Store what is announced at ``as_of``, in place of an earlier run for the same moment."""

    def save() -> None:
        conn.execute(DELETE_MOMENT, [as_of])
        if len(announcements):
            insert_rows(conn, "hotspot_announcements", announcements.assign(announced_at=as_of))

    in_transaction(conn, save, doing="保存热点通知")


def last_announcements(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> "pd.DataFrame":
    """The newest announcement of each hotspot before ``as_of``."""
    return read_frame(conn, LAST_ANNOUNCEMENTS, [as_of])
