"""Which content signs are present: those of the newest version of their page or file.

``content_version`` has one row per page or file with signs: its newest version that was really
read, and when. A page that answered 404 or 410 since is gone, and its signs with it; one that was
blocked or failed keeps its last version, not read since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_VERSIONS = """
CREATE OR REPLACE TEMP TABLE content_version AS
WITH signed AS (
    SELECT DISTINCT url FROM content_signs
    WHERE observed_at <= (SELECT as_of FROM moment)
), reading AS (
    SELECT url, read_at,
        CASE WHEN status IN (404, 410) OR sign = 'soft_404' THEN 'gone'
             ELSE content_hash END AS version
    FROM fetches SEMI JOIN signed USING (url)
    WHERE read_at <= (SELECT as_of FROM moment) AND method = 'GET'
      AND purpose IN ('home', 'channel', 'article')
      AND (status IN (404, 410)
           OR outcome = 'ok' AND content_hash IS NOT NULL
              AND coalesce(sign, 'normal') NOT IN ('challenge', 'login', 'maintenance'))
    UNION ALL
    SELECT url, observed_at, content_hash
    FROM file_reads SEMI JOIN signed USING (url)
    WHERE observed_at <= (SELECT as_of FROM moment) AND state <> 'not_fetched'
      AND content_hash IS NOT NULL
), unchanged AS (
    SELECT url, max(read_at) AS read_at FROM fetches SEMI JOIN signed USING (url)
    WHERE read_at <= (SELECT as_of FROM moment) AND status = 304 GROUP BY url
)
SELECT r.url, arg_max(r.version, r.read_at) AS content_hash,
    greatest(max(r.read_at), coalesce(any_value(u.read_at), max(r.read_at))) AS read_at
FROM reading r LEFT JOIN unchanged u USING (url) GROUP BY r.url
"""

_PRESENT = """
CREATE OR REPLACE TEMP TABLE present_sign AS
SELECT s.*, v.read_at,
    CASE WHEN t.collection_state <> 'collected' THEN t.collection_state
         WHEN v.read_at > (SELECT since FROM moment) THEN 'collected'
         ELSE 'uncollected' END AS collection_state,
    CASE WHEN t.collection_state <> 'collected' THEN t.cause
         WHEN v.read_at > (SELECT since FROM moment) THEN 'ok'
         ELSE 'not_run' END AS cause,
    t.detail AS state_detail, n.agency_code, n.name AS subject_name
FROM content_signs s
JOIN content_version v USING (url, content_hash)
JOIN now_sites n USING (site_code)
JOIN site_state t USING (site_code)
WHERE s.observed_at <= (SELECT as_of FROM moment)
"""


def lay_present_signs(conn: duckdb.DuckDBPyConnection) -> None:
    """Lay ``present_sign``; ``facts.moment.prepare`` must have run."""
    conn.execute(_VERSIONS)
    conn.execute(_PRESENT)
