"""Measures of the stored data itself: undated, from the future, too thin, all silent at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_ACCOUNT_DATES = """
SELECT t.account_code AS subject_id, [t.account_code] AS blocked, count(*) AS post_count,
    count(*) FILTER (p.published_at IS NULL) / count(*) AS undated_ratio,
    count(*) FILTER (p.published_at > p.observed_at + INTERVAL 24 HOUR
        AND p.observed_at > (SELECT as_of FROM moment) - INTERVAL 15 DAY) AS future_count
FROM posts p JOIN account_state t USING (account_code)
WHERE p.observed_at <= (SELECT as_of FROM moment)
  AND p.observed_at > (SELECT as_of FROM moment) - INTERVAL 90 DAY
GROUP BY t.account_code ORDER BY t.account_code
"""

_CHANNEL_DATES = """
SELECT c.channel_url AS subject_id, [c.channel_url, c.site_code] AS blocked,
    CASE WHEN c.newest_on > china_day(t.collected_at) + 1 THEN 1 ELSE 0 END AS future_count
FROM channel_fact c JOIN channel_state t USING (site_code, channel_url)
WHERE c.collection_state = 'collected' ORDER BY c.channel_url
"""

_SITE_DATES = """
SELECT h.site_code AS subject_id, [h.site_code] AS blocked,
    CASE WHEN h.newest_on > china_day(h.observed_at) + 1 THEN 1 ELSE 0 END AS future_count
FROM home_snapshot h SEMI JOIN now_sites USING (site_code) ORDER BY h.site_code
"""

_COVERAGE = """
SELECT subject_kind AS subject_id, count(*) AS due_count,
    coalesce((SELECT list(account_code) FROM account_state), []) AS blocked,
    count(*) FILTER (collection_state = 'collected') AS collected_count,
    count(*) FILTER (collection_state = 'collected') / count(*) AS collected_ratio
FROM (
    SELECT 'site' AS subject_kind, collection_state FROM site_state
    UNION ALL SELECT 'channel', collection_state FROM channel_state
    UNION ALL SELECT 'account', collection_state FROM account_state
) WHERE collection_state <> 'out_of_scope'
GROUP BY subject_kind ORDER BY subject_kind
"""
# Where half of any kind cannot be read, the line is in doubt, and with it every 关停.

_PLATFORMS = """
WITH watched AS (
    SELECT a.platform, a.account_code, t.collected_at, t.first_read_on
    FROM now_accounts a JOIN account_state t USING (account_code)
    WHERE t.collection_state = 'collected' AND a.source IS DISTINCT FROM 'app_store'
), size AS (
    SELECT platform, list(account_code) AS blocked, count(*) AS account_count,
        max(collected_at) AS read_at,
        greatest(min(first_read_on), max(china_day(collected_at)) - 60) AS watched_on
    FROM watched GROUP BY platform HAVING count(*) >= 10
), post AS (
    SELECT s.platform, date_trunc('hour', p.published_at) AS hour,
        china_day(min(p.published_at)) >= any_value(s.watched_on) AS is_watched,
        min(p.published_at) AS first_at, max(p.published_at) AS last_at
    FROM posts p JOIN watched w USING (account_code) JOIN size s USING (platform)
    WHERE p.observed_at <= (SELECT as_of FROM moment)
      AND china_day(p.published_at) >= china_day(s.read_at) - 60
      AND p.published_at <= s.read_at
    GROUP BY ALL
), gapped AS (
    SELECT platform, last_at, CASE WHEN is_watched AND lag(is_watched) OVER before
        THEN first_at - lag(last_at) OVER before END AS gap
    FROM post WINDOW before AS (PARTITION BY platform ORDER BY hour)
), newest AS (
    SELECT platform, max(last_at) AS newest_at, max(gap) AS usual FROM gapped GROUP BY platform
), told AS (
    SELECT s.*, s.read_at - n.newest_at AS quiet,
        CASE WHEN s.watched_on <= china_day(s.read_at) - 7 THEN n.usual END AS usual
    FROM size s LEFT JOIN newest n USING (platform)
)
SELECT platform AS subject_id, blocked, account_count,
    coalesce(date_part('epoch', quiet) / 86400, 60)::BIGINT AS quiet_days,
    CASE WHEN quiet IS NULL OR quiet >= INTERVAL 7 DAY THEN 1
         WHEN quiet >= INTERVAL 24 HOUR AND quiet > usual THEN 1
         ELSE 0 END AS silent_count
FROM told ORDER BY platform
"""
# Ten accounts of one platform that all fall silent at once are a blind collector, not ten
# abandoned accounts; with fewer it may well be so. They are silent at once when not one of them
# has posted for a week, or for a day and longer than ever in two months. Only what was posted
# since the first reading tells how quiet they usually are (older lists have holes); their newest
# post may be older, as it is on the first day of watching. Gaps inside one
# hour are left out, so that a million posts become some thousand hours.

_PROBES = """
SELECT 'all' AS subject_id, coalesce(list(site_code), []) AS blocked, count(*) AS site_count,
    count(*) FILTER (failed / visits >= 0.05) / count(*) AS failing_site_ratio
FROM (
    SELECT site_code, count(*) AS visits, count(*) FILTER (NOT is_ok) AS failed
    FROM probes SEMI JOIN now_sites USING (site_code)
    WHERE probed_at <= (SELECT as_of FROM moment)
      AND probed_at > (SELECT as_of FROM moment) - INTERVAL 168 HOUR
    GROUP BY site_code
) HAVING count(*) >= 4
"""
# When most sites fail together it is our own line that is broken.

_LINK_HOSTS = """
SELECT 'all' AS subject_id, list_distinct(flatten(list(sites))) AS blocked,
    count(*) AS host_count, count(*) FILTER (is_down) / count(*) AS down_ratio
FROM (
    SELECT regexp_extract(url, '^[a-z]+://([^/?#]+)', 1) AS host, list(DISTINCT site_code) AS sites,
        bool_and(result IN ('failed:dns', 'failed:refused', 'failed:reset', 'failed:timeout'))
            AS is_down
    FROM link_attempt SEMI JOIN now_sites USING (site_code)
    WHERE checked_at > (SELECT since FROM moment) GROUP BY host
) HAVING count(*) >= 10
"""
# Most hosts of the links do not answer at all: our own line or name service is broken.


def measure_soundness(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The soundness tables; the facts must have been measured on this connection before.

    Returns:
        ``account_dates``, ``channel_dates``, ``site_dates``, ``coverage``, ``platforms``,
        ``probes``, ``link_hosts``; each with ``subject_id`` and ``blocked`` (subjects whose
        judgement rests on the row).
    """
    return {
        "account_dates": frame(conn, _ACCOUNT_DATES, {}),
        "channel_dates": frame(conn, _CHANNEL_DATES, {}),
        "site_dates": frame(conn, _SITE_DATES, {}),
        "coverage": frame(conn, _COVERAGE, {}),
        "platforms": frame(conn, _PLATFORMS, {}),
        "probes": frame(conn, _PROBES, {}),
        "link_hosts": frame(conn, _LINK_HOSTS, {}),
    }


def measure_account_soundness(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """Only what concerns accounts; see ``measure_soundness``."""
    return {
        "account_dates": frame(conn, _ACCOUNT_DATES, {}),
        "platforms": frame(conn, _PLATFORMS, {}),
    }
