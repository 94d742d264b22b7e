"""栏目: the channels that a site offers in its navigation, and what kind each one is."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from gongkai_monitor.text.page import Page, squeeze
from gongkai_monitor.text.regions import Placement, Region
from gongkai_monitor.text.row_dates import date_in_url
from gongkai_monitor.vocabulary import ChannelKind

_KINDS: tuple[tuple[ChannelKind, re.Pattern[str]], ...] = (
    (
        ChannelKind.INTERPRETATION,
        re.compile(r"解读|图解|一图读懂|政策问答"),
    ),
    (
        ChannelKind.ANNUAL_REPORT,
        re.compile(r"(?:公开|开|信息公开|工作)年(?:度)?报|年度报告|公开年报|^年报$"),
    ),
    (
        ChannelKind.DISCLOSURE_GUIDE,
        re.compile(r"公开指南|^指南$"),
    ),
    (
        ChannelKind.DISCLOSURE_SYSTEM,
        re.compile(r"公开制度|公开规定|公开条例"),
    ),
    (
        ChannelKind.STATUTORY,
        re.compile(r"法定(?:主动)?公开|主动公开内容|法定公开|基础信息公开"),
    ),
    (
        ChannelKind.PERSONNEL,
        re.compile(
            r"人事(?:任免|信息|变动|工作|招考|招聘)|任免|任前公示|干部(?:任免|公示)|公务员招"
            r"|事业单位招"
        ),
    ),
    (
        ChannelKind.BUDGET,
        re.compile(r"预决算|预算|决算|财政(?:信息|资金|收支)|三公经费"),
    ),
    (
        ChannelKind.STATISTICS,
        re.compile(
            r"统计(?:数据|信息|公报|月报|年鉴|资料|分析)|数据(?:发布|统计|开放)|经济运行|^统计$"
        ),
    ),
    (
        ChannelKind.PLAN,
        re.compile(r"规划|工作计划|年度计划|计划总结|发展计划"),
    ),
    (
        ChannelKind.CONSULTATION,
        re.compile(
            r"意见征集|征集(?:调查|意见)|民意征集|征求意见|网上(?:调查|征集)|在线调查"
            r"|调查征集|立法征集"
        ),
    ),
    (
        ChannelKind.INTERACTION,
        re.compile(r"信箱|留言|互动|咨询(?:投诉|建议)?|投诉|访谈|信访|问政|12345|来信|建言|举报"),
    ),
    (
        ChannelKind.SERVICE_GUIDE,
        re.compile(
            r"办事(?:指南|服务|大厅)|服务(?:指南|事项)|政务服务|网上办事|便民服务"
            r"|行政许可事项|权责清单"
        ),
    ),
    (
        ChannelKind.NOTICE,
        re.compile(r"通知|公告|公示|通告|公报公告"),
    ),
    (
        ChannelKind.POLICY,
        re.compile(
            r"政策(?:文件|法规|法律)?|法规|规章|规范性文件|文件(?:库|下载|汇编)?$|政府文件"
            r"|红头文件|公文|政府令|^法律"
        ),
    ),
    (
        ChannelKind.NEWS,
        re.compile(
            r"动态|要闻|新闻|快讯|工作信息|活动报道|资讯|今日|^头条|领导活动|政务信息|信息快递|播报"
        ),
    ),
)
"""The first pattern that matches wins, so the narrow kinds stand before the broad ones."""

_NOT_A_CHANNEL = re.compile(
    r"^(?:首页|网站首页|返回.{0,4}|主页|登录|注册|更多|more|搜索|高级搜索|手机版|移动版"
    r"|无障碍(?:浏览|阅读)?|长者(?:模式|版|助手)|关怀版|适老版|"
    r"繁体(?:版|中文)?|简体(?:版|中文)?|english|en|设为首页|加入收藏|收藏本站|网站地图"
    r"|站点地图|联系我们|关于我们|网站声明|版权声明|隐私声明|RSS.{0,4}|"
    r"微信|微博|客户端|app|打印|关闭|上一[页篇]|下一[页篇]|末页|尾页|\W*|\d+)$",
    re.IGNORECASE,
)
_EXPLICIT = re.compile(r"[(（【\[].{0,60}?[)）】\]]")
_LONGEST_NAME = 16
_ARTICLE_URL = re.compile(
    r"/(?:t20\d{6}_\d+|content_\d+|art_\d+_\d+|info\d+|post_\d+|\d{6,})\.s?html?$", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelLink:
    """A channel that the page links to. ``level`` 1 is the main navigation."""

    name: str
    url: str
    level: int
    kind: ChannelKind


def classify_channel(name: str) -> ChannelKind:
    """栏目类别 by its name; OTHER when the name does not say."""
    plain = "".join(_EXPLICIT.sub("", name).split())
    return next((kind for kind, pattern in _KINDS if pattern.search(plain)), ChannelKind.OTHER)


def discover_channels(page: Page) -> tuple[ChannelLink, ...]:
    """Channels in the navigation and the breadcrumb of a page, same host only, each URL once.

    The level is the nesting of navigation lists; for breadcrumbs it is the place in the path.
    """
    placement = Placement()
    found: dict[str, ChannelLink] = {}
    crumbs = 0
    for node in page.tree.css("a[href]"):
        region = placement.region(node)
        if not region & (Region.NAVIGATION | Region.CRUMB) or region & Region.FOOTER:
            continue
        channel = _channel(page, node)
        if channel is None:
            continue
        name, url = channel
        if region & Region.CRUMB:
            crumbs += 1
            level = crumbs
        else:
            level = _nesting(node)
        known = found.get(url)
        if known is None or level < known.level:
            found[url] = ChannelLink(name=name, url=url, level=level, kind=classify_channel(name))
    return _with_own(page, found) if found else _without_markup(page)


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
    kind = classify_channel(name)
    if kind is ChannelKind.OTHER:
        kind = classify_channel(names.get("columntype", ""))
    depth = len([part for part in urlsplit(page.url).path.split("/")[:-1] if part])
    return ChannelLink(name=name, url=page.url, level=max(depth, 1), kind=kind)


def _with_own(page: Page, found: dict[str, ChannelLink]) -> tuple[ChannelLink, ...]:
    own = own_channel(page)
    if own is not None and own.url not in found:
        found[own.url] = own
    return tuple(found.values())


def _without_markup(page: Page) -> tuple[ChannelLink, ...]:
    """Old sites without a named navigation: short links whose names say a kind."""
    found: dict[str, ChannelLink] = {}
    placement = Placement()
    for node in page.tree.css("a[href]"):
        channel = None if placement.region(node) & Region.FOOTER else _channel(page, node)
        if channel is None:
            continue
        kind = classify_channel(channel[0])
        if kind is not ChannelKind.OTHER and len(channel[0]) <= 8 and channel[1] not in found:
            found[channel[1]] = ChannelLink(name=channel[0], url=channel[1], level=1, kind=kind)
    return _with_own(page, found)


def _channel(page: Page, node: LexborNode) -> tuple[str, str] | None:
    name = squeeze(node.text()) or squeeze(node.attributes.get("title") or "")
    name = name.strip(" ·•|>»-—")
    if not 2 <= len(name) <= _LONGEST_NAME or _NOT_A_CHANNEL.match("".join(name.split())):
        return None
    href = node.attributes.get("href") or ""
    if href.startswith("#"):
        return None
    url = page.absolute(href)
    if url is None or not href:
        return None
    parts = urlsplit(url)
    if (parts.hostname or "").removeprefix("www.") != page.host:
        return None
    if (parts.path in {"", "/"} and not parts.query) or _ARTICLE_URL.search(parts.path):
        return None
    return None if date_in_url(url) else (name, url)


def _nesting(node: LexborNode) -> int:
    """1 for the outer list of a navigation, 2 for a list inside it, and so on."""
    lists = 0
    parent = node.parent
    while parent is not None and parent.tag != "body":
        if parent.tag in {"ul", "ol", "dl"}:
            lists += 1
        parent = parent.parent
    return max(lists, 1)
