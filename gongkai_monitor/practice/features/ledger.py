"""首次出现台账: what earlier rounds did not see on a list, or saw and it is gone.

Sites of an even code have one entry with a forged date, one that vanished and a burst of updates at
the limit; sites of an odd code look as if an old column had been moved there. The lists themselves
are the ordinary ones: only the history (``practice/history.py``) shows them otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai_monitor.clock import china_date
from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.features.places import number_of
from gongkai_monitor.practice.items import PAGE_SIZE, Item, items_of
from gongkai_monitor.practice.plan import ChannelBehaviour, ChannelPlan, SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, Level

FIRST_READING_DAYS, SECOND_READING_DAYS = 3, 2
"""How long before the present moment the two earlier rounds read the lists."""
_FEWEST = 7
_MIGRATED = 3
_BURST_DAYS, _SILENT_DAYS = 60, 13


@dataclass(frozen=True, slots=True, kw_only=True)
class OldEntry:
    """An entry that only earlier rounds saw."""

    url: str
    title: str
    printed_on: date
    is_on_first_reading: bool


class Ledger(Feature):
    """The planted lists and their truth."""

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """Forged, vanished and hurried entries, and the migration."""
        channel = planted_channel(plan)
        if channel is None:
            return
        url = channel.channel.url
        hidden = hidden_entries(plan, channel)
        if not _is_forging(plan):
            day = china_date(plan.as_of).isoformat()
            yield _fault("channel.bulk_backfill", url, day, f"{len(hidden)} 条旧日期信息同时出现")
            dated = old_entries(plan, channel)[0].url
            yield _fault("channel.date_conflict", url, dated, "网址中的日期晚于所示日期")
            return
        if not _is_only_late(plan, channel):
            forged = _address(plan, channel, hidden[-1])
            yield _fault("channel.backdated_item", url, forged, "两次完整读取均无此条")
        gone = _vanished_url(plan, channel)
        yield _fault("channel.vanished_item", url, gone, "曾在列表，页面 404")
        yield _fault("channel.deadline_burst", url, "", f"{_SILENT_DAYS} 天未更新后一天 5 条")

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """An entry that came a day late, and four entries in one day."""
        channel = planted_channel(plan)
        if channel is None:
            return
        url = channel.channel.url
        if not _is_forging(plan):
            note = "停更后一天 4 条，不到 5 条"
            yield NearMiss(code="channel.deadline_burst", subject_id=url, note=note)
            return
        dated = old_entries(plan, channel)[0].url
        note = "网址中的日期只晚 1 天"
        yield NearMiss(code="channel.date_conflict", subject_id=url, object=dated, note=note)
        for item in _late_entries(plan, channel) if _is_only_late(plan, channel) else ():
            late = _address(plan, channel, item)
            note = "所示日期只比未见此条的读取早 1 天"
            yield NearMiss(code="channel.backdated_item", subject_id=url, object=late, note=note)


def planted_channel(plan: SitePlan) -> ChannelPlan | None:
    """The list of the site on which it is planted: news in plain order, if there is one."""
    if plan.is_blocked:
        return None
    for channel in plan.channels:
        is_plain = not (channel.has_pinned or channel.has_undated or channel.is_yearless)
        is_news = channel.channel.kind is ChannelKind.NEWS and channel.channel.level == 1
        is_fresh = channel.newest_days <= 2 and channel.step_days in {1, 2}
        is_read = channel.behaviour is ChannelBehaviour.NORMAL and channel.count >= _FEWEST
        if is_plain and is_news and is_fresh and is_read and not channel.dead_entries:
            return channel
    return None


def hidden_entries(plan: SitePlan, channel: ChannelPlan) -> tuple[Item, ...]:
    """Entries of today's first page that earlier rounds did not see, the newest first."""
    shown = items_of(plan, channel)[:PAGE_SIZE]
    read_on = china_date(plan.as_of) - timedelta(days=SECOND_READING_DAYS)
    titles = [item.title for one in plan.channels for item in items_of(plan, one)]
    old = [
        item
        for item in shown
        if item.published_on <= read_on - timedelta(days=2) and titles.count(item.title) == 1
    ]
    if not _is_forging(plan):
        return tuple(old[:_MIGRATED])
    if _is_only_late(plan, channel):
        return _late_entries(plan, channel)
    return (old[0],)  # with older entries below it: a late last one proves nothing


def _late_entries(plan: SitePlan, channel: ChannelPlan) -> tuple[Item, ...]:
    """Entries of the first page that came a day late."""
    read_on = china_date(plan.as_of) - timedelta(days=SECOND_READING_DAYS)
    shown = items_of(plan, channel)[:PAGE_SIZE]
    return tuple(item for item in shown if item.published_on == read_on - timedelta(days=1))


def _is_only_late(plan: SitePlan, channel: ChannelPlan) -> bool:
    """Whether a forging site has the near miss instead: two late ones of six are a migration."""
    return number_of(plan) // 2 % 3 == 0 and bool(_late_entries(plan, channel))


def old_entries(plan: SitePlan, channel: ChannelPlan) -> tuple[OldEntry, ...]:
    """What only earlier rounds saw: one that vanished, and updates of two months ago."""
    today = china_date(plan.as_of)
    burst = today - timedelta(days=_BURST_DAYS)
    days = [burst - timedelta(days=_SILENT_DAYS), *[burst] * (5 if _is_forging(plan) else 4)]
    made = [
        OldEntry(
            url=_archive_url(plan, channel, day)
            if n == 0
            else f"{plan.origin}/{channel.slug}/archive-{n}.html",
            title=f"{plan.sponsor}工作情况（存档{n}）",
            printed_on=day,
            is_on_first_reading=False,
        )
        for n, day in enumerate(days)
    ]
    if _is_forging(plan):
        made.append(
            OldEntry(
                url=_vanished_url(plan, channel),
                title=f"{plan.sponsor}有关情况的说明",
                printed_on=today - timedelta(days=FIRST_READING_DAYS + 1),
                is_on_first_reading=True,
            )
        )
    return tuple(made)


def _is_forging(plan: SitePlan) -> bool:
    return int(plan.site.site_code[-1]) % 2 == 0


def _address(plan: SitePlan, channel: ChannelPlan, item: Item) -> str:
    from gongkai_monitor.practice.families.catalogue import FAMILIES  # families draw features

    return plan.origin + FAMILIES[plan.family].article_path(channel, item)


def _archive_url(plan: SitePlan, channel: ChannelPlan, printed_on: date) -> str:
    """Its date is later than the printed one: by a day (near miss) or by a week."""
    day = printed_on + timedelta(days=1 if _is_forging(plan) else 7)
    return f"{plan.origin}/{channel.slug}/t{day:%Y%m%d}_0.html"


def _vanished_url(plan: SitePlan, channel: ChannelPlan) -> str:
    return f"{plan.origin}/{channel.slug}/withdrawn.html"


def _fault(code: str, url: str, obj: str, note: str) -> PlantedFault:
    return PlantedFault(code=code, subject_id=url, object=obj, level=Level.NOTICE, note=note)
