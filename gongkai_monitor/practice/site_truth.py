"""What is planted on one site, read off its plan: faults, near misses, what cannot be read."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai_monitor.clock import china_date
from gongkai_monitor.practice.documents import is_due_soon, is_overdue
from gongkai_monitor.practice.features import FEATURES
from gongkai_monitor.practice.home_age import home_days, is_home_stale
from gongkai_monitor.practice.items import items_of
from gongkai_monitor.practice.near_misses import FAILING_SHARE, near_misses
from gongkai_monitor.practice.plan import ChannelBehaviour, ChannelPlan, SitePlan
from gongkai_monitor.practice.site_book import SiteBook
from gongkai_monitor.practice.truth import NearMiss, PlantedFault, Unreadable
from gongkai_monitor.vocabulary import ChannelKind, CollectionCause, Level, SubjectKind

PRIMARY_DAYS = {ChannelKind.NEWS: 14, ChannelKind.NOTICE: 184, ChannelKind.POLICY: 184}
_VETO_STALE, _VETO_OVERDUE, _VETO_EMPTY = 5, 10, 5
_CAUSES = {
    ChannelBehaviour.BLOCKED: CollectionCause.BLOCKED,
    ChannelBehaviour.REDESIGNED: CollectionCause.PAGE_CHANGED,
    ChannelBehaviour.RENEWED: CollectionCause.PAGE_CHANGED,
    ChannelBehaviour.DISALLOWED: CollectionCause.ROBOTS,
}


@dataclass(frozen=True, slots=True)
class SiteTruth:
    """What is planted on one site."""

    faults: tuple[PlantedFault, ...]
    near_misses: tuple[NearMiss, ...]
    uncollected: tuple[Unreadable, ...]


def site_truth(plan: SitePlan) -> SiteTruth:
    """Faults, near misses and unreadable subjects of one site."""
    faults = list(_probe_faults(plan))
    if not plan.is_blocked:
        faults += [*_home_faults(plan), *_page_faults(plan), *_channel_faults(plan)]
        faults += [*_link_faults(plan), *_document_faults(plan)]
        for feature in FEATURES:
            faults += feature.faults(plan)
    return SiteTruth(tuple(faults), tuple(near_misses(plan)), tuple(_unreadable(plan)))


def _fault(
    plan: SitePlan, code: str, obj: str = "", level: str = "", note: str = ""
) -> PlantedFault:
    return PlantedFault(
        code=code, subject_id=plan.site.site_code, object=obj, level=level, note=note
    )


def _probe_faults(plan: SitePlan) -> Iterator[PlantedFault]:
    if plan.failing_probe_ratio >= FAILING_SHARE:
        note = f"近 7 天约 {plan.failing_probe_ratio:.0%} 的探测打不开"
        yield _fault(plan, "site.unreachable", level=Level.OVERDUE, note=note)


def _home_faults(plan: SitePlan) -> Iterator[PlantedFault]:
    if is_home_stale(plan):
        note = f"{home_days(plan)} 天"
        yield _fault(plan, "site.homepage_stale", level=Level.OVERDUE, note=note)


def _page_faults(plan: SitePlan) -> Iterator[PlantedFault]:
    for item in sorted(plan.footer_missing):
        yield _fault(plan, "site.footer_item_missing", item, Level.NOTICE)
    if plan.shown_code != plan.site.site_code:
        yield _fault(plan, "site.code_mismatch", level=Level.NOTICE, note=plan.shown_code)
    for page_kind in sorted(plan.untagged):
        yield _fault(plan, "site.meta_tags_missing", page_kind, Level.NOTICE)


def _channel_faults(plan: SitePlan) -> Iterator[PlantedFault]:
    stale = [one for one in plan.channels if _is_stale(plan, one)]
    overdue = [one for one in plan.channels if _is_overdue(one)]
    empty = [one for one in plan.channels if one.behaviour is ChannelBehaviour.EMPTY]
    yield from _of(stale, "channel.stale", Level.OVERDUE)
    if len(stale) >= _VETO_STALE:
        yield _fault(plan, "site.channels_stale", level=Level.OVERDUE, note=f"{len(stale)} 个栏目")
    if len(overdue) >= _VETO_OVERDUE:
        note = f"{len(overdue)} 个栏目"
        yield _fault(plan, "site.channels_overdue", level=Level.OVERDUE, note=note)
    else:
        yield from _of(overdue, "channel.overdue", Level.OVERDUE)
    if len(empty) >= _VETO_EMPTY:
        yield _fault(plan, "site.channels_empty", level=Level.OVERDUE, note=f"{len(empty)} 个栏目")
    else:
        yield from _of(empty, "channel.empty", Level.NOTICE)


def _of(channels: list[ChannelPlan], code: str, level: Level) -> Iterator[PlantedFault]:
    for one in channels:
        yield PlantedFault(
            code=code, subject_id=one.channel.url, level=level, note=one.channel.name
        )


def _link_faults(plan: SitePlan) -> Iterator[PlantedFault]:
    book = SiteBook(plan)
    for channel in plan.channels:
        for n, answer in channel.dead_entries:
            url = plan.origin + book.entry_path(channel.slug, n)
            yield _fault(plan, "site.dead_link", url, Level.NOTICE, f"列表条目：{answer.label}")
    for link in plan.planted_links:
        if link.answer.is_dead:
            code = "site.dead_attachment" if link.is_attachment else "site.dead_link"
            yield _fault(plan, code, link.url_on(plan.origin), Level.NOTICE, link.answer.label)


def _document_faults(plan: SitePlan) -> Iterator[PlantedFault]:
    book = SiteBook(plan)
    for row in plan.documents:
        url = plan.origin + book.entry_path(row.channel, row.n)
        if is_overdue(row, plan):
            code, level = "document.interpretation_overdue", Level.OVERDUE
        elif is_due_soon(row, plan):
            code, level = "document.interpretation_due_soon", Level.WARNING
        else:
            continue
        yield PlantedFault(code=code, subject_id=url, level=level, note=row.title)


def _unreadable(plan: SitePlan) -> Iterator[Unreadable]:
    if plan.is_blocked:
        yield Unreadable(
            subject_kind=SubjectKind.SITE,
            subject_id=plan.site.site_code,
            cause=CollectionCause.BLOCKED,
        )
    for channel in plan.channels:
        cause = CollectionCause.BLOCKED if plan.is_blocked else _CAUSES.get(channel.behaviour)
        if cause is not None:
            yield Unreadable(
                subject_kind=SubjectKind.CHANNEL, subject_id=channel.channel.url, cause=cause
            )


def _is_stale(plan: SitePlan, channel: ChannelPlan) -> bool:
    limit = PRIMARY_DAYS.get(channel.channel.kind)
    if limit is None or channel.channel.level > 1:
        return False
    items = items_of(plan, channel)
    today = china_date(plan.as_of)
    return bool(items) and min((today - item.published_on).days for item in items) > limit


def _is_overdue(channel: ChannelPlan) -> bool:
    cycle = channel.channel.cycle_days
    is_listed = channel.behaviour in {ChannelBehaviour.NORMAL, ChannelBehaviour.SLOW}
    return cycle is not None and is_listed and channel.newest_days > cycle
