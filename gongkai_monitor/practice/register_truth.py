"""What the register of the city shows by itself: who holds which sites, closed ones that live."""

from collections import Counter
from collections.abc import Iterator

from gongkai_monitor.model.registry import Agency, Registry
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import (
    AgencyKind,
    AgencyLevel,
    FilingStatus,
    InspectionItem,
    Level,
    SiteKind,
    SiteStatus,
)


def register_faults(registry: Registry, hub_origin: str) -> Iterator[PlantedFault]:
    """Rules G-1 to G-3, the closed site whose address answers (G-19), no account at all (N-3)."""
    agencies = {row.agency_code: row for row in registry.agencies}
    kept = [site for site in registry.sites if site.status is not SiteStatus.CLOSED]
    counts = Counter(site.agency_code for site in kept)
    for code in sorted(code for code, count in counts.items() if count > 1):
        yield _fault("agency.many_sites", code)
    for site in kept:
        if _is_too_low(agencies[site.agency_code]):
            yield _fault("site.level_not_allowed", site.site_code)
        if site.kind is SiteKind.SPECIAL:
            yield _fault("site.special_site", site.site_code)
    for site in registry.sites:
        if site.status is SiteStatus.CLOSED and site.home_url.startswith(hub_origin):
            item = InspectionItem.CLOSED_ANSWERS.label
            yield _fault("site.closed_answers", site.site_code, item)
    held = {row.agency_code for row in registry.accounts if row.filing_status not in _ENDED}
    for row in registry.agencies:
        if _must_have_account(row) and row.agency_code not in held:
            yield _fault("agency.no_account", row.agency_code)


_ENDED = frozenset({FilingStatus.CLOSED, FilingStatus.DEREGISTERED})


def _must_have_account(agency: Agency) -> bool:
    return agency.kind is AgencyKind.GOVERNMENT and agency.level is not AgencyLevel.TOWN


def register_near_misses(registry: Registry) -> Iterator[NearMiss]:
    """A closed site is nobody's any more; a department need not have an account."""
    agencies = {row.agency_code: row for row in registry.agencies}
    for site in registry.sites:
        if site.status is SiteStatus.CLOSED and _is_too_low(agencies[site.agency_code]):
            code = "site.level_not_allowed"
            yield NearMiss(code=code, subject_id=site.site_code, note="已关停")
    held = {row.agency_code for row in registry.accounts}
    for row in registry.agencies:
        if row.agency_code not in held and not _must_have_account(row):
            note = "部门没有账号，不要求开设"
            yield NearMiss(code="agency.no_account", subject_id=row.agency_code, note=note)


def _is_too_low(agency: Agency) -> bool:
    is_department = agency.kind is AgencyKind.DEPARTMENT
    is_county_department = agency.level is AgencyLevel.COUNTY and is_department
    return agency.level is AgencyLevel.TOWN or is_county_department


def _fault(code: str, subject_id: str, item: str = "") -> PlantedFault:
    return PlantedFault(code=code, subject_id=subject_id, object=item, level=Level.NOTICE.value)
