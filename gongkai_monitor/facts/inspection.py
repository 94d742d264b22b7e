"""专项检查: the latest statement about every item of every site, and how fast home pages load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame
from gongkai_monitor.vocabulary import InspectionItem

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_ITEMS = """
WITH item AS (SELECT unnest($keys) AS item_key, unnest($labels) AS item), latest AS (
    SELECT * FROM site_inspections
    WHERE observed_at <= (SELECT as_of FROM moment) AND observed_at > (SELECT since FROM moment)
    QUALIFY row_number() OVER (PARTITION BY site_code, item ORDER BY observed_at DESC) = 1
), told AS (
    SELECT site_code, item, max(observed_at) AS collected_at FROM site_inspections
    WHERE result <> 'unknown' AND observed_at <= (SELECT as_of FROM moment) GROUP BY ALL
)
SELECT m.as_of, w.collected_at,
    CASE WHEN s.status = 'suspended' THEN 'out_of_scope'
         WHEN l.result IS NULL OR l.result = 'unknown' THEN 'uncollected'
         ELSE 'collected' END AS collection_state,
    CASE WHEN s.status = 'suspended' THEN 'suspended' ELSE coalesce(l.cause, 'not_run') END
        AS cause,
    CASE WHEN l.result = 'unknown' THEN l.detail END AS detail,
    s.agency_code, s.site_code AS subject_id, s.name AS subject_name,
    CASE WHEN l.fetch_id IS NULL THEN []::VARCHAR[] ELSE [l.fetch_id] END AS evidence,
    s.site_code, s.name, s.kind, a.level AS agency_level, s.home_url, i.item, i.item_key,
    CASE l.result WHEN 'ok' THEN true WHEN 'fault' THEN false END AS is_ok,
    l.detail AS seen, l.url, l.measured
FROM now_sites s CROSS JOIN item i CROSS JOIN moment m
LEFT JOIN now_agencies a USING (agency_code)
LEFT JOIN latest l ON l.site_code = s.site_code AND l.item = i.item_key
LEFT JOIN told w ON w.site_code = s.site_code AND w.item = i.item_key
WHERE (s.status = 'closed') = (i.item_key = 'closed_answers')
ORDER BY s.site_code, i.item_key
"""

_LOAD = """
WITH visit AS (
    SELECT p.site_code, count(*) AS visit_count, median(p.seconds) AS median_seconds,
        count(*) FILTER (p.seconds > 3) AS slow_count, max(p.probed_at) AS collected_at,
        list(p.fetch_id ORDER BY p.seconds DESC) FILTER (p.fetch_id IS NOT NULL)[1:3] AS evidence
    FROM probes p JOIN now_sites s ON s.site_code = p.site_code AND s.home_url = p.url
    WHERE p.is_ok AND p.probed_at <= (SELECT as_of FROM moment)
      AND p.probed_at > (SELECT as_of FROM moment) - INTERVAL 168 HOUR
    GROUP BY p.site_code
)
SELECT m.as_of, v.collected_at,
    CASE WHEN t.collection_state = 'out_of_scope' THEN 'out_of_scope'
         WHEN coalesce(v.visit_count, 0) >= 20 THEN 'collected' ELSE 'uncollected'
    END AS collection_state,
    CASE WHEN t.collection_state = 'out_of_scope' THEN t.cause
         WHEN v.visit_count IS NULL THEN 'not_run'
         WHEN v.visit_count >= 20 THEN 'ok' ELSE 'partial' END AS cause,
    CASE WHEN v.visit_count < 20
         THEN '近 7 天只成功打开 ' || v.visit_count || ' 次，不足以判断' END AS detail,
    s.agency_code, s.site_code AS subject_id, s.name AS subject_name,
    coalesce(v.evidence, []::VARCHAR[]) AS evidence,
    s.site_code, s.name, s.home_url, coalesce(v.visit_count, 0) AS visit_count,
    v.median_seconds, v.slow_count, v.slow_count / v.visit_count AS slow_ratio
FROM now_sites s JOIN site_state t USING (site_code) CROSS JOIN moment m
LEFT JOIN visit v USING (site_code)
ORDER BY s.site_code
"""
# 20 visits: as many as rule W-2 asks of a single day.


def measure_inspections(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The facts ``inspection`` (every item of every site, told or not) and ``load_time``."""
    words = {
        "keys": [item.value for item in InspectionItem],
        "labels": [item.label for item in InspectionItem],
    }
    return {"inspection": frame(conn, _ITEMS, words), "load_time": frame(conn, _LOAD, {})}
