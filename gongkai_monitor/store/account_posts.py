"""How many posts were read of each account within some time."""

from datetime import datetime

import duckdb

COUNT_POSTS = """
SELECT account_code, count(*) FROM posts
WHERE published_at >= $begins_at AND published_at <= $ends_at AND observed_at <= $as_of
  AND is_own IS DISTINCT FROM false
GROUP BY account_code
"""


def count_posts(
    conn: duckdb.DuckDBPyConnection, begins_at: datetime, ends_at: datetime, as_of: datetime
) -> dict[str, int]:
    """account_code -> posts of its own published in that time, as far as they were read."""
    parameters = {"begins_at": begins_at, "ends_at": ends_at, "as_of": as_of}
    return dict(conn.execute(COUNT_POSTS, parameters).fetchall())
