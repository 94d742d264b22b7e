"""What a platform's answer tells of an account, and the two ways in which it may tell nothing.

A reader returns what it read, or raises: ``PageChangedError`` when the answer has not the shape
that is known (cause ``page_changed``), ``RefusedError`` when the platform refuses (login, captcha,
limit). It never returns an empty list for an answer that it did not understand.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from gongkai_monitor.errors import GongkaiError, PageChangedError
from gongkai_monitor.text.charset import clean_text, decode
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.post_time import PostTime
from gongkai_monitor.vocabulary import CollectionCause

Json = Mapping[str, Any]
ValueT = TypeVar("ValueT")
_MAX_BODY = 20_000_000
_MYRIADS = re.compile(r"(\d{1,6}(?:\.\d{1,2})?)\s*([万亿])")
_FACTORS = {"万": 10_000, "亿": 100_000_000}


class RefusedError(GongkaiError):
    """The platform does not show the account to us; ``cause`` says why it is 未采到."""

    def __init__(self, cause: CollectionCause, detail: str) -> None:
        self.cause = cause
        self.detail = detail
        super().__init__(detail)


ReadingError = (PageChangedError, RefusedError)
"""What a reader raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPost:
    """One post of a list or page; the fields are those of ``Post``."""

    key: str
    time: PostTime | None = None
    title: str | None = None
    text: str | None = None
    url: str | None = None
    is_own: bool | None = None
    is_repost: bool | None = None
    is_pinned: bool = False
    is_original: bool | None = None
    source_name: str | None = None
    is_cut: bool = False  # the list shows the beginning of the text only
    reads: int | None = None
    likes: int | None = None
    comments: int | None = None
    reposts: int | None = None

    @property
    def published_at(self) -> datetime | None:
        """The latest instant that the printed time can mean."""
        return self.time.at if self.time else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadProfile:
    """资料: how the platform shows the account. Personal details are not read."""

    shown_name: str | None = None
    certified_subject: str | None = None
    shown_key: str | None = None
    description: str | None = None
    is_deregistered: bool | None = None
    has_comments: bool | None = None
    menu_items: tuple[str, ...] | None = None
    followers: int | None = None
    total_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadList:
    """One page of an account's list, in its order.

    Attributes:
        posts: as shown, pinned ones included.
        total_count: how many posts there are, when the platform says so.
        is_last: nothing older exists; None when the page does not tell.
        next_mark: what to ask for to get the next page.
        generated_at: when the source says that it made the list.
        profile: what the page tells of the account itself.
    """

    posts: tuple[ReadPost, ...] = ()
    total_count: int | None = None
    is_last: bool | None = None
    next_mark: str | None = None
    generated_at: datetime | None = None
    profile: ReadProfile = field(default_factory=ReadProfile)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArticle:
    """The page of one post, and what it tells of its account."""

    post: ReadPost
    profile: ReadProfile


def cause_of(error: GongkaiError) -> tuple[CollectionCause, str]:
    """Cause and detail of what a reader raised."""
    if isinstance(error, RefusedError):
        return error.cause, error.detail
    return CollectionCause.PAGE_CHANGED, str(error)[:300]


def read_json(body: bytes, what: str) -> dict[str, Any]:
    """A JSON object.

    Raises:
        PageChangedError: for anything else.
    """
    if len(body) > _MAX_BODY:
        raise PageChangedError(what, f"不超过 {_MAX_BODY} 字节的 JSON")
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PageChangedError(what, "JSON") from error
    if not isinstance(data, dict):
        raise PageChangedError(what, "JSON 对象")
    return data


def read_html(body: bytes, url: str, content_type: str | None = None) -> Page:
    """A page, parsed."""
    return Page.parse(decode(body, content_type).text, url)


def part(data: Any, name: str, kind: type[ValueT], what: str) -> ValueT:
    """A member that a shape always has.

    Raises:
        PageChangedError: when it is missing or of another kind.
    """
    value = data.get(name) if isinstance(data, Mapping) else None
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise PageChangedError(what, f"字段 {name}")
    return value


def optional_text(data: Json, name: str) -> str | None:
    """A text member, or None; a number is read as its digits."""
    value = data.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return clean_text(value).strip() or None if isinstance(value, str) else None


def read_shown_count(value: Any) -> int | None:
    """A number as platforms show it: 1234, ``"1,234"``, ``1.2万``.

    None for a lower bound (``100万+``): it is no number that may be compared.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value if value >= 0 else None
    if not isinstance(value, str):
        return None
    text = value.strip().replace(",", "")
    if text.isascii() and text.isdecimal():
        return int(text) if len(text) <= 15 else None
    match = _MYRIADS.fullmatch(text)
    return round(float(match[1]) * _FACTORS[match[2]]) if match else None


def visible_text(html: str | None) -> str | None:
    """Visible text of a fragment."""
    clean = clean_text(html or "")
    if not clean:
        return None
    if "<" not in clean and "&" not in clean:
        return clean.strip() or None
    return Page.parse(clean, "about:blank").text or None
