"""Made-up audit books: an empty, a normal and a hostile day. All names and figures are invented."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pandas as pd

from gongkai_monitor.identity import content_hash, finding_id
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.model.finding import Evidence, Finding, SubjectVerdict
from gongkai_monitor.model.registry import Account, Agency, Channel, Registry, Site
from gongkai_monitor.report.book import COVERAGE_COLUMNS, AuditBook, SoundnessNote
from gongkai_monitor.report.editions import edition_notes
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
    LinkState,
    Platform,
    SiteKind,
    SiteStatus,
    SubjectKind,
    Sureness,
    Verdict,
)

AS_OF = datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC)
TODAY = date(2026, 11, 22)
PAYLOADS = (
    "<script>fetch('http://127.0.0.1:9/x');document.title='owned'</script>",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    '"><img src=x onerror="document.title=\'owned\'">',
    "</style><script>document.title='owned'</script>",
    "{{ 7*7 }}{% raw %}",
    "政务🏛️👨‍👩‍👧‍👦发布",
    "\u202e反转\u202c\x00\x07控制",
    "\ud800孤立代理",
    "长" * 40_000,
)
_FIELDS = (
    "教育", "公安", "民政", "司法行政", "财政", "人力资源和社会保障", "自然资源", "生态环境",
    "住房和城乡建设", "交通运输", "水务", "农业农村", "商务", "文化和旅游", "卫生健康", "应急管理",
    "市场监督管理", "统计", "医疗保障", "城市管理综合执法", "行政审批", "林业和草原", "体育",
    "审计",
)  # fmt: skip
_AREAS = ("临江区", "北川县", "西山县", "南湖区", "东陵县", "高新区")
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
    names = [f"云岭市{field}局" for field in _FIELDS]
    names += [f"{area}人民政府" for area in _AREAS]
    names += [f"{area}{field}局" for area in _AREAS for field in _FIELDS[:15]]
    agencies += [
        Agency(
            agency_code=f"A{number:03d}",
            name=name,
            parent_code="A000",
            level=AgencyLevel.CITY if number <= len(_FIELDS) else AgencyLevel.COUNTY,
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


def empty_day() -> AuditBook:
    """Everything read, nothing wrong, no history."""
    register = registry(3, 5)
    return AuditBook(
        name="云岭市政务公开监测",
        as_of=AS_OF,
        registry=register,
        coverage=coverage(register, blind={}),
        editions=edition_notes(load_editions(("national",))),
        verdicts=tuple(verdicts(register, {}, ())),
        facts={"account": pd.DataFrame(), "link": pd.DataFrame(), "document": pd.DataFrame()},
    )


def normal_day(seed: int = 7, site_count: int = 40, account_count: int = 300) -> AuditBook:
    """An ordinary day of a city: about 100 findings, some outages, a month of history."""
    dice = random.Random(seed)
    register = registry(site_count, account_count)
    blind = _blind(register, dice)
    link_facts = _links(register, blind, dice)
    account_facts = _accounts(register, blind, dice)
    found = (
        *_stale_accounts(register, account_facts),
        *_dead_links(register, link_facts),
        *_others(register, blind, dice),
    )
    return AuditBook(
        name="云岭市政务公开监测",
        as_of=AS_OF,
        registry=register,
        coverage=coverage(register, blind),
        editions=edition_notes(load_editions(("national", "hebei"))),
        findings=found,
        verdicts=tuple(verdicts(register, blind, found)),
        facts={
            "account": account_facts,
            "link": link_facts,
            "link_run": _link_runs(register, blind),
            "document": _documents(register, dice),
        },
        hotspots=_hotspots(register),
        history=_history(dice, register, blind, found),
        soundness=(
            SoundnessNote(
                name="稿件有发布日期的比例", is_passed=True, observed="99.2%", limit="不低于 95%"
            ),
            SoundnessNote(
                name="今日采集覆盖率", is_passed=True, observed="95.6%", limit="不低于 80%"
            ),
        ),
        warnings=("2027 年的国务院放假安排尚未收录，跨年的工作日期限暂不推算。",),
    )


def hostile_day(finding_count: int = 10_000) -> AuditBook:
    """A normal day whose names are attacks, and far too many findings."""
    book = normal_day()
    register = book.registry
    evil_sites = tuple(
        replace(site, name=f"{PAYLOADS[number % len(PAYLOADS)]}{number}")
        for number, site in enumerate(register.sites)
    )
    evil_accounts = tuple(
        replace(account, name=PAYLOADS[number % len(PAYLOADS)], home_url="javascript:alert(1)")
        for number, account in enumerate(register.accounts)
    )
    evil = replace(register, sites=evil_sites, accounts=evil_accounts)
    names = {site.site_code: site.name for site in evil_sites}
    names |= {account.account_code: account.name for account in evil_accounts}
    frame = book.coverage.copy()
    shown = [
        names.get(key, name)
        for key, name in zip(frame["subject_id"], frame["subject_name"], strict=True)
    ]
    frame["subject_name"] = pd.Series(shown, dtype=object)
    hotspots = book.hotspots.copy()
    hotspots["title"] = pd.Series(PAYLOADS[: len(hotspots)], dtype=object)
    return replace(
        book,
        name=PAYLOADS[0][:60],
        registry=evil,
        coverage=frame,
        hotspots=hotspots,
        findings=tuple(_hostile_finding(number, evil) for number in range(finding_count)),
        verdicts=tuple(
            replace(verdict, subject_name=names[verdict.subject_id], reasons=(PAYLOADS[1],))
            for verdict in book.verdicts
        ),
        warnings=PAYLOADS[:8],
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


def _blind(
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
                (out, CollectionCause.NO_SOURCE, "登记表数据来源为“无”"),
                (out, CollectionCause.CLOSED, "备案状态：注销"),
            ]
        )
    return absent


def _evidence(url: str, note: str, status: int = 200, hour: int = 3) -> Evidence:
    return Evidence(
        url=url,
        fetched_at=datetime(2026, 11, 22, hour, 12, 40, tzinfo=UTC),
        status=status,
        note=note,
        content_hash=content_hash(url.encode("utf-8", "replace")),
        fetch_id=content_hash(url.encode("utf-8", "replace"))[:16],
        warc_file="20261122/r20261122-site-3713000000.warc.gz",
        warc_offset=len(url) * 4111,
    )


def _finding(
    code: str,
    rule: str,
    title: str,
    subject: tuple[SubjectKind, str, str, str],
    *,
    message: str,
    observed: str,
    limit: str,
    obj: str = "",
    level: Level = Level.OVERDUE,
    effect: Effect = Effect.VETO,
    sureness: Sureness = Sureness.VERIFIED_TWICE,
    age_days: int = 0,
    status: FindingStatus | None = None,
    evidence: tuple[Evidence, ...] = (),
    remedy: str = "立即更新；确属无力维护的，按程序关停并注销",
) -> Finding:
    kind, subject_id, name, agency_code = subject
    first = TODAY - timedelta(days=age_days)
    return Finding(
        finding_id=finding_id(code, subject_id, obj.encode("utf-8", "replace").decode()),
        code=code,
        rule=rule,
        title=title,
        effect=effect,
        sureness=sureness,
        level=level,
        subject_kind=kind,
        subject_id=subject_id,
        subject_name=name,
        agency_code=agency_code,
        object=obj,
        observed=observed,
        limit=limit,
        basis="国办秘函〔2019〕19号 检查指标",
        edition="national",
        edition_version="2019.1",
        message=message,
        remedy=remedy,
        as_of=AS_OF,
        status=status or (FindingStatus.ONGOING if age_days else FindingStatus.NEW),
        first_seen_on=first,
        last_seen_on=TODAY,
        evidence=evidence,
    )


def _accounts(
    register: Registry,
    blind: dict[str, tuple[CollectionState, CollectionCause, str]],
    dice: random.Random,
) -> pd.DataFrame:
    rows = []
    for account in register.accounts:
        state, cause, _ = blind.get(
            account.account_code, (CollectionState.COLLECTED, CollectionCause.OK, "")
        )
        silent = dice.choices([dice.randint(0, 9), dice.randint(10, 14), dice.randint(15, 60), 120],
                              [84, 9, 5, 2])[0]  # fmt: skip
        rhythm = dice.randint(1, 6)
        rows.append(
            {
                "account_code": account.account_code,
                "subject_id": account.account_code,
                "subject_name": account.name,
                "name": account.name,
                "platform": account.platform.value,
                "agency_code": account.agency_code,
                "collection_state": state.value,
                "cause": cause.value,
                "last_posted_on": TODAY - timedelta(days=silent),
                "days_since_post": silent,
                "rhythm_days": rhythm,
                "days_left": 14 - silent,
                "likely_breach_on": (
                    TODAY + timedelta(days=15 - silent)
                    if silent <= 14 and silent > 2 * rhythm
                    else None
                ),
            }
        )
    return pd.DataFrame(rows)


def _stale_accounts(register: Registry, facts: pd.DataFrame) -> list[Finding]:
    accounts = {account.account_code: account for account in register.accounts}
    found = []
    for row in facts.to_dict("records"):
        days = int(row["days_since_post"])
        if row["collection_state"] != "collected" or days < 10:
            continue
        account = accounts[str(row["account_code"])]
        level = Level.DORMANT if days > 90 else Level.OVERDUE if days > 14 else Level.WARNING
        last = row["last_posted_on"]
        found.append(
            _finding(
                "account.content_stale",
                "M-2a",
                "内容不更新",
                (SubjectKind.ACCOUNT, account.account_code, account.name, account.agency_code),
                message=f"{account.name}已 {days} 天未更新，最近更新 {last}",
                observed=f"{days} 天未更新",
                limit="监测时间点前 2 周（14 天）内有更新",
                level=level,
                effect=Effect.NOTICE if level is Level.WARNING else Effect.VETO,
                age_days=0 if days in {10, 15} else min(days - 10, 40),
                evidence=(_evidence(account.home_url or "", "账号列表最新一条"),),
            )
        )
    return found


def _links(
    register: Registry,
    blind: dict[str, tuple[CollectionState, CollectionCause, str]],
    dice: random.Random,
) -> pd.DataFrame:
    rows = []
    for number, site in enumerate(register.sites):
        if site.site_code in blind:
            continue
        for item in range(dice.randint(0, 3)):
            state = dice.choices(list(LinkState)[1:], [6, 2, 2])[0]
            url = f"{site.home_url}art/2021/{item + 3}/12/art_{number}_{item}{'.doc' * (item == 2)}"
            rows.append(
                {
                    "site_code": site.site_code,
                    "subject_id": site.site_code,
                    "subject_name": site.name,
                    "agency_code": site.agency_code,
                    "collection_state": "collected",
                    "url": url,
                    "kind": "attachment" if item == 2 else "page",
                    "state": state.value,
                    "reason": "页面不存在（404）"
                    if state is LinkState.DEAD
                    else "返回 412，可能拦截程序访问",
                    "remedy": "修复链接或删除引用",
                    "places_count": item + 1,
                    "places": [
                        f"{site.home_url}gzdt/index_{page}.html" for page in range(item + 1)
                    ],
                    "attempts": 3 if state is LinkState.DEAD else 2,
                    "first_failed_at": pd.Timestamp("2026-11-21 18:00", tz="UTC"),
                    "last_checked_at": pd.Timestamp("2026-11-22 03:05", tz="UTC"),
                }
            )
    return pd.DataFrame(rows)


def _link_runs(
    register: Registry, blind: dict[str, tuple[CollectionState, CollectionCause, str]]
) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "site_code": site.site_code,
                "collection_state": "uncollected" if site.site_code in blind else "collected",
                "checked_count": 412 + number,
            }
            for number, site in enumerate(register.sites)
        ]
    )


def _dead_links(register: Registry, facts: pd.DataFrame) -> list[Finding]:
    sites = {site.site_code: site for site in register.sites}
    found = []
    for number, row in enumerate(facts.to_dict("records")):
        if row["state"] != "dead":
            continue
        site = sites[str(row["site_code"])]
        url = str(row["url"])
        is_attachment = row["kind"] == "attachment"
        found.append(
            _finding(
                "site.dead_attachment" if is_attachment else "site.dead_link",
                "K-A5",
                "附件失效" if is_attachment else "链接失效",
                (SubjectKind.SITE, site.site_code, site.name, site.agency_code),
                message=f"打不开，出现 {row['places_count']} 处",
                observed="间隔 3 次检查均返回 404",
                limit="链接可以打开",
                obj=url,
                level=Level.NOTICE,
                effect=Effect.DEDUCTION,
                sureness=Sureness.PARTLY,
                age_days=number % 5 and number % 19,
                evidence=tuple(_evidence(url, f"第 {n} 次检查", 404, hour=n) for n in (1, 2, 3)),
                remedy="修复链接或删除引用",
            )
        )
    return found


def _others(
    register: Registry,
    blind: dict[str, tuple[CollectionState, CollectionCause, str]],
    dice: random.Random,
) -> list[Finding]:
    found = []
    for number, site in enumerate(register.sites):
        if site.site_code in blind:
            continue
        subject = (SubjectKind.SITE, site.site_code, site.name, site.agency_code)
        if number in {8, 30}:
            found.append(
                _finding(
                    "site.homepage_stale", "W-3", "首页不更新", subject,
                    message=f"{site.name}首页已 {15 + number} 天未更新",
                    observed=f"{15 + number} 天未更新", limit="监测时间点前 2 周（14 天）内有更新",
                    age_days=number, evidence=(_evidence(site.home_url, "首页"),),
                )
            )  # fmt: skip
        if number % 4 == 1:
            found.append(
                _finding(
                    "site.footer_item_missing", "G-10", "页脚要素缺失", subject,
                    message="首页底部没有找到“公安机关备案标识”", observed="未找到",
                    limit="首页底部须有公安机关备案标识", obj="公安机关备案标识",
                    level=Level.NOTICE,
                    effect=Effect.NOTICE, age_days=number % 3,
                    evidence=(_evidence(site.home_url, "首页底部"),), remedy="补充页脚要素",
                )
            )  # fmt: skip
        if number % 5 == 2:
            found.append(
                _finding(
                    "channel.stale", "K-A4", "栏目不更新",
                    (SubjectKind.CHANNEL, f"{site.home_url}gzdt/", "工作动态", site.agency_code),
                    message="“工作动态”已 21 天未更新", observed="21 天未更新",
                    limit="14 天内有更新",
                    level=Level.NOTICE, effect=Effect.NOTICE, sureness=Sureness.PARTLY,
                    age_days=dice.randint(0, 12),
                    status=FindingStatus.RESOLVED if number % 2 else None,
                    evidence=(_evidence(f"{site.home_url}gzdt/", "栏目列表首页"),),
                    remedy="更新栏目，或按程序调整栏目设置",
                )
            )  # fmt: skip
    return found


def _documents(register: Registry, dice: random.Random) -> pd.DataFrame:
    rows = []
    for number in range(24):
        site = register.sites[number]
        late, left = (number % 7) - 2, 3 - number % 4
        is_done = number % 3 == 0
        rows.append(
            {
                "subject_id": f"{site.home_url}zcwj/2026/11/t{number}.html",
                "document_url": f"{site.home_url}zcwj/2026/11/t{number}.html",
                "subject_name": "",
                "title": f"关于印发《云岭市{_FIELDS[number]}领域优化营商环境若干措施》的通知",
                "document_number": f"云政办发〔2026〕{number + 20}号",
                "agency_code": site.agency_code,
                "collection_state": "collected",
                "published_on": TODAY - timedelta(days=3 + number % 9),
                "needs_interpretation": number % 6 != 5,
                "interpretation_url": f"{site.home_url}zcjd/t{number}.html" if is_done else None,
                "interpreted_on": TODAY if is_done else None,
                "match_reasons": ["解读页链接原文", "题名一致"] if is_done else None,
                "due_on": TODAY + timedelta(days=left),
                "workdays_late": max(late, 0) or None,
                "workdays_left": None if late > 0 else left,
            }
        )
    dice.shuffle(rows)
    return pd.DataFrame(rows)


def _hotspots(register: Registry) -> pd.DataFrame:
    topics = (
        ("城南路段夜间施工噪声扰民", 23, "overdue", 61.5, "negative", 3.4),
        ("南湖小区供暖温度不达标", 18, "due_soon", 44.0, "negative", 2.1),
        ("医保门诊报销比例咨询", 9, "running", 12.5, "neutral", 1.2),
        ("小学入学材料办理流程", 7, "answered", 20.0, "neutral", 0.8),
        ("河道保洁效果明显", 2, "answered_late", 70.0, "positive", 1.0),
    )
    rows = []
    for number, (title, size, state, hours, feeling, growth) in enumerate(topics):
        rows.append(
            {
                "hotspot_id": f"h{number:04d}",
                "title": title,
                "size": size,
                "heat": round(size * 1.7, 2),
                "sentiment": feeling,
                "growth": growth,
                "region": _AREAS[number],
                "agency_code": register.agencies[number + 1].agency_code,
                "first_at": AS_OF - timedelta(hours=hours),
                "clock_state": state,
                "limit_hours": 48.0,
                "elapsed_hours": hours,
                "answered_at": AS_OF - timedelta(hours=2) if "answered" in state else None,
                "examples": [
                    "每天晚上十一点还在施工，孩子没法休息，联系电话 ***********",
                    "反映多次没有答复，希望尽快解决。",
                ],
            }
        )
    return pd.DataFrame(rows)


def _history(
    dice: random.Random,
    register: Registry,
    blind: dict[str, tuple[CollectionState, CollectionCause, str]],
    found: tuple[Finding, ...],
) -> pd.DataFrame:
    total = len(register.sites) + len(register.accounts)
    out = sum(state is CollectionState.OUT_OF_SCOPE for state, _, _ in blind.values())
    gone = len(blind) - out
    rows = []
    for back in range(29, 0, -1):
        lost = gone + dice.randint(-4, 5) + (90 if back == 12 else 0)
        is_known = back != 20
        rows.append(
            {
                "day": TODAY - timedelta(days=back),
                "new": dice.randint(4, 18) if is_known else None,
                "ongoing": 70 + dice.randint(0, 15) - back if is_known else None,
                "resolved": dice.randint(3, 14) if is_known else None,
                "expected": total - out if is_known else None,
                "collected": total - out - lost if is_known else None,
                "uncollected": lost if is_known else None,
                "failed_sites": 2 + back // 12 if is_known else None,
                "failed_accounts": 14 + dice.randint(0, 8) if is_known else None,
            }
        )
    count = {status: sum(f.status is status for f in found) for status in FindingStatus}
    rows.append(
        {
            "day": TODAY,
            "new": count[FindingStatus.NEW],
            "ongoing": count[FindingStatus.ONGOING],
            "resolved": count[FindingStatus.RESOLVED],
            "expected": total - out,
            "collected": total - out - gone,
            "uncollected": gone,
            "failed_sites": 2,
            "failed_accounts": 17,
        }
    )
    return pd.DataFrame(rows)


def _hostile_finding(number: int, register: Registry) -> Finding:
    payload = PAYLOADS[number % (len(PAYLOADS) - 1)]
    site = register.sites[number % len(register.sites)]
    url = (
        f"http://host.example/{'a/' * (1500 if number % 997 == 0 else 20)}{number}?q={payload[:80]}"
    )
    if number % 5 == 0:
        url = f"javascript:alert({number})"
    return _finding(
        "site.dead_link",
        payload[:200],
        payload[:200] if number < 12 else "链接失效",
        (SubjectKind.SITE, site.site_code, payload[:200], site.agency_code),
        message=payload if number < 24 else payload[:200],
        observed=payload[:200],
        limit=payload[:200],
        obj=url,
        age_days=number % 4,
        effect=Effect.DEDUCTION,
        sureness=Sureness.PARTLY,
        status=None if number % 11 else FindingStatus.RESOLVED,
        evidence=(_evidence(url, payload[:200]),),
    )
