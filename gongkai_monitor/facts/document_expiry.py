"""规范性文件到期: which documents are past their period, and was that cleaned up (rule H-10).

Documents of any age whose text says how long they hold; that a shown 有效性 is wrong is told by
``document_validity``. Cleaned up means: marked as lapsed on its page, named by a notice of
废止 or 失效, or continued by a notice of 继续有效 or 延长有效期. Days past the period are counted
to the last time that the page was really shown: what was taken off the site is no breach.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from gongkai_monitor.clock import china_date
from gongkai_monitor.facts.made import common, table_of
from gongkai_monitor.facts.policy_scope import foreign_issuer
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.text.document_number import normalise_document_number
from gongkai_monitor.text.similarity import title_key
from gongkai_monitor.text.validity import read_validity, says_valid

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_QUOTED = re.compile(r"《([^《》]{4,120})》")
_MARKED = re.compile(
    r"(?:本|该|此)(?:文件|办法|规定|细则|规则).{0,12}(?:已(?:经)?)?(?:失效|废止)"
    r"|[（(【\[](?:已)?(?:失效|废止)[）)】\]]"
)
_RENEWAL = re.compile(
    r"继续有效|继续(?:施行|执行)|(?:延长|延续).{0,120}有效期|有效期.{0,12}延(?:长|续)"
)
_REPEAL = re.compile(r"废止|失效")
_NEVER_A_KEY = 4

_DOCUMENTS = """
SELECT a.url, a.site_code, a.title, a.document_number, a.issuer, a.signed_on, a.published_on,
    a.validity, a.body, [a.fetch_id, l.fetch_id] AS evidence,
    greatest(a.observed_at, l.shown_at) AS shown_at,
    t.collected_at, t.collection_state, t.cause, t.detail, s.agency_code, s.name AS site_name,
    g.name AS agency_name, g.aliases
FROM (
    SELECT * FROM articles WHERE observed_at <= (SELECT as_of FROM moment)
      AND regexp_matches(title, '(办法|规定|细则|规则)(（[^）]{1,12}）)?》?(的通知)?$')
    QUALIFY row_number() OVER (PARTITION BY url ORDER BY observed_at DESC) = 1
) a
JOIN now_channels c ON c.site_code = a.site_code AND c.url = a.channel_url
JOIN channel_state t ON t.site_code = c.site_code AND t.channel_url = c.url
JOIN now_sites s ON s.site_code = a.site_code
LEFT JOIN now_agencies g USING (agency_code)
LEFT JOIN page_shown l ON l.url = a.url
WHERE c.kind = 'policy' AND regexp_matches(a.body, '有效期|施行至|执行至|实施至')
ORDER BY a.url
"""

_NOTICES = """
WITH listed AS (
    SELECT site_code, item_url AS url, title FROM list_items
    WHERE observed_at <= (SELECT as_of FROM moment)
      AND regexp_matches(title, '废止|失效|继续有效|继续施行|继续执行|有效期')
    QUALIFY row_number() OVER (PARTITION BY site_code, item_url ORDER BY observed_at DESC) = 1
), page AS (
    SELECT site_code, url, title, body FROM articles
    WHERE observed_at <= (SELECT as_of FROM moment)
      AND regexp_matches(title, '废止|失效|继续有效|继续施行|继续执行|有效期|清理')
    QUALIFY row_number() OVER (PARTITION BY url ORDER BY observed_at DESC) = 1
)
SELECT site_code, url, title, body FROM page
UNION ALL BY NAME
SELECT l.site_code, l.url, l.title, NULL AS body FROM listed l ANTI JOIN page p ON p.url = l.url
ORDER BY url
"""


def measure_document_expiry(
    conn: duckdb.DuckDBPyConnection, as_of: datetime
) -> dict[str, pd.DataFrame]:
    """The fact ``document_expiry``: one row per document whose last day can be told.

    ``lay_page_shown`` must have run.
    """
    notices: dict[str, list[Row]] = defaultdict(list)
    for row in plain_rows(frame(conn, _NOTICES, {})):
        told = f"{row['title'] or ''}{row['body'] or ''}"
        notices[row["site_code"]].append({**row, "key": title_key(told)})
    found = (
        _row(row, notices[row["site_code"]], as_of)
        for row in plain_rows(frame(conn, _DOCUMENTS, {}))
    )
    return {
        "document_expiry": table_of(
            "document_expiry",
            [row for row in found if row is not None],
            counts=("days_past", "days_left"),
            flags=("is_past", "is_renewed", "is_cleaned", "is_judged_as_shown"),
        )
    }


def _row(row: Row, notices: Iterable[Row], as_of: datetime) -> Row | None:
    title, body = row["title"] or "", row["body"] or ""
    number = row["document_number"]
    number = normalise_document_number(number) if number else None
    names = [row["agency_name"] or "", *(row["aliases"] or ())]
    if foreign_issuer(title, number, row["issuer"], names) is not None:
        return None
    validity = read_validity(title, body, row["signed_on"])
    if validity is None or validity.valid_until is None:
        return None
    read_on = china_date(row["collected_at"]) if row["collected_at"] else None
    until = validity.valid_until
    renewal, repeal = _named_by(title, notices)
    cleaned_by = _cleaned_by(title, body, row["validity"], repeal)
    return {
        **common(row, as_of, subject_id=row["url"], subject_name=title or row["url"]),
        "document_url": row["url"],
        "site_code": row["site_code"],
        "title": title,
        "document_number": number,
        "valid_until": until,
        "told_by": f"有效期 {validity.years} 年" if validity.years else "正文写明的截止日期",
        "last_shown_on": china_date(row["shown_at"]),
        "is_past": None if read_on is None else read_on > until,
        "days_past": _days(until, china_date(row["shown_at"])),
        "days_left": _days(read_on, until),
        "shown_validity": row["validity"],
        "is_renewed": renewal is not None,
        "is_cleaned": cleaned_by is not None or renewal is not None,
        "cleaned_by": cleaned_by or renewal,
        "is_judged_as_shown": says_valid(row["validity"]) is True,
    }


def _days(start: date | None, end: date | None) -> int | None:
    """Calendar days from one day to the other, none below zero."""
    return None if start is None or end is None else max((end - start).days, 0)


def _cleaned_by(title: str, body: str, shown: str | None, repeal: str | None) -> str | None:
    """What says that the document no longer holds."""
    if says_valid(shown) is False:
        return f"页面标注“{shown}”"
    if _MARKED.search(title) or any(_MARKED.search(line[:200]) for line in body.split("\n")[:5]):
        return "页面注明失效或废止"
    return repeal


def _named_by(title: str, notices: Iterable[Row]) -> tuple[str | None, str | None]:
    """The notice that continues the document, and the one that ends it."""
    names = {title_key(title), *(title_key(one) for one in _QUOTED.findall(title))}
    names = {name for name in names if len(name) > _NEVER_A_KEY}
    renewal = repeal = None
    for notice in notices:
        told = notice["title"] or ""
        if title_key(told) in names or not any(name in notice["key"] for name in names):
            continue
        if renewal is None and _RENEWAL.search(told):
            renewal = f"“{told}”"
        elif repeal is None and _REPEAL.search(told):
            repeal = f"“{told}”"
    return renewal, repeal
