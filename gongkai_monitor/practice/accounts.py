"""Accounts of the practice city: fresh, silent, doubled, unfiled, closed, unreadable."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.model.registry import Account, Agency
from gongkai_monitor.practice.account_posts import FAULTY, HARMLESS
from gongkai_monitor.practice.feeds import CLOSED_FOLDER
from gongkai_monitor.practice.plan import AccountPlan, FeedShape, SpecialPost
from gongkai_monitor.practice.truth import NearMiss, PlantedFault, Unreadable
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyKind,
    CollectionCause,
    FilingStatus,
    Level,
    Platform,
    SubjectKind,
    YesNo,
)
from gongkai_monitor.workdays import is_workday

_PLATFORMS = (
    Platform.WECHAT_SUBSCRIPTION, Platform.WEIBO, Platform.DOUYIN, Platform.TOUTIAO,
    Platform.KUAISHOU, Platform.BAIJIAHAO, Platform.WECHAT_VIDEO, Platform.BILIBILI,
    Platform.XIAOHONGSHU,
)  # fmt: skip
_CAUSES = {
    FeedShape.DOWN: CollectionCause.UNREACHABLE,
    FeedShape.ERROR: CollectionCause.HTTP_ERROR,
    FeedShape.LOGIN: CollectionCause.LOGIN_WALL,
    FeedShape.CAPTCHA: CollectionCause.BLOCKED,
    FeedShape.CHANGED: CollectionCause.INVALID,
    FeedShape.HANG: CollectionCause.UNREACHABLE,
    FeedShape.DISALLOWED: CollectionCause.ROBOTS,
}
GONE = frozenset({FilingStatus.CLOSED, FilingStatus.DEREGISTERED})
_STILL_THERE = {
    FilingStatus.CLOSED: "account.not_deregistered",
    FilingStatus.DEREGISTERED: "account.alive_after_closing",
}
WARNING_DAYS, OVERDUE_DAYS, DORMANT_DAYS = 10, 14, 90
FEEDS_PER_HOST = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCase:
    """What one account of the cycle is like. ``twin_of`` repeats agency and platform."""

    shape: FeedShape | None = FeedShape.RSSHUB
    newest_days: int = 1
    rhythm_days: int = 2
    status: FilingStatus = FilingStatus.FILED
    source: AccountSource = AccountSource.FEED
    platform: Platform | None = None
    twin_of: int | None = None
    has_pinned: bool = False
    special: SpecialPost | None = None


_CASES: tuple[AccountCase, ...] = (
    AccountCase(shape=FeedShape.RSS, special=FAULTY[0]),
    AccountCase(shape=FeedShape.RSSHUB, special=FAULTY[1]),
    AccountCase(shape=FeedShape.ATOM, special=FAULTY[2]),
    AccountCase(shape=FeedShape.JSON_FEED, special=FAULTY[3]),
    AccountCase(newest_days=12, rhythm_days=4),  # warning
    AccountCase(newest_days=14, shape=FeedShape.RSS),  # the last day of the window
    AccountCase(newest_days=15, shape=FeedShape.ATOM),
    AccountCase(newest_days=40, rhythm_days=6),
    AccountCase(newest_days=130, shape=FeedShape.JSON_FEED),  # dormant
    AccountCase(newest_days=9, rhythm_days=7, shape=FeedShape.RSS),
    AccountCase(status=FilingStatus.UNFILED, special=HARMLESS[0]),
    AccountCase(status=FilingStatus.CLOSED, newest_days=200, shape=FeedShape.RSS),
    AccountCase(status=FilingStatus.DEREGISTERED, newest_days=300),
    AccountCase(shape=None, source=AccountSource.NONE),
    AccountCase(shape=None, source=AccountSource.IMPORT),
    AccountCase(shape=FeedShape.DOWN, newest_days=60),
    AccountCase(shape=FeedShape.ERROR, newest_days=60),
    AccountCase(shape=FeedShape.LOGIN, newest_days=60),
    AccountCase(shape=FeedShape.CAPTCHA, newest_days=60),
    AccountCase(shape=FeedShape.CHANGED, newest_days=60),
    AccountCase(platform=Platform.WEIBO, has_pinned=True, newest_days=2),
    AccountCase(twin_of=1, newest_days=3),  # the account just before: a duplicate
    AccountCase(twin_of=20, status=FilingStatus.CLOSED, newest_days=150),  # no duplicate
    AccountCase(status=FilingStatus.CHANGED, shape=FeedShape.ATOM, special=HARMLESS[1]),
    AccountCase(shape=None, source=AccountSource.NONE, platform=Platform.MINI_PROGRAM),
    AccountCase(shape=FeedShape.RSS, newest_days=3, rhythm_days=1),
    AccountCase(shape=FeedShape.ATOM, newest_days=5, rhythm_days=3),
    AccountCase(shape=FeedShape.DISALLOWED, newest_days=60),
    AccountCase(shape=FeedShape.HANG, newest_days=60),
    AccountCase(newest_days=1, rhythm_days=1, has_pinned=True),
)


def plan_accounts(
    agencies: Sequence[Agency], *, count: int, origins: Sequence[str], as_of: datetime
) -> tuple[AccountPlan, ...]:
    """``count`` accounts over all agencies but one; each has a platform once unless planted."""
    last = [row for row in agencies if row.kind is AgencyKind.GOVERNMENT][-1]
    owners = [row for row in agencies if row is not last]  # that government has no account (N-3)
    plans: list[AccountPlan] = []
    for n in range(count):
        case = _CASES[n % len(_CASES)]
        if case.twin_of is not None:
            twin = plans[n - case.twin_of].account
            agency = next(row for row in agencies if row.agency_code == twin.agency_code)
            platform = twin.platform
        else:
            agency = owners[n % len(owners)]
            shift = n // len(owners) + n % len(owners)
            platform = case.platform or _PLATFORMS[shift % len(_PLATFORMS)]
        plans.append(
            _plan(n, case, agency, platform, origin=origins[n // FEEDS_PER_HOST], as_of=as_of)
        )
    return tuple(plans)


def account_faults(plans: Sequence[AccountPlan]) -> Iterator[PlantedFault]:
    """Silent, unfiled and doubled accounts, and closed ones that can still be read."""
    owners: dict[tuple[str, Platform], int] = defaultdict(int)
    for plan in plans:
        row = plan.account
        if row.filing_status in GONE:
            if plan.shape is not None and not plan.shape.is_failing:
                yield PlantedFault(
                    code=_STILL_THERE[row.filing_status],
                    subject_id=row.account_code,
                    level=Level.NOTICE,
                    note="订阅源仍能读到推文",
                )
            continue
        owners[row.agency_code, row.platform] += 1
        if row.filing_status is FilingStatus.UNFILED:
            yield PlantedFault(
                code="account.unfiled", subject_id=row.account_code, level=Level.NOTICE
            )
        level = level_of(plan.newest_days)
        if level is not None and plan.shape is not None and not plan.shape.is_failing:
            yield PlantedFault(
                code="account.content_stale",
                subject_id=row.account_code,
                level=level,
                note=f"{plan.newest_days} 天未更新",
            )
    for (agency_code, platform), number in sorted(owners.items()):
        if number > 1 and platform is not Platform.MINI_PROGRAM:  # several may serve (N-4)
            yield PlantedFault(
                code="account.duplicate",
                subject_id=agency_code,
                object=platform.label,
                level=Level.NOTICE,
                note=f"{number} 个账号",
            )


def workday_faults(
    plans: Sequence[AccountPlan], agencies: Sequence[Agency], as_of: datetime
) -> Iterator[PlantedFault]:
    """Government accounts that left out a working day of the last seven (Hebei, rule H-1)."""
    governments = {row.agency_code for row in agencies if row.kind is AgencyKind.GOVERNMENT}
    today = china_date(as_of)
    week = [today - timedelta(days=n) for n in range(1, 8)]
    try:
        workdays = {day for day in week if is_workday(day)}
    except CalendarCoverageError:
        return
    for plan in plans:
        row = plan.account
        is_read = plan.shape is not None and not plan.shape.is_failing
        if row.agency_code not in governments or row.filing_status in GONE or not is_read:
            continue
        ages = range(plan.newest_days, plan.newest_days + 8, plan.rhythm_days)
        missed = workdays - {today - timedelta(days=age) for age in ages}
        if missed:
            yield PlantedFault(
                code="account.workday_update_missing",
                subject_id=row.account_code,
                level=Level.NOTICE,
                note=f"近 7 天有 {len(missed)} 个工作日未更新",
            )


def account_near_misses(plans: Sequence[AccountPlan]) -> Iterator[NearMiss]:
    """Accounts that look silent and must not be judged so."""
    for plan in plans:
        row = plan.account
        note = ""
        if row.filing_status in GONE:
            note = "已关停或注销，不在检查范围"
        elif plan.shape is None:
            note = "没有数据来源，未采到"
        elif plan.shape.is_failing:
            note = f"订阅源读不到（{plan.shape.label}），未采到"
        elif plan.has_pinned:
            note = "置顶旧文在最前，之后有新文"
        elif plan.newest_days == WARNING_DAYS - 1:
            note = "第 9 天，未到预警"
        if note:
            yield NearMiss(code="account.content_stale", subject_id=row.account_code, note=note)


def unreadable_accounts(plans: Sequence[AccountPlan]) -> Iterator[Unreadable]:
    """Accounts in scope whose list cannot be read."""
    for plan in plans:
        row = plan.account
        cause: CollectionCause | None = None
        if row.source is AccountSource.NONE:
            cause = CollectionCause.NO_SOURCE
        elif row.source is AccountSource.IMPORT:
            cause = CollectionCause.AWAITING_IMPORT
        elif plan.shape is not None:
            cause = _CAUSES.get(plan.shape)
        if cause is not None and row.filing_status not in GONE:
            yield Unreadable(
                subject_kind=SubjectKind.ACCOUNT, subject_id=row.account_code, cause=cause
            )


def level_of(days: int) -> Level | None:
    """Level of so many silent days, None when there is nothing to say."""
    if days > DORMANT_DAYS:
        return Level.DORMANT
    if days > OVERDUE_DAYS:
        return Level.OVERDUE
    return Level.WARNING if days >= WARNING_DAYS else None


def _plan(
    n: int,
    case: AccountCase,
    agency: Agency,
    platform: Platform,
    *,
    origin: str,
    as_of: datetime,
) -> AccountPlan:
    code = f"YX{n + 1:06d}"
    path = _path(case.shape, code, platform) if case.shape is not None else ""
    today = china_date(as_of)
    is_unfiled = case.status is FilingStatus.UNFILED
    return AccountPlan(
        account=Account(
            account_code=code,
            platform=platform,
            name=f"{agency.name.removesuffix('人民政府')}发布",
            platform_key=f"yx{n + 1}",
            certified_subject=agency.name,
            agency_code=agency.agency_code,
            function=AccountFunction.PUBLISHING,
            opened_on=today - timedelta(days=900 + n % 300),
            filed_on=None if is_unfiled else today - timedelta(days=880),
            filing_status=case.status,
            has_interaction=YesNo.UNKNOWN,
            source=case.source,
            source_url=f"{origin}{path}" if path else None,
        ),
        shape=case.shape,
        path=path,
        newest_days=case.newest_days,
        rhythm_days=case.rhythm_days,
        has_pinned=case.has_pinned,
        post_hour=8 + n % 9,
        special=case.special,
    )


def _path(shape: FeedShape, code: str, platform: Platform) -> str:
    match shape:
        case FeedShape.RSS:
            return f"/rss/{code}.xml"
        case FeedShape.ATOM:
            return f"/atom/{code}.xml"
        case FeedShape.DISALLOWED:
            return f"{CLOSED_FOLDER}{code}.xml"
        case FeedShape.JSON_FEED | FeedShape.CHANGED:
            return f"/json/{code}.json"
        case _:
            return f"/{platform.value}/user/{code}"
