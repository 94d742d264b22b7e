"""证书 and 混合内容: pages that open although a browser warns of them.

A certificate is checked strictly once a round beside the lenient fetch. It concerns the sites at
that host and the sites whose pages link to it. A host that nobody checked has no row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_CERTIFICATES = """
WITH latest AS (
    SELECT host, port, checked_at, state, expires_at,
        host || CASE port WHEN 443 THEN '' ELSE ':' || port END AS name
    FROM certificates
    WHERE checked_at <= (SELECT as_of FROM moment) AND checked_at > (SELECT since FROM moment)
    QUALIFY row_number() OVER (PARTITION BY host, port ORDER BY checked_at DESC) = 1
), home AS (
    SELECT site_code, regexp_extract(lower(home_url), '^https://([^/?#]+)', 1) AS name
    FROM now_sites
), linked AS (
    SELECT l.site_code, l.page_url, l.links_hash,
        regexp_extract(lower(l.url), '^https://([^/?#]+)', 1) AS name
    FROM links l
    WHERE l.url LIKE 'https://%' AND l.observed_at <= (SELECT as_of FROM moment)
), faulty AS (
    SELECT d.* FROM linked d SEMI JOIN (
        SELECT name FROM latest WHERE state NOT IN ('valid', 'unknown')) f USING (name)
), present AS (
    SELECT url AS page_url, arg_max(links_hash, read_at) AS links_hash
    FROM fetches SEMI JOIN faulty ON faulty.page_url = fetches.url
    WHERE links_hash IS NOT NULL AND read_at <= (SELECT as_of FROM moment) GROUP BY url
), place AS (
    SELECT site_code, name, count(DISTINCT page_url) AS places_count,
        list_sort(list(DISTINCT page_url))[1:20] AS places
    FROM faulty JOIN present USING (page_url, links_hash) GROUP BY site_code, name
), concerned AS (
    SELECT site_code, name FROM home WHERE name <> ''
    UNION SELECT site_code, name FROM place
)
SELECT (SELECT as_of FROM moment) AS as_of, c.checked_at AS collected_at,
    CASE WHEN t.collection_state = 'out_of_scope' THEN t.collection_state
         WHEN c.state = 'unknown' THEN 'uncollected' ELSE 'collected' END AS collection_state,
    CASE WHEN t.collection_state = 'out_of_scope' THEN t.cause
         WHEN c.state = 'unknown' THEN 'partial' ELSE 'ok' END AS cause,
    t.detail, s.agency_code, s.site_code AS subject_id, s.name AS subject_name,
    []::VARCHAR[] AS evidence, s.site_code, c.name AS host,
    h.site_code IS NOT NULL AS is_own, c.state, c.expires_at, c.checked_at,
    coalesce(p.places_count, 0) AS places_count, coalesce(p.places, []::VARCHAR[]) AS places
FROM concerned o
JOIN latest c USING (name)
JOIN now_sites s USING (site_code)
JOIN site_state t USING (site_code)
LEFT JOIN home h ON h.site_code = o.site_code AND h.name = o.name
LEFT JOIN place p ON p.site_code = o.site_code AND p.name = o.name
ORDER BY s.site_code, host
"""

_MIXED = """
WITH secure AS (
    SELECT site_code, url AS page_url, arg_max(links_hash, read_at) AS links_hash
    FROM fetches
    WHERE url LIKE 'https://%' AND links_hash IS NOT NULL AND site_code IS NOT NULL
      AND read_at <= (SELECT as_of FROM moment) AND read_at > (SELECT since FROM moment)
    GROUP BY site_code, url
), mixed AS (
    SELECT s.site_code, s.page_url, count(DISTINCT l.url) AS resources
    FROM secure s JOIN links l USING (site_code, page_url, links_hash)
    WHERE l.kind IN ('image', 'resource') AND l.url LIKE 'http://%'
    GROUP BY s.site_code, s.page_url
), total AS (
    SELECT s.site_code, count(*) AS secure_page_count,
        count(m.page_url) AS mixed_page_count, coalesce(sum(m.resources), 0)::BIGINT AS
        resource_count, list_sort(list(m.page_url) FILTER (m.page_url IS NOT NULL))[1:20] AS pages
    FROM secure s LEFT JOIN mixed m USING (site_code, page_url) GROUP BY s.site_code
)
SELECT (SELECT as_of FROM moment) AS as_of, t.collected_at, t.collection_state, t.cause, t.detail,
    s.agency_code, s.site_code AS subject_id, s.name AS subject_name,
    []::VARCHAR[] AS evidence, s.site_code, n.secure_page_count, n.mixed_page_count,
    n.resource_count, coalesce(n.pages, []::VARCHAR[]) AS pages, n.pages[1] AS example_url
FROM total n JOIN now_sites s USING (site_code) JOIN site_state t USING (site_code)
ORDER BY s.site_code
"""
# A site without https pages has no row: there is nothing to mix.


def measure_link_security(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The facts ``certificate`` (hosts of a site and hosts it links to) and ``mixed_content``."""
    return {
        "certificate": frame(conn, _CERTIFICATES, {}),
        "mixed_content": frame(conn, _MIXED, {}),
    }
