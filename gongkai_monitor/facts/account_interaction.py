"""账号互动: whether its ways of interaction work, and how it answers.

A way works or fails because somebody tried it (``interaction_checks``) or the profile shows it.
Ineffective is only an account whose comments, messages and menu or board were all tried and all
failed; everything else is unknown, and unknown is 未采到.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_FRESH_DAYS = 90
_SHORT_REPLY = 8

_ROWS = """
WITH checked AS (
    SELECT account_code, way, is_ok, china_day(checked_at) AS checked_on, checked_at, evidence_id,
        fetch_id
    FROM interaction_checks
    WHERE observed_at <= (SELECT as_of FROM moment) AND checked_at <= (SELECT as_of FROM moment)
      AND checked_at > (SELECT as_of FROM moment) - to_days($fresh) AND is_ok IS NOT NULL
    UNION ALL
    SELECT account_code, 'comment', true, china_day(observed_at), observed_at, evidence_id, fetch_id
    FROM account_profiles
    WHERE has_comments AND observed_at <= (SELECT as_of FROM moment)
      AND observed_at > (SELECT as_of FROM moment) - to_days($fresh)
), latest AS (
    SELECT * FROM checked
    QUALIFY row_number() OVER (PARTITION BY account_code, way ORDER BY checked_at DESC, is_ok) = 1
), ways AS (
    SELECT account_code, count(*) FILTER (is_ok) AS ways_ok, count(*) FILTER (NOT is_ok)
            AS ways_failed,
        max(checked_on) AS checked_on, max(checked_at) AS checked_at,
        bool_or(is_ok) AS is_any_ok,
        bool_or(way = 'comment') AND bool_or(way = 'message') AND bool_or(way IN ('menu', 'board'))
            AS is_every_way_tried,
        list_distinct(list(coalesce(fetch_id, evidence_id))) AS evidence
    FROM latest GROUP BY account_code
), reply AS (
    SELECT account_code, comment_key, any_value(commented_at) AS commented_at,
        min(replied_at) AS replied_at, arg_min(reply_text, replied_at) AS reply_text
    FROM post_replies
    WHERE observed_at <= (SELECT as_of FROM moment)
      AND commented_at > (SELECT as_of FROM moment) - INTERVAL 30 DAY
      AND commented_at <= (SELECT as_of FROM moment)
    GROUP BY ALL
), repeated AS (
    SELECT account_code, reply_text, count(*) AS times FROM reply
    WHERE reply_text IS NOT NULL GROUP BY ALL
), answered AS (
    SELECT r.account_code, count(*) AS comments_30d, count(r.replied_at) AS replied_30d,
        median(epoch(r.replied_at - r.commented_at) / 3600) FILTER (r.replied_at >= r.commented_at)
            AS median_reply_hours,
        max((SELECT today FROM moment) - china_day(r.commented_at)) FILTER (r.replied_at IS NULL)
            AS oldest_open_days,
        count(*) FILTER (r.replied_at IS NOT NULL
                         AND (length(r.reply_text) < $short OR t.times >= 3))
            AS template_count
    FROM reply r LEFT JOIN repeated t USING (account_code, reply_text) GROUP BY ALL
), told AS (
    SELECT a.account_code, a.name, a.platform, a.agency_code, a.has_interaction,
        t.collection_state AS account_state, t.cause AS account_cause, w.*
            EXCLUDE (account_code), v.* EXCLUDE (account_code),
        CASE WHEN w.is_any_ok THEN true
             WHEN w.is_every_way_tried AND w.ways_failed >= 3 THEN false END AS is_effective
    FROM now_accounts a JOIN account_state t USING (account_code)
    LEFT JOIN ways w USING (account_code) LEFT JOIN answered v USING (account_code)
)
SELECT (SELECT as_of FROM moment) AS as_of, checked_at AS collected_at,
    CASE WHEN account_cause = 'closed' THEN account_state
         WHEN is_effective IS NULL AND comments_30d IS NULL THEN 'uncollected'
         ELSE 'collected' END AS collection_state,
    CASE WHEN account_cause = 'closed' THEN account_cause
         WHEN is_effective IS NULL AND comments_30d IS NULL AND ways_failed > 0 THEN 'partial'
         WHEN is_effective IS NULL AND comments_30d IS NULL THEN 'not_run' ELSE 'ok' END AS cause,
    CASE WHEN is_effective IS NULL AND comments_30d IS NULL AND ways_failed > 0
         THEN '评论、私信、菜单（留言）没有全部核查，不作判断'
         WHEN is_effective IS NULL AND comments_30d IS NULL THEN '近 90 天没有核查互动功能' END
        AS detail,
    agency_code, account_code AS subject_id, name AS subject_name,
    coalesce(evidence, []::VARCHAR[]) AS evidence,
    account_code, name, platform, has_interaction AS offered, coalesce(ways_ok, 0) AS ways_ok,
    coalesce(ways_failed, 0) AS ways_failed, checked_on, is_effective, comments_30d, replied_30d,
    CASE WHEN comments_30d > 0 THEN replied_30d / comments_30d END AS reply_ratio,
    median_reply_hours, oldest_open_days,
    CASE WHEN replied_30d >= 5 THEN template_count / replied_30d END AS template_reply_ratio
FROM told ORDER BY account_code
"""


def measure_account_interaction(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The fact ``account_interaction``."""
    limits = {"fresh": _FRESH_DAYS, "short": _SHORT_REPLY}
    return {"account_interaction": frame(conn, _ROWS, limits)}
