"""What was read of accounts after they were deregistered: proofs that they are gone, or alive.

A reading that failed proves neither: it is not among the rows.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import duckdb

from gongkai_monitor.store import records

READ_LOOKS = """
SELECT account_code, observed_at AS seen_at, is_deregistered AS is_gone,
    coalesce(evidence_id, fetch_id, '') AS evidence_id
FROM account_profiles
WHERE is_deregistered IS NOT NULL AND observed_at <= $as_of AND list_contains($codes, account_code)
UNION ALL
SELECT account_code, observed_at, NOT is_listed, coalesce(fetch_id, '')
FROM app_releases
WHERE is_listed IS NOT NULL AND observed_at <= $as_of AND list_contains($codes, account_code)
ORDER BY account_code, seen_at
"""
READ_LOOKED_AT = """
WITH looked AS (
    SELECT account_code, observed_at FROM account_profiles WHERE is_deregistered IS NOT NULL
    UNION ALL
    SELECT account_code, observed_at FROM app_releases WHERE is_listed IS NOT NULL
    UNION ALL
    SELECT account_code, observed_at FROM account_snapshots
    WHERE collection_state = 'collected' AND post_count > 0
), tried AS (
    SELECT account_code, observed_at FROM account_snapshots
)
SELECT account_code FROM looked
WHERE observed_at <= $as_of AND observed_at > $as_of - to_days($days)
UNION
SELECT account_code FROM tried
WHERE observed_at <= $as_of AND observed_at > $as_of - INTERVAL 20 HOUR
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


def read_looks(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, codes: Collection[str]
) -> list[dict[str, Any]]:
    """account_code, seen_at, is_gone, evidence_id: what the platform itself said, oldest first."""
    return list(records.rows(conn.execute(READ_LOOKS, {"as_of": as_of, "codes": list(codes)})))


def recently_looked_at(conn: duckdb.DuckDBPyConnection, as_of: datetime, days: int) -> set[str]:
    """Accounts that were really read in the last days, or tried in the last 20 hours.

    A try that failed proves nothing: it only keeps the next one for another day.
    """
    found = records.rows(conn.execute(READ_LOOKED_AT, {"as_of": as_of, "days": days}))
    return {row["account_code"] for row in found}


def read_newest_posts(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, codes: Collection[str]
) -> list[dict[str, Any]]:
    """account_code, seen_at, published_at, evidence_id of each account's newest own post."""
    return list(records.rows(conn.execute(READ_NEWEST_POSTS, [as_of, list(codes)])))
