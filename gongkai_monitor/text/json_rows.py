"""Rows of data that are entries of a list: which array, which fields, which dates."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from gongkai_monitor.clock import china_date
from gongkai_monitor.identity import stable_id
from gongkai_monitor.text import charset
from gongkai_monitor.text.list_page import ListEntry
from gongkai_monitor.text.page import Page, squeeze
from gongkai_monitor.text.row_dates import RowDate, complete_years, date_in_tokens, date_in_url
from gongkai_monitor.vocabulary import DateSource

Row = Mapping[str, object]


def words(text: str) -> tuple[str, ...]:
    """Field names written in one line."""
    return tuple(text.split())


_TITLES = words(
    "title doctitle infotitle articletitle showtitle subject headline name bt "
    "titlename contenttitle linktitle"
)
_URLS = words(
    "url docpuburl link href linkurl infourl articleurl pageurl visiturl htmlurl "
    "staticurl detailurl path urls puburl"
)
_DATES = words(
    "pubdate publishdate publishtime publishedtime publishedtimestr docreltime "
    "docpubtime releasetime releasedate pubtime publish_time publish_date showdate "
    "showtime displaydate deploytime infodate date time fbsj fbrq"
)
_MADE = words(
    "createtime createdate create_time created crtime addtime inputtime updatetime writetime"
)
"""Field names, lower case, in the order in which they are believed: publishing before creating."""

_LIKE_TITLE = re.compile(r"title(?!.{0,20}(?:color|style|img|pic|id))|biaoti", re.IGNORECASE)
_LIKE_URL = re.compile(r"(?:url|link|href)(?!.{0,20}(?:type|target))", re.IGNORECASE)
_LIKE_DATE = re.compile(
    r"(?:pub|release|doc|show|fabu|fb).{0,12}(?:date|time|rq|sj)", re.IGNORECASE
)
_CALLBACK = re.compile(r"(?:/\*\*/)?\s{0,9}[\w$.]{1,80}\s{0,9}\(\s{0,9}(?=[\[{])")
_ASSIGNMENT = re.compile(
    r"(?:(?:var|let|const)\s)?\s{0,9}[\w$.\[\]'\"]{1,80}\s{0,9}=\s{0,9}(?=[\[{])"
)
_TAG = re.compile(r"<[^<>]{0,500}>")
_DEEPEST = 12


def load(text: str) -> object | None:
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
            return load(data.lstrip())  # JSON packed into a JSON string
        return data if isinstance(data, dict | list) else None
    return None


def tables(data: object, depth: int) -> Iterator[list[Row]]:
    """Every array of objects, and every empty array, anywhere inside."""
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        for value in data.values():
            yield from tables(value, depth + 1)
    elif isinstance(data, list):
        rows: list[Row] = [row for row in data if isinstance(row, dict)]
        if rows or not data:
            yield rows
        for row in rows:
            yield from tables(row, depth + 1)


def worth(rows: list[Row]) -> int:
    """How many rows have a title together with an address or a date."""
    return sum(bool(_title(row)) and bool(_address(row) or _day_text(row)) for row in rows)


def entries_of(rows: list[Row], page: Page, reference: date) -> tuple[ListEntry, ...]:
    """The entries of an array, in its order; rows without a title are left out."""
    found: list[tuple[str, str, RowDate | None]] = []
    for row in map(_flat, rows):
        title = squeeze(html.unescape(_TAG.sub("", _title(row))))
        address = page.absolute(_address(row)) or ""
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


def _flat(row: Row) -> Row:
    """A row with its inner objects' fields beside its own (``{"_source": {…}}``)."""
    flat = dict(row)
    for value in row.values():
        if isinstance(value, dict):
            flat = {**value, **flat}
    return flat


def _title(row: Row) -> str:
    return _text(row, _TITLES) or _named(row, _LIKE_TITLE, 4)


def _address(row: Row) -> str:
    return _text(row, _URLS) or _named(row, _LIKE_URL, 2)


def _day_text(row: Row) -> str:
    return _text(row, _DATES) or _named(row, _LIKE_DATE, 6) or _text(row, _MADE)


def _named(row: Row, pattern: re.Pattern[str], shortest: int) -> str:
    """The first text under a name that only resembles a known one (``titleO``, ``docDate``)."""
    for key, value in _flat(row).items():
        is_number = isinstance(value, int) and not isinstance(value, bool)
        text = str(value) if is_number else value
        if isinstance(text, str) and len(text.strip()) >= shortest and pattern.search(str(key)):
            return charset.clean_text(text).strip()
    return ""


def _text(row: Row, names: tuple[str, ...]) -> str:
    """First non-empty field of these names, upper and lower case alike."""
    lower = {str(key).lower(): value for key, value in _flat(row).items()}
    for name in names:
        value = lower.get(name)
        if isinstance(value, str) and value.strip():
            return charset.clean_text(value).strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""


def _date(row: Row, reference: date) -> RowDate | None:
    text = _day_text(row)
    if text.isdecimal() and len(text) in {10, 13}:
        seconds = int(text) / (1000 if len(text) == 13 else 1)
        return RowDate(china_date(datetime.fromtimestamp(seconds, UTC)))
    return date_in_tokens([text.replace("T", " ")[:30]], reference) if text else None


def number_in(data: object, names: tuple[str, ...]) -> int | None:
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


def _count(item: Row, names: tuple[str, ...]) -> int | None:
    lower = {str(key).lower(): value for key, value in item.items()}
    for name in names:
        value = lower.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**8:
            return value
        if isinstance(value, str) and value.isdecimal() and len(value) < 9:
            return int(value)
    return None
