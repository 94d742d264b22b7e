"""Kinds of sites: which channels they have, what is wrong with them, what only looks wrong."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gongkai_monitor.practice.documents import DocumentCase
from gongkai_monitor.practice.plan import Answer, ChannelBehaviour, CharsetCase, FamilyKey
from gongkai_monitor.practice.profile_parts import (
    EXTRA,
    ChannelSpec,
    SiteProfile,
    core_channels,
    spec,
)
from gongkai_monitor.vocabulary import ChannelKind

INTERVIEWS = "在线访谈"
PAGE_KINDS = frozenset({"首页", "栏目页", "内容页"})


def _portal() -> SiteProfile:
    channels = (
        spec(
            "云溪要闻",
            ChannelKind.NEWS,
            "xwzx/yxyw",
            newest_days=1,
            step_days=1,
            count=14,
            on_home=True,
            has_undated=True,
        ),
        spec(
            "部门动态",
            ChannelKind.NEWS,
            "xwzx/bmdt",
            newest_days=2,
            on_home=True,
            has_pinned=True,
            dead_entries=((1, Answer.NOT_FOUND), (2, Answer.SOFT_404)),
        ),
        spec(
            "通知公告",
            ChannelKind.NOTICE,
            "zwgk/tzgg",
            newest_days=2,
            step_days=6,
            count=7,
            on_home=True,
            has_pinned=True,
            speaks_of_faults=True,
        ),
        spec("政府文件", ChannelKind.POLICY, "zwgk/zfwj", newest_days=5, step_days=11, count=9),
        spec("政策解读", ChannelKind.INTERPRETATION, "zwgk/zcjd"),
        spec("人事任免", ChannelKind.PERSONNEL, "zwgk/rsrm", newest_days=30, step_days=40, count=4),
        spec(
            "规划计划",
            ChannelKind.PLAN,
            "zwgk/ghjh",
            cycle_days=365,
            newest_days=200,
            step_days=90,
            count=3,
        ),
        spec(
            "统计数据",
            ChannelKind.STATISTICS,
            "zwgk/tjsj",
            cycle_days=90,
            newest_days=400,
            step_days=90,
            count=3,
        ),
        spec(
            "财政预决算",
            ChannelKind.BUDGET,
            "zwgk/czyjs",
            cycle_days=365,
            newest_days=150,
            step_days=180,
            count=8,
        ),
        spec("法定主动公开内容", ChannelKind.STATUTORY, "zwgk/fdzdgk", newest_days=20, count=4),
        spec(
            "政府信息公开指南", ChannelKind.DISCLOSURE_GUIDE, "zwgk/gkzn", newest_days=300, count=3
        ),
        spec(
            "政府信息公开制度", ChannelKind.DISCLOSURE_SYSTEM, "zwgk/gkzd", newest_days=500, count=3
        ),
        spec(
            "政府信息公开年报",
            ChannelKind.ANNUAL_REPORT,
            "zwgk/gknb",
            newest_days=310,
            step_days=365,
            count=3,
        ),
        spec("办事指南", ChannelKind.SERVICE_GUIDE, "zwfw/bszn", newest_days=100, count=8),
        spec(
            "网民留言", ChannelKind.INTERACTION, "hdjl/wmly", newest_days=4, step_days=25, count=7
        ),
        spec(
            "意见征集",
            ChannelKind.CONSULTATION,
            "hdjl/yjzj",
            newest_days=25,
            step_days=110,
            count=5,
        ),
        spec("网上信访", ChannelKind.OTHER, "hdjl/wsxf", behaviour=ChannelBehaviour.ELSEWHERE),
        spec(INTERVIEWS, ChannelKind.OTHER, "hdjl/zxft", newest_days=400, step_days=60, count=3),
    )
    cases = (
        DocumentCase.RUNNING,
        DocumentCase.REPOST,
        DocumentCase.LAST_DAY,
        DocumentCase.MISSING,
        DocumentCase.LATE,
    )
    return SiteProfile(
        key="portal",
        family=FamilyKey.PLATFORM,
        channels=channels,
        cases=cases,
        has_board=True,
        has_all_links=True,
        failing_probe_ratio=0.02,
    )


def _neglected() -> SiteProfile:
    channels = (*core_channels(news=26, notice=33, policy=60), *EXTRA)
    return SiteProfile(
        key="neglected",
        family=FamilyKey.TABLE,
        charset=CharsetCase.GBK_AS_GB2312,
        channels=tuple(replace(one, is_yearless=_is_within_a_year(one)) for one in channels),
        cases=(DocumentCase.LAPSED,),
        footer_missing=frozenset({"公安机关备案标识", "我为政府网站找错"}),
        untagged=PAGE_KINDS,
    )


def _is_within_a_year(one: ChannelSpec) -> bool:
    """Whether month and day alone still tell its entries apart."""
    return one.newest_days + one.count * one.step_days < 360


def _stale_primary() -> SiteProfile:
    stale = (
        spec("教育动态", ChannelKind.NEWS, "jydt", newest_days=40),
        spec("校园快讯", ChannelKind.NEWS, "xykx", newest_days=16),
        spec("通知公告", ChannelKind.NOTICE, "tzgg", newest_days=230),
        spec("公示公告", ChannelKind.NOTICE, "gsgg", newest_days=300),
        spec("政策文件", ChannelKind.POLICY, "zcwj", newest_days=260, step_days=20, count=3),
        spec("媒体关注", ChannelKind.OTHER, "mtgz", newest_days=1, on_home=True),
        spec("党建园地", ChannelKind.OTHER, "djyd", newest_days=3, on_home=True),
        spec("政策解读", ChannelKind.INTERPRETATION, "zcjd"),
    )
    return SiteProfile(
        key="stale_primary",
        family=FamilyKey.MODERN,
        channels=(*stale, *EXTRA),
        failing_probe_ratio=0.045,
    )


def _overdue(
    count: int, key: str, *, has_wrong_code: bool, core: tuple[ChannelSpec, ...] = ()
) -> SiteProfile:
    """Columns beyond their own cycle; ``core`` makes the home page a mere entrance to these."""
    months = tuple(
        spec(
            f"专项数据{'一二三四五六七八九十甲乙'[n]}",
            ChannelKind.STATISTICS,
            f"sj/zx{n + 1}",
            level=2,
            cycle_days=30 if n % 2 else 90,
            newest_days=100 + n * 5,
            step_days=30,
            count=3,
            dead_entries=((1, Answer.GONE),) if n == 0 else (),
        )
        for n in range(count)
    )
    return SiteProfile(
        key=key,
        family=FamilyKey.SCRIPT,
        channels=(*(core or core_channels()), *months),
        has_wrong_code=has_wrong_code,
        has_entrance_home=bool(core),
    )


def _empty(count: int, key: str, family: FamilyKey, charset: CharsetCase) -> SiteProfile:
    names = ("规划信息", "应急预案", "重点项目", "招考录用", "专题报道", "采购信息")
    blank = tuple(
        spec(
            names[n], ChannelKind.OTHER, f"lm/kb{n + 1}", level=2, behaviour=ChannelBehaviour.EMPTY
        )
        for n in range(count)
    )
    near = (
        spec(
            "行政复议", ChannelKind.OTHER, "lm/xzfy", level=2, behaviour=ChannelBehaviour.EXPLAINED
        ),
        spec(
            "网上办事", ChannelKind.SERVICE_GUIDE, "lm/wsbs", behaviour=ChannelBehaviour.ELSEWHERE
        ),
    )
    return SiteProfile(
        key=key,
        family=family,
        charset=charset,
        channels=(*core_channels(), *EXTRA, *blank, *near),
        has_entrance_home=count >= 5,  # fresh below: not stale
        has_home_links=True,
        has_few_dead=count < 5,
    )


def _mixed() -> SiteProfile:
    single = (
        spec(
            "镇街动态",
            ChannelKind.NEWS,
            "zjdt",
            newest_days=15,
            dead_entries=((0, Answer.NOT_FOUND),),  # the entry counts although its page is dead
        ),
        spec("领导活动", ChannelKind.NEWS, "ldhd", newest_days=14),  # the last day of the window
        spec("季度运行", ChannelKind.STATISTICS, "jdyx", cycle_days=90, newest_days=140, count=3),
        spec("年度统计", ChannelKind.STATISTICS, "ndtj", cycle_days=365, newest_days=365, count=3),
        spec("重大项目", ChannelKind.OTHER, "zdxm", behaviour=ChannelBehaviour.EMPTY),
        spec("公共资源", ChannelKind.STATUTORY, "ggzy", behaviour=ChannelBehaviour.REDESIGNED),
        spec(
            "招商动态",
            ChannelKind.NEWS,
            "zsdt",
            behaviour=ChannelBehaviour.RENEWED,
            list_selector="table.old-list td.title > a",
            newest_days=30,
        ),
        spec("行政执法", ChannelKind.STATUTORY, "xzzf", behaviour=ChannelBehaviour.BLOCKED),
        spec(
            "应急管理",
            ChannelKind.STATUTORY,
            "yjgl",
            behaviour=ChannelBehaviour.SLOW,
            count=3,
            carries_news=True,
        ),
        spec("办事指南", ChannelKind.SERVICE_GUIDE, "bszn", newest_days=50, count=2),
        spec("公开年报", ChannelKind.ANNUAL_REPORT, "gknb", count=2),
        spec("领导信箱", ChannelKind.INTERACTION, "ldxx", newest_days=200, count=3),
        spec(
            "内部简报",
            ChannelKind.NEWS,
            "nbjb",
            behaviour=ChannelBehaviour.DISALLOWED,
            newest_days=60,
        ),
        spec("机构设置", ChannelKind.OTHER, "jgsz", behaviour=ChannelBehaviour.EXPLAINED),
        spec(INTERVIEWS, ChannelKind.OTHER, "zxft", newest_days=200, step_days=200, count=3),
    )
    return SiteProfile(
        key="mixed",
        family=FamilyKey.PLATFORM,
        channels=(*core_channels(news=2), *EXTRA, *single),
        cases=(DocumentCase.IN_TIME, DocumentCase.MISSING),
        home_moves=True,
        has_home_links=True,
        has_few_dead=True,
        failing_probe_ratio=0.08,
    )


def _unknown_home() -> SiteProfile:
    """An entrance of which one column cannot be read: nobody knows whether it is stale."""
    closed = spec("监督检查", ChannelKind.OTHER, "jdjc", behaviour=ChannelBehaviour.BLOCKED)
    return SiteProfile(
        key="unknown_home",
        family=FamilyKey.PLATFORM,
        channels=(*core_channels(news=26, notice=33, policy=60), closed),
        has_entrance_home=True,
    )


def _healthy(
    key: str, family: FamilyKey, charset: CharsetCase = CharsetCase.UTF8, **more: Any
) -> SiteProfile:
    return SiteProfile(
        key=key, family=family, charset=charset, channels=(*core_channels(), *EXTRA), **more
    )


PROFILES: tuple[Callable[[], SiteProfile], ...] = (
    _portal,
    _neglected,
    _stale_primary,
    lambda: _overdue(
        12, "overdue", has_wrong_code=True, core=core_channels(news=20, notice=25, policy=40)
    ),
    lambda: _empty(6, "empty", FamilyKey.LIBRARY, CharsetCase.UTF8),
    _mixed,
    lambda: _empty(4, "few_empty", FamilyKey.TABLE, CharsetCase.GBK_UNDECLARED),
    lambda: _overdue(9, "few_overdue", has_wrong_code=False),
    lambda: _healthy("reliable", FamilyKey.SCRIPT, failing_probe_ratio=0.045),
    lambda: _healthy("blocked", FamilyKey.MODERN, is_blocked=True),
    lambda: _healthy("article_tags", FamilyKey.LIBRARY, untagged=frozenset({"内容页"})),
    lambda: _healthy("wrong_charset", FamilyKey.TABLE, CharsetCase.GBK_AS_UTF8, has_few_dead=True),
    lambda: _healthy(
        "no_code", FamilyKey.MODERN, footer_missing=frozenset({"网站标识码", "ICP备案编号"})
    ),
    _unknown_home,
    lambda: _healthy("healthy", FamilyKey.PLATFORM),
)
"""The first six make the small city; bigger ones repeat the list, with healthy sites between."""

SMALL_COUNT = 6
CYCLE = 20
"""Of twenty sites of a big city, the first fifteen follow the list, the rest are healthy."""


def profile_of(n: int) -> SiteProfile:
    """SiteProfile of the n-th site."""
    place = n % CYCLE
    return PROFILES[min(place, len(PROFILES) - 1)]()
