"""When each account was last looked at by a person."""

from datetime import datetime

import duckdb

LAST_LOOKS = """
SELECT account_code, max(taken_at) FROM hand_evidence WHERE taken_at <= ? GROUP BY account_code
"""


def last_looks(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> dict[str, datetime]:
    """By account code, up to ``as_of``."""
    return dict(conn.execute(LAST_LOOKS, [as_of]).fetchall())
