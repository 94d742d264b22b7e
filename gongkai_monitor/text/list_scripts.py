"""Lists that are not in the HTML: endpoints of scripts, embedded records, redirects."""

import html as html_entities
import re
from urllib.parse import urlsplit

from gongkai_monitor.text.page import Page, between, host_of, squeeze
from gongkai_monitor.text.regions import Placement

_CALL = re.compile(
    r"(?:\b(?:url|dataUrl|api|apiUrl|listUrl|ajaxUrl|action)\s{0,3}[:=]\s{0,3}"
    r"|\bfetch\(\s{0,3}|\.(?:get|post|getJSON|ajax|load|request)\(\s{0,3}"
    r"|\.open\(\s{0,3}['\"](?:GET|POST)['\"]\s{0,3},\s{0,3})"
    r"(['\"`])([^'\"`\s<>]{2,400})\1(\s{0,3}\+)?",
    re.IGNORECASE,
)
_DATA_ATTRIBUTES = ("data-url", "data-api", "data-src", "data-href", "data-source", "data-json")
_LOOKS_LIKE_DATA = re.compile(
    r"\.(?:json|jsp|do|action|ashx|php|aspx|xml)(?:$|\?)|api|list|query|json|ajax|search"
    r"|getdata|dataproxy"
    r"|interface|article|column|channel|/data/|manuscript",
    re.IGNORECASE,
)
_NOT_DATA = re.compile(
    r"\.(?:js|css|png|jpe?g|gif|svg|ico|swf|woff2?|ttf)(?:$|\?)"
    r"|weather|tianqi|visit|count|login|logout|captcha|share|counter|statist|online"
    r"|hits?\b|tongji|jiucuo|conac",
    re.IGNORECASE,
)
_MARKUP_TEMPLATE = re.compile(
    r"\bv-for=|\bng-repeat=|\{\{\s{0,3}\w|<div id="
    r"[\"'](?:app|root|__nuxt|__next)[\"'][^>]{0,80}>\s{0,20}</div>"
)
_LOCATION = re.compile(
    r"(?:window\.|top\.|self\.|document\.|parent\.)?location(?:\.href)?\s{0,3}="
    r"\s{0,3}['\"]([^'\"\s]{1,400})['\"]|location\.(?:replace"
    r"|assign)\(\s{0,3}['\"]([^'\"\s]{1,400})['\"]"
)
_REFRESH_URL = re.compile(r"^\s*(\d{1,4})\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"\s]+)", re.IGNORECASE)
_ID_USE = re.compile(
    r"(?:#|getElementById\(\s?['\"]|\bel\s?:\s?['\"]#?|elem\s?:\s?['\"]#?)([\w\-]{2,60})"
)
_CLASS_USE = re.compile(
    r"\$\(\s?['\"](?:[\w ]{0,20})\.([\w\-]{2,60})[^'\"]{0,40}['\"]\s?\)\s?\.(?:html|append"
    r"|prepend|load)"
)
_TOTAL_RECORD = re.compile(r"<totalrecord>\s{0,9}(\d{1,7})\s{0,9}</totalrecord>", re.IGNORECASE)
_HREF = re.compile(r"""href\s?=\s?["']([^"'<>\s]{1,500})["']""", re.IGNORECASE)
_MAX_GROUP = 20_000
_MAX_SHORT_TEXT = 300
_MAX_ENTRANCE_TEXT = 1500


def inline_scripts(page: Page) -> str:
    """Source of all scripts that stand in the page itself."""
    return "\n".join(
        node.text() for node in page.tree.css("script") if not node.attributes.get("src")
    )


def data_urls(page: Page, scripts: str) -> tuple[str, ...]:
    """Endpoints that look as if a script read list data from them, in page order."""
    found: dict[str, None] = {}
    for match in _CALL.finditer(scripts):
        _keep(page, match[2], is_cut=bool(match[3]), found=found)
    for name in _DATA_ATTRIBUTES:
        if name in page.html:
            for node in page.tree.css(f"[{name}]"):
                if node.tag not in {"img", "a", "iframe", "video"}:
                    _keep(page, node.attributes.get(name) or "", is_cut=False, found=found)
    return tuple(found)


def _keep(page: Page, text: str, *, is_cut: bool, found: dict[str, None]) -> None:
    address = text.replace("\\/", "/")
    if not _LOOKS_LIKE_DATA.search(address) or _NOT_DATA.search(address) or "${" in address:
        return
    if is_cut and address.endswith("="):
        if not re.search(r"(?:page\w*|pn|curr\w*|no|num|index)=$", address, re.IGNORECASE):
            return
        address += "1"
    elif is_cut and not re.search(r"\.(?:json|jsp|do|action|ashx|php|aspx)", address):
        return
    url = page.absolute(address)
    if url is not None and url != page.url:
        found.setdefault(url)


def is_template(page: Page) -> bool:
    """Whether the markup is a frame that a script fills (Vue, Angular, mustache)."""
    return bool(_MARKUP_TEMPLATE.search(page.live_html))


def filled_names(scripts: str) -> frozenset[str]:
    """Ids and classes of elements that inline scripts write into."""
    return frozenset(_ID_USE.findall(scripts)) | frozenset(_CLASS_USE.findall(scripts))


def embedded_records(page: Page) -> str:
    """HTML of rows that a CMS keeps in an XML island (``<datastore><record>``), else ``""``."""
    if "<record>" not in page.html:
        return ""
    return "\n".join(
        record.strip().removeprefix("<![CDATA[").removesuffix("]]>")
        for record in between(page.html, "<record>", "</record>")
    )


def embedded_total(page: Page) -> int | None:
    """The ``<totalrecord>`` of an XML island."""
    match = _TOTAL_RECORD.search(page.html)
    return int(match[1]) if match else None


def embedded_next(page: Page) -> tuple[str, ...]:
    """Addresses of the following pieces of an XML island (``<nextgroup>``)."""
    if "<nextgroup>" not in page.html:
        return ()
    urls: dict[str, None] = {}
    for group in between(page.html, "<nextgroup>", "</nextgroup>"):
        for match in _HREF.finditer(group[:_MAX_GROUP]):
            url = page.absolute(html_entities.unescape(match[1]))
            if url is not None and url != page.url:
                urls.setdefault(url)
    return tuple(urls)


def commented_html(page: Page) -> str:
    """The largest comment that holds at least three links, else ``""``."""
    comments = [text for text in page.comments if text.count("<a ") >= 3]
    return max(comments, key=len, default="")


def redirect_target(page: Page, scripts: str) -> str | None:
    """Where the page sends its reader at once: refresh tag, or a script on an empty page."""
    for node in page.tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").strip().lower() == "refresh":
            content = html_entities.unescape(node.attributes.get("content") or "")
            match = _REFRESH_URL.match(content)
            target = page.absolute(match[2]) if match and int(match[1]) <= 10 else None
            if target is not None and target != page.url:
                return target
    if len(page.text) < _MAX_SHORT_TEXT and len(page.tree.css("a[href]")) <= 3:
        targets = {match[1] or match[2] for match in _LOCATION.finditer(scripts)}
        if len(targets) == 1:
            target = page.absolute(targets.pop())
            return target if target != page.url else None
    return _only_frame(page)


def _only_frame(page: Page) -> str | None:
    """The one document that a page without own text shows in a frame."""
    if len(page.text) >= _MAX_SHORT_TEXT or page.tree.css_first("a[href]") is not None:
        return None
    frames = page.tree.css("iframe[src],frame[src]")
    return page.absolute(frames[0].attributes.get("src") or "") if len(frames) == 1 else None


_GO_THERE = re.compile(
    r"(?:点击|点此|请)(?:这里|此处)?(?:进入|跳转|访问|前往|登录|查看|登陆)|进入系统|(?:已"
    r"|统一)?(?:迁移|整合|归集|移)(?:至|到)"
)


def lone_link(page: Page) -> tuple[str, str] | None:
    """Address and sentence of a single link that a short page tells its reader to follow."""
    if len(page.text) > _MAX_ENTRANCE_TEXT:
        return None
    hits = []
    placement = Placement()
    texts: dict[int, str] = {}  # a parent may have many links
    for node in page.tree.css("a[href]"):
        parent = node.parent
        if parent is not None and parent.mem_id not in texts:
            texts[parent.mem_id] = squeeze(parent.text())
        near = texts[parent.mem_id] if parent is not None else ""
        if len(near) <= 120 and _GO_THERE.search(near) and not placement.region(node):
            url = page.absolute(node.attributes.get("href") or "")
            if url is not None and (
                host_of(url) != page.host or urlsplit(url).path not in {"", "/"}
            ):
                hits.append((url, near))
    targets = {url for url, _ in hits}
    return hits[0] if len(targets) == 1 else None
