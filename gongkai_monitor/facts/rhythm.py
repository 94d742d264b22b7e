"""更新节奏和日期矛盾: updates that only meet the limit, and dates that contradict each other.

``ledger.measure_ledger`` must have laid ``ledger_entry`` before, ``channel.measure_channels``
``channel_fact``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_RHYTHM = """
WITH day AS (
    SELECT site_code, channel_url, printed_on, count(*) AS entries
    FROM ledger_entry
    WHERE printed_on <= (SELECT today FROM moment)
      AND printed_on > (SELECT today FROM moment) - 180
    GROUP BY ALL
), gap AS (
    SELECT *, printed_on - lag(printed_on) OVER (
        PARTITION BY site_code, channel_url ORDER BY printed_on) AS silence
    FROM day
), told AS (
    SELECT f.site_code, f.channel_url,
        count(*) FILTER (f.window_days <= 31 AND g.silence BETWEEN f.window_days - 2
                         AND f.window_days) AS deadline_updates,
        max(struct_pack(printed_on := g.printed_on, entries := g.entries, silence := g.silence))
            FILTER (g.entries >= 5 AND g.silence >= f.window_days - 2) AS burst
    FROM channel_fact f JOIN gap g USING (site_code, channel_url) GROUP BY ALL
)
SELECT (SELECT as_of FROM moment) AS as_of, f.collected_at, f.collection_state, f.cause, f.detail,
    f.agency_code, f.channel_url AS subject_id, f.site_name || ' › ' || f.name AS subject_name,
    CASE WHEN f.fetch_id IS NULL THEN []::VARCHAR[] ELSE [f.fetch_id] END AS evidence,
    f.site_code, f.channel_url, f.name, f.kind, f.window_days,
    coalesce(t.deadline_updates, 0) AS deadline_updates, t.burst.printed_on AS burst_on,
    t.burst.entries AS burst_count, t.burst.silence::BIGINT AS silence_days,
    coalesce(t.deadline_updates, 0) >= 3 OR t.burst IS NOT NULL AS is_deadline_pattern,
    array_to_string(list_filter([
        CASE WHEN t.deadline_updates >= 3
             THEN '近 180 天有 ' || t.deadline_updates || ' 次卡在期限最后 3 天内更新' END,
        CASE WHEN t.burst IS NOT NULL
             THEN t.burst.silence || ' 天没有更新后，' || t.burst.printed_on || ' 一天发布 '
                  || t.burst.entries || ' 条' END
    ], lambda x: x IS NOT NULL), '；') AS pattern
FROM channel_fact f LEFT JOIN told t USING (site_code, channel_url)
WHERE f.is_primary AND f.kind IN ('news', 'notice') AND NOT f.is_empty
ORDER BY f.site_code, f.channel_url
"""
# Both are notes beside the legal verdict: the rules ask for an update, not for a rhythm.

_CONFLICTS = """
WITH page AS (
    SELECT url AS item_url, arg_max(published_on, observed_at) AS published_on
    FROM articles WHERE observed_at <= (SELECT as_of FROM moment) GROUP BY ALL
), dated AS (
    SELECT e.*, p.published_on, china_day(e.first_at) AS first_seen_on,
        url_day(e.item_url) AS url_on
    FROM ledger_entry e LEFT JOIN page p USING (item_url)
    WHERE e.printed_on IS NOT NULL
      AND e.first_at > (SELECT as_of FROM moment) - INTERVAL 180 DAY
), conflicting AS (
    SELECT *, greatest(
        url_on - printed_on, published_on - printed_on, printed_on - first_seen_on)
        AS conflict_days
    FROM dated
    WHERE url_on > printed_on + 1 OR published_on > printed_on + 1
       OR printed_on > first_seen_on + 1
), file AS (
    SELECT f.url AS item_url, min(file_day(f.last_modified)) AS file_on
    FROM fetches f SEMI JOIN conflicting c ON c.item_url = f.url
    WHERE f.last_modified IS NOT NULL AND f.read_at <= (SELECT as_of FROM moment) GROUP BY ALL
)
SELECT (SELECT as_of FROM moment) AS as_of, t.collected_at, t.collection_state, t.cause, t.detail,
    s.agency_code, c.url AS subject_id, s.name || ' › ' || c.name AS subject_name,
    list_filter([l.fetch_id, r.fetch_id], lambda x: x IS NOT NULL) AS evidence,
    l.site_code, l.channel_url, c.name, l.item_url, l.title, l.printed_on, l.published_on,
    l.first_seen_on, f.file_on, l.url_on, l.conflict_days::BIGINT AS conflict_days,
    array_to_string(list_filter([
        CASE WHEN l.url_on > l.printed_on + 1 THEN '网址中的日期为 ' || l.url_on END,
        CASE WHEN l.published_on > l.printed_on + 1 THEN '页面上的日期为 ' || l.published_on END,
        CASE WHEN l.printed_on > l.first_seen_on + 1
             THEN l.first_seen_on || ' 已经读到，早于所示日期' END,
        CASE WHEN f.file_on > l.printed_on + 1 THEN '网页文件最后修改于 ' || f.file_on END
    ], lambda x: x IS NOT NULL), '；') AS conflict
FROM conflicting l
JOIN now_channels c ON c.site_code = l.site_code AND c.url = l.channel_url
JOIN now_sites s ON s.site_code = l.site_code
JOIN channel_state t ON t.site_code = l.site_code AND t.channel_url = l.channel_url
LEFT JOIN file f USING (item_url)
LEFT JOIN channel_fact r ON r.site_code = l.site_code AND r.channel_url = l.channel_url
ORDER BY l.site_code, l.channel_url, l.item_url
"""
# Last-Modified alone is no contradiction: many servers write every page anew.


def measure_rhythm(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """``channel_rhythm`` and ``date_conflict``."""
    return {
        "channel_rhythm": frame(conn, _RHYTHM, {}),
        "date_conflict": frame(conn, _CONFLICTS, {}),
    }
