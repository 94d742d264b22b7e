"""Hot searches as they stood at a moment."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import duckdb

from gongkai_monitor.store.frames import read_frame

if TYPE_CHECKING:
    import pandas as pd

READ_HOT_SEARCHES = """
SELECT * FROM hot_searches
WHERE listed_on BETWEEN ? AND ? AND observed_at <= ?
ORDER BY listed_on, platform, position NULLS LAST, title
"""


def read_hot_searches(
    conn: duckdb.DuckDBPyConnection, first: date, last: date, as_of: datetime
) -> "pd.DataFrame":
    """Hot searches listed on the days from ``first`` to ``last`` and known at ``as_of``."""
    return read_frame(conn, READ_HOT_SEARCHES, [first, last, as_of])
