"""Hot-search lists as titles: a feed (RSSHub and others) or the JSON of a platform. Pure."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawlers.feeds import NotAFeedError, parse_feed
from crawlers.safety import web_address
from gongkai_monitor.text.charset import clean_text, decode
from gongkai_monitor.text.personal_data import mask_personal_data
from gongkai_monitor.vocabulary import CollectionCause

_TITLES = ("title", "word", "note", "name", "query", "keyword", "hotword")
_HEATS = ("hot", "heat", "hotvalue", "hotscore", "num", "rawhot", "score")
_PLACES = ("rank", "realpos", "index", "position")
_LINKS = ("url", "link", "mobileurl", "scheme")
_ADVERTS = ("isad", "istop", "adtype")
_LEAST, _MOST, _LONGEST = 3, 200, 100
_MOST_ROWS = 2_000
"""Of one list in a JSON: who sends more sends no hot searches."""
_LARGEST_HEAT = 10**15


@dataclass(frozen=True, slots=True)
class HotTitle:
    """One entry of a list, in its order."""

    title: str
    position: int
    heat: int | None = None
    url: str | None = None


def read_hot_list(
    body: bytes, url: str, *, content_type: str | None, read_at: datetime
) -> tuple[HotTitle, ...]:
    """The titles of a list in their order; advertising and repeated titles left out.

    Raises:
        NotAFeedError: for anything that is no such list.
    """
    try:
        feed = parse_feed(body, url, content_type=content_type, read_at=read_at)
    except NotAFeedError:
        found = _of_json(body, url, content_type)
        if not found:
            raise
    else:
        found = [(entry.title or "", None, entry.url) for entry in feed.entries]
    unique: dict[str, tuple[int | None, str | None]] = {}
    for title, heat, link in found:
        name = mask_personal_data(clean_text(title).strip("# "))[:_LONGEST]
        if name:
            unique.setdefault(name, (heat, link))
    if not unique:
        raise NotAFeedError(CollectionCause.INVALID, "热搜列表没有标题")
    return tuple(
        HotTitle(title, number, *more)
        for number, (title, more) in enumerate(list(unique.items())[:_MOST], start=1)
    )


def _of_json(
    body: bytes, url: str, content_type: str | None
) -> list[tuple[str, int | None, str | None]]:
    try:
        data = json.loads(decode(body, content_type).text)
    except (ValueError, RecursionError):
        return []
    lists = [
        rows for rows in _lists(data) if sum(bool(_first(row, _TITLES)) for row in rows) >= _LEAST
    ]
    rows = max(lists, key=len, default=[])
    kept = [row for row in rows if _first(row, _TITLES) and not _first(row, _ADVERTS)]
    return [
        (
            str(_first(row, _TITLES)),
            _number(_first(row, _HEATS)),
            web_address(url, str(_first(row, _LINKS) or "")),
        )
        for row in sorted(kept, key=lambda row: _number(_first(row, _PLACES)) or 0)
    ]


def _lists(data: Any, depth: int = 0) -> Iterator[list[dict[str, Any]]]:
    """Lists of objects, with the names of their fields made plain."""
    if isinstance(data, list):
        rows = [row for row in data[:_MOST_ROWS] if isinstance(row, dict)]
        if rows:
            yield [{re.sub(r"[^a-z]", "", str(k).lower()): v for k, v in r.items()} for r in rows]
        inner: Any = rows
    else:
        inner = data.values() if isinstance(data, dict) else ()
    if depth < 5:
        for part in inner:
            if isinstance(part, list | dict):
                yield from _lists(part, depth + 1)


def _first(row: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next(
        (row[name] for name in names if isinstance(row.get(name), str | int | float) and row[name]),
        None,
    )


def _number(value: Any) -> int | None:
    """``1234``, ``"1,234"``, ``"123.4万"``; None for anything else, and for more than is real."""
    match = re.fullmatch(r"([\d,]{1,15}(?:\.\d{1,6})?)\s*(万|亿)?", str(value or "").strip())
    if match is None or not match[1].strip(","):
        return None
    scale = {"万": 10_000, "亿": 100_000_000}.get(match[2] or "", 1)
    number = round(float(match[1].replace(",", "")) * scale)
    return number if number <= _LARGEST_HEAT else None
