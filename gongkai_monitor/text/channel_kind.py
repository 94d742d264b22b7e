"""栏目类别 and 更新周期: what kind of channel a name (or an address) says, and its rhythm. Pure.

The name decides; META ColumnType helps where it is silent, and then the folder of the address,
which content systems fill with pinyin initials (``/zwgk/tzgg/``). Each answer says its reason.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from urllib.parse import urlsplit

from gongkai_monitor.vocabulary import ChannelKind

_NAMES: tuple[tuple[ChannelKind, re.Pattern[str]], ...] = (
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
        re.compile(
            r"信箱|留言|互动|咨询(?:投诉|建议)|(?:在线|网上|我要|业务|政策)咨询|^咨询$|投诉|访谈"
            r"|信访|问政|12345|来信|建言|举报"
        ),
    ),
    (
        ChannelKind.SERVICE_GUIDE,
        re.compile(
            r"办事(?:指南|服务|大厅)|服务(?:指南|事项|大厅)|政务服务|网上办事|便民服务"
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

_FOLDERS: dict[str, ChannelKind] = {
    **dict.fromkeys(("zcjd", "zcjd1", "jdhy", "tjzc", "ytdd", "wjjd"), ChannelKind.INTERPRETATION),
    **dict.fromkeys(("xxgknb", "gknb", "zfxxgknb", "gkndbg", "ndbg"), ChannelKind.ANNUAL_REPORT),
    **dict.fromkeys(("xxgkzn", "gkzn", "zfxxgkzn"), ChannelKind.DISCLOSURE_GUIDE),
    **dict.fromkeys(("xxgkzd", "gkzd", "zfxxgkzd"), ChannelKind.DISCLOSURE_SYSTEM),
    **dict.fromkeys(("fdzdgknr", "fdgk", "fdzdgk", "zdgk"), ChannelKind.STATUTORY),
    **dict.fromkeys(("rsrm", "rsxx", "gbrm", "rmxx"), ChannelKind.PERSONNEL),
    **dict.fromkeys(("czyjs", "yjs", "yjsgk", "czxx", "ysjs"), ChannelKind.BUDGET),
    **dict.fromkeys(("tjsj", "tjxx", "sjfb", "tjgb"), ChannelKind.STATISTICS),
    **dict.fromkeys(("ghjh", "fzgh", "ghxx", "jhzj"), ChannelKind.PLAN),
    **dict.fromkeys(("yjzj", "zjdc", "myzj", "dczj", "wsdc"), ChannelKind.CONSULTATION),
    **dict.fromkeys(("hdjl", "zmhd", "jzxx", "ldxx", "ftzb"), ChannelKind.INTERACTION),
    **dict.fromkeys(("bszn", "bsfw", "zwfw", "wsbs", "fwdt"), ChannelKind.SERVICE_GUIDE),
    **dict.fromkeys(("tzgg", "gsgg", "ggtz", "gggs", "tzgs"), ChannelKind.NOTICE),
    **dict.fromkeys(("zcwj", "zcfg", "gfxwj", "zfwj", "flfg", "zcfb"), ChannelKind.POLICY),
    **dict.fromkeys(
        ("gzdt", "zwdt", "zwyw", "xwzx", "xwdt", "bmdt", "jrdt", "yaowen", "zwxw", "dongtai"),
        ChannelKind.NEWS,
    ),
}  # fmt: skip
"""Last folder of an address -> kind; only whole names, because initials are ambiguous."""

_IN_BRACKETS = re.compile(r"[(（【\[].{0,60}?[)）】\]]")
_LONGEST = 60
_FEWEST_DAYS = 5
_CYCLES = (1, 7, 15, 30, 90, 180, 365)
"""Days that a 更新周期 is stated in."""


@dataclass(frozen=True, slots=True)
class KindGuess:
    """A kind and what it was told from, for the person who decides."""

    kind: ChannelKind
    reason: str


def classify_channel(name: str) -> ChannelKind:
    """栏目类别 by its name; OTHER when the name does not say."""
    plain = "".join(_IN_BRACKETS.sub("", name[:_LONGEST]).split())
    return next((kind for kind, pattern in _NAMES if pattern.search(plain)), ChannelKind.OTHER)


def guess_kind(name: str, url: str, column_type: str = "") -> KindGuess:
    """栏目类别 by name, else by META ColumnType, else by the last folder of the address."""
    kind = classify_channel(name)
    if kind is not ChannelKind.OTHER:
        return KindGuess(kind, "栏目名称")
    kind = classify_channel(column_type)
    if kind is not ChannelKind.OTHER:
        return KindGuess(kind, f"META ColumnType“{column_type[:_LONGEST]}”")
    folder = _folder(url)
    if folder in _FOLDERS:
        return KindGuess(_FOLDERS[folder], f"网址目录“{folder}”")
    return KindGuess(ChannelKind.OTHER, "名称和网址均未说明")


def suggested_cycle(days: Iterable[date]) -> int | None:
    """更新周期天数 by the observed rhythm; None when fewer than five days are known.

    The stated cycle that holds the median gap between days with new entries, so that a channel
    that keeps its own pace is not late by it.
    """
    known = sorted(set(days))
    if len(known) < _FEWEST_DAYS:
        return None
    gap = median((later - earlier).days for earlier, later in pairwise(known))
    return next((cycle for cycle in _CYCLES if gap <= cycle), _CYCLES[-1])


def _folder(url: str) -> str:
    folders = [part for part in urlsplit(url).path.split("/")[:-1] if part]
    return folders[-1].lower() if folders else ""
