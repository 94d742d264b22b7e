"""What earlier rounds already know: the links that pages hold now."""

from collections.abc import Iterator

import duckdb

from gongkai_monitor.model.observations import Link
from gongkai_monitor.vocabulary import LinkKind

CURRENT_LINKS = """
WITH latest AS (
    SELECT url AS page_url, arg_max(links_hash, fetched_at) AS links_hash
    FROM fetches WHERE links_hash IS NOT NULL GROUP BY url
)
SELECT DISTINCT ON (site_code, url) site_code, page_url, url, kind, text, is_external,
    links_hash, round_id, observed_at
FROM links JOIN latest USING (page_url, links_hash)
ORDER BY site_code, url, page_url
"""


def current_links(conn: duckdb.DuckDBPyConnection) -> Iterator[Link]:
    """One stored link per site and target, from the latest reading of each page."""
    rows = conn.execute(CURRENT_LINKS)
    while chunk := rows.fetchmany(10_000):
        for site_code, page_url, url, kind, text, is_external, links_hash, round_id, at in chunk:
            yield Link(
                site_code=site_code,
                page_url=page_url,
                url=url,
                kind=LinkKind(kind),
                text=text,
                is_external=is_external,
                links_hash=links_hash,
                round_id=round_id,
                observed_at=at,
            )
