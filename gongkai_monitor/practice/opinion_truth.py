"""What must be found of public opinion: hotspots, their units, clocks and likely answers."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from gongkai_monitor.model.registry import Agency, Registry
from gongkai_monitor.practice import feeds, words
from gongkai_monitor.practice.matters import MATTERS
from gongkai_monitor.practice.matters.matter import Judged, Matter, Outlet, Release
from gongkai_monitor.practice.matters.near import (
    PRESS_BEFORE,
    PRESS_TEXT,
    PRESS_TITLE,
    PRESS_UNIT,
)
from gongkai_monitor.practice.messages import units_by_name
from gongkai_monitor.practice.plan import AccountPlan, Published
from gongkai_monitor.practice.truth import PlantedHotspot, Unreadable
from gongkai_monitor.vocabulary import (
    ChannelKind,
    ClockState,
    FilingStatus,
    Milestone,
    Platform,
    ResponseClass,
    SiteStatus,
)


def said_by_accounts(
    agencies: Sequence[Agency], as_of: datetime
) -> dict[str, tuple[Published, ...]]:
    """Posts about matters by agency code, with the article that answers nothing."""
    now = as_of.replace(microsecond=0)
    units = units_by_name(agencies)
    found: dict[str, list[Published]] = defaultdict(list)
    for matter in MATTERS:
        for release in matter.releases:
            if release.outlet is Outlet.ACCOUNT:
                unit = units[release.by or matter.unit]
                found[unit.agency_code].append(published(matter, release, now))
    press = Published("press", PRESS_TITLE, PRESS_TEXT, now - PRESS_BEFORE)
    found[units[PRESS_UNIT].agency_code].append(press)
    return {code: tuple(own) for code, own in found.items()}


def said_by_portal(as_of: datetime) -> tuple[Published, ...]:
    """Articles of the portal about matters."""
    now = as_of.replace(microsecond=0)
    return tuple(
        published(matter, release, now)
        for matter in MATTERS
        for release in matter.releases
        if release.outlet is Outlet.PORTAL
    )


def published(matter: Matter, release: Release, now: datetime) -> Published:
    """A release with its moment; ``now`` without microseconds."""
    return Published(
        key=f"m{MATTERS.index(matter)}-{matter.releases.index(release)}",
        title=release.title,
        text=release.text,
        published_at=matter.began_at(now) + release.after,
    )


def planted_hotspots(
    topics: Mapping[str, tuple[str, ...]],
    agencies: Sequence[Agency],
    accounts: Sequence[AccountPlan],
    as_of: datetime,
) -> tuple[PlantedHotspot, ...]:
    """The hotspots as if everything could be read; see ``with_unread``."""
    now = as_of.replace(microsecond=0)
    units = units_by_name(agencies)
    addresses = {
        (plan.account.agency_code, one.title): _address(plan, one)
        for plan in accounts
        for one in plan.said
    }
    made = []
    for matter in MATTERS:
        unit = units.get(matter.unit)
        first = [
            published(matter, one, now).published_at
            for one in matter.releases
            if one.judged is Judged.CONFIRMED and one.milestone is Milestone.FIRST_RELEASE
        ]
        pending = [
            addresses[units[one.by or matter.unit].agency_code, one.title]
            for one in matter.releases
            if one.judged is Judged.PENDING
        ]
        made.append(
            PlantedHotspot(
                topic=matter.topic,
                agency_code=unit.agency_code if unit else "",
                message_ids=topics[matter.topic],
                region=words.CITY,
                response_class=(matter.response_class or ResponseClass.ORDINARY).value,
                rule=matter.lead.rule,
                limit_hours=matter.lead.hours,
                clock_state=matter.lead.state.value,
                t_event=_text(matter.occurred_at(now)),
                t_detected=_text(matter.detected_at(now)),
                t_first_release=_text(min(first, default=None)),
                candidates=tuple(sorted(pending)),
            )
        )
    return tuple(made)


def with_unread(
    hotspots: Sequence[PlantedHotspot], registry: Registry, uncollected: Collection[Unreadable]
) -> tuple[PlantedHotspot, ...]:
    """未采到 instead of 超时未回应 where a site, a news column or an account cannot be read."""
    unread = {row.subject_id for row in uncollected}
    running = {
        one.site_code: one.agency_code for one in registry.sites if one.status is SiteStatus.RUNNING
    }
    sources = [
        *((agency, code) for code, agency in running.items()),
        *((running[one.site_code], one.url) for one in registry.channels
          if one.site_code in running and one.kind in {ChannelKind.NEWS, ChannelKind.NOTICE}),
        *((one.agency_code, one.account_code) for one in registry.accounts
          if one.filing_status not in _ENDED and one.platform is not Platform.MINI_PROGRAM),
    ]  # fmt: skip
    silent = {code for code, subject_id in sources if subject_id in unread}
    return tuple(
        replace(row, clock_state=ClockState.UNCOLLECTED.value)
        if row.clock_state == ClockState.OVERDUE and row.agency_code in silent
        else row
        for row in hotspots
    )


_ENDED = frozenset({FilingStatus.CLOSED, FilingStatus.DEREGISTERED})


def _address(plan: AccountPlan, one: Published) -> str:
    origin = (plan.account.source_url or "").removesuffix(plan.path)
    return feeds.address_of(origin, feeds.said_post(plan, one))


def _text(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).isoformat()
