"""Past rounds that nobody can wait for: a week of probes, and what lists showed days ago."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from gongkai_monitor.clock import china_date
from gongkai_monitor.identity import items_hash
from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.model.observations import (
    ChannelSnapshot,
    ListItem,
    ListReading,
    ListSet,
    Probe,
)
from gongkai_monitor.practice.account_history import ROUND_PROFILES, past_profiles
from gongkai_monitor.practice.families.catalogue import FAMILIES
from gongkai_monitor.practice.features.ledger import (
    FIRST_READING_DAYS,
    SECOND_READING_DAYS,
    hidden_entries,
    old_entries,
    planted_channel,
)
from gongkai_monitor.practice.items import Item, hidden_items, items_of
from gongkai_monitor.practice.opinion_past import ROUND_OPINION, past_letters, past_posts
from gongkai_monitor.practice.plan import ChannelBehaviour, ChannelPlan, City, SitePlan
from gongkai_monitor.practice.quirks import load_seconds
from gongkai_monitor.text.list_order import Shown, depth_of
from gongkai_monitor.vocabulary import CollectionCause, CollectionState, DateSource, FetchOutcome

ROUND_PROBES = "practice-history-probes"
ROUND_LISTS = "practice-history-lists"
ROUND_AGAIN = "practice-history-again"
PROBE_DAYS = 8
"""One day more than rule W-2 looks at, so that a later ``as_of`` still has its full week."""
PROBES_PER_DAY = 24
LIST_AGE_DAYS = FIRST_READING_DAYS
_TIMEOUT_SECONDS = 15.0
_CHANGED = frozenset({ChannelBehaviour.REDESIGNED, ChannelBehaviour.RENEWED})
_LISTED = frozenset({ChannelBehaviour.NORMAL, ChannelBehaviour.SLOW, *_CHANGED})


def write_history(city: City, landing_root: Path) -> list[Path]:
    """Write the past rounds as landing batches below ``landing_root`` (``landing/incoming``).

    Returns:
        The finished batch folders.

    Raises:
        StoreError: when the disk does not take them.
    """
    made = []
    for round_id, spider, rows in (
        (ROUND_PROBES, "probe", probes(city)),
        (ROUND_LISTS, "site", list_rows(city)),
        (ROUND_PROFILES, "weibo", past_profiles(city)),
        (ROUND_OPINION, "feed", past_posts(city)),
        (ROUND_OPINION, "board", past_letters(city)),
    ):
        batch = LandingBatch(landing_root, f"{round_id}-{spider}-all")
        with batch:
            for row in rows:
                batch.write(row)
            place = batch.commit()
        if place is not None:
            made.append(place)
    return made


def probes(city: City) -> Iterator[Probe]:
    """Hourly visits of every running site, with the planned share of failures."""
    for plan in city.sites:
        owed = 0.0
        for n in range(PROBE_DAYS * PROBES_PER_DAY):
            owed += plan.failing_probe_ratio
            is_failing = owed >= 1
            owed -= is_failing
            moment = city.as_of - timedelta(hours=PROBE_DAYS * PROBES_PER_DAY - n, minutes=-20)
            yield _probe(plan, moment, n, is_ok=not is_failing)


def _probe(plan: SitePlan, moment: datetime, n: int, *, is_ok: bool) -> Probe:
    has_timeout = n % 2 == 0
    failure = FetchOutcome.TIMEOUT if has_timeout else FetchOutcome.REFUSED
    return Probe(
        site_code=plan.site.site_code,
        url=plan.site.home_url,
        probed_at=moment,
        is_ok=is_ok,
        status=200 if is_ok else 0,
        outcome=FetchOutcome.OK if is_ok else failure,
        seconds_first_byte=0.2 if is_ok else None,
        seconds=load_seconds(plan) + n % 5 / 10
        if is_ok
        else (_TIMEOUT_SECONDS if has_timeout else 0.1),
        final_url=plan.site.home_url,
        error=None if is_ok else failure.value,
        round_id=ROUND_PROBES,
    )


def list_rows(city: City) -> Iterator[ChannelSnapshot | ListItem | ListReading | ListSet]:
    """Lists as they stood three days before ``as_of``; redesigned ones in their old shape."""
    moment = city.as_of - timedelta(days=LIST_AGE_DAYS)
    for plan in city.sites:
        if plan.is_blocked:
            continue
        for channel in plan.channels:
            if channel.behaviour in _LISTED:
                yield from _list(plan, channel, moment)
        planted = planted_channel(plan)
        if planted is not None:
            yield from _readings(plan, planted)


def _list(
    plan: SitePlan, channel: ChannelPlan, moment: datetime
) -> Iterator[ChannelSnapshot | ListItem]:
    source = hidden_items if channel.behaviour in _CHANGED else items_of
    hidden = _hidden(plan, channel)
    items = [
        item
        for item in source(plan, channel)
        if item.published_at <= moment and item.n not in hidden
    ]
    dated = [item for item in items if not item.is_undated]
    newest = max(dated, key=lambda item: item.published_at, default=None)
    path = FAMILIES[plan.family].article_path
    yield ChannelSnapshot(
        site_code=plan.site.site_code,
        channel_url=channel.channel.url,
        channel_name=channel.channel.name,
        is_registered=True,
        round_id=ROUND_LISTS,
        observed_at=moment,
        collection_state=CollectionState.COLLECTED,
        cause=CollectionCause.OK,
        item_count=len(items),
        undated_count=len(items) - len(dated),
        newest_on=newest.published_on if newest else None,
        newest_title=newest.title if newest else None,
        newest_url=plan.origin + path(channel, newest) if newest else None,
        pages_read=1,
        is_complete=True,
        is_empty=not items,
        family=plan.family.value,
    )
    for position, item in enumerate(items):
        yield _entry(plan, channel, item, position, moment)


def _entry(
    plan: SitePlan, channel: ChannelPlan, item: Item, position: int, moment: datetime
) -> ListItem:
    return ListItem(
        site_code=plan.site.site_code,
        channel_url=channel.channel.url,
        item_url=plan.origin + FAMILIES[plan.family].article_path(channel, item),
        title=item.title,
        printed_on=None if item.is_undated else china_date(item.published_at),
        date_source=DateSource.NONE if item.is_undated else DateSource.LIST,
        position=position,
        round_id=ROUND_LISTS,
        observed_at=moment,
    )


def _hidden(plan: SitePlan, channel: ChannelPlan) -> set[int]:
    """Entries that came later than their date says."""
    planted = planted_channel(plan)
    if planted is None or planted.slug != channel.slug:
        return set()
    return {item.n for item in hidden_entries(plan, channel)}


def _readings(plan: SitePlan, channel: ChannelPlan) -> Iterator[ListItem | ListReading | ListSet]:
    """Two complete readings of a list, and entries that today's list does not show."""
    site_code, url = plan.site.site_code, channel.channel.url
    hidden = _hidden(plan, channel)
    old = old_entries(plan, channel)
    first = plan.as_of - timedelta(days=FIRST_READING_DAYS)
    for entry in old:
        yield ListItem(
            site_code=site_code,
            channel_url=url,
            item_url=entry.url,
            title=entry.title,
            printed_on=entry.printed_on,
            date_source=DateSource.LIST,
            position=0,
            round_id=ROUND_LISTS,
            observed_at=first,
        )
    path = FAMILIES[plan.family].article_path
    for days in (FIRST_READING_DAYS, SECOND_READING_DAYS):
        moment = plan.as_of - timedelta(days=days)
        round_id = ROUND_LISTS if days == FIRST_READING_DAYS else ROUND_AGAIN
        items = [
            item
            for item in items_of(plan, channel)
            if item.published_at <= moment and item.n not in hidden
        ]
        shown = [Shown(plan.origin + path(channel, item), item.published_on) for item in items]
        if days == FIRST_READING_DAYS:
            shown += [Shown(row.url, row.printed_on) for row in old if row.is_on_first_reading]
        shown.sort(key=lambda item: item.printed_on or date.min, reverse=True)
        depth = depth_of(shown)
        name = items_hash(item.url for item in shown)
        for item in items:
            yield replace(_entry(plan, channel, item, 0, moment), round_id=round_id)
        yield ListReading(
            site_code=site_code,
            channel_url=url,
            round_id=round_id,
            observed_at=moment,
            items_hash=name,
            item_count=len(shown),
            is_ordered=depth is not None,
            reaches_back_to=depth,
            is_confirmed=True,
            pages_read=1,
        )
        yield ListSet(
            site_code=site_code,
            channel_url=url,
            items_hash=name,
            item_urls=tuple(item.url for item in shown),
            round_id=round_id,
            observed_at=moment,
        )
