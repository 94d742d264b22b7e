"""单位 of the practice city: the government, its departments, districts and theirs."""

from collections.abc import Iterator

from gongkai_monitor.model.registry import Agency
from gongkai_monitor.practice import words
from gongkai_monitor.practice.plan import Size
from gongkai_monitor.vocabulary import AgencyKind, AgencyLevel, YesNo

_COUNTIES = {Size.SMALL: 2, Size.MEDIUM: 8, Size.LARGE: 60}
_CITY_DEPARTMENTS = {Size.SMALL: 16, Size.MEDIUM: 30, Size.LARGE: 30}
_COUNTY_DEPARTMENTS = {Size.SMALL: 3, Size.MEDIUM: 10, Size.LARGE: 18}


def build_agencies(size: Size) -> tuple[Agency, ...]:
    """The government first, then its departments, then each county with its departments."""
    return tuple(_agencies(size))


def short_mark(agency: Agency) -> str:
    """Abbreviation in document numbers: 云政 for the city, 云教 for its 教育局."""
    prefix = words.CITY_SHORT
    if agency.level is AgencyLevel.COUNTY:
        prefix = agency.name[0]
    for name, mark in words.DEPARTMENTS:
        if agency.name.endswith(name):
            return prefix + mark
    return f"{prefix}政"


def place_of(agency: Agency) -> str:
    """City or county that the unit belongs to."""
    name = agency.name.removesuffix("人民政府")
    for department, _ in words.DEPARTMENTS:
        name = name.removesuffix(department)
    return name


def _agencies(size: Size) -> Iterator[Agency]:
    city = Agency(
        agency_code=f"{words.REGION}001",
        name=f"{words.CITY}人民政府",
        level=AgencyLevel.CITY,
        region_code=words.REGION,
        kind=AgencyKind.GOVERNMENT,
        has_services=YesNo.YES,
        aliases=("市政府", "云溪市政府"),
    )
    yield city
    yield from _departments(city, words.CITY, _CITY_DEPARTMENTS[size])
    for n, county in enumerate(words.county_names(_COUNTIES[size]), start=1):
        region = f"{int(words.REGION) + n}"
        government = Agency(
            agency_code=f"{region}001",
            name=f"{county}人民政府",
            parent_code=city.agency_code,
            level=AgencyLevel.COUNTY,
            region_code=region,
            kind=AgencyKind.GOVERNMENT,
            supervisor_code=city.agency_code,
            has_services=YesNo.YES,
            aliases=(f"{county}政府",),
        )
        yield government
        yield from _departments(government, county, _COUNTY_DEPARTMENTS[size])


def _departments(parent: Agency, place: str, count: int) -> Iterator[Agency]:
    for n, (name, _) in enumerate(words.DEPARTMENTS[:count], start=2):
        short = name.replace("发展和改革委员会", "发改委").replace("卫生健康委员会", "卫健委")
        alias = f"市{short}" if parent.level is AgencyLevel.CITY else f"{place}{short}"
        yield Agency(
            agency_code=f"{parent.region_code}{n:03d}",
            name=f"{place}{name}",
            parent_code=parent.agency_code,
            level=parent.level,
            region_code=parent.region_code,
            kind=AgencyKind.DEPARTMENT,
            supervisor_code=parent.agency_code,
            has_services=YesNo.YES,
            aliases=() if alias == f"{place}{name}" else (alias,),
        )
