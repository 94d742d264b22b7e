"""政策文件: does it owe an interpretation, which one does it have, and when was it due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from gongkai_monitor.clock import china_date
from gongkai_monitor.facts.columns import FACT_TABLES
from gongkai_monitor.facts.interpretation_clock import read_clock
from gongkai_monitor.facts.policy_scope import scope_of
from gongkai_monitor.facts.query import execute, frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.indicators.catalogue import Catalogue, InterpretationDuty
from gongkai_monitor.text.document_number import normalise_document_number
from gongkai_monitor.vocabulary import CollectionCause, CollectionState

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_ARTICLES = """
CREATE OR REPLACE TEMP TABLE policy_article AS
WITH listed AS (
    SELECT i.item_url AS url, arg_min(i.channel_url, i.observed_at) AS listed_url
    FROM list_items i
    JOIN now_channels c ON c.site_code = i.site_code AND c.url = i.channel_url
    WHERE c.kind IN ('policy', 'interpretation')
      AND i.observed_at <= (SELECT as_of FROM moment)
    GROUP BY i.item_url
), placed AS (
    SELECT a.* REPLACE (coalesce(a.channel_url, l.listed_url) AS channel_url)
    FROM articles a LEFT JOIN listed l USING (url)
)
SELECT a.*, c.kind AS channel_kind
FROM placed a
JOIN now_channels c ON c.site_code = a.site_code AND c.url = a.channel_url
WHERE c.kind IN ('policy', 'interpretation')
  AND a.observed_at <= (SELECT as_of FROM moment)
  AND (a.published_on IS NULL
       OR a.published_on > (SELECT today FROM moment) - to_months($months))
QUALIFY row_number() OVER (PARTITION BY a.url ORDER BY a.observed_at DESC, c.kind) = 1
"""

# A page that was read before its list (linked from the home page) has its channel from the list.

_DOCUMENTS = """
SELECT p.url AS document_id, p.url, p.site_code, p.channel_url, p.title, p.document_number,
    p.issuer, p.index_number, p.signed_on, p.published_on, p.validity, p.content_hash,
    p.link_urls AS links, p.fetch_id, '' AS text,
    t.collection_state, t.cause, t.detail, t.collected_at, s.agency_code,
    g.name AS agency_name, g.aliases
FROM policy_article p
JOIN channel_state t USING (site_code, channel_url)
JOIN now_sites s USING (site_code)
LEFT JOIN now_agencies g USING (agency_code)
WHERE p.channel_kind = 'policy' ORDER BY p.url
"""

_INTERPRETATIONS = """
WITH article AS (
    SELECT url AS interpretation_id, url, site_code, channel_url, title, published_on,
        left(body, 4000) AS text, link_urls AS links, content_hash, fetch_id
    FROM policy_article WHERE channel_kind = 'interpretation'
), listed AS (
    SELECT i.item_url AS interpretation_id, i.item_url AS url, i.site_code, i.channel_url,
        i.title, coalesce(i.printed_on, china_day(i.observed_at)) AS published_on,
        NULL::VARCHAR AS text, []::VARCHAR[] AS links, NULL::VARCHAR AS content_hash, i.fetch_id
    FROM list_items i
    JOIN now_channels c ON c.site_code = i.site_code AND c.url = i.channel_url
    ANTI JOIN policy_article p ON p.url = i.item_url
    WHERE c.kind = 'interpretation' AND i.observed_at <= (SELECT as_of FROM moment)
    QUALIFY row_number() OVER (PARTITION BY i.item_url ORDER BY i.observed_at) = 1
)
SELECT * FROM article UNION ALL BY NAME SELECT * FROM listed ORDER BY url
"""
# An interpretation that stands in its list counts even when its own page was not read.

_PLACES = """
SELECT c.site_code, count(*) AS channel_count,
    bool_and(t.collection_state = 'collected') AS is_collected,
    min(t.collected_at) AS collected_at,
    any_value(t.cause) FILTER (t.collection_state <> 'collected') AS cause,
    string_agg(c.name, '、' ORDER BY c.name) FILTER (t.collection_state <> 'collected')
        AS missing
FROM now_channels c
JOIN channel_state t ON t.site_code = c.site_code AND t.channel_url = c.url
WHERE c.kind = 'interpretation' GROUP BY c.site_code
"""


def read_papers(
    conn: duckdb.DuckDBPyConnection, catalogue: Catalogue
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Documents and interpretations as of the prepared moment, for pairing and storing."""
    window = catalogue.windows.document
    months = window.months if window.months is not None else 12
    execute(conn, _ARTICLES, {"months": months})
    return frame(conn, _DOCUMENTS, {}), frame(conn, _INTERPRETATIONS, {})


def measure_documents(
    conn: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    as_of: datetime,
    *,
    documents: pd.DataFrame,
    interpretations: pd.DataFrame,
    links: pd.DataFrame,
) -> pd.DataFrame:
    """The ``document`` facts.

    Args:
        conn: prepared connection.
        catalogue: for the number of 工作日.
        as_of: the moment.
        documents: from ``read_papers``.
        interpretations: from ``read_papers``.
        links: from ``gongkai_monitor.documents.link_interpretations``.
    """
    import pandas as pd

    places = {row["site_code"]: row for row in plain_rows(frame(conn, _PLACES, {}))}
    explained = _earliest(interpretations, links)
    rows = [
        _measured(
            row,
            places.get(row["site_code"]),
            explained.get(row["document_id"]),
            catalogue.interpretation,
            as_of,
        )
        for row in plain_rows(documents)
    ]
    table = pd.DataFrame(rows, columns=list(FACT_TABLES["document"].all_columns))
    for column in ("days_late", "workdays_late", "workdays_left"):
        table[column] = table[column].astype("Int64")
    flags = (
        "needs_interpretation", "is_normative", "has_interpretation", "is_linked_both_ways",
        "is_due_soon",
    )  # fmt: skip
    return table.astype(dict.fromkeys(flags, "boolean"))


def _earliest(interpretations: pd.DataFrame, links: pd.DataFrame) -> dict[str, Row]:
    """document_id -> its earliest interpretation with the reasons of the pair."""
    papers = {row["interpretation_id"]: row for row in plain_rows(interpretations)}
    found: dict[str, Row] = {}
    for link in plain_rows(links):
        paper = papers[link["interpretation_id"]]
        candidate = {**paper, "reasons": link["reasons"]}
        known = found.get(link["document_id"])
        if known is None or _order(candidate) < _order(known):
            found[link["document_id"]] = candidate
    return found


def _order(paper: Mapping[str, Any]) -> tuple[date, str]:
    return paper["published_on"] or date.max, paper["url"]


def _measured(
    row: Row, place: Row | None, paper: Row | None, duty: InterpretationDuty, as_of: datetime
) -> dict[str, Any]:
    number = row["document_number"]
    number = normalise_document_number(number) if number else None
    names = [row["agency_name"] or "", *(row["aliases"] or ())]
    scope = scope_of(
        row["title"] or "",
        number,
        row["issuer"],
        names,
        signed_on=row["signed_on"],
        published_on=row["published_on"],
        owed_by=duty.owed_by,
    )
    state = _state(row, place)
    read_at = state["collected_at"]
    clock = read_clock(
        scope,
        published=row["published_on"],
        paper=paper,
        read_on=china_date(read_at) if read_at else None,
        duty=duty,
        state=state["collection_state"],
    )
    evidence = [one for one in (row["fetch_id"], paper and paper["fetch_id"]) if one]
    return {
        "as_of": as_of,
        **state,
        "agency_code": row["agency_code"],
        "subject_id": row["url"],
        "subject_name": row["title"] or row["url"],
        "evidence": evidence,
        "document_url": row["url"],
        "site_code": row["site_code"],
        "title": row["title"],
        "document_number": number,
        "published_on": row["published_on"],
        "is_normative": scope.is_normative,
        "interpretation_url": paper["url"] if paper else None,
        "match_reasons": list(paper["reasons"]) if paper else [],
        "has_interpretation": paper is not None,
        **_linked(row, paper),
        **clock,
    }


def _linked(row: Row, paper: Row | None) -> dict[str, Any]:
    """Whether document and interpretation link to each other (rules K-A6, J-10).

    Unknown without an interpretation, and where its own page was not read (a list entry only).
    """
    if paper is None or paper["content_hash"] is None:
        return {"is_linked_both_ways": None, "missing_links": None}
    missing = [
        words
        for words, has_link in (
            ("文件没有链接到解读", paper["url"] in (row["links"] or ())),
            ("解读没有链接到文件", row["url"] in (paper["links"] or ())),
        )
        if not has_link
    ]
    return {"is_linked_both_ways": not missing, "missing_links": "、".join(missing) or None}


def _state(row: Row, place: Row | None) -> dict[str, Any]:
    """Collected only when the policy channel and every interpretation channel were read."""
    state, cause, detail = row["collection_state"], row["cause"], row["detail"]
    collected_at = row["collected_at"]
    if state == CollectionState.COLLECTED:
        if place is None:
            state, cause = CollectionState.UNCOLLECTED.value, CollectionCause.NO_SOURCE.value
            detail = "站点未登记政策解读栏目，无从核对"
        elif not place["is_collected"]:
            state, cause = CollectionState.UNCOLLECTED.value, place["cause"]
            detail = f"政策解读栏目未采到：{place['missing']}"
    if place is not None:
        collected_at = place["collected_at"]  # the lists where an interpretation would stand
    return {
        "collection_state": state,
        "cause": cause,
        "detail": detail,
        "collected_at": collected_at,
    }
