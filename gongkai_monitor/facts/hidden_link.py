"""暗链、不良链接和被植入内容: hidden links, links to bad domains, injected titles.

Hidden links are content signs; links to bad domains are worked out here, from the stored links of
all pages, so that a domain added to the deployment's list counts at once. One fault counts once
however many pages carry it, with the places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame
from gongkai_monitor.text.bad_links import bad_mark, bad_words, listed_domain
from gongkai_monitor.text.page import host_of

if TYPE_CHECKING:
    from collections.abc import Collection

    import duckdb
    import pandas as pd

_EXTERNAL = """
SELECT DISTINCT l.url, coalesce(l.text, '') AS text FROM links l JOIN now_sites USING (site_code)
WHERE l.is_external AND l.kind = 'page' AND l.observed_at <= (SELECT as_of FROM moment)
"""

_MARKED = "CREATE OR REPLACE TEMP TABLE bad_target (url VARCHAR, text VARCHAR, mark VARCHAR)"
_MARK = "INSERT INTO bad_target VALUES (?, ?, ?)"

_BAD = """
CREATE OR REPLACE TEMP TABLE bad_place AS
WITH met AS (
    SELECT l.*, b.mark FROM links l
    JOIN bad_target b ON b.url = l.url AND b.text = coalesce(l.text, '')
    WHERE l.observed_at <= (SELECT as_of FROM moment)
), newest AS (
    SELECT f.url AS page_url, arg_max(f.links_hash, f.read_at) AS links_hash,
        max(f.read_at) AS read_at, arg_max(f.fetch_id, f.read_at) AS fetch_id
    FROM fetches f SEMI JOIN met m ON m.page_url = f.url
    WHERE f.links_hash IS NOT NULL AND f.read_at <= (SELECT as_of FROM moment)
    GROUP BY f.url
)
SELECT m.site_code, m.url AS target, m.page_url, m.text, m.mark, n.read_at, n.fetch_id
FROM met m JOIN newest n USING (page_url, links_hash)
"""
# A page's latest reading names its present set of links.

_ROWS = """
WITH met AS (
    SELECT site_code, found AS target, page_url, excerpt AS text, detail AS how, NULL AS mark,
        true AS is_hidden, read_at, fetch_id
    FROM present_sign WHERE kind = 'hidden_link'
    UNION ALL
    SELECT site_code, target, page_url, text, NULL, mark, false, read_at, fetch_id FROM bad_place
)
SELECT (SELECT as_of FROM moment) AS as_of, max(m.read_at) AS collected_at,
    CASE WHEN any_value(t.collection_state) <> 'collected' THEN any_value(t.collection_state)
         WHEN max(m.read_at) > (SELECT since FROM moment) THEN 'collected'
         ELSE 'uncollected' END AS collection_state,
    CASE WHEN any_value(t.collection_state) <> 'collected' THEN any_value(t.cause)
         WHEN max(m.read_at) > (SELECT since FROM moment) THEN 'ok'
         ELSE 'not_run' END AS cause,
    any_value(t.detail) AS detail, n.agency_code, m.site_code AS subject_id,
    n.name AS subject_name,
    list_distinct(list(m.fetch_id ORDER BY m.read_at DESC) FILTER (m.fetch_id IS NOT NULL))[1:3]
        AS evidence,
    m.site_code, m.target, bool_or(m.is_hidden) AS is_hidden,
    any_value(m.how) AS how,
    count(m.mark) > 0 AS is_bad, any_value(m.mark) AS bad_mark, coalesce(max(m.text), '') AS text,
    min(m.page_url) AS page_url, count(DISTINCT m.page_url) AS places_count,
    list_sort(list(DISTINCT m.page_url))[1:20] AS places
FROM met m JOIN now_sites n USING (site_code) JOIN site_state t USING (site_code)
GROUP BY m.site_code, m.target, n.agency_code, n.name
ORDER BY m.site_code, m.target
"""

_INJECTED = """
SELECT (SELECT as_of FROM moment) AS as_of, max(read_at) AS collected_at,
    any_value(collection_state) AS collection_state, any_value(cause) AS cause,
    any_value(state_detail) AS detail, any_value(agency_code) AS agency_code,
    site_code AS subject_id, any_value(subject_name) AS subject_name,
    list_distinct(list(fetch_id) FILTER (fetch_id IS NOT NULL))[1:3] AS evidence,
    site_code, url,
    any_value(CASE place WHEN 'title' THEN '标题' WHEN 'keywords' THEN '关键词标签'
              WHEN 'description' THEN '描述标签' ELSE '正文' END) AS place,
    arg_min(found, position) AS words, arg_min(excerpt, position) AS excerpt,
    count(*) AS passage_count
FROM present_sign WHERE kind = 'injected_text'
GROUP BY site_code, url ORDER BY site_code, url
"""


def measure_hidden_links(
    conn: duckdb.DuckDBPyConnection, own_domains: Collection[str]
) -> dict[str, pd.DataFrame]:
    """The facts ``hidden_link`` and ``injected_text``; ``present_sign`` must be laid.

    Args:
        conn: a connection with the moment's tables.
        own_domains: the deployment's list of bad domains.
    """
    conn.execute(_MARKED)
    marked = list(_marked(conn, own_domains))
    if marked:
        conn.executemany(_MARK, marked)
    conn.execute(_BAD)
    return {"hidden_link": frame(conn, _ROWS, {}), "injected_text": frame(conn, _INJECTED, {})}


def _marked(
    conn: duckdb.DuckDBPyConnection, own_domains: Collection[str]
) -> list[tuple[str, str, str]]:
    """Targets on the list, with a mark in their host, or with bad words as their text."""
    found: list[tuple[str, str, str]] = []
    marks: dict[str, str | None] = {}
    rows = conn.execute(_EXTERNAL)
    while chunk := rows.fetchmany(20_000):
        for url, text in chunk:
            host = host_of(url)
            if host not in marks:
                marks[host] = _mark_of(host, own_domains)
            mark = marks[host] or _mark_of_text(host, text)
            if mark:
                found.append((url, text, mark))
    return found


def _mark_of(host: str, own_domains: Collection[str]) -> str | None:
    listed = listed_domain(host, own_domains)
    if listed:
        return f"在不良网站名单中（{listed}）"
    mark = bad_mark(host)
    return f"域名含“{mark}”" if mark else None


def _mark_of_text(host: str, text: str) -> str | None:
    words = bad_words(text) if text and not host.endswith(".gov.cn") else ()
    return f"链接文字含“{'、'.join(words[:3])}”" if words else None
