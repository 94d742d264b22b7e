"""Dates that pages owe: documents (I-4, H-10, L-5), comments (H-11, K-C5), decisions (H-9)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.facts.made import common, table_of
from gongkai_monitor.facts.policy_scope import foreign_issuer, is_rule_document
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.text.disclosure_mark import read_mark
from gongkai_monitor.text.document_number import normalise_document_number
from gongkai_monitor.text.duty_notices import (
    is_call,
    is_major_decision,
    read_call,
    read_decision,
)
from gongkai_monitor.text.similarity import title_similarity
from gongkai_monitor.text.validity import longest_years, read_validity
from gongkai_monitor.workdays import workdays_between

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_ARCHIVED_AFTER = timedelta(days=365)
_LEAST_TEXT = 80
_RESULT = re.compile(r"结果|反馈|采纳|情况")
_LIKE = 0.5

_DOCUMENTS = """
SELECT p.url, p.site_code, p.title, p.document_number, p.issuer, p.signed_on, p.published_on,
    p.body, [p.fetch_id] AS evidence, p.observed_at AS collected_at,
    t.collection_state, t.cause, t.detail, s.agency_code, s.name AS site_name,
    g.name AS agency_name, g.aliases
FROM policy_article p
JOIN channel_state t USING (site_code, channel_url)
JOIN now_sites s USING (site_code)
LEFT JOIN now_agencies g USING (agency_code)
WHERE p.channel_kind = 'policy' ORDER BY p.url
"""

_PAGES = """
SELECT a.url, a.site_code, a.title, a.body, a.published_on, a.signed_on, a.channel_url,
    [a.fetch_id] AS evidence, a.observed_at AS collected_at, t.collection_state, t.cause,
    t.detail, s.agency_code, s.name AS site_name, c.name AS channel_name
FROM (
    SELECT * FROM articles WHERE observed_at <= (SELECT as_of FROM moment)
      AND published_on > (SELECT today FROM moment) - to_months(12)
    QUALIFY row_number() OVER (PARTITION BY url ORDER BY observed_at DESC) = 1
) a
JOIN now_channels c ON c.site_code = a.site_code AND c.url = a.channel_url
JOIN channel_state t ON t.site_code = c.site_code AND t.channel_url = c.url
JOIN now_sites s ON s.site_code = a.site_code
WHERE CASE $what WHEN 'calls' THEN c.kind = 'consultation'
      ELSE regexp_matches(a.title, '行政处罚|行政许可|许可决定|处罚决定|行政强制|行政征收') END
ORDER BY a.url
"""

_RESULTS = """
SELECT i.channel_url, i.item_url, i.title, i.printed_on
FROM list_items i JOIN now_channels c ON c.site_code = i.site_code AND c.url = i.channel_url
WHERE c.kind = 'consultation' AND i.observed_at <= (SELECT as_of FROM moment)
ORDER BY i.printed_on, i.item_url
"""


def measure_duty_dates(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> dict[str, pd.DataFrame]:
    """The facts of this file's tables; ``read_papers`` must have laid ``policy_article``."""
    documents = [_document(row, as_of) for row in plain_rows(frame(conn, _DOCUMENTS, {}))]
    results: dict[str, list[Row]] = defaultdict(list)
    for row in plain_rows(frame(conn, _RESULTS, {})):
        results[row["channel_url"]].append(row)

    def call(row: Row) -> Row | None:
        return _call(row, results[row["channel_url"]], as_of)

    def decision(row: Row) -> Row | None:
        return _decision(row, as_of)

    return {
        "document_duty": table_of(
            "document_duty",
            documents,
            counts=("workdays_to_publish", "stated_years", "most_years"),
            flags=(
                "is_rule", "has_effective_date", "has_period", "has_dates", "has_mark",
            ),
        ),
        "comment_call": table_of(
            "comment_call",
            _pages(conn, "calls", call),
            counts=("comment_days", "result_days_late"),
            flags=("is_major_decision", "has_reason"),
        ),
        "decision": table_of(
            "decision",
            _pages(conn, "decisions", decision),
            counts=("workdays_taken", "limit_workdays"),
        ),
    }  # fmt: skip


def _pages(
    conn: duckdb.DuckDBPyConnection, what: str, measured: Callable[[Row], Row | None]
) -> list[Row]:
    found = (measured(row) for row in plain_rows(frame(conn, _PAGES, {"what": what})))
    return [row for row in found if row is not None]


def _document(row: Row, as_of: datetime) -> Row:
    title, body = row["title"] or "", row["body"] or ""
    number = row["document_number"]
    number = normalise_document_number(number) if number else None
    names = [row["agency_name"] or "", *(row["aliases"] or ())]
    is_own = foreign_issuer(title, number, row["issuer"], names) is None
    has_text = len(body) >= _LEAST_TEXT
    return {
        **common(row, as_of, subject_id=row["url"], subject_name=title or row["url"]),
        "document_url": row["url"],
        "site_code": row["site_code"],
        "title": title,
        "document_number": number,
        "signed_on": row["signed_on"],
        "published_on": row["published_on"],
        "workdays_to_publish": _to_publish(row) if is_own else None,
        "has_mark": read_mark(body) is not None if is_own and number and has_text else None,
        **(_validity(row, title, body) if is_own else {}),
    }


def _to_publish(row: Row) -> int | None:
    """Working days from 成文 to 发布; old papers put on the site later are no breach."""
    signed, published = row["signed_on"], row["published_on"]
    if signed is None or published is None or published - signed > _ARCHIVED_AFTER:
        return None
    return _workdays(signed, published)


def _workdays(start: date, end: date) -> int | None:
    """Working days between two days, none below zero; None without a calendar."""
    try:
        return max(workdays_between(start, end), 0)
    except CalendarCoverageError:
        return None


def _validity(row: Row, title: str, body: str) -> dict[str, Any]:
    """What a rule-making document says of its validity."""
    if not is_rule_document(title, row["document_number"]):
        return {"is_rule": False}
    found = read_validity(title, body, row["signed_on"])
    if found is None:
        return {"is_rule": True}
    return {
        "is_rule": True,
        "has_effective_date": found.has_effective_date,
        "has_period": found.has_period,
        "has_dates": found.has_effective_date and found.has_period,
        "stated_years": found.years,
        "most_years": longest_years(found),
    }


def _call(row: Row, listed: list[Row], as_of: datetime) -> Row | None:
    """A call for comments with the result that the same column publishes after it."""
    title = row["title"] or ""
    if not is_call(title):
        return None
    found = read_call(title, row["body"] or "", row["published_on"])
    clock: dict[str, Any] = {}
    if found is not None:
        due = _month_after(found.closes_on)
        result = _result_of(row, listed)
        measured = result["printed_on"] if result else china_date(row["collected_at"])
        clock = {
            "closes_on": found.closes_on,
            "comment_days": found.days,
            "has_reason": found.has_reason,
            "result_url": result["item_url"] if result else None,
            "result_on": result["printed_on"] if result else None,
            "result_due_on": due,
            "result_days_late": max((measured - due).days, 0) if measured else None,
        }
    return {
        **common(row, as_of),
        "page_url": row["url"],
        "site_code": row["site_code"],
        "title": title,
        "published_on": row["published_on"],
        "is_major_decision": is_major_decision(title, row["body"] or "", row["channel_name"]),
        **clock,
    }


def _result_of(row: Row, listed: list[Row]) -> Row | None:
    """The entry that reports on a call: of a like title, published later."""
    return next(
        (
            one
            for one in listed
            if one["item_url"] != row["url"]
            and _RESULT.search(one["title"])
            and (one["printed_on"] is None or one["printed_on"] >= row["published_on"])
            and title_similarity(one["title"], row["title"]) >= _LIKE
        ),
        None,
    )


def _month_after(day: date) -> date:
    """The same day of the next month, or its last day."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, month, min(day.day, 28))


def _decision(row: Row, as_of: datetime) -> Row | None:
    found = read_decision(row["title"] or "", row["body"] or "", row["signed_on"])
    if found is None or found.decided_on > row["published_on"]:
        return None
    return {
        **common(row, as_of),
        "page_url": row["url"],
        "site_code": row["site_code"],
        "title": row["title"],
        "kind": found.kind,
        "decided_on": found.decided_on,
        "published_on": row["published_on"],
        "workdays_taken": _workdays(found.decided_on, row["published_on"]),
        "limit_workdays": found.limit_workdays,
    }
