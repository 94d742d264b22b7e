"""转载国务院重要信息 (rule G-13), from the stored articles: how long after the release it came.

Only a release that the page itself dates is measured (``text/reposts.py``), in calendar days:
the next day may be within 24 hours, the day after it cannot be. Whether the information is
important for the site, a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gongkai_monitor.facts.made import common, table_of
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.text.reposts import is_state_council, released_on
from gongkai_monitor.vocabulary import CollectionCause, CollectionState

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_FEWEST_ARTICLES = 5
"""With fewer dated articles of the month, that none is a repost says nothing."""

_ARTICLES = """
SELECT a.url, a.site_code, a.title, a.source, a.body, a.link_urls, a.published_on,
    a.observed_at AS collected_at, 'collected' AS collection_state, 'ok' AS cause,
    NULL AS detail, [a.fetch_id] AS evidence, s.agency_code, s.kind AS site_kind,
    s.name AS site_name
FROM (
    SELECT * FROM articles WHERE observed_at <= (SELECT as_of FROM moment)
      AND published_on > (SELECT today FROM moment) - 30
    QUALIFY row_number() OVER (PARTITION BY site_code, url ORDER BY observed_at DESC) = 1
) a JOIN now_sites s USING (site_code)
WHERE s.kind = 'portal' ORDER BY a.site_code, a.url
"""

_PORTALS = """
SELECT s.site_code, s.kind AS site_kind, s.name AS site_name, s.agency_code, t.collected_at,
    coalesce(n.collection_state, t.collection_state) AS collection_state,
    coalesce(n.cause, t.cause) AS cause, coalesce(n.detail, t.detail) AS detail,
    [h.fetch_id] AS evidence
FROM now_sites s JOIN site_state t USING (site_code) LEFT JOIN home_read h USING (site_code)
LEFT JOIN (
    SELECT c.site_code, 'uncollected' AS collection_state, any_value(k.cause) AS cause,
        '栏目未采到：' || string_agg(c.name, '、' ORDER BY c.name) AS detail
    FROM now_channels c
    JOIN channel_state k ON k.site_code = c.site_code AND k.channel_url = c.url
    WHERE c.kind IN ('news', 'notice', 'policy') AND k.collection_state = 'uncollected'
    GROUP BY c.site_code
) n ON n.site_code = s.site_code AND t.collection_state = 'collected'
WHERE s.kind = 'portal' ORDER BY s.site_code
"""
# A repost may stand in any of these columns: where one was not read, none is missed.


def measure_reposts(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> dict[str, pd.DataFrame]:
    """The facts ``repost`` and ``repost_site`` of portals; ``lay_home_links`` must have run."""
    read: dict[str, list[Row]] = defaultdict(list)
    for row in plain_rows(frame(conn, _ARTICLES, {})):
        read[row["site_code"]].append(row)
    found = {code: [row for row in rows if _is_repost(row)] for code, rows in read.items()}
    portals = plain_rows(frame(conn, _PORTALS, {}))
    reposts = [_repost(row, as_of) for rows in found.values() for row in rows]
    sites = [
        _site(row, read[row["site_code"]], found.get(row["site_code"], []), as_of)
        for row in portals
    ]
    return {
        "repost": table_of("repost", reposts, counts=("days_after",)),
        "repost_site": table_of("repost_site", sites, counts=("article_count", "repost_count")),
    }


def _is_repost(row: Row) -> bool:
    return is_state_council(row["title"] or "", row["source"], row["body"] or "")


def _repost(row: Row, as_of: datetime) -> dict[str, Any]:
    released = released_on(row["body"] or "", row["link_urls"] or (), row["published_on"])
    return {
        **common(row, as_of),
        "page_url": row["url"],
        "site_code": row["site_code"],
        "site_kind": row["site_kind"],
        "title": row["title"],
        "source": row["source"],
        "released_on": released,
        "published_on": row["published_on"],
        "days_after": (row["published_on"] - released).days if released else None,
    }


def _site(row: Row, articles: list[Row], reposts: list[Row], as_of: datetime) -> dict[str, Any]:
    """What a portal reposted in a month; unknown where too little was read."""
    is_known = bool(reposts) or len(articles) >= _FEWEST_ARTICLES
    if not is_known and row["collection_state"] == CollectionState.COLLECTED:
        row = {
            **row,
            "collection_state": CollectionState.UNCOLLECTED.value,
            "cause": CollectionCause.PARTIAL.value,
            "detail": f"近 30 天只读到 {len(articles)} 篇有日期的文章，不足以判断",
        }
    return {
        **common(row, as_of),
        "site_code": row["site_code"],
        "site_kind": row["site_kind"],
        "article_count": len(articles),
        "repost_count": len(reposts) if is_known else None,
        "newest_on": max((one["published_on"] for one in reposts), default=None),
    }
