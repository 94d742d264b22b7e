"""移动客户端 in app stores: Apple's lookup interface, and the pages of Android stores.

A store page is read by its schema.org data or by its printed 版本 and 更新时间. Only an answer that
says so makes an app 下架; a page that cannot be read says nothing. Written from the stores' public
documentation and pages: no saved payload is among the shared samples.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from crawlers.platforms.reading import optional_text, part, read_json
from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import PageChangedError
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.post_time import read_instant

_APPLE, _ANDROID = "App Store 查询接口", "应用商店页"
_APPLE_ID = re.compile(r"/id(\d{6,12})(?:/|$|\?)")
_VERSION = re.compile(
    r"(?:当前版本|最新版本|版本号|版本|Version)\s*[:：]?\s*\n?\s*[vV]?(\d{1,6}(?:\.\d{1,9}){1,4})"
)
_RELEASED = re.compile(
    r"(?:更新时间|更新日期|发布时间|发布日期|最近更新|更新于)\s*[:：]?\s*\n?\s*"
    r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,3}\s?(?:天|小时|个月)前|昨天|今天)"
)
_GONE = re.compile(
    r"(?:应用|软件|该应用|此应用|APP)(?:已下架|不存在|已被下架)|未找到(?:该|此)?应用|已下架"
)
_APPS = {"SoftwareApplication", "MobileApplication"}
_LONGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreEntry:
    """An app as its store shows it."""

    store: str
    is_listed: bool
    name: str | None = None
    publisher: str | None = None
    version: str | None = None
    released_on: date | None = None


def lookup_url(source_url: str) -> str:
    """What is fetched for the address in the register: Apple's page is read by its interface."""
    parts = urlsplit(source_url)
    match = _APPLE_ID.search(parts.path)
    if (parts.hostname or "").lower() != "apps.apple.com" or match is None:
        return source_url
    country = parts.path.strip("/").partition("/")[0]
    country = country if len(country) == 2 else "cn"
    return f"https://itunes.apple.com/lookup?id={match[1]}&country={country}"


def read_lookup(body: bytes) -> StoreEntry:
    """Apple's ``lookup`` answer; ``resultCount`` 0 says that the store does not offer it.

    Raises:
        PageChangedError: when the known fields are missing.
    """
    data = read_json(body, _APPLE)
    count = part(data, "resultCount", int, _APPLE)
    results = part(data, "results", list, _APPLE)
    if count == 0 and not results:
        return StoreEntry(store="App Store", is_listed=False)
    first = results[0] if results else None
    return StoreEntry(
        store="App Store",
        is_listed=True,
        name=part(first, "trackName", str, _APPLE),
        publisher=optional_text(first, "sellerName") if isinstance(first, dict) else None,
        version=part(first, "version", str, _APPLE),
        released_on=_day_of_utc(part(first, "currentVersionReleaseDate", str, _APPLE)),
    )


def read_store_page(page: Page, read_at: datetime) -> StoreEntry:
    """The page of an Android store.

    Raises:
        PageChangedError: when neither a version nor 已下架 stands there.
    """
    store = page.host or _ANDROID
    for entry in _applications(page):
        version = optional_text(entry, "softwareVersion") or optional_text(entry, "version")
        moment = read_instant(
            optional_text(entry, "dateModified") or optional_text(entry, "datePublished") or "",
            read_at,
        )
        if version:
            return StoreEntry(
                store=store,
                is_listed=True,
                name=optional_text(entry, "name"),
                publisher=_publisher(entry),
                version=version,
                released_on=china_date(moment) if moment else None,
            )
    text = page.text
    version_shown, released = _VERSION.search(text), _RELEASED.search(text)
    if version_shown:
        moment = read_instant(released[1], read_at) if released else None
        return StoreEntry(
            store=store,
            is_listed=True,
            name=page.title[:100] or None,
            version=version_shown[1],
            released_on=china_date(moment) if moment else None,
        )
    if len(text) < _LONGEST and _GONE.search(text):
        return StoreEntry(store=store, is_listed=False)
    raise PageChangedError(_ANDROID, "版本号")


def _applications(page: Page) -> Iterator[dict[str, Any]]:
    """The schema.org entries of a page that are apps."""
    for node in page.tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(node.text())
        except (ValueError, RecursionError):
            continue
        for entry in data if isinstance(data, list) else [data]:
            if isinstance(entry, dict) and entry.get("@type") in _APPS:
                yield entry


def _publisher(entry: dict[str, Any]) -> str | None:
    for name in ("author", "publisher"):
        value = entry.get(name)
        found = optional_text(value, "name") if isinstance(value, dict) else None
        if found:
            return found
    return None


def _day_of_utc(text: str) -> date:
    try:
        return china_date(datetime.fromisoformat(text))
    except ValueError as error:
        raise PageChangedError(_APPLE, "字段 currentVersionReleaseDate") from error
