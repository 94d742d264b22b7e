"""Pages that carry signs now: they are read again every round until the sign is gone."""

import duckdb

PAGES_WITH_SIGNS = """
WITH version AS (
    SELECT url, arg_max(content_hash, observed_at) AS content_hash FROM (
        SELECT url, content_hash, read_at AS observed_at FROM fetches
        SEMI JOIN content_signs USING (url)
        WHERE outcome = 'ok' AND content_hash IS NOT NULL AND sign IS DISTINCT FROM 'challenge'
          AND sign IS DISTINCT FROM 'login' AND sign IS DISTINCT FROM 'maintenance'
          AND purpose IN ('home', 'channel', 'article')
        UNION ALL
        SELECT url, content_hash, observed_at FROM file_reads
        WHERE content_hash IS NOT NULL AND state <> 'not_fetched'
    ) GROUP BY url
)
SELECT site_code, page_url AS url, any_value(channel_url) AS channel_url
FROM content_signs JOIN version USING (url, content_hash)
GROUP BY site_code, page_url
QUALIFY row_number() OVER (PARTITION BY site_code ORDER BY max(observed_at) DESC) <= 500
ORDER BY site_code, url
"""


def pages_with_signs(conn: duckdb.DuckDBPyConnection) -> list[dict[str, str | None]]:
    """``site_code``, ``url`` and ``channel_url`` of pages with a present sign, 500 a site at most.

    A file's sign counts for the page that links it: reading the page again leads to the file.
    """
    rows = conn.execute(PAGES_WITH_SIGNS).fetchall()
    return [{"site_code": site, "url": url, "channel_url": channel} for site, url, channel in rows]
