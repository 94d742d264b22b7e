"""RSS, Atom and JSON Feed bodies as posts; everything that is no feed is refused by name.

Pure functions. XML is first read by a parser that refuses entities, so no entity bomb reaches
the feed parser.
"""

import io
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import ParseError

import feedparser
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from crawlers.feed_dates import read_instant
from crawlers.safety import web_address
from gongkai_monitor.identity import stable_id
from gongkai_monitor.text.charset import clean_text, decode
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.personal_data import mask_personal_data
from gongkai_monitor.vocabulary import CollectionCause

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ERROR_TITLE = re.compile(
    r"(?:登录|登陆|授权|cookie|账号|公众号).{0,12}(?:失效|过期|异常|不存在|受限)"
    r"|(?:请求|抓取|获取|访问).{0,8}(?:失败|错误|受限|频繁)|^error\b|RSSHub.{0,20}error"
    r"|请(?:重新)?(?:登录|扫码)",
    re.IGNORECASE,
)
_PINNED = re.compile(r"^\s*[\[【(（]\s*置顶\s*[\]】)）]")
_MAX_TEXT = 20_000
_MAX_TITLE = 1_000
_MAX_KEY = 500
_MAX_BODY = 5_000_000


class NotAFeedError(Exception):
    """The body is no feed; ``cause`` says what it is instead."""

    def __init__(self, cause: CollectionCause, detail: str) -> None:
        self.cause = cause
        self.detail = detail
        super().__init__(detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One post. ``key`` is the feed's id, else the URL, else a hash of time and title."""

    key: str
    published_at: datetime | None
    title: str | None
    text: str | None
    url: str | None
    is_pinned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed page."""

    title: str | None
    entries: tuple[FeedEntry, ...]
    next_url: str | None = None
    built_at: datetime | None = None  # when the source made it or last changed it, as it says


def parse_feed(body: bytes, url: str, *, content_type: str | None, read_at: datetime) -> Feed:
    """Read a feed body.

    Args:
        body: as received, content decoding undone.
        url: where it came from; relative links are joined to it.
        content_type: the header.
        read_at: aware instant of reading, for relative dates.

    Raises:
        NotAFeedError: for anything that is no feed, or a feed that only carries an error.
    """
    if len(body) > _MAX_BODY:
        raise NotAFeedError(CollectionCause.INVALID, f"订阅源过大（{len(body)} 字节）")
    text = decode(body, content_type).text
    start = text.lstrip("\ufeff \t\r\n")
    if not start:
        raise NotAFeedError(CollectionCause.INVALID, "返回内容为空")
    if start[0] in "{[":
        feed = _parse_json(start, url, read_at)
    elif start[0] == "<":
        feed = _parse_xml(start, url, read_at)
    else:
        raise NotAFeedError(CollectionCause.INVALID, f"返回的不是订阅源：{start[:60]}")
    if feed.entries and all(_is_error(entry) for entry in feed.entries):
        raise NotAFeedError(CollectionCause.INVALID, f"订阅源报错：{feed.entries[0].title}")
    return feed


def _is_error(entry: FeedEntry) -> bool:
    return bool(entry.title and len(entry.title) < 60 and _ERROR_TITLE.search(entry.title))


def _parse_xml(text: str, url: str, read_at: datetime) -> Feed:
    """RSS and Atom of every version that feedparser knows."""
    clean = _DECLARATION.sub("", text).encode("utf-8")
    try:
        fromstring(clean, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        detail = f"订阅源含 XML 实体，已拒绝（{type(error).__name__}）"
        raise NotAFeedError(CollectionCause.INVALID, detail) from error
    except (ParseError, ValueError):
        if "<!ENTITY" in text:
            raise NotAFeedError(CollectionCause.INVALID, "订阅源含 XML 实体，已拒绝") from None
        # broken XML: feedparser has a lenient reader without entities
    found = feedparser.parse(io.BytesIO(clean), sanitize_html=False, resolve_relative_uris=False)
    if not found.version:
        raise NotAFeedError(CollectionCause.INVALID, "返回的是网页或其他 XML，不是订阅源")
    head = found.feed
    following = [link.get("href") for link in head.get("links", ()) if link.get("rel") == "next"]
    return Feed(
        title=_plain((head.get("title") or "")[:_MAX_TITLE]),
        entries=tuple(_xml_entry(entry, url, read_at) for entry in found.entries),
        next_url=web_address(url, following[0]) if following else None,
        built_at=read_instant(head.get("updated") or "", read_at),
    )


def _xml_entry(entry: Any, url: str, read_at: datetime) -> FeedEntry:
    printed = entry.get("published") or entry.get("updated") or entry.get("created") or ""
    contents = [part.get("value") for part in entry.get("content", ())]
    return _entry(
        key=entry.get("id"),
        link=entry.get("link"),
        title=entry.get("title"),
        html=next((part for part in contents if part), entry.get("summary")),
        printed=printed,
        url=url,
        read_at=read_at,
    )


def _parse_json(text: str, url: str, read_at: datetime) -> Feed:
    """JSON Feed 1.x."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAFeedError(CollectionCause.INVALID, "返回的 JSON 无法解析") from error
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list) or not str(data.get("version", "")).startswith("http"):
        message = str(data.get("message") or data.get("error") or "") if _is_map(data) else ""
        raise NotAFeedError(
            CollectionCause.INVALID, f"返回的 JSON 不是 JSON Feed {message}".strip()
        )
    following = data.get("next_url")
    return Feed(
        title=_plain(str(data.get("title") or "")[:_MAX_TITLE]),
        entries=tuple(_json_entry(item, url, read_at) for item in items if _is_map(item)),
        next_url=web_address(url, following) if isinstance(following, str) else None,
    )


def _is_map(value: object) -> bool:
    return isinstance(value, dict)


def _json_entry(item: dict[str, Any], url: str, read_at: datetime) -> FeedEntry:
    def text_of(*names: str) -> str | None:
        return next((str(item[name]) for name in names if item.get(name)), None)

    return _entry(
        key=text_of("id"),
        link=text_of("url", "external_url"),
        title=text_of("title"),
        html=text_of("content_html", "content_text", "summary"),
        printed=text_of("date_published", "date_modified") or "",
        url=url,
        read_at=read_at,
    )


def _entry(
    *,
    key: str | None,
    link: str | None,
    title: str | None,
    html: str | None,
    printed: str,
    url: str,
    read_at: datetime,
) -> FeedEntry:
    published_at = read_instant(printed, read_at)
    absolute = web_address(url, link)
    title = (_plain(title) or "")[:_MAX_TITLE] or None
    text = _plain(html)
    moment = published_at.isoformat() if published_at else ""
    return FeedEntry(
        key=_short_key(key) or absolute or stable_id("post", moment, title or "", text or ""),
        published_at=published_at,
        title=mask_personal_data(title) if title else None,
        text=mask_personal_data(text[:_MAX_TEXT]) if text else None,
        url=absolute,
        is_pinned=bool(_PINNED.match(title or "")),
    )


def _short_key(key: str | None) -> str | None:
    """The feed's own id; a very long one by its hash."""
    key = clean_text(key or "").strip()
    return (key if len(key) <= _MAX_KEY else stable_id("post", key)) or None


def _plain(html: str | None) -> str | None:
    """Visible text of a fragment."""
    html = clean_text(html or "")
    if not html:
        return None
    if "<" not in html and "&" not in html:
        return html.strip() or None
    return Page.parse(html, "about:blank").text or None
