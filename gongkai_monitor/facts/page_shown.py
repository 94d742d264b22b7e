"""When a page was last really shown: by a complete list that held it, or by a visit of its own.

``lay_page_shown`` lays one temporary table for the facts that ask whether something is still up:

| temporary table | rows |
|---|---|
| ``page_shown`` | url, shown_at, fetch_id: policy documents and administrative decisions |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_SHOWN = """
CREATE OR REPLACE TEMP TABLE page_shown AS
WITH page AS (
    SELECT DISTINCT a.url, a.site_code, a.channel_url
    FROM articles a JOIN now_channels c ON c.site_code = a.site_code AND c.url = a.channel_url
    WHERE a.observed_at <= (SELECT as_of FROM moment)
      AND (c.kind = 'policy' OR regexp_matches(a.title,
          '行政(处罚|许可|强制|征收|裁决|确认|给付)|(处罚|许可)(决定|证)'))
), reading AS (
    SELECT r.site_code, r.channel_url, r.items_hash, max(r.observed_at) AS shown_at,
        arg_max(r.fetch_id, r.observed_at) AS fetch_id
    FROM list_readings r
    WHERE r.observed_at <= (SELECT as_of FROM moment)
      AND r.channel_url IN (SELECT channel_url FROM page)
    GROUP BY ALL
), held AS (
    SELECT r.shown_at, r.fetch_id, unnest(n.item_urls) AS url
    FROM reading r JOIN list_sets n USING (site_code, channel_url, items_hash)
), visit AS (
    SELECT read_at AS shown_at, fetch_id, url FROM fetches
    WHERE purpose = 'article' AND outcome = 'ok' AND status = 200
      AND coalesce(sign, 'normal') = 'normal' AND read_at <= (SELECT as_of FROM moment)
)
SELECT url, max(shown_at) AS shown_at, arg_max(fetch_id, shown_at) AS fetch_id
FROM (SELECT * FROM held UNION ALL BY NAME SELECT * FROM visit) SEMI JOIN page USING (url)
GROUP BY url
"""


def lay_page_shown(conn: duckdb.DuckDBPyConnection) -> None:
    """Lay the table; the register must be laid already."""
    conn.execute(_SHOWN)
