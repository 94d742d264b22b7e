"""栏目: how long ago its list was updated, measured to the day the list was last read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import execute, frame
from gongkai_monitor.indicators.catalogue import Window, Windows

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_WINDOWS = """
CREATE OR REPLACE TEMP TABLE channel_window AS
SELECT * FROM (VALUES
    ('news', $news_days::INTEGER, $news_months::INTEGER),
    ('notice', $notice_days::INTEGER, $notice_months::INTEGER),
    ('policy', $policy_days::INTEGER, $policy_months::INTEGER)
) w(kind, days, months)
"""

_CHANNEL = """
CREATE OR REPLACE TEMP TABLE channel_fact AS
WITH snapshot AS (
    SELECT * FROM channel_snapshots
    WHERE is_registered AND collection_state = 'collected'
      AND observed_at <= (SELECT as_of FROM moment)
    QUALIFY row_number() OVER (
        PARTITION BY site_code, channel_url ORDER BY observed_at DESC) = 1
), article AS (
    SELECT a.site_code, a.channel_url, max(a.published_on) AS newest_on
    FROM articles a JOIN channel_state t USING (site_code, channel_url)
    WHERE a.observed_at <= (SELECT as_of FROM moment)
      AND a.published_on <= china_day(t.collected_at)
    GROUP BY ALL
), measured AS (
    SELECT c.site_code, c.url AS channel_url, c.name, c.kind, c.level, c.cycle_days,
        t.collection_state, t.cause, t.detail, t.collected_at,
        china_day(t.collected_at) AS read_on, t.first_read_on,
        greatest(n.newest_on, a.newest_on) AS newest_on,
        coalesce(n.item_count, 0) AS item_count,
        coalesce(n.is_empty, false) AS is_empty,
        coalesce(n.is_empty AND n.explanation IS NULL AND n.redirects_to IS NULL, false)
            AS is_blank,
        c.level = 1 AND c.kind IN ('news', 'notice', 'policy') AS is_primary,
        n.explanation, n.redirects_to, n.fetch_id, s.name AS site_name, s.agency_code
    FROM now_channels c
    JOIN now_sites s USING (site_code)
    JOIN channel_state t ON t.site_code = c.site_code AND t.channel_url = c.url
    LEFT JOIN snapshot n ON n.site_code = c.site_code AND n.channel_url = c.url
    LEFT JOIN article a ON a.site_code = c.site_code AND a.channel_url = c.url
)
SELECT m.* EXCLUDE (read_on, first_read_on), read_on,
    CASE WHEN NOT is_empty AND redirects_to IS NULL
         THEN greatest(read_on - coalesce(newest_on, first_read_on), 0)::BIGINT
    END AS days_since_update,
    CASE WHEN NOT is_primary THEN cycle_days
         WHEN w.days IS NOT NULL THEN w.days
         ELSE read_on - (read_on - to_months(w.months))::DATE END::BIGINT AS window_days
FROM measured m LEFT JOIN channel_window w ON w.kind = m.kind
"""

_SITE_COUNTS = """
CREATE OR REPLACE TEMP TABLE channel_count AS
SELECT site_code,
    count(*) AS channel_count,
    count(*) FILTER (collection_state = 'uncollected') AS uncollected_channel_count,
    count(*) FILTER (is_stale AND is_primary) AS stale_primary_channel_count,
    string_agg(name, '、' ORDER BY name) FILTER (is_stale AND is_primary)
        AS stale_primary_channels,
    count(*) FILTER (is_stale AND NOT is_primary) AS overdue_channel_count,
    string_agg(name, '、' ORDER BY name) FILTER (is_stale AND NOT is_primary)
        AS overdue_channels,
    count(*) FILTER (is_read AND is_blank) AS empty_channel_count,
    string_agg(name, '、' ORDER BY name) FILTER (is_read AND is_blank) AS empty_channels,
    list(fetch_id ORDER BY channel_url) FILTER (
        fetch_id IS NOT NULL AND (is_stale OR (is_read AND is_blank)))[1:20] AS evidence
FROM (
    SELECT *, collection_state = 'collected' AS is_read,
        coalesce(collection_state = 'collected' AND days_since_update > window_days, false)
            AS is_stale
    FROM channel_fact
) GROUP BY site_code
"""

_ROWS = """
SELECT (SELECT as_of FROM moment) AS as_of, f.collected_at, f.collection_state, f.cause,
    f.detail, f.agency_code, f.channel_url AS subject_id,
    f.site_name || ' › ' || f.name AS subject_name,
    CASE WHEN f.fetch_id IS NULL THEN []::VARCHAR[] ELSE [f.fetch_id] END AS evidence,
    f.site_code, f.channel_url, f.name, f.kind, f.level, f.cycle_days, f.newest_on,
    f.days_since_update, f.window_days, f.item_count, f.is_empty, f.is_blank, f.is_primary,
    f.explanation, f.redirects_to,
    n.stale_primary_channel_count AS site_stale_primary_channel_count,
    n.overdue_channel_count AS site_overdue_channel_count,
    n.empty_channel_count AS site_empty_channel_count
FROM channel_fact f JOIN channel_count n USING (site_code)
ORDER BY f.site_code, f.channel_url
"""


def _parts(name: str, window: Window) -> dict[str, int | None]:
    return {f"{name}_days": window.days, f"{name}_months": window.months}


def measure_channels(conn: duckdb.DuckDBPyConnection, windows: Windows) -> pd.DataFrame:
    """The ``channel`` facts; also lays ``channel_count`` for the ``site`` facts."""
    parameters = {
        **_parts("news", windows.news),
        **_parts("notice", windows.notice),
        **_parts("policy", windows.policy),
    }
    execute(conn, _WINDOWS, parameters)
    conn.execute(_CHANNEL)
    conn.execute(_SITE_COUNTS)
    return frame(conn, _ROWS, {})
