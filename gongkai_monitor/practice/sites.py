"""Site plans: a profile laid on a unit, an address and a seed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from gongkai_monitor.clock import china_date
from gongkai_monitor.model.registry import Agency, Channel, Site
from gongkai_monitor.practice import plants
from gongkai_monitor.practice.agencies import place_of, short_mark
from gongkai_monitor.practice.documents import plan_documents
from gongkai_monitor.practice.families.catalogue import FAMILIES
from gongkai_monitor.practice.plan import ChannelPlan, DocumentPlan, SitePlan
from gongkai_monitor.practice.profile_parts import ChannelSpec, SiteProfile
from gongkai_monitor.practice.profiles import profile_of
from gongkai_monitor.vocabulary import AgencyKind, ChannelKind, SiteKind, SiteStatus

_NAMES_PER_SITE = 9
_LOW_SITE = 4
"""Belongs to a department of a county, which should have no site (rule G-2)."""


def plan_sites(
    agencies: Sequence[Agency],
    *,
    count: int,
    host: str,
    first_port: int,
    hub_origin: str,
    refused_port: int,
    seed: int,
    as_of: datetime,
) -> tuple[SitePlan, ...]:
    """``count`` running sites on consecutive ports, in the order of the profiles."""
    owners = _owners(agencies)
    plans = []
    for n in range(count):
        profile = profile_of(n)
        agency = next(owners[profile.key in {"portal", "mixed"}])
        if n == _LOW_SITE:
            agency = agencies[-2]
        plans.append(
            _plan_site(
                n,
                profile,
                agency,
                origin=f"http://{host}:{first_port + n}",
                hub_origin=hub_origin,
                refused_origin=f"http://{host}:{refused_port}",
                seed=seed,
                as_of=as_of,
            )
        )
    return tuple(plans)


def retired_sites(
    agencies: Sequence[Agency], refused_origin: str, hub_origin: str
) -> tuple[Site, ...]:
    """A closed site whose address others use now, and a suspended special site of the government.

    The government has its portal, so the second one is one too many.
    """
    closed, owner = agencies[-1], agencies[0]
    return (
        Site(
            site_code=f"{closed.region_code}9001",
            name=f"{closed.name}（旧站）",
            home_url=f"{hub_origin}/service/old",
            agency_code=closed.agency_code,
            kind=SiteKind.DEPARTMENT,
            status=SiteStatus.CLOSED,
            remark="已关停并注销",
        ),
        Site(
            site_code=f"{owner.region_code}9002",
            name=f"{owner.name}（专题网站）",
            home_url=f"{refused_origin}/old1/",
            agency_code=owner.agency_code,
            kind=SiteKind.SPECIAL,
            status=SiteStatus.SUSPENDED,
            remark="机构改革临时下线",
        ),
    )


def _owners(agencies: Sequence[Agency]) -> dict[bool, Iterator[Agency]]:
    """Governments for portals, departments for the rest; either list helps out the other."""
    governments = [row for row in agencies if row.kind is AgencyKind.GOVERNMENT]
    departments = [row for row in agencies if row.kind is not AgencyKind.GOVERNMENT]
    spare = len(departments) // 8
    return {
        True: iter([*governments, *departments[len(departments) - spare :]]),
        False: iter(departments[: len(departments) - spare]),
    }


def _plan_site(
    n: int,
    profile: SiteProfile,
    agency: Agency,
    *,
    origin: str,
    hub_origin: str,
    refused_origin: str,
    seed: int,
    as_of: datetime,
) -> SitePlan:
    is_portal = agency.kind is AgencyKind.GOVERNMENT
    site_code = f"{agency.region_code}{n + 1:04d}"
    channels = tuple(_channel(spec, profile, site_code, origin) for spec in profile.channels)
    wrong_code = f"{agency.region_code}{(n + 5001) % 10000:04d}"
    links = plants.few_dead(n) if profile.has_few_dead else ()
    if profile.has_all_links:
        links = (*plants.dead_links(refused_origin), *plants.near_links())
    return SitePlan(
        site=Site(
            site_code=site_code,
            name=f"{agency.name}{'门户网站' if is_portal else '网站'}",
            home_url=f"{origin}/",
            agency_code=agency.agency_code,
            kind=SiteKind.PORTAL if is_portal else SiteKind.DEPARTMENT,
            status=SiteStatus.RUNNING,
        ),
        sponsor=agency.name if not is_portal else f"{agency.name}办公室",
        family=profile.family,
        charset=profile.charset,
        origin=origin,
        port=int(origin.rsplit(":", 1)[1]),
        hub_origin=hub_origin,
        seed=f"{seed}:{n}",
        as_of=as_of,
        channels=channels,
        documents=_documents(n, profile, channels, agency, as_of),
        links=links,
        home_links=plants.home_links(n, hub_origin) if profile.has_home_links else (),
        footer_missing=profile.footer_missing,
        shown_code=wrong_code if profile.has_wrong_code else site_code,
        untagged=profile.untagged,
        home_moves=profile.home_moves,
        has_entrance_home=profile.has_entrance_home,
        is_blocked=profile.is_blocked,
        has_board=profile.has_board,
        failing_probe_ratio=profile.failing_probe_ratio,
    )


def _channel(spec: ChannelSpec, profile: SiteProfile, site_code: str, origin: str) -> ChannelPlan:
    blank = Channel(
        site_code=site_code,
        name=spec.name,
        url="",
        kind=spec.kind,
        level=spec.level,
        cycle_days=spec.cycle_days,
        list_selector=spec.list_selector,
    )
    plan = ChannelPlan(
        channel=blank,
        slug=spec.slug,
        behaviour=spec.behaviour,
        newest_days=spec.newest_days,
        step_days=spec.step_days,
        count=spec.count,
        on_home=spec.on_home,
        has_pinned=spec.has_pinned,
        has_undated=spec.has_undated,
        is_yearless=spec.is_yearless,
        carries_news=spec.carries_news,
        speaks_of_faults=spec.speaks_of_faults,
        dead_entries=spec.dead_entries,
    )
    path = FAMILIES[profile.family].list_path(plan, 0)
    return _with_url(plan, f"{origin}{path}")


def _with_url(plan: ChannelPlan, url: str) -> ChannelPlan:
    return replace(plan, channel=replace(plan.channel, url=url))


def _documents(
    n: int, profile: SiteProfile, channels: Sequence[ChannelPlan], agency: Agency, as_of: datetime
) -> tuple[DocumentPlan, ...]:
    found: list[DocumentPlan] = []
    for channel in channels:
        if channel.channel.kind is ChannelKind.POLICY:
            found += plan_documents(
                channel,
                profile.cases,
                issuer=agency.name,
                place=place_of(agency),
                mark=f"{short_mark(agency)}发"
                if agency.kind is AgencyKind.GOVERNMENT
                else short_mark(agency),
                as_of_day=china_date(as_of),
                first=len(found),
                first_name=n * _NAMES_PER_SITE,
            )
    return tuple(found)
