"""What the platform shows of an account: certified subject, names, internal offices (N-5, N-20)."""

from collections.abc import Iterator
from dataclasses import replace

from gongkai_monitor.practice import words
from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    faulty,
    harmless,
)
from gongkai_monitor.practice.account_plan import PlantedAccount, PlatformAccount
from gongkai_monitor.vocabulary import AccountSource, FilingStatus, Platform


class Identity(AccountFeature):
    """Each rule once broken and once only seemingly."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """Subjects, names, offices, then names across platforms."""
        yield from _subjects(ground)
        yield from _names(ground)
        yield from _offices(ground)
        yield from _names_across(ground)


def _subjects(ground: Ground) -> Iterator[PlantedAccount]:
    code = "account.subject_mismatch"
    company = "云溪好物文化传媒有限公司"
    yield faulty(ground.account(0, "书画院", shown_subject=company), code, note=company)
    plan = ground.account(1, "钱币馆")
    longer = f"{words.CITY}{plan.agency.name}"
    yield harmless(replace(plan, shown_subject=longer), code, "认证主体只多写了上级地名")


def _names(ground: Ground) -> Iterator[PlantedAccount]:
    code = "account.name_differs"
    plan = ground.account(2, "规划展览馆")
    shown = f"{plan.agency.name}资讯"
    yield faulty(replace(plan, shown_name=shown), code, note=shown)
    plan = ground.account(3, "天文馆")
    spaced = f"{plan.agency.name}　发布"
    yield harmless(replace(plan, shown_name=spaced), code, "平台名称只多一个空格")


def _offices(ground: Ground) -> Iterator[PlantedAccount]:
    code = "account.internal_office"
    plan = ground.account(4, "教育考试院")
    yield faulty(named(plan, f"{plan.agency.name}招生科"), code, note="内设科室")
    plan = ground.account(5, "总工会")
    yield harmless(named(plan, plan.agency.name), code, "总工会不是内设机构")


def _names_across(ground: Ground) -> Iterator[PlantedAccount]:
    code = "account.names_across"
    first = ground.account(6, "气象台")
    other = beside(first, _elsewhere(ground, 7, "气象台"), f"{first.agency.name}看天")
    for plan in (first, other):
        yield faulty(plan, code, note="两个平台名称不同")
    first = ground.account(8, "观象台")
    closed = ground.account(
        10, "观象台", status=FilingStatus.DEREGISTERED, source=AccountSource.NONE
    )
    yield harmless(first, code, "另有名称不同的账号，已注销")
    yield harmless(
        beside(first, _elsewhere(ground, 9, "观象台"), first.account.name), code, "两个平台同名"
    )
    yield PlantedAccount(plan=beside(first, closed, f"{first.agency.name}旧号"))


def _elsewhere(ground: Ground, n: int, unit: str) -> PlatformAccount:
    return ground.account(n, unit, source=AccountSource.FEED, platform=Platform.DOUYIN)


def named(plan: PlatformAccount, name: str) -> PlatformAccount:
    """The account under another name, in the register and on the platform."""
    return replace(plan, account=replace(plan.account, name=name))


def beside(first: PlatformAccount, plan: PlatformAccount, name: str) -> PlatformAccount:
    """An account of the same unit as another one."""
    account = replace(
        plan.account,
        agency_code=first.agency.agency_code,
        certified_subject=first.account.certified_subject,
        name=name,
    )
    return replace(plan, account=account, agency=first.agency)
