"""账号注销与存续: accounts that the register calls closed or to be closed, and what became of them.

Nothing is said of an account that was not looked at after it was stated closed: it is 未采到.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame
from gongkai_monitor.vocabulary import FilingStatus

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_FRESH_DAYS = 45

_ROWS = """
WITH ended AS (
    SELECT * FROM now_accounts WHERE filing_status IN ('closed', 'deregistered', 'pending')
), changed AS (
    SELECT c.key AS account_code, s.status, max(c.changed_at) AS changed_at
    FROM registry_changes c
    JOIN (SELECT unnest($statuses::VARCHAR[]) AS status, unnest($labels::VARCHAR[]) AS label) s
        ON s.label = c.after
    WHERE c."table" = 'accounts' AND c.field = 'filing_status'
      AND c.changed_at <= (SELECT as_of FROM moment)
    GROUP BY ALL
), notice AS (
    SELECT e.account_code, min(r.published_on) AS published_on, count(*) > 0 AS is_read
    FROM ended e JOIN articles r ON r.url = e.deregistration_notice_url
    WHERE r.observed_at <= (SELECT as_of FROM moment) GROUP BY ALL
), stated AS (
    SELECT e.*, n.is_read AS notice_read,
        coalesce(n.published_on, china_day(c.changed_at)) AS stated_on
    FROM ended e LEFT JOIN notice n USING (account_code)
    LEFT JOIN changed c ON c.account_code = e.account_code AND c.status = e.filing_status
), profile AS (
    SELECT account_code, observed_at AS profiled_at, is_deregistered, fetch_id
    FROM account_profiles
    WHERE is_deregistered IS NOT NULL AND observed_at <= (SELECT as_of FROM moment)
    QUALIFY row_number() OVER (PARTITION BY account_code ORDER BY observed_at DESC) = 1
), listed AS (
    SELECT account_code, max(observed_at) AS read_at, arg_max(fetch_id, observed_at) AS fetch_id
    FROM account_reading
    WHERE collection_state = 'collected' AND post_count > 0 AND NOT is_hand
    GROUP BY ALL
), posted AS (
    SELECT s.account_code, max(p.day) AS last_posted_on,
        count(*) FILTER (p.day > s.stated_on + 1) AS posts_after,
        min(p.day) FILTER (p.day > s.stated_on + 1) AS first_after
    FROM stated s JOIN account_post p USING (account_code) WHERE NOT p.is_vanished GROUP BY ALL
), told AS (
    SELECT s.*, t.collected_at AS read_at, f.profiled_at, l.read_at AS listed_at, p.last_posted_on,
        p.first_after,
        CASE WHEN s.stated_on IS NOT NULL AND t.collected_at IS NOT NULL
             THEN coalesce(p.posts_after, 0) END AS posts_after,
        greatest(CASE WHEN l.read_at > (SELECT as_of FROM moment) - to_days($fresh)
                      THEN l.read_at END,
                 CASE WHEN f.profiled_at > (SELECT as_of FROM moment) - to_days($fresh)
                      THEN f.profiled_at END) AS looked_at,
        CASE WHEN f.is_deregistered AND f.profiled_at >= coalesce(l.read_at, f.profiled_at)
             THEN false
             WHEN coalesce(p.posts_after, 0) > 0 THEN true
             WHEN (s.stated_on IS NULL OR china_day(l.read_at) > s.stated_on)
                  OR (f.is_deregistered = false
                      AND (s.stated_on IS NULL OR china_day(f.profiled_at) > s.stated_on))
             THEN true END AS seen_alive,
        list_filter([l.fetch_id, f.fetch_id], lambda one: one IS NOT NULL) AS evidence
    FROM stated s
    JOIN account_state t USING (account_code)
    LEFT JOIN profile f USING (account_code) LEFT JOIN listed l USING (account_code)
    LEFT JOIN posted p USING (account_code)
)
SELECT (SELECT as_of FROM moment) AS as_of, looked_at AS collected_at,
    CASE WHEN looked_at IS NULL OR seen_alive IS NULL THEN 'uncollected' ELSE 'collected' END
        AS collection_state,
    CASE WHEN looked_at IS NULL OR seen_alive IS NULL THEN 'not_run' ELSE 'ok' END AS cause,
    CASE WHEN looked_at IS NULL OR seen_alive IS NULL
         THEN '近 45 天没有核查该账号是否仍然存在' END AS detail,
    agency_code, account_code AS subject_id, name AS subject_name, evidence,
    account_code, name, platform, filing_status AS status,
    deregistration_notice_url AS notice_url, notice_read, stated_on,
    (SELECT today FROM moment) - stated_on AS days_since_stated,
    CASE WHEN looked_at IS NOT NULL THEN seen_alive END AS is_alive, last_posted_on, posts_after,
    CASE WHEN posts_after > 0 THEN first_after END AS reopened_on,
    CASE WHEN filing_status = 'pending' AND read_at IS NOT NULL AND last_posted_on IS NOT NULL
         THEN greatest(china_day(read_at) - last_posted_on, 0) END AS silent_days
FROM told ORDER BY account_code
"""
# The trail of the register holds what the workbook shows: labels.
# A list that still holds posts after the account was stated closed shows that it lives; a failed
# reading shows nothing. The day of the notice itself and the next one are given to the farewell.


def measure_account_lives(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The fact ``account_life``; ``account_post`` must be laid."""
    limits = {
        "fresh": _FRESH_DAYS,
        "statuses": [status.value for status in FilingStatus],
        "labels": [status.label for status in FilingStatus],
    }
    return {"account_life": frame(conn, _ROWS, limits)}
