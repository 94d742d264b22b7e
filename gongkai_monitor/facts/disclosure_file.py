"""政府信息公开平台: can what it publishes be downloaded (rule I-3), by the pages that were read."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gongkai_monitor.facts.made import common, table_of
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import plain_rows

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_PORTALS = """
WITH page AS (
    SELECT a.site_code, a.url, len(a.attachment_urls) > 0 AS has_file, a.fetch_id
    FROM articles a JOIN now_channels c ON c.site_code = a.site_code AND c.url = a.channel_url
    WHERE c.kind IN ('statutory', 'policy', 'budget', 'plan', 'annual_report')
      AND a.observed_at <= (SELECT as_of FROM moment)
    QUALIFY row_number() OVER (PARTITION BY a.site_code, a.url ORDER BY a.observed_at DESC) = 1
), offer AS (
    SELECT DISTINCT l.site_code, l.page_url AS url FROM links l
    WHERE contains(l.text, '下载') AND l.observed_at <= (SELECT as_of FROM moment)
), counted AS (
    SELECT site_code, count(*) AS page_count,
        count(*) FILTER (has_file OR o.url IS NOT NULL) AS file_page_count,
        list(fetch_id) FILTER (fetch_id IS NOT NULL)[1:5] AS evidence
    FROM page LEFT JOIN offer o USING (site_code, url) GROUP BY site_code
)
SELECT s.site_code, s.name AS site_name, s.agency_code, t.collection_state, t.cause, t.detail,
    t.collected_at, n.evidence, coalesce(n.page_count, 0) AS page_count, n.file_page_count,
    CASE WHEN n.file_page_count > 0 THEN true WHEN n.page_count >= 10 THEN false
    END AS has_download
FROM now_sites s JOIN site_state t USING (site_code) LEFT JOIN counted n USING (site_code)
WHERE s.kind = 'portal' ORDER BY s.site_code
"""
# That none of fewer than ten pages has a file says nothing about the platform.

_OWN = ("site_code", "page_count", "file_page_count", "has_download")


def measure_disclosure_files(
    conn: duckdb.DuckDBPyConnection, as_of: datetime
) -> dict[str, pd.DataFrame]:
    """The fact ``disclosure_file``: one row per portal."""
    rows = [
        {**common(row, as_of), **{name: row[name] for name in _OWN}}
        for row in plain_rows(frame(conn, _PORTALS, {}))
    ]
    return {
        "disclosure_file": table_of(
            "disclosure_file",
            rows,
            counts=("page_count", "file_page_count"),
            flags=("has_download",),
        )
    }
