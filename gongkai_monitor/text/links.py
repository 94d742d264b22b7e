"""Every address a page points to; the hot path of the crawl."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from gongkai_monitor.text.page import Page, host_of
from gongkai_monitor.vocabulary import LinkKind

ATTACHMENT_TYPES = frozenset(
    [
        "pdf",
        "ofd",
        "ceb",
        "doc",
        "docx",
        "wps",
        "rtf",
        "xls",
        "xlsx",
        "et",
        "csv",
        "ppt",
        "pptx",
        "dps",
        "txt",
        "zip",
        "rar",
        "7z",
        "gz",
        "tgz",
        "tar",
        "mp3",
        "wav",
        "mp4",
        "avi",
        "wmv",
        "flv",
        "mov",
        "apk",
        "ipa",
        "exe",
        "dwg",
    ]
)
IMAGE_TYPES = frozenset(["jpg", "jpeg", "png", "gif", "bmp", "webp", "svg", "ico", "tif", "tiff"])

_SOURCES = "a[href],area[href],img[src],iframe[src],frame[src],embed[src],video[src],source[src]"
_PLAIN_SOURCES = "script[src^='http://'],link[rel=stylesheet][href^='http://']"
_MOST_RESOURCES = 200
_NOT_A_LINK = ("javascript:", "mailto:", "tel:", "data:", "about:", "blob:", "sms:", "file:", "#")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_UNSAFE = re.compile(r"[^!-~]|[<>\"{}|\\^`]")
_NO_HOST = re.compile(r"https?://(?:[/?#]|$)", re.IGNORECASE)
_UNEVEN = re.compile(r"^[.?]|\?$|.//|/\.|[\\\n\t\r]")
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_MAX_URL = 2000


class PageLink(NamedTuple):
    """One target of a page; ``is_external`` when its host is not the page's."""

    url: str
    kind: LinkKind
    text: str
    is_external: bool


def read_links(page: Page) -> tuple[PageLink, ...]:
    """All links, images and attachments of a page in order, each address once.

    Addresses are absolute http(s) without fragment; ``javascript:``, ``mailto:`` and the like
    are not links. An address used as image and as link counts as a link.
    """
    join = Joiner(page)
    own_host = page.host
    hosts: dict[str, bool] = {}
    found: dict[str, PageLink] = {}
    for node in page.tree.css(_SOURCES):
        tag = node.tag
        attributes = node.attrs
        href = attributes.get("href" if tag == "a" or tag == "area" else "src")  # noqa: PLR1714 - hot
        if not href:
            continue
        url = join(href)
        if url is None:
            continue
        known = found.get(url)
        if known is not None and (known.text or tag != "a"):
            continue
        origin = _origin(url)
        external = hosts.get(origin)
        if external is None:
            external = hosts[origin] = host_of(url) != own_host
        text = ""
        if tag == "a":
            text = " ".join(node.text().split()) or (attributes.get("title") or "").strip()
        elif tag in {"img", "area"}:
            text = (attributes.get("alt") or "").strip()
        kind = LinkKind.IMAGE if tag == "img" else kind_of_url(url)
        found[url] = PageLink(url, kind, text, external)
    if page.url.startswith("https:") and "http://" in page.html:
        found |= {link.url: link for link in _plain_resources(page, join) if link.url not in found}
    return tuple(found.values())


def _plain_resources(page: Page, join: "Joiner") -> Iterator[PageLink]:
    """Scripts and styles that a secure page takes from plain http."""
    for node in page.tree.css(_PLAIN_SOURCES)[:_MOST_RESOURCES]:
        url = join(node.attributes.get("src") or node.attributes.get("href") or "")
        if url is not None:
            yield PageLink(url, LinkKind.RESOURCE, "", host_of(url) != page.host)


def kind_of_url(url: str) -> LinkKind:
    """ATTACHMENT or IMAGE when the path ends like a file of that sort, else PAGE."""
    path = url.partition("?")[0]
    dot = path.rfind(".", -6)
    if dot < 0:
        return LinkKind.PAGE
    ending = path[dot + 1 :].lower()
    if ending in ATTACHMENT_TYPES:
        return LinkKind.PAGE if _is_bare_host(path) else LinkKind.ATTACHMENT
    return LinkKind.IMAGE if ending in IMAGE_TYPES and not _is_bare_host(path) else LinkKind.PAGE


def _is_bare_host(path: str) -> bool:
    """Whether the ending belongs to a host name (``http://www.example.et``)."""
    return path.count("/") <= 2


def _origin(url: str) -> str:
    """Everything before the path: ``http://host:port``."""
    slash = url.find("/", 8)
    return url if slash < 0 else url[:slash]


class Joiner:
    """``urljoin`` for one page with the common cases done by hand (ten times faster)."""

    def __init__(self, page: Page) -> None:
        self._page = page
        base = page.base_url.partition("#")[0].partition("?")[0]
        self._origin = _origin(base)
        self._scheme = base.partition(":")[0]
        slash = base.rfind("/", 8)
        self._folder = base[: slash + 1] if slash > 0 else self._origin + "/"

    def __call__(self, href: str) -> str | None:
        """Absolute address, None when it is not an http(s) link."""
        href = href.strip()
        if not href or len(href) > _MAX_URL or href[:11].lower().startswith(_NOT_A_LINK):
            return None
        url = self._join(href.partition("#")[0] if "#" in href else href)
        if url is not None and _UNSAFE.search(url):
            url = quote(url, safe=_SAFE)
        return url

    def _join(self, href: str) -> str | None:
        if href[:8].lower().startswith(("http://", "https://")):
            if _NO_HOST.match(href):
                return None
            plain = "/" in href[8:] and "/." not in href and href.startswith("http")
            return href if plain else self._page.absolute(_with_path(href))
        if _UNEVEN.search(href):
            return self._page.absolute(href.replace("\\", "/"))
        if href.startswith("//"):
            return self._page.absolute(_with_path(f"{self._scheme}:{href}"))
        if href[0] == "/":
            return self._origin + href
        return None if _SCHEME.match(href) else self._folder + href


def _with_path(url: str) -> str:
    """``http://host`` and ``http://host/`` are one address."""
    return url if "/" in url[8:] or "?" in url else url + "/"
