"""账号内容: originality, copies, off-duty and entertainment share, and filler, of 30 days.

``account_post_sign`` and ``account_copy`` must have been measured before. Definitions of the words
are in ``docs/definitions.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

ONE_LINE = 20
_LEAST_KNOWN = 5

_ROWS = """
WITH post AS (
    SELECT p.account_code, p.post_key, p.fetch_id, p.is_forward, o.is_repost, o.is_original,
        k.kind AS source, coalesce(o.text_length, length(o.text)) AS characters,
        c.post_key IS NOT NULL AS is_copied, c.source_code
    FROM account_post p
    JOIN posts o USING (account_code, post_key)
    LEFT JOIN post_source s USING (account_code, post_key)
    LEFT JOIN source_kind k ON k.account_code = s.account_code AND k.source_name = s.source_name
    LEFT JOIN account_copy c ON c.account_code = p.account_code AND c.post_key = p.post_key
    WHERE p.day > p.read_on - 30 AND NOT p.is_vanished
), sorted AS (
    SELECT *, CASE WHEN is_forward THEN 'forward'
        WHEN source IN ('authorised', 'unauthorised') THEN 'repost'
        WHEN is_copied THEN 'copied'
        WHEN is_original OR source = 'own' OR is_repost = false THEN 'original' END AS origin
    FROM post
), marked AS (
    SELECT account_code, post_key, bool_or(sign_kind = 'off_duty') AS is_off_duty,
        bool_or(sign_kind = 'entertainment') AS is_entertainment
    FROM post_sign GROUP BY ALL
), told AS (
    SELECT p.account_code, count(*) AS post_count, count(origin) AS known_count,
        count(*) FILTER (origin = 'original') AS original_count,
        count(*) FILTER (origin = 'repost') AS repost_count,
        count(*) FILTER (origin = 'forward') AS forward_count,
        count(*) FILTER (origin = 'repost' AND source = 'authorised') AS authorised_count,
        count(*) FILTER (origin = 'repost' AND source = 'unauthorised') AS unauthorised_count,
        count(*) FILTER (origin = 'copied') AS copied_count,
        list(DISTINCT source_code) FILTER (origin = 'copied') AS source_codes,
        count(*) FILTER (characters > 0) AS classified_count,
        count(*) FILTER (characters > 0 AND m.is_off_duty) AS off_duty_count,
        count(*) FILTER (characters > 0 AND m.is_entertainment) AS entertainment_count,
        count(*) FILTER (characters < $one_line) AS one_line_count,
        list(DISTINCT fetch_id) FILTER (fetch_id IS NOT NULL) AS evidence
    FROM sorted p LEFT JOIN marked m USING (account_code, post_key) GROUP BY ALL
), named AS (
    SELECT t.account_code, list(a.name ORDER BY a.name) AS copied_from
    FROM (SELECT account_code, unnest(source_codes) AS source_code FROM told) t
    JOIN now_accounts a ON a.account_code = t.source_code GROUP BY ALL
), day AS (
    SELECT DISTINCT account_code, day, read_on FROM account_post
    WHERE NOT is_vanished AND day > read_on - 180
), gap AS (
    SELECT d.account_code,
        d.day - lag(d.day) OVER (PARTITION BY d.account_code ORDER BY d.day) AS days
    FROM day d JOIN account_activity v USING (account_code) WHERE d.day >= v.covered_on
), deadline AS (
    SELECT account_code,
        count(*) FILTER (days BETWEEN $window_days::BIGINT - 1 AND $window_days::BIGINT) AS posts
    FROM gap GROUP BY ALL
), joined AS (
    SELECT a.account_code, a.name, a.platform, a.function, a.agency_code, t.collected_at,
        t.collection_state, t.cause, t.detail,
        t.collection_state = 'collected' AND NOT coalesce(v.is_month_known, false) AS is_short,
        CASE WHEN v.is_month_known THEN coalesce(c.post_count, 0) END AS posts, c.*
            EXCLUDE (account_code), n.copied_from,
        CASE WHEN v.is_month_known THEN coalesce(d.posts, 0) END AS deadline_post_count
    FROM now_accounts a
    JOIN account_state t USING (account_code)
    LEFT JOIN account_activity v USING (account_code)
    LEFT JOIN told c USING (account_code)
    LEFT JOIN named n USING (account_code)
    LEFT JOIN deadline d USING (account_code)
), noted AS (
    SELECT *, list_filter([
        CASE WHEN deadline_post_count >= 3 THEN '近 180 天有 ' || deadline_post_count
             || ' 次在期限最后两天（第 ' || ($window_days::BIGINT - 1) || '、'
             || $window_days::BIGINT || ' 天）才更新' END,
        CASE WHEN posts > 0 AND one_line_count = posts
             THEN '近 30 天 ' || posts || ' 条都不足 ' || $one_line || ' 字' END,
        CASE WHEN posts > 0 AND forward_count = posts
             THEN '近 30 天 ' || posts || ' 条都是转发' END
    ], lambda note: note IS NOT NULL) AS notes
    FROM joined
)
SELECT (SELECT as_of FROM moment) AS as_of, collected_at,
    CASE WHEN is_short THEN 'uncollected' ELSE collection_state END AS collection_state,
    CASE WHEN is_short THEN 'partial' ELSE cause END AS cause,
    CASE WHEN is_short THEN '列表没有回溯到 30 天前，不统计内容构成' ELSE detail END AS detail,
    agency_code, account_code AS subject_id, name AS subject_name,
    coalesce(list_sort(evidence), []::VARCHAR[]) AS evidence,
    account_code, name, platform, function, posts AS post_count,
    CASE WHEN posts IS NOT NULL THEN coalesce(known_count, 0) END AS known_count,
    CASE WHEN posts IS NOT NULL THEN coalesce(original_count, 0) END AS original_count,
    CASE WHEN posts IS NOT NULL THEN coalesce(repost_count, 0) END AS repost_count,
    CASE WHEN posts IS NOT NULL THEN coalesce(forward_count, 0) END AS forward_count,
    CASE WHEN posts > 0 AND known_count >= $least THEN original_count / known_count END
        AS original_ratio,
    CASE WHEN posts IS NOT NULL THEN coalesce(authorised_count, 0) END AS authorised_count,
    CASE WHEN posts IS NOT NULL THEN coalesce(unauthorised_count, 0) END AS unauthorised_count,
    CASE WHEN posts IS NOT NULL THEN coalesce(copied_count, 0) END AS copied_count,
    CASE WHEN posts >= $least THEN copied_count / posts END AS copied_ratio, copied_from,
    CASE WHEN posts IS NOT NULL THEN coalesce(classified_count, 0) END AS classified_count,
    CASE WHEN posts > 0 AND classified_count >= $least THEN off_duty_count / classified_count END
        AS off_duty_ratio,
    CASE WHEN posts > 0 AND classified_count >= $least
         THEN entertainment_count / classified_count END AS entertainment_ratio,
    CASE WHEN posts IS NOT NULL THEN coalesce(one_line_count, 0) END AS one_line_count,
    deadline_post_count,
    CASE WHEN posts IS NOT NULL THEN len(notes) > 0 END AS is_filler,
    CASE WHEN posts IS NOT NULL THEN array_to_string(notes, '；') END AS filler_why
FROM noted ORDER BY account_code
"""
# A ratio of fewer than five posts says nothing about an account.


def measure_account_content(
    conn: duckdb.DuckDBPyConnection, window_days: int | None
) -> dict[str, pd.DataFrame]:
    """The fact ``account_content``."""
    limits = {"window_days": window_days, "one_line": ONE_LINE, "least": _LEAST_KNOWN}
    return {"account_content": frame(conn, _ROWS, limits)}
