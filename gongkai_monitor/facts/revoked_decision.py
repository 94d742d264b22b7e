"""已撤销的行政执法决定: is a revoked decision still shown, and how long was it (rule H-9).

That a decision was revoked is told by its own page or by a notice of the same site. It was up at
least until the last list or page that really showed it; what nobody looked at afterwards is not
counted against anyone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.facts.made import common, table_of
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.text.document_number import find_document_numbers, normalise_document_number
from gongkai_monitor.text.revocation import is_marked_revoked, marked_day, read_revocation
from gongkai_monitor.text.similarity import title_key
from gongkai_monitor.workdays import workdays_between

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_PAGES = """
WITH page AS (
    SELECT * FROM articles WHERE observed_at <= (SELECT as_of FROM moment)
      AND regexp_matches(title, '行政(处罚|许可|强制|征收|裁决|确认|给付)|(处罚|许可)(决定|证)')
    QUALIFY row_number() OVER (PARTITION BY url ORDER BY observed_at DESC) = 1
)
SELECT p.url, p.site_code, p.title, p.document_number,
    CASE WHEN contains(p.body, '撤销') OR regexp_matches(p.title, '撤销|确认(违法|无效)')
         THEN p.body ELSE left(p.body, 400) END AS body,
    p.published_on,
    l.shown_at, [p.fetch_id, l.fetch_id] AS evidence,
    t.collected_at, t.collection_state, t.cause, t.detail, s.agency_code, s.name AS site_name
FROM page p
JOIN now_channels c ON c.site_code = p.site_code AND c.url = p.channel_url
JOIN channel_state t ON t.site_code = c.site_code AND t.channel_url = c.url
JOIN now_sites s ON s.site_code = p.site_code
LEFT JOIN page_shown l ON l.url = p.url
ORDER BY p.url
"""


def measure_revoked_decisions(
    conn: duckdb.DuckDBPyConnection, as_of: datetime
) -> dict[str, pd.DataFrame]:
    """The fact ``revoked_decision``: one row per decision that is known to be revoked.

    ``lay_page_shown`` must have run.
    """
    sites: dict[str, list[Row]] = defaultdict(list)
    for row in plain_rows(frame(conn, _PAGES, {})):
        sites[row["site_code"]].append(row)
    rows = [one for pages in sites.values() for one in _of_site(pages, as_of)]
    return {"revoked_decision": table_of("revoked_decision", rows, counts=("workdays_up",))}


def _of_site(pages: list[Row], as_of: datetime) -> Iterator[Row]:
    notices = []
    for page in pages:
        found = read_revocation(
            page["title"] or "", page["body"] or "", page["published_on"], _own_number(page)
        )
        if found is not None:
            notices.append((page, found))
    known = {page["url"] for page, _ in notices}
    for page in pages:
        if page["url"] in known:
            continue
        title, body = page["title"] or "", page["body"] or ""
        if is_marked_revoked(title, body):
            yield _row(page, marked_day(body), "本页标注已撤销", None, as_of)
            continue
        if not notices:
            continue
        numbers, key = _numbers(page), title_key(title)
        for notice, found in notices:
            is_named = found.numbers & numbers or key in map(title_key, found.titles)
            if is_named and not _is_later(page, notice):
                yield _row(page, found.revoked_on, "撤销公告", notice, as_of)
                break


def _own_number(page: Row) -> str | None:
    number = page["document_number"]
    return normalise_document_number(number) if number else None


def _numbers(page: Row) -> frozenset[str]:
    """The decision's own number: its field, else the only one in title and head of the text."""
    own = _own_number(page)
    if own:
        return frozenset((own,))
    head = f"{page['title'] or ''}\n{(page['body'] or '')[:400]}"
    found = frozenset(find_document_numbers(head))
    return found if len(found) == 1 else frozenset()


def _is_later(page: Row, notice: Row) -> bool:
    """A decision published after the notice is a new one, not the revoked one."""
    first, then = page["published_on"], notice["published_on"]
    return first is not None and then is not None and first > then


def _row(
    page: Row, revoked_on: date | None, told_by: str, notice: Row | None, as_of: datetime
) -> Row:
    shown_on = china_date(page["shown_at"]) if page["shown_at"] else None
    return {
        **common(page, as_of),
        "page_url": page["url"],
        "site_code": page["site_code"],
        "title": page["title"],
        "told_by": told_by,
        "notice_url": notice["url"] if notice else None,
        "revoked_on": revoked_on,
        "last_shown_on": shown_on,
        "workdays_up": _workdays_up(revoked_on, shown_on),
    }


def _workdays_up(revoked_on: date | None, shown_on: date | None) -> int | None:
    """Working days from the revocation until it was last shown; None where unknown."""
    if revoked_on is None or shown_on is None:
        return None
    try:
        return max(workdays_between(revoked_on, shown_on), 0)
    except CalendarCoverageError:
        return None
