"""A simulated outage: half of the sources break, and nothing may be called stale because of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from types import MappingProxyType

from gongkai_monitor.practice import answers
from gongkai_monitor.practice.accounts import GONE
from gongkai_monitor.practice.board_letters import planted_replies, unlisted_id
from gongkai_monitor.practice.exchange import Act, Response, page
from gongkai_monitor.practice.opinion_truth import with_unread
from gongkai_monitor.practice.plan import City, FeedShape
from gongkai_monitor.practice.truth import PlantedReply, Truth, Unreadable
from gongkai_monitor.vocabulary import CollectionCause, SubjectKind

_LOGIN_HTML = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>用户登录</title></head><body>'
    '<h3>请先登录</h3><form action="/login" method="post"><input name="username">'
    '<input type="password" name="password"><button>登录</button></form></body></html>'
)


class Break(StrEnum):
    """How a source breaks."""

    FORBIDDEN = "forbidden"
    CHALLENGE = "challenge"
    RESET = "reset"
    LOGIN = "login"
    HANG = "hang"
    CHANGED = "changed"  # feeds only: another shape

    @property
    def cause(self) -> CollectionCause:
        """What the coverage table must say."""
        return _CAUSES[self]


_CAUSES = {
    Break.FORBIDDEN: CollectionCause.BLOCKED,
    Break.CHALLENGE: CollectionCause.BLOCKED,
    Break.RESET: CollectionCause.UNREACHABLE,
    Break.LOGIN: CollectionCause.LOGIN_WALL,
    Break.HANG: CollectionCause.UNREACHABLE,
    Break.CHANGED: CollectionCause.INVALID,
}
_SITE_BREAKS = (Break.FORBIDDEN, Break.CHALLENGE, Break.RESET, Break.LOGIN)
_FEED_BREAKS = (*_SITE_BREAKS, Break.CHANGED)


@dataclass(frozen=True, slots=True)
class Outage:
    """Which sites (by code) and accounts (by code) are broken, and how."""

    sites: Mapping[str, Break]
    accounts: Mapping[str, Break]


NO_OUTAGE = Outage(MappingProxyType({}), MappingProxyType({}))


def plan_outage(city: City, seed: int = 0, *, with_hang: bool = False) -> Outage:
    """Break every second site and account; ``with_hang`` lets one site never answer (slow)."""
    random = Random(f"{city.seed}:{seed}:outage")
    chosen = random.sample(city.sites, len(city.sites) // 2)
    broken = {
        plan.site.site_code: _SITE_BREAKS[n % len(_SITE_BREAKS)] for n, plan in enumerate(chosen)
    }
    if with_hang:
        broken[chosen[0].site.site_code] = Break.HANG
    readable = [
        row
        for row in city.accounts
        if row.shape and not row.shape.is_failing and row.account.filing_status not in GONE
    ]
    accounts = random.sample(readable, len(readable) // 2)
    return Outage(
        MappingProxyType(broken),
        MappingProxyType(
            {
                row.account.account_code: _FEED_BREAKS[n % len(_FEED_BREAKS)]
                for n, row in enumerate(accounts)
            }
        ),
    )


def broken_answer(kind: Break) -> Response:
    """What a broken source answers to anything. CHANGED is drawn by the feed itself."""
    match kind:
        case Break.FORBIDDEN | Break.CHANGED:
            return answers.forbidden()
        case Break.CHALLENGE:
            return answers.challenge()
        case Break.RESET:
            return Response(act=Act.RESET)
        case Break.LOGIN:
            return page(_LOGIN_HTML)
        case Break.HANG:
            return Response(act=Act.HANG)


def changed_shape(city: City, outage: Outage) -> City:
    """The city with feeds whose shape the outage changed."""
    hit = {code for code, kind in outage.accounts.items() if kind is Break.CHANGED}
    accounts = tuple(
        replace(row, shape=FeedShape.CHANGED) if row.account.account_code in hit else row
        for row in city.accounts
    )
    return replace(city, accounts=accounts)


def truth_under(city: City, outage: Outage) -> Truth:
    """What must be found while the outage lasts: nothing that needs a broken source.

    What is known without collecting stays: filing, duplicates, and the probes of the past week.
    """
    uncollected = tuple(sorted({row.subject_id: row for row in _unreadable(city, outage)}.values()))
    return replace(
        city.truth,
        faults=tuple(
            row for row in city.truth.faults if _stands(city, outage, row.code, row.subject_id)
        ),
        near_misses=tuple(
            row for row in city.truth.near_misses if _stands(city, outage, row.code, row.subject_id)
        ),
        suggestions=tuple(
            row for row in city.truth.suggestions if row.site_code not in outage.sites
        ),
        uncollected=uncollected,
        hotspots=with_unread(city.truth.hotspots, city.registry, uncollected),
        replies=_replies_under(city, outage),
    )


def _replies_under(city: City, outage: Outage) -> tuple[PlantedReply, ...]:
    """Letters of broken boards are not known, but for those that earlier rounds saw."""
    gone = {
        row.message_id
        for plan in city.sites
        if plan.site.site_code in outage.sites
        for row in planted_replies(plan)
    } - {unlisted_id(plan, one) for plan in city.sites for one in plan.letters if not one.is_listed}
    return tuple(row for row in city.truth.replies if row.message_id not in gone)


_WITHOUT_COLLECTING = {
    "site.unreachable",
    "site.slow_load",
    "site.level_not_allowed",
    "site.special_site",
    "site.error_report_overdue",
    "site.error_report_over_month",
    "site.error_reports_open",
    "account.unfiled",
    "account.duplicate",
    "shutdown.step_overdue",
}


def _stands(city: City, outage: Outage, code: str, subject_id: str) -> bool:
    if code in _WITHOUT_COLLECTING:
        return True
    if code.startswith("agency.paper_"):
        own = (plan.site for plan in city.sites if plan.site.agency_code == subject_id)
        return not any(site.site_code in outage.sites for site in own)
    origins = tuple(f"{plan.origin}/" for plan in city.sites if plan.site.site_code in outage.sites)
    is_broken = subject_id in outage.sites or subject_id in outage.accounts
    return not (is_broken or subject_id.startswith(origins)) if origins else not is_broken


def _unreadable(city: City, outage: Outage) -> Iterator[Unreadable]:
    yield from city.truth.uncollected
    for plan in city.sites:
        kind = outage.sites.get(plan.site.site_code)
        if kind is None or plan.is_blocked:
            continue
        yield Unreadable(
            subject_kind=SubjectKind.SITE, subject_id=plan.site.site_code, cause=kind.cause
        )
        for channel in plan.channels:
            yield Unreadable(
                subject_kind=SubjectKind.CHANNEL, subject_id=channel.channel.url, cause=kind.cause
            )
    for code, kind in outage.accounts.items():
        yield Unreadable(subject_kind=SubjectKind.ACCOUNT, subject_id=code, cause=kind.cause)
