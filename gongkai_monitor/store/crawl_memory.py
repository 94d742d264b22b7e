"""What earlier rounds already know: the links that pages hold now, and the pages themselves."""

from collections.abc import Collection, Iterator
from datetime import datetime

import duckdb

from gongkai_monitor.collection.page_memory import KnownPage
from gongkai_monitor.model.observations import Link
from gongkai_monitor.store import records
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

KNOWN_PAGES = """
WITH visit AS (
    SELECT *, purpose = 'article' AS is_article, status = 304 AS is_confirmation,
        outcome = 'ok' AND coalesce(sign, 'normal') = 'normal' AND content_hash IS NOT NULL
            AS is_good
    FROM fetches
    WHERE purpose IN ('home', 'channel', 'list_data', 'article') AND method = 'GET'
      AND list_contains($sites::VARCHAR[], site_code) AND fetched_at <= $as_of
), latest AS (
    SELECT * FROM visit
    QUALIFY row_number() OVER (PARTITION BY site_code, url ORDER BY fetched_at DESC) = 1
), history AS (
    SELECT v.site_code, v.url,
        max(v.fetched_at) FILTER (v.is_good AND NOT v.is_confirmation) AS sent_at,
        min(v.fetched_at) FILTER (v.is_good AND v.content_hash = l.content_hash) AS same_since
    FROM visit v JOIN latest l USING (site_code, url) GROUP BY ALL
), validator AS (
    SELECT site_code, url, etag, last_modified, content_type, charset, title FROM visit
    WHERE is_good AND NOT is_confirmation
    QUALIFY row_number() OVER (PARTITION BY site_code, url ORDER BY fetched_at DESC) = 1
), entry AS (
    SELECT site_code, item_url AS url, any_value(channel_url) AS channel_url,
        list(DISTINCT substr(md5(coalesce(printed_on::VARCHAR, '') || '|' || title), 1, 12))
            AS listed
    FROM list_items WHERE list_contains($sites::VARCHAR[], site_code) AND observed_at <= $as_of
    GROUP BY ALL
), article AS (
    SELECT url, arg_max(published_on, observed_at) AS published_on FROM articles
    WHERE list_contains($sites::VARCHAR[], site_code) AND observed_at <= $as_of GROUP BY ALL
)
SELECT l.site_code, l.url, l.is_article, l.fetched_at AS read_at, h.sent_at, h.same_since,
    l.final_url, v.etag, v.last_modified, l.content_hash, v.content_type, v.charset, v.title,
    l.links_hash, l.warc_file, l.warc_offset, l.depth, e.channel_url, a.published_on,
    coalesce(e.listed, []::VARCHAR[]) AS listed
FROM latest l JOIN history h USING (site_code, url) JOIN validator v USING (site_code, url)
LEFT JOIN entry e USING (site_code, url) LEFT JOIN article a USING (url)
WHERE l.is_good AND h.sent_at IS NOT NULL AND h.same_since IS NOT NULL
"""
# A page whose latest visit failed is not known: the next round fetches it as if it were new.

WATCHED_PAGES = """
WITH reading AS (
    SELECT *, row_number() OVER (PARTITION BY channel_url ORDER BY observed_at DESC) AS n
    FROM list_readings
    WHERE list_contains($sites::VARCHAR[], site_code) AND observed_at <= $as_of
      AND observed_at > $as_of - INTERVAL 14 DAY
), now_shown AS (
    SELECT r.site_code, unnest(s.item_urls) AS url
    FROM reading r JOIN list_sets s USING (channel_url, items_hash) WHERE r.n = 1
), missing AS (
    SELECT DISTINCT i.site_code, i.item_url AS url
    FROM list_items i JOIN reading r USING (site_code, channel_url)
    WHERE r.n = 1 AND r.is_ordered AND i.printed_on > r.reaches_back_to
      AND i.observed_at < r.observed_at
    EXCEPT SELECT site_code, url FROM now_shown
), finding AS (
    SELECT object AS url FROM finding_observations
    WHERE as_of = (SELECT max(as_of) FROM finding_observations WHERE as_of <= $as_of)
      AND status NOT IN ('resolved', 'false_alarm', 'exempt')
    UNION SELECT subject_id FROM finding_observations
    WHERE as_of = (SELECT max(as_of) FROM finding_observations WHERE as_of <= $as_of)
      AND status NOT IN ('resolved', 'false_alarm', 'exempt') AND subject_kind = 'document'
)
SELECT site_code, url FROM missing
UNION SELECT site_code, page_url FROM content_signs
    WHERE list_contains($sites::VARCHAR[], site_code) AND observed_at <= $as_of
UNION SELECT DISTINCT f.site_code, f.url FROM fetches f SEMI JOIN finding USING (url)
    WHERE f.purpose = 'article' AND list_contains($sites::VARCHAR[], f.site_code)
      AND f.fetched_at <= $as_of
"""
# Entries that left a list within its window, pages with content signs, pages of open findings.


def known_pages(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, site_codes: Collection[str]
) -> Iterator[KnownPage]:
    """The last good reading of every page of the sites."""
    rows = conn.execute(KNOWN_PAGES, {"sites": sorted(site_codes), "as_of": as_of})
    for row in records.rows(rows):
        yield records.build(KnownPage, row)


def watched_pages(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, site_codes: Collection[str]
) -> list[tuple[str, str]]:
    """(site code, address) of pages that the next round must look at whatever their age."""
    rows = conn.execute(WATCHED_PAGES, {"sites": sorted(site_codes), "as_of": as_of})
    return [(str(site_code), str(url)) for site_code, url in rows.fetchall()]


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
