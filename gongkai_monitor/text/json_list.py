"""List data that scripts fetch: JSON of common shapes, JSONP, and HTML inside a JSON field."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from gongkai_monitor.clock import china_date
from gongkai_monitor.identity import stable_id
from gongkai_monitor.text import charset
from gongkai_monitor.text.list_page import ListEntry, ListPage, ListReading
from gongkai_monitor.text.lists import read_list
from gongkai_monitor.text.page import Page, squeeze
from gongkai_monitor.text.row_dates import RowDate, complete_years, date_in_tokens, date_in_url
from gongkai_monitor.vocabulary import DateSource


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_TITLES = _words(
    "title doctitle infotitle articletitle showtitle subject headline name bt "
    "titlename contenttitle linktitle"
)
_URLS = _words(
    "url docpuburl link href linkurl infourl articleurl pageurl visiturl htmlurl "
    "staticurl detailurl path urls puburl"
)
_DATES = _words(
    "pubdate publishdate publishtime publishedtime publishedtimestr docreltime "
    "docpubtime releasetime releasedate pubtime publish_time publish_date showdate "
    "showtime displaydate deploytime infodate date time fbsj fbrq createtime "
    "createdate create_time created crtime addtime inputtime updatetime writetime"
)
"""Field names, lower case, in the order in which they are believed: publishing before creating."""

_TOTALS = _words(
    "total totalcount totalelements totalrecord totalrecords totalrow totalnum "
    "recordcount count records num rowcount"
)
_PAGES = _words("totalpage totalpages pagecount pages pagetotal lastpage")
_PAGE_PARAMETERS = frozenset(
    _words(
        "page pageno pagenum pageindex currentpage curpage current_page pageid p pn cur pagenumber"
    )
)
_CALLBACK = re.compile(r"(?:/\*\*/)?\s{0,9}[\w$.]{1,80}\s{0,9}\(\s{0,9}(?=[\[{])")
_ASSIGNMENT = re.compile(
    r"(?:(?:var|let|const)\s)?\s{0,9}[\w$.\[\]'\"]{1,80}\s{0,9}=\s{0,9}(?=[\[{])"
)
_MARKUP = re.compile(r"<(?:li|a|tr|div)\b[^>]{0,300}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,500}>")
_DEEPEST = 12
_MAX_PAGES = 200


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
    data = _load(text)
    if data is None:
        if _MARKUP.search(text):
            return read_list(Page.parse(text, url), reference)
        return ListPage(reading=ListReading.UNRECOGNISED, read_on=reference)
    page = Page.parse("", url)
    rows = max(_tables(data, 0), key=_worth, default=None)
    total = _number(data, _TOTALS)
    if rows and _worth(rows):
        items = _entries(rows, page, reference)
        if items:
            return ListPage(
                reading=ListReading.READ,
                read_on=reference,
                items=items,
                next_urls=_next_urls(url, data, len(rows), total),
                skeleton=stable_id("json", *sorted(rows[0])),
                total_count=total,
            )
    fragment = max(_fragments(data, 0), key=len, default="")
    if fragment:
        return read_list(Page.parse(fragment, url), reference)
    if total == 0 or (rows is not None and not rows and total is None and _succeeded(data)):
        return ListPage(reading=ListReading.EMPTY, read_on=reference, total_count=total)
    return ListPage(reading=ListReading.UNRECOGNISED, read_on=reference, total_count=total)


def _load(text: str) -> object | None:
    """The data of JSON, JSONP or ``var x = {…};``; None for anything else."""
    for prefix in (None, _CALLBACK, _ASSIGNMENT):
        match = prefix.match(text) if prefix else None
        if prefix and not match:
            continue
        try:
            data, _ = json.JSONDecoder(strict=False).raw_decode(text, match.end() if match else 0)
        except (ValueError, RecursionError):
            continue
        if isinstance(data, str) and data.lstrip()[:1] in {"{", "["}:
            return _load(data.lstrip())  # JSON packed into a JSON string
        return data if isinstance(data, dict | list) else None
    return None


def _tables(data: object, depth: int) -> Iterator[list[Mapping[str, object]]]:
    """Every array of objects, and every empty array, anywhere inside."""
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        for value in data.values():
            yield from _tables(value, depth + 1)
    elif isinstance(data, list):
        rows: list[Mapping[str, object]] = [row for row in data if isinstance(row, dict)]
        if rows or not data:
            yield rows
        for row in rows:
            yield from _tables(row, depth + 1)


def _worth(rows: list[Mapping[str, object]]) -> int:
    """How many rows have a title together with an address or a date."""
    return sum(
        bool(_text(row, _TITLES)) and bool(_text(row, _URLS) or _text(row, _DATES)) for row in rows
    )


def _entries(
    rows: list[Mapping[str, object]], page: Page, reference: date
) -> tuple[ListEntry, ...]:
    found: list[tuple[str, str, RowDate | None]] = []
    for row in map(_flat, rows):
        title = squeeze(html.unescape(_TAG.sub("", _text(row, _TITLES))))
        address = page.absolute(_text(row, _URLS)) or ""
        if title:
            found.append((title, address, _date(row, reference)))
    days = complete_years([item[2] for item in found], [item[1] for item in found], reference)
    entries = []
    for position, ((title, address, _), day) in enumerate(zip(found, days, strict=True)):
        in_url = date_in_url(address) if day is None else None
        source = DateSource.LIST if day else DateSource.URL if in_url else DateSource.NONE
        entries.append(
            ListEntry(
                url=address or f"{page.url}#{stable_id(title)}",
                title=title,
                printed_on=day or in_url,
                date_source=source,
                position=position,
            )
        )
    return tuple(entries)


def _flat(row: Mapping[str, object]) -> Mapping[str, object]:
    """A row with its inner objects' fields beside its own (``{"_source": {…}}``)."""
    flat = dict(row)
    for value in row.values():
        if isinstance(value, dict):
            flat = {**value, **flat}
    return flat


def _text(row: Mapping[str, object], names: tuple[str, ...]) -> str:
    """First non-empty field of these names, upper and lower case alike."""
    lower = {str(key).lower(): value for key, value in _flat(row).items()}
    for name in names:
        value = lower.get(name)
        if isinstance(value, str) and value.strip():
            return charset.clean_text(value).strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""


def _date(row: Mapping[str, object], reference: date) -> RowDate | None:
    text = _text(row, _DATES)
    if text.isdecimal() and len(text) in {10, 13}:
        seconds = int(text) / (1000 if len(text) == 13 else 1)
        return RowDate(china_date(datetime.fromtimestamp(seconds, UTC)))
    return date_in_tokens([text.replace("T", " ")[:30]], reference) if text else None


def _number(data: object, names: tuple[str, ...]) -> int | None:
    """A count at the outer levels of the data."""
    level = [data]
    for _ in range(3):
        objects = [item for item in level if isinstance(item, dict)]
        for item in objects:
            text = _count(item, names)
            if text is not None:
                return text
        level = [value for item in objects for value in item.values()]
    return None


def _count(item: Mapping[str, object], names: tuple[str, ...]) -> int | None:
    lower = {str(key).lower(): value for key, value in item.items()}
    for name in names:
        value = lower.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**8:
            return value
        if isinstance(value, str) and value.isdecimal() and len(value) < 9:
            return int(value)
    return None


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


def _next_urls(url: str, data: object, size: int, total: int | None) -> tuple[str, ...]:
    """The same address with the following page numbers, as far as the counts reach."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    at = next(
        (
            index
            for index, (name, value) in enumerate(query)
            if name.lower() in _PAGE_PARAMETERS and value.isdecimal()
        ),
        None,
    )
    if at is None or not size:
        return ()
    name, current = query[at][0], int(query[at][1])
    pages = _number(data, _PAGES)
    if pages is None and total is not None:
        pages = -(-total // size)
    last = (pages or 0) - (1 if current == 0 else 0)
    following = []
    for number in range(current + 1, min(last, current + _MAX_PAGES) + 1):
        query[at] = (name, str(number))
        following.append(urlunsplit(parts._replace(query=urlencode(query))))
    return tuple(following)
