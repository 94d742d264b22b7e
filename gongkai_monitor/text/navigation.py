"""栏目: the channels that a site offers in its navigation, and what kind each one is."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from gongkai_monitor.text.channel_kind import classify_channel, guess_kind
from gongkai_monitor.text.links import kind_of_url
from gongkai_monitor.text.page import Page, host_of, squeeze
from gongkai_monitor.text.regions import Placement, Region
from gongkai_monitor.text.row_dates import date_in_url
from gongkai_monitor.vocabulary import ChannelKind, LinkKind, Term

_NOT_A_CHANNEL = re.compile(
    r"^(?:首页|网站首页|返回.{0,4}|主页|登录|注册|更多|more|搜索|高级搜索|手机版|移动版"
    r"|无障碍(?:浏览|阅读)?|长者(?:模式|版|助手)|关怀版|适老版|"
    r"繁体(?:版|中文)?|简体(?:版|中文)?|english|en|设为首页|加入收藏|收藏本站|网站地图"
    r"|站点地图|联系我们|关于我们|网站声明|版权声明|隐私声明|RSS.{0,4}|"
    r"微信|微博|客户端|app|打印|关闭|上一[页篇]|下一[页篇]|末页|尾页|\W*|\d+)$",
    re.IGNORECASE,
)
_UTILITY = re.compile(
    r"^(?:官方)?微[信博].{0,3}$|^手机.{0,3}$|^移动[版门端].{0,2}$|客户端$|app$|^english$|订阅$|^rss"
    r"|^无障碍|^长者|^适老|^[繁简]体|收藏|设为首页|^(?:网站|站点)(?:地图|导航)$|^(?:用户)?(?:登录|注册)$"
    r"|^联系我们$|^网站声明$|^(?:网管|站长)|^使用帮助$",
    re.IGNORECASE,
)
"""Names of what serves the visitor of the site and holds no information of its own."""
_FEWEST_IN_STRIP, _MOST_IN_STRIP = 3, 12
_STRIP_TAGS = frozenset({"ul", "ol", "p", "div", "td", "tr", "span"})
_INDEX = re.compile(r"/(?:index|default)(?:_1)?\.\w{3,5}$", re.IGNORECASE)
_LONGEST_NAME = 16
_LONGEST_PLAIN = 8
_ARTICLE_URL = re.compile(
    r"/(?:t20\d{6}_\d+|content_\d+|art_\d+_\d+|info\d+|post_\d+|\d{6,})\.s?html?$|/infoid/\d+/",
    re.I,
)
_SITE_MAP = re.compile(r"^(?:网站|站点)(?:地图|导航)$|^sitemap$", re.IGNORECASE)
_PLACE = re.compile(r"^\W{0,3}(?:当前|您的|您现在的|您所在的|所在|你的)位置\W{0,3}")
_LONGEST_PLACE = 200
_MOST_STEPS = 3
_MOST_CHANNELS = 500
"""Of one page; a page with more is no navigation."""


class FoundIn(Term):
    """Where on a page a channel was seen."""

    NAVIGATION = "navigation", "导航栏"
    CRUMB = "crumb", "当前位置"
    META = "meta", "META ColumnName"
    SITE_MAP = "site_map", "网站地图"
    NAME = "name", "链接名称"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelLink:
    """A channel that the page links to. ``level`` 1 is the main navigation.

    ``kind_reason`` says what its kind was told from.
    """

    name: str
    url: str
    level: int
    kind: ChannelKind
    kind_reason: str
    found_in: FoundIn


def discover_channels(page: Page) -> tuple[ChannelLink, ...]:
    """Channels that a page names: its navigation, 当前位置, META and, on a 网站地图, its lists.

    Same host only, each URL once. The level is the nesting of navigation lists; in 当前位置 it is
    the place in the path.
    """
    found: dict[str, ChannelLink] = {}
    for link in chain(_in_navigation(page), _in_site_map(page)):
        known = found.get(link.url)
        if known is None or link.level < known.level:
            found[link.url] = link
    for link in _by_name(page):
        found.setdefault(link.url, link)
    own = own_channel(page)
    if own is not None:
        found.setdefault(own.url, own)
    return tuple(islice(found.values(), _MOST_CHANNELS))


def own_channel(page: Page) -> ChannelLink | None:
    """The channel that the page itself is, by META ``ColumnName``."""
    names: dict[str, str] = {}
    for node in page.tree.css("meta[name]"):
        content = squeeze(node.attributes.get("content") or "")
        if content:
            names.setdefault((node.attributes.get("name") or "").lower(), content)
    name = names.get("columnname", "")
    if not name or names.get("articletitle"):
        return None
    depth = len([part for part in urlsplit(page.url).path.split("/")[:-1] if part])
    link = _link(name, page.url, max(depth, 1), FoundIn.META)
    guess = guess_kind(name, page.url, names.get("columntype", ""))
    return replace(link, kind=guess.kind, kind_reason=guess.reason)


def site_map_url(page: Page) -> str | None:
    """Where the page's link 网站地图 leads, on its own host."""
    for node in page.tree.css("a[href]"):
        if _SITE_MAP.match("".join(node.text().split())):
            url = page.absolute(node.attributes.get("href") or "")
            if url is not None and url != page.url and host_of(url) == page.host:
                return url
    return None


def plain_url(url: str) -> str:
    """An address by which a channel is known again: ``http://h/a`` = ``https://h/a/index.html``."""
    parts = urlsplit(url)
    path = _INDEX.sub("/", parts.path).rstrip("/")
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower()}{path}{query}"


def is_site_map(page: Page) -> bool:
    """Whether the page is the 网站地图 itself, by its title."""
    return any(
        _SITE_MAP.match("".join(part.split())) for part in re.split(r"[-_—|–>·]", page.title)
    )


def _in_navigation(page: Page) -> Iterator[ChannelLink]:
    placement = Placement()
    crumbs = _crumb_links(page)
    strips = _strips(page)
    depth = 0
    for node in page.tree.css("a[href]"):
        region = placement.region(node)
        is_crumb = bool(region & Region.CRUMB) or node.mem_id in crumbs
        if not (is_crumb or region & Region.NAVIGATION) or region & Region.FOOTER:
            continue
        channel = _channel(page, node)
        if channel is None or (not is_crumb and _serves_visitors(node, channel[0], strips)):
            continue
        depth += is_crumb
        level = depth if is_crumb else _nesting(node)
        yield _link(*channel, level, FoundIn.CRUMB if is_crumb else FoundIn.NAVIGATION)


def _in_site_map(page: Page) -> Iterator[ChannelLink]:
    if not is_site_map(page):
        return
    placement = Placement()
    for node in page.tree.css("a[href]"):
        channel = None if placement.region(node) & Region.FOOTER else _channel(page, node)
        if channel is not None:
            yield _link(*channel, _nesting(node), FoundIn.SITE_MAP)


def _by_name(page: Page) -> Iterator[ChannelLink]:
    """Short links outside a named navigation whose names say a kind: headings, old menus."""
    placement = Placement()
    strips = _strips(page)
    for node in page.tree.css("a[href]"):
        channel = None if placement.region(node) & Region.FOOTER else _channel(page, node)
        if channel is None or len(channel[0]) > _LONGEST_PLAIN:
            continue
        if _serves_visitors(node, channel[0], strips):
            continue
        if classify_channel(channel[0]) is not ChannelKind.OTHER:
            yield _link(*channel, 1, FoundIn.NAME)


def _serves_visitors(node: LexborNode, name: str, strips: frozenset[int]) -> bool:
    """Whether a link is of the strip 手机版 | 订阅 | 微博 | English: by its name or its company."""
    return bool(_UTILITY.search(name)) or any(one.mem_id in strips for one in _blocks_of(node))


def _strips(page: Page) -> frozenset[int]:
    """Small blocks of links most of whose names serve the visitor of the site."""
    counts: Counter[int] = Counter()
    served: Counter[int] = Counter()
    for node in page.tree.css("a[href]"):
        is_served = bool(_UTILITY.search(squeeze(node.text())[:_LONGEST_PLACE]))
        for block in _blocks_of(node):
            counts[block.mem_id] += 1
            served[block.mem_id] += is_served
    return frozenset(
        block
        for block, count in counts.items()
        if _FEWEST_IN_STRIP <= count <= _MOST_IN_STRIP and served[block] * 2 > count
    )


def _blocks_of(node: LexborNode) -> Iterator[LexborNode]:
    """The nearest ancestors that may be a strip."""
    block = node.parent
    for _ in range(_MOST_STEPS):
        if block is None or block.tag == "body":
            return
        if block.tag in _STRIP_TAGS:
            yield block
        block = block.parent


def _crumb_links(page: Page) -> frozenset[int]:
    """Links of the short block that begins with 当前位置, whatever its class is called."""
    body = page.tree.body
    if "位置" not in page.html or body is None:
        return frozenset()
    for node in body.traverse(include_text=True):
        if node.tag != "-text" or not _PLACE.match((node.text_content or "").lstrip()[:20]):
            continue
        block = node.parent
        for _ in range(_MOST_STEPS):
            if block is None or block.tag == "body":
                break
            links = block.css("a[href]")
            if links:
                is_path = len(squeeze(block.text())) <= _LONGEST_PLACE
                return frozenset(link.mem_id for link in links) if is_path else frozenset()
            block = block.parent
    return frozenset()


def _link(name: str, url: str, level: int, found_in: FoundIn) -> ChannelLink:
    guess = guess_kind(name, url)
    return ChannelLink(
        name=name,
        url=url,
        level=level,
        kind=guess.kind,
        kind_reason=guess.reason,
        found_in=found_in,
    )


def _channel(page: Page, node: LexborNode) -> tuple[str, str] | None:
    name = squeeze(node.text()) or squeeze(node.attributes.get("title") or "")
    name = name.strip(" ·•|>»-—")
    if not 2 <= len(name) <= _LONGEST_NAME or _NOT_A_CHANNEL.match("".join(name.split())):
        return None
    href = node.attributes.get("href") or ""
    url = page.absolute(href) if href and not href.startswith("#") else None
    return (name, url) if url is not None and _may_be_channel(url, page.host) else None


def _may_be_channel(url: str, host: str) -> bool:
    """A page of the same host that is neither its home page nor an article."""
    parts = urlsplit(url)
    if host_of(url) != host or kind_of_url(url) is not LinkKind.PAGE:
        return False
    is_home = parts.path in {"", "/"} and not parts.query
    return not is_home and not _ARTICLE_URL.search(parts.path) and date_in_url(url) is None


def _nesting(node: LexborNode) -> int:
    """1 for the outer list of a navigation, 2 for a list inside it, and so on."""
    lists = 0
    parent = node.parent
    while parent is not None and parent.tag != "body":
        if parent.tag in {"ul", "ol", "dl"}:
            lists += 1
        parent = parent.parent
    return max(lists, 1)
