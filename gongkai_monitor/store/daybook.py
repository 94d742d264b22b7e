"""The trend: what the last audit of each day found and how much was collected."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import duckdb

from gongkai_monitor.store.frames import read_frame

if TYPE_CHECKING:
    import pandas as pd

READ_DAYS = """
WITH last_audits AS (
    SELECT as_of::DATE AS day, max(as_of) AS as_of
    FROM verdicts WHERE as_of <= ? AND as_of > ? GROUP BY ALL
), found AS (
    SELECT a.day,
        count(*) FILTER (f.status = 'new') AS new,
        count(*) FILTER (f.status = 'ongoing') AS ongoing,
        count(*) FILTER (f.status = 'resolved') AS resolved
    FROM last_audits a JOIN finding_observations f USING (as_of)
    WHERE coalesce(f.review, 'not_needed') NOT IN ('pending', 'false_alarm', 'exempt')
    GROUP BY a.day
), judged AS (
    SELECT a.day,
        count(*) FILTER (v.collection_state = 'collected') AS collected,
        count(*) FILTER (v.collection_state = 'uncollected') AS uncollected,
        count(*) FILTER (v.verdict = 'failed' AND v.subject_kind = 'site') AS failed_sites,
        count(*) FILTER (v.verdict = 'failed' AND v.subject_kind = 'account') AS failed_accounts
    FROM last_audits a JOIN verdicts v USING (as_of) GROUP BY a.day
)
SELECT day, coalesce(new, 0) AS new, coalesce(ongoing, 0) AS ongoing,
    coalesce(resolved, 0) AS resolved, collected + uncollected AS expected, collected,
    uncollected, failed_sites, failed_accounts
FROM judged LEFT JOIN found USING (day)
ORDER BY day
"""


def read_days(conn: duckdb.DuckDBPyConnection, as_of: datetime, *, days: int) -> "pd.DataFrame":
    """One row per day in China with an audit, up to ``as_of``.

    Returns:
        day, new, ongoing, resolved, and of sites and accounts: expected, collected, uncollected,
        failed_sites, failed_accounts.
    """
    since = as_of - timedelta(days=days)
    return read_frame(conn, READ_DAYS, [as_of, since])
