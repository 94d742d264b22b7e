"""站点: home page, footer, META tags and the availability probes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame
from gongkai_monitor.indicators.catalogue import Windows

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_SNAPSHOT = """
CREATE OR REPLACE TEMP TABLE home_snapshot AS
SELECT * FROM site_snapshots
WHERE collection_state = 'collected' AND observed_at <= (SELECT as_of FROM moment)
QUALIFY row_number() OVER (PARTITION BY site_code ORDER BY observed_at DESC) = 1
"""

_SITE = """
WITH tag_code AS (
    SELECT site_code, arg_max(nullif(trim(coalesce(
        tags::JSON ->> '$.SiteIDCode', tags::JSON ->> '$.SiteIdCode',
        tags::JSON ->> '$.siteidcode')), ''), observed_at) AS code
    FROM page_tags
    WHERE page_kind = 'home' AND observed_at <= (SELECT as_of FROM moment)
      AND observed_at > (SELECT since FROM moment)
    GROUP BY site_code
), home AS (
    SELECT h.*, t.code AS tag_code,
        CASE WHEN NOT h.is_navigation_only THEN h.newest_on
             WHEN h.second_level_complete THEN h.second_level_newest_on
        END AS home_newest_on,
        NOT h.is_navigation_only OR h.second_level_complete AS is_home_known,
        list_distinct(list_filter([nullif(trim(h.footer_site_code), ''), t.code],
                                  lambda c: c IS NOT NULL)) AS codes
    FROM home_snapshot h LEFT JOIN tag_code t USING (site_code)
)
SELECT (SELECT as_of FROM moment) AS as_of, t.collected_at, t.collection_state, t.cause,
    CASE WHEN NOT h.is_home_known AND t.detail IS NULL
         THEN '首页只有导航，二级页面未读全，首页更新不作判断' ELSE t.detail END AS detail,
    s.agency_code, s.site_code AS subject_id, s.name AS subject_name,
    list_concat(
        CASE WHEN h.fetch_id IS NULL THEN []::VARCHAR[] ELSE [h.fetch_id] END,
        coalesce(n.evidence, []::VARCHAR[])) AS evidence,
    s.site_code, s.name, s.kind, s.status, s.home_url, h.home_newest_on,
    CASE WHEN h.is_home_known
         THEN greatest(china_day(t.collected_at)
                       - coalesce(h.home_newest_on, t.first_read_on), 0)::BIGINT
    END AS days_since_home_update,
    h.is_navigation_only,
    $home_days::BIGINT AS window_days,
    coalesce(n.stale_primary_channel_count, 0) AS stale_primary_channel_count,
    n.stale_primary_channels,
    coalesce(n.overdue_channel_count, 0) AS overdue_channel_count, n.overdue_channels,
    coalesce(n.empty_channel_count, 0) AS empty_channel_count, n.empty_channels,
    coalesce(n.channel_count, 0) AS channel_count,
    coalesce(n.uncollected_channel_count, 0) AS uncollected_channel_count,
    CASE WHEN len(h.codes) > 0
         THEN len(list_filter(h.codes, lambda c: upper(c) <> upper(s.site_code))) = 0
    END AS has_site_code_match,
    array_to_string(h.codes, '、') AS shown_site_codes
FROM now_sites s
JOIN site_state t USING (site_code)
LEFT JOIN home h USING (site_code)
LEFT JOIN channel_count n USING (site_code)
ORDER BY s.site_code
"""

_FOOTER = """
WITH item AS (
    SELECT site_code, fetch_id, home_url, unnest([
        {'item': '党政机关网站标识', 'is_present': has_party_emblem},
        {'item': '我为政府网站找错', 'is_present': has_error_report},
        {'item': '网站标识码',
         'is_present': coalesce(trim(footer_site_code), footer_code_text, '') <> ''},
        {'item': '主办单位', 'is_present': has_sponsor},
        {'item': '联系方式', 'is_present': has_contact},
        {'item': 'ICP备案编号', 'is_present': coalesce(trim(icp_record), '') <> ''},
        {'item': '公安机关备案标识', 'is_present': coalesce(trim(police_record), '') <> ''}
    ]) AS part
    FROM home_snapshot
)
SELECT (SELECT as_of FROM moment) AS as_of, t.collected_at, t.collection_state, t.cause, t.detail,
    s.agency_code, s.site_code AS subject_id, s.name AS subject_name,
    CASE WHEN i.fetch_id IS NULL THEN []::VARCHAR[] ELSE [i.fetch_id] END AS evidence,
    s.site_code, i.part.item AS item, i.home_url, i.part.is_present AS is_present
FROM item i JOIN now_sites s USING (site_code) JOIN site_state t USING (site_code)
ORDER BY s.site_code, item
"""

_TAGS = """
WITH page AS (
    SELECT * FROM page_tags
    WHERE observed_at <= (SELECT as_of FROM moment)
      AND observed_at > (SELECT since FROM moment)
          - CASE page_kind WHEN 'article' THEN to_days($revisit_days::INTEGER) ELSE to_days(0) END
    QUALIFY row_number() OVER (PARTITION BY site_code, url ORDER BY observed_at DESC) = 1
), kinds AS (
    SELECT site_code, page_kind, count(*) AS page_count, max(observed_at) AS collected_at,
        list_sort(list_distinct(flatten(list(missing)))) AS missing,
        min(url) FILTER (len(missing) > 0) AS example_url,
        list(fetch_id ORDER BY url) FILTER (fetch_id IS NOT NULL AND len(missing) > 0)[1:3]
            AS evidence
    FROM page GROUP BY site_code, page_kind
)
SELECT (SELECT as_of FROM moment) AS as_of, k.collected_at, t.collection_state, t.cause, t.detail,
    s.agency_code, s.site_code AS subject_id, s.name AS subject_name,
    coalesce(k.evidence, []::VARCHAR[]) AS evidence, s.site_code,
    CASE k.page_kind WHEN 'home' THEN '首页' WHEN 'channel' THEN '栏目页'
         WHEN 'article' THEN '内容页' ELSE error('unknown page kind ' || k.page_kind)
    END AS page_kind,
    k.page_count, len(k.missing) AS missing_count,
    array_to_string(k.missing, '、') AS missing, k.example_url
FROM kinds k JOIN now_sites s USING (site_code) JOIN site_state t USING (site_code)
ORDER BY s.site_code, page_kind
"""

_AVAILABILITY = """
WITH probe AS (
    SELECT site_code, is_ok, probed_at, fetch_id,
        floor((epoch_us((SELECT as_of FROM moment)) - epoch_us(probed_at))
              / 86400000000) AS period
    FROM probes
    WHERE probed_at <= (SELECT as_of FROM moment)
      AND probed_at > (SELECT as_of FROM moment) - INTERVAL 168 HOUR
), period AS (
    SELECT site_code, period, count(*) AS visits, count(*) FILTER (NOT is_ok) AS failed,
        max(probed_at) AS last_at, max(probed_at) FILTER (NOT is_ok) AS last_failed_at,
        list(fetch_id ORDER BY probed_at DESC)
            FILTER (NOT is_ok AND fetch_id IS NOT NULL)[1:5] AS evidence
    FROM probe GROUP BY site_code, period
), total AS (
    SELECT site_code, sum(visits)::BIGINT AS probe_count, count(*) AS probe_days,
        min(visits) AS probe_min_per_day, sum(failed)::BIGINT AS probe_failed_count,
        max(last_at) AS collected_at, max(last_failed_at) AS last_failed_at,
        flatten(list(evidence ORDER BY period) FILTER (evidence IS NOT NULL))[1:10] AS evidence
    FROM period GROUP BY site_code
)
SELECT (SELECT as_of FROM moment) AS as_of, p.collected_at,
    CASE WHEN t.collection_state = 'out_of_scope' THEN 'out_of_scope'
         WHEN coalesce(p.probe_days, 0) = 7 AND p.probe_min_per_day >= 20 THEN 'collected'
         ELSE 'uncollected' END AS collection_state,
    CASE WHEN t.collection_state = 'out_of_scope' THEN t.cause
         WHEN p.probe_count IS NULL THEN 'not_run'
         WHEN p.probe_days = 7 AND p.probe_min_per_day >= 20 THEN 'ok'
         ELSE 'partial' END AS cause,
    CASE WHEN p.probe_days < 7 OR p.probe_min_per_day < 20
         THEN '近 7 个 24 小时只有 ' || p.probe_days || ' 个有探测，最少的一个 '
              || p.probe_min_per_day || ' 次，不足以判断' END AS detail,
    s.agency_code, s.site_code AS subject_id, s.name AS subject_name,
    coalesce(p.evidence, []::VARCHAR[]) AS evidence,
    s.site_code, s.name, s.home_url, coalesce(p.probe_count, 0) AS probe_count,
    coalesce(p.probe_days, 0) AS probe_days,
    coalesce(p.probe_min_per_day, 0) AS probe_min_per_day,
    coalesce(p.probe_failed_count, 0) AS probe_failed_count,
    p.probe_failed_count / p.probe_count AS probe_failed_ratio,
    p.last_failed_at
FROM now_sites s JOIN site_state t USING (site_code) LEFT JOIN total p USING (site_code)
ORDER BY s.site_code
"""
# 7 periods of 24 h with >= 20 visits are what rule W-2 asks of the measurement itself.


def measure_sites(
    conn: duckdb.DuckDBPyConnection, windows: Windows, revisit_days: int
) -> dict[str, pd.DataFrame]:
    """The facts ``site``, ``footer_item``, ``page_kind_tags`` and ``availability``.

    ``channel.measure_channels`` must have laid ``channel_count`` before. ``revisit_days``: known
    articles are read again after so long, their tags hold till then.
    """
    conn.execute(_SNAPSHOT)
    return {
        "site": frame(conn, _SITE, {"home_days": windows.home.days}),
        "availability": frame(conn, _AVAILABILITY, {}),
        "footer_item": frame(conn, _FOOTER, {}),
        "page_kind_tags": frame(conn, _TAGS, {"revisit_days": revisit_days}),
    }
