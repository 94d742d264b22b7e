"""A made-up register, who of it was read, and the verdicts on it."""

import random
from datetime import UTC, date, datetime

import pandas as pd

from gongkai_monitor.model.finding import Finding, SubjectVerdict
from gongkai_monitor.model.registry import Account, Agency, Channel, Registry, Site
from gongkai_monitor.report.book import COVERAGE_COLUMNS
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyLevel,
    ChannelKind,
    CollectionCause,
    CollectionState,
    Disposition,
    Effect,
    FilingStatus,
    FindingStatus,
    Level,
    Platform,
    SiteKind,
    SiteStatus,
    SubjectKind,
    Verdict,
)

AS_OF = datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC)


TODAY = date(2026, 11, 22)


FIELDS = (
    "教育", "公安", "民政", "司法行政", "财政", "人力资源和社会保障", "自然资源", "生态环境",
    "住房和城乡建设", "交通运输", "水务", "农业农村", "商务", "文化和旅游", "卫生健康", "应急管理",
    "市场监督管理", "统计", "医疗保障", "城市管理综合执法", "行政审批", "林业和草原", "体育",
    "审计",
)  # fmt: skip


AREAS = ("临江区", "北川县", "西山县", "南湖区", "东陵县", "高新区")


_PLATFORMS = (
    [Platform.WECHAT_SUBSCRIPTION] * 11
    + [Platform.WEIBO] * 4
    + [Platform.DOUYIN, Platform.TOUTIAO, Platform.WECHAT_VIDEO, Platform.KUAISHOU]
    + [Platform.WECHAT_SERVICE]
)


_PREFIXES = ("发布", "在线", "之声", "微讯", "服务")


def registry(site_count: int = 40, account_count: int = 300) -> Registry:
    """Units, sites with four channels each, accounts on the usual mix of platforms."""
    agencies = [Agency(agency_code="A000", name="云岭市人民政府办公室", level=AgencyLevel.CITY)]
    names = [f"云岭市{field}局" for field in FIELDS]
    names += [f"{area}人民政府" for area in AREAS]
    names += [f"{area}{field}局" for area in AREAS for field in FIELDS[:15]]
    agencies += [
        Agency(
            agency_code=f"A{number:03d}",
            name=name,
            parent_code="A000",
            level=AgencyLevel.CITY if number <= len(FIELDS) else AgencyLevel.COUNTY,
        )
        for number, name in enumerate(names, start=1)
    ]
    sites = [_site(number, agencies[number % len(agencies)]) for number in range(site_count)]
    channels = [
        Channel(
            site_code=site.site_code, name=name, url=f"{site.home_url}{path}/", kind=kind, level=1
        )
        for site in sites
        for name, path, kind in (
            ("工作动态", "gzdt", ChannelKind.NEWS),
            ("通知公告", "tzgg", ChannelKind.NOTICE),
            ("政策文件", "zcwj", ChannelKind.POLICY),
            ("政策解读", "zcjd", ChannelKind.INTERPRETATION),
        )
    ]
    return Registry(
        agencies=tuple(agencies),
        sites=tuple(sites),
        channels=tuple(channels),
        accounts=tuple(_account(number, agencies) for number in range(account_count)),
    )


def coverage(
    register: Registry, blind: dict[str, tuple[CollectionState, CollectionCause, str]]
) -> pd.DataFrame:
    """The coverage table: every subject once; ``blind`` gives those that were not read."""
    ok = (CollectionState.COLLECTED, CollectionCause.OK, "")
    table: list[tuple[str | None, ...]] = []
    for site in register.sites:
        state, cause, detail = blind.get(site.site_code, ok)
        row = ("site", site.site_code, site.name, None, site.agency_code)
        table.append((*row, state.value, cause.value, detail or None))
    agency_of = {site.site_code: site.agency_code for site in register.sites}
    for channel in register.channels:
        state, cause, detail = blind.get(channel.site_code, blind.get(channel.url, ok))
        row = ("channel", channel.url, channel.name, None, agency_of[channel.site_code])
        table.append((*row, state.value, cause.value, detail or None))
    for account in register.accounts:
        state, cause, detail = blind.get(account.account_code, ok)
        row = ("account", account.account_code, account.name, account.platform.value)
        table.append((*row, account.agency_code, state.value, cause.value, detail or None))
    return pd.DataFrame(table, columns=list(COVERAGE_COLUMNS))


def verdicts(
    register: Registry,
    blind: dict[str, tuple[CollectionState, CollectionCause, str]],
    found: tuple[Finding, ...],
) -> list[SubjectVerdict]:
    """What the open verified vetoes say; no verdict on what was not read."""
    vetoes: dict[str, list[Finding]] = {}
    for finding in found:
        is_open = finding.status in {FindingStatus.NEW, FindingStatus.ONGOING}
        if is_open and finding.effect is Effect.VETO and finding.sureness.may_fail:
            vetoes.setdefault(finding.subject_id, []).append(finding)
    keys = [(SubjectKind.SITE, s.site_code, s.name, s.agency_code) for s in register.sites]
    keys += [
        (SubjectKind.ACCOUNT, a.account_code, a.name, a.agency_code) for a in register.accounts
    ]
    return [_verdict(key, blind.get(key[1]), vetoes.get(key[1], [])) for key in keys]


def _verdict(
    subject: tuple[SubjectKind, str, str, str],
    absent: tuple[CollectionState, CollectionCause, str] | None,
    against: list[Finding],
) -> SubjectVerdict:
    kind, subject_id, name, agency_code = subject
    state, cause = absent[:2] if absent else (CollectionState.COLLECTED, CollectionCause.OK)
    outcome = Verdict.FAILED if against else Verdict.PASSED
    if state is CollectionState.UNCOLLECTED:
        outcome = Verdict.NOT_JUDGED
    elif state is CollectionState.OUT_OF_SCOPE:
        outcome = Verdict.OUT_OF_SCOPE
    proposal = None
    if kind is SubjectKind.ACCOUNT and not absent:
        proposal = Disposition.KEEP
        if against:
            dormant = any(finding.level is Level.DORMANT for finding in against)
            proposal = Disposition.SHUT_DOWN if dormant else Disposition.RECTIFY
    return SubjectVerdict(
        subject_kind=kind,
        subject_id=subject_id,
        subject_name=name,
        agency_code=agency_code,
        verdict=outcome,
        collection_state=state,
        cause=cause,
        veto_finding_ids=tuple(finding.finding_id for finding in against),
        disposition=proposal,
        reasons=tuple(f"{finding.title}：{finding.observed}" for finding in against),
        proposal_rules=tuple(
            f"{one.rule} {one.title}：{one.limit}（{one.basis}）" for one in against if proposal
        ),
        proposed_action="立即恢复更新" if proposal and against else "",
    )


def _site(number: int, agency: Agency) -> Site:
    return Site(
        site_code=f"{3713000000 + number * 7}",
        name=agency.name.removesuffix("办公室") + "门户网站"
        if number == 0
        else f"{agency.name}网站",
        home_url=f"http://www.site{number:02d}.example.gov.cn/",
        agency_code=agency.agency_code,
        kind=SiteKind.PORTAL if number == 0 else SiteKind.DEPARTMENT,
        status=SiteStatus.RUNNING,
    )


def _account(number: int, agencies: list[Agency]) -> Account:
    agency = agencies[number % len(agencies)]
    platform = _PLATFORMS[number % len(_PLATFORMS)]
    short = agency.name.removesuffix("局").removesuffix("人民政府").removesuffix("人民政府办公室")
    return Account(
        account_code=f"ACC{number:04d}",
        platform=platform,
        name=f"{short}{_PREFIXES[number % len(_PREFIXES)]}",
        home_url=f"https://platform.example.com/{platform.value}/{number}",
        agency_code=agency.agency_code,
        function=AccountFunction.PUBLISHING,
        filing_status=FilingStatus.FILED,
        source=AccountSource.FEED,
    )


def unread(
    register: Registry, dice: random.Random
) -> dict[str, tuple[CollectionState, CollectionCause, str]]:
    absent: dict[str, tuple[CollectionState, CollectionCause, str]] = {}
    un, out = CollectionState.UNCOLLECTED, CollectionState.OUT_OF_SCOPE
    absent[register.sites[5].site_code] = (un, CollectionCause.BLOCKED, "返回 412，验证脚本拦截")
    absent[register.sites[11].site_code] = (
        un, CollectionCause.PAGE_CHANGED, "列表页结构与上轮不同，11 月 21 日起读不到条目",
    )  # fmt: skip
    absent[register.sites[17].site_code] = (un, CollectionCause.UNREACHABLE, "域名无法解析")
    absent[register.sites[23].site_code] = (out, CollectionCause.SUSPENDED, "登记为临时下线")
    for account in dice.sample(register.accounts, len(register.accounts) // 20):
        absent[account.account_code] = dice.choice(
            [
                (un, CollectionCause.UNREACHABLE, "订阅源连接超时"),
                (un, CollectionCause.AWAITING_IMPORT, "本周导出文件未到"),
                (un, CollectionCause.LOGIN_WALL, "主页需要登录后查看"),
                (un, CollectionCause.NO_SOURCE, "登记表数据来源为“无”"),
                (out, CollectionCause.CLOSED, "备案状态：注销"),
            ]
        )
    return absent
