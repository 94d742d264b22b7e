"""The made-up register of ``audit_data``: units, sites, channels, accounts by number."""

from collections.abc import Iterator
from datetime import date, datetime

from gongkai_monitor.clock import CHINA
from gongkai_monitor.model.registry import Account, Agency, Channel, Registry, Site
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyKind,
    AgencyLevel,
    ChannelKind,
    FilingStatus,
    Platform,
    SiteKind,
    SiteStatus,
)

AS_OF = datetime(2026, 9, 20, 8, 0, tzinfo=CHINA)
ACCOUNTS_PER_SITE = 10

CHANNELS = (
    ("要闻动态", ChannelKind.NEWS, 1, None), ("部门动态", ChannelKind.NEWS, 1, None),
    ("通知公告", ChannelKind.NOTICE, 1, None), ("公示公告", ChannelKind.NOTICE, 2, None),
    ("政策文件", ChannelKind.POLICY, 1, None), ("规范性文件", ChannelKind.POLICY, 1, None),
    ("政策解读", ChannelKind.INTERPRETATION, 1, 90), ("人事任免", ChannelKind.PERSONNEL, 2, 180),
    ("规划计划", ChannelKind.PLAN, 2, 365), ("统计数据", ChannelKind.STATISTICS, 2, 90),
    ("财政预决算", ChannelKind.BUDGET, 2, 365), ("意见征集", ChannelKind.CONSULTATION, 2, 180),
    ("办事指南", ChannelKind.SERVICE_GUIDE, 2, 365), ("法定公开", ChannelKind.STATUTORY, 2, 180),
    ("专题专栏", ChannelKind.OTHER, 2, 365), ("领导信箱", ChannelKind.INTERACTION, 2, 180),
    ("政府信息公开指南", ChannelKind.DISCLOSURE_GUIDE, 2, 730),
    ("政府信息公开年报", ChannelKind.ANNUAL_REPORT, 2, 366),
    ("政府信息公开制度", ChannelKind.DISCLOSURE_SYSTEM, 2, 730),
)  # fmt: skip
NEWS, POLICY, INTERPRETATION = 0, 4, 6
CALLS, GUIDES, STATUTORY, BOARD, GUIDE, REPORTS = 11, 12, 13, 15, 16, 17
"""Their places in ``CHANNELS``."""
ENTRIES = (
    "政务服务",
    "办事大厅",
    "政府信息公开",
    "依申请公开",
    "市情概况",
    "机构职能",
    "领导信息",
    "回应关切",
    "国土空间规划",
    "重大建设项目",
    "公共资源交易",
    "安全生产",
    "税收管理",
    "征地补偿",
    "房屋征收",
    "住房保障",
    "危房改造",
    "生态环境",
    "公共文化",
    "法律服务",
    "乡村振兴",
    "救灾",
    "食品药品",
    "城市管理",
    "就业创业",
    "社会保险",
    "社会救助",
    "养老",
    "户籍",
    "惠农补贴",
    "义务教育",
    "医疗卫生",
    "供水供气",
)
"""Menu of a home page beside the channels."""
PLATFORMS = (
    Platform.WECHAT_SUBSCRIPTION, Platform.WEIBO, Platform.TOUTIAO, Platform.DOUYIN,
    Platform.KUAISHOU, Platform.BAIJIAHAO, Platform.BILIBILI, Platform.XIAOHONGSHU,
    Platform.WECHAT_VIDEO, Platform.MOBILE_APP,
)  # fmt: skip


def make_registry(sites: int) -> Registry:
    """One unit, one site, its channels and its accounts per number."""
    return Registry(
        agencies=tuple(
            Agency(
                agency_code=f"G{s}",
                name=f"第{s}市人民政府",
                level=AgencyLevel.CITY,
                kind=AgencyKind.GOVERNMENT,
            )
            for s in range(sites)
        ),
        sites=tuple(_site(s) for s in range(sites)),
        channels=tuple(channel for s in range(sites) for channel in _channels(s)),
        accounts=tuple(account for s in range(sites) for account in _accounts(s)),
    )


def _site(s: int) -> Site:
    return Site(
        site_code=f"37{s:08}", name=f"第{s}市政府网", home_url=f"https://www.s{s}.test/",
        agency_code=f"G{s}", kind=SiteKind.PORTAL if s % 5 == 0 else SiteKind.DEPARTMENT,
        status=SiteStatus.SUSPENDED if s % 100 == 99 else SiteStatus.RUNNING,
    )  # fmt: skip


def _channels(s: int) -> Iterator[Channel]:
    for position, (name, kind, level, cycle_days) in enumerate(CHANNELS):
        url = f"https://www.s{s}.test/col{position}/"
        yield Channel(
            site_code=f"37{s:08}", name=name, url=url, kind=kind, level=level,
            cycle_days=cycle_days,
        )  # fmt: skip


def _accounts(s: int) -> Iterator[Account]:
    for a in range(ACCOUNTS_PER_SITE):
        number = s * ACCOUNTS_PER_SITE + a
        platform = Platform.WECHAT_SERVICE if number % 500 == 9 else PLATFORMS[a]
        yield Account(
            account_code=f"A{number:07}", platform=platform, name=f"第{s}市发布{a}",
            agency_code=f"G{s}", function=AccountFunction.PUBLISHING,
            opened_on=date(2020, 1, 1), filed_on=date(2020, 2, 1),
            filing_status=FilingStatus.UNFILED if number % 70 == 6 else FilingStatus.FILED,
            source=AccountSource.FEED,
        )  # fmt: skip
