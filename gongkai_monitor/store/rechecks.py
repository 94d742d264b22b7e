"""What was read of accounts after they were deregistered: proofs that they are gone, or alive.

A reading that failed proves neither: it is not among the rows.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import duckdb

from gongkai_monitor.store import records

READ_PROFILES = """
SELECT account_code, observed_at AS seen_at, is_deregistered AS is_gone,
    coalesce(evidence_id, fetch_id, '') AS evidence_id
FROM account_profiles
WHERE is_deregistered IS NOT NULL AND observed_at <= ? AND list_contains(?, account_code)
ORDER BY account_code, observed_at
"""
READ_NEWEST_POSTS = """
SELECT account_code, arg_max(observed_at, published_at) AS seen_at,
    max(published_at) AS published_at, coalesce(arg_max(fetch_id, published_at), '') AS evidence_id
FROM posts
WHERE observed_at <= ? AND published_at IS NOT NULL AND is_own IS DISTINCT FROM false
  AND list_contains(?, account_code)
GROUP BY account_code
ORDER BY account_code
"""


def read_profile_looks(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, codes: Collection[str]
) -> list[dict[str, Any]]:
    """account_code, seen_at, is_gone, evidence_id: what the platform itself said, oldest first."""
    return list(records.rows(conn.execute(READ_PROFILES, [as_of, list(codes)])))


def read_newest_posts(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, codes: Collection[str]
) -> list[dict[str, Any]]:
    """account_code, seen_at, published_at, evidence_id of each account's newest own post."""
    return list(records.rows(conn.execute(READ_NEWEST_POSTS, [as_of, list(codes)])))
