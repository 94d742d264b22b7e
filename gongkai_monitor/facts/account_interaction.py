"""账号互动: whether its ways of interaction work, and how it answers.

A way works or fails because somebody tried it (``interaction_checks``), the profile shows it, or
citizens used it: their comments or messages were read.
Ineffective is only an account whose comments, messages and menu or board were all tried and all
failed; everything else is unknown, and unknown is 未采到. Comments that a spider read tell of
answers only while its last reading of them is fresh and whole; what was imported tells always.
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
    UNION ALL
    SELECT account_code, 'comment', true, china_day(observed_at), observed_at, NULL, fetch_id
    FROM interaction_readings
    WHERE way = 'comment' AND item_count > 0 AND observed_at <= (SELECT as_of FROM moment)
      AND observed_at > (SELECT as_of FROM moment) - to_days($fresh)
    UNION ALL
    SELECT account_code, 'message', true, counted_on, observed_at, NULL, fetch_id
    FROM message_counts
    WHERE message_count > 0 AND observed_at <= (SELECT as_of FROM moment)
      AND counted_on > (SELECT today FROM moment) - $fresh
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
), reading AS (
    SELECT account_code, way, source, china_day(observed_at) AS read_on,
        CASE WHEN observed_at > (SELECT since FROM moment) THEN cause ELSE 'not_run' END AS cause
    FROM interaction_readings WHERE observed_at <= (SELECT as_of FROM moment)
    QUALIFY row_number() OVER (PARTITION BY account_code, way ORDER BY observed_at DESC) = 1
), comment_reading AS (
    SELECT account_code, source, read_on AS comments_read_on, cause AS comments_cause
    FROM reading WHERE way = 'comment'
), message AS (
    SELECT account_code, sum(message_count)::BIGINT AS messages_30d,
        count(*) AS message_days_30d
    FROM (  -- a number that was told too early grows later
        SELECT account_code, counted_on, max(message_count) AS message_count FROM message_counts
        WHERE observed_at <= (SELECT as_of FROM moment)
          AND counted_on >= (SELECT today FROM moment) - 30
        GROUP BY ALL
    ) GROUP BY account_code
), reply AS (
    SELECT p.account_code, p.comment_key, min(p.commented_at) AS commented_at,
        min(p.replied_at) AS replied_at, arg_min(p.reply_text, p.replied_at) AS reply_text
    FROM post_replies p LEFT JOIN comment_reading r USING (account_code, source)
    WHERE coalesce(r.comments_cause, 'ok') = 'ok'
      AND p.observed_at <= (SELECT as_of FROM moment)
      AND p.commented_at > (SELECT as_of FROM moment) - INTERVAL 30 DAY
      AND p.commented_at <= (SELECT as_of FROM moment)
    GROUP BY ALL
), repeated AS (
    SELECT account_code, reply_text, count(*) AS times FROM reply
    WHERE reply_text IS NOT NULL GROUP BY ALL
), answered AS (
    SELECT r.account_code, count(*) AS comments_known, count(r.replied_at) AS replied_30d,
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
            EXCLUDE (account_code), v.* EXCLUDE (account_code, comments_known, replied_30d),
        -- no comments is a number only where they were read
        CASE WHEN c.comments_cause = 'ok' THEN coalesce(v.comments_known, 0)
             ELSE v.comments_known END AS comments_30d,
        CASE WHEN c.comments_cause = 'ok' THEN coalesce(v.replied_30d, 0)
             ELSE v.replied_30d END AS replied_30d,
        c.comments_read_on, coalesce(c.comments_cause, 'not_run') AS comments_cause,
        m.messages_30d, coalesce(m.message_days_30d, 0) AS message_days_30d,
        coalesce(g.cause, 'not_run') AS messages_cause,
        CASE WHEN w.is_any_ok THEN true
             WHEN w.is_every_way_tried AND w.ways_failed >= 3 THEN false END AS is_effective
    FROM now_accounts a JOIN account_state t USING (account_code)
    LEFT JOIN ways w USING (account_code) LEFT JOIN answered v USING (account_code)
    LEFT JOIN comment_reading c USING (account_code) LEFT JOIN message m USING (account_code)
    LEFT JOIN (FROM reading WHERE way = 'message') g USING (account_code)
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
    CASE WHEN replied_30d >= 5 THEN template_count / replied_30d END AS template_reply_ratio,
    comments_read_on, comments_cause, messages_30d, message_days_30d, messages_cause
FROM told ORDER BY account_code
"""


def measure_account_interaction(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The fact ``account_interaction``."""
    limits = {"fresh": _FRESH_DAYS, "short": _SHORT_REPLY}
    return {"account_interaction": frame(conn, _ROWS, limits)}
