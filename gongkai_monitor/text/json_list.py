"""List data that scripts fetch: JSON of common shapes, JSONP, and HTML inside a JSON field."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from gongkai_monitor.identity import stable_id
from gongkai_monitor.text import charset
from gongkai_monitor.text.json_rows import entries_of, load, number_in, tables, words, worth
from gongkai_monitor.text.list_family import ListFamily
from gongkai_monitor.text.list_page import ListPage, ListReading
from gongkai_monitor.text.lists import read_list
from gongkai_monitor.text.page import Page

_TOTALS = words(
    "total totalcount totalelements totalrecord totalrecords totalrow totalnum "
    "recordcount count records num rowcount"
)
_PAGES = words("totalpage totalpages pagecount pages pagetotal lastpage")
_PAGE_PARAMETERS = frozenset(
    words(
        "page pageno pagenum pageindex currentpage curpage current_page pageid p pn cur pagenumber"
    )
)
_MARKUP = re.compile(r"<(?:li|a|tr|div)\b[^>]{0,300}>", re.IGNORECASE)
_DEEPEST = 12
_MAX_PAGES = 200
_OFFSETS = frozenset(words("from offset start startrow startrecord begin skip"))
_NUMBERED_FILE = re.compile(r"(https?://.{1,1000}[_\-/])(\d{1,4})(\.json(?:\?.{0,300})?)")


def read_json_list(body: bytes, url: str, reference: date) -> ListPage:
    """Read list data.

    Args:
        body: what the endpoint answered.
        url: its address; entries are relative to it.
        reference: the day it was fetched, for dates without a year.

    Returns:
        READ with entries; EMPTY when the data say that there are none; UNRECOGNISED when the
        answer is no JSON or has no list of a known shape.
    """
    text = charset.decode(body, "application/json").text.lstrip("\ufeff").strip()
    data = load(text)
    if data is None:
        if _MARKUP.search(text):
            return read_list(Page.parse(text, url), reference)
        return ListPage(reading=ListReading.UNRECOGNISED, read_on=reference)
    page = Page.parse("", url)
    rows = max(tables(data, 0), key=worth, default=None)
    total = total_in(data)
    if rows and worth(rows):
        items = entries_of(rows, page, reference)
        if items:
            return ListPage(
                reading=ListReading.READ,
                read_on=reference,
                items=items,
                next_urls=following_urls(url, data, len(rows), total),
                skeleton=stable_id("json", *sorted(map(str, rows[0]))),
                family=ListFamily.DATA,
                total_count=total,
            )
    fragment = max(_fragments(data, 0), key=len, default="")
    if fragment:
        return read_list(Page.parse(fragment, url), reference)
    if total == 0 or (rows is not None and not rows and total is None and _succeeded(data)):
        return ListPage(
            reading=ListReading.EMPTY, read_on=reference, total_count=total, is_stated_empty=True
        )
    return ListPage(reading=ListReading.UNRECOGNISED, read_on=reference, total_count=total)


def total_in(data: object) -> int | None:
    """How many rows the whole list has, when the data say so."""
    return number_in(data, _TOTALS)


def _succeeded(data: object) -> bool:
    """Whether an answer without rows is an answer and not a fault."""
    if not isinstance(data, dict):
        return True
    for name in ("success", "ok"):
        if data.get(name) is False:
            return False
    code = str(data.get("code", data.get("status", "0"))).lower()
    return code in {"0", "1", "200", "true", "success", "ok", "0000", "00000"}


def _fragments(data: object, depth: int) -> Iterator[str]:
    """Strings inside the data that are HTML with links."""
    if depth > _DEEPEST:
        return
    if isinstance(data, str):
        if "<a" in data and _MARKUP.search(data):
            yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _fragments(value, depth + 1)
    elif isinstance(data, list):
        yield from ("\n".join(item for item in data if isinstance(item, str) and "<a" in item),)
        for value in data:
            if not isinstance(value, str):
                yield from _fragments(value, depth + 1)


def following_urls(url: str, data: object, size: int, total: int | None) -> tuple[str, ...]:
    """The same address with the following page numbers (or offsets), as far as counts reach."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    numbers = {
        name.lower(): index
        for index, (name, value) in enumerate(query)
        if value.isdecimal() and len(value) < 9
    }
    pages = number_in(data, _PAGES)
    if pages is None and total is not None and size:
        pages = -(-total // size)
    if not size or pages is None:
        return ()
    at = next((numbers[name] for name in numbers if name in _PAGE_PARAMETERS), None)
    step = 1
    if at is None:
        at = next((numbers[name] for name in numbers if name in _OFFSETS), None)
        step = size
    if at is None:
        return _in_path(url, pages)
    name, current = query[at][0], int(query[at][1])
    last = (pages - 1) * step if step > 1 or current == 0 else pages
    following = []
    for number in range(current + step, min(last, current + _MAX_PAGES * step) + 1, step):
        query[at] = (name, str(number))
        following.append(urlunsplit(parts._replace(query=urlencode(query))))
    return tuple(following)


def _in_path(url: str, pages: int) -> tuple[str, ...]:
    """``list_1.json`` goes on with ``list_2.json``."""
    match = _NUMBERED_FILE.fullmatch(url)
    if match is None:
        return ()
    before, current, after = match[1], int(match[2]), match[3]
    last = min(pages - (1 if current == 0 else 0), current + _MAX_PAGES)
    return tuple(f"{before}{number}{after}" for number in range(current + 1, last + 1))
