"""Made-up findings, ordinary and hostile."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pandas as pd
from books_register import AS_OF, TODAY

from gongkai_monitor.identity import content_hash, finding_id
from gongkai_monitor.model.finding import Evidence, Finding
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.vocabulary import (
    CollectionCause,
    CollectionState,
    Effect,
    FindingStatus,
    Level,
    ReviewState,
    SubjectKind,
    Sureness,
    Way,
)

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


def low_attention(register: Registry) -> tuple[Finding, ...]:
    """Two candidates that a person may look at."""
    return tuple(
        replace(
            _finding(
                "account.low_attention",
                "N-7、P-2",
                "群众关注度和利用率低",
                (SubjectKind.ACCOUNT, account.account_code, account.name, account.agency_code),
                message=f"{account.name}的阅读和互动在同类账号中偏低",
                observed="阅读中位数高于 3%",
                limit="关注指数不低于 10",
                level=Level.NOTICE,
                effect=Effect.NOTICE,
                sureness=Sureness.PARTLY,
            ),
            way=Way.ASSISTED,
            review=ReviewState.PENDING,
        )
        for account in register.accounts[10:12]
    )


def stale_accounts(register: Registry, facts: pd.DataFrame) -> list[Finding]:
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


def dead_links(register: Registry, facts: pd.DataFrame) -> list[Finding]:
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


def other_findings(
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


def hostile_finding(number: int, register: Registry) -> Finding:
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
