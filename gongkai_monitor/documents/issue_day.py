"""When a document was issued: the day a site shows may be years later, when an archive was filled.

The day of signature is the surest, then a day that the head of the text names as that of
adoption or coming into force, then the year of the document number; the day of publication only
where nothing contradicts it.
"""

import re
from dataclasses import dataclass
from datetime import date

from gongkai_monitor.text.dates import find_dates

_HEAD = 300
_LONGEST_BRACKET = 80
_OPENED = re.compile(r"[（(]([^（()）]*)$")
_CLOSING = re.compile(r"([^（()）]*)[)）]")
_ADOPTED = re.compile(r"通过|修订|修正|施行|公布|印发")
_YEAR_OF_NUMBER = re.compile(
    r"[〔\[（(](?P<bracketed>(?:19|20)\d{2})[〕\]）)]|(?P<plain>(?:19|20)\d{2})年"
)


@dataclass(frozen=True, slots=True)
class IssueDays:
    """The first and the last day on which a document may have been issued."""

    first: date
    last: date

    def days_until(self, day: date) -> int:
        """Days from the issue to ``day``; 0 for a day inside, negative for one before."""
        if day > self.last:
            return (day - self.last).days
        return min((day - self.first).days, 0)


def issue_days(
    *, signed_on: date | None, published_on: date | None, number: str | None, text: str
) -> IssueDays | None:
    """When a document was issued, None when nothing tells.

    Args:
        signed_on: 成文日期, when it is known.
        published_on: the day that the page shows.
        number: 文号, normalised.
        text: its head may name the day of adoption.
    """
    known = signed_on or _adopted(text)
    if known:
        return IssueDays(known, known)
    year = _year(number)
    if year is None or (published_on and published_on.year <= year):
        return IssueDays(published_on, published_on) if published_on else None
    return IssueDays(date(year, 1, 1), date(year, 12, 31))


def _adopted(text: str) -> date | None:
    """The latest day in brackets in the head of a text: alone, or with 通过, 修订, 施行."""
    head = text[:_HEAD]
    days = [one.day for one in find_dates(head) if _is_adoption(head, one.start, one.end)]
    return max(days, default=None)


def _is_adoption(head: str, start: int, end: int) -> bool:
    inside = _OPENED.search(head[:start])
    after = _CLOSING.match(head[end : end + _LONGEST_BRACKET])
    if inside is None or after is None:
        return False
    return not (inside[1] or after[1]).strip() or bool(_ADOPTED.search(inside[1] + after[1]))


def _year(number: str | None) -> int | None:
    match = _YEAR_OF_NUMBER.search(number or "")
    return int(match["bracketed"] or match["plain"]) if match else None
