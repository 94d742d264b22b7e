"""When each account's list was last read, and how new its newest post was then."""

from datetime import datetime

import duckdb

from gongkai_monitor.collection.plan import LastPosts
from gongkai_monitor.store.records import rows

LAST_POSTS = """
SELECT account_code, max(observed_at) AS read_at, max(newest_at) AS newest_at
FROM account_snapshots
WHERE collection_state = 'collected' AND source NOT IN ('import', 'metrics') AND observed_at <= ?
GROUP BY account_code
"""


def last_posts(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> dict[str, LastPosts]:
    """By account code, up to ``as_of``."""
    return {
        row.pop("account_code"): LastPosts.model_validate(row)
        for row in rows(conn.execute(LAST_POSTS, [as_of]))
    }
