"""Units that answer for planted matters: each with one account that it publishes by every day."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from gongkai_monitor.clock import china_date
from gongkai_monitor.model.registry import Account, Agency
from gongkai_monitor.practice import words
from gongkai_monitor.practice.plan import AccountPlan, FeedShape, Published
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyKind,
    AgencyLevel,
    FilingStatus,
    Platform,
    YesNo,
)

_UNITS = (
    "燃气服务中心", "桥梁养护中心", "电力保障中心", "公交服务中心", "环卫服务中心", "园林服务中心",
    "供热服务中心", "照明服务中心", "水质监测中心",
)  # fmt: skip
UNREAD = "水质监测中心"
"""The unit whose account asks machines to log in."""


def response_units(city_government: Agency) -> tuple[Agency, ...]:
    """The units, below the city."""
    return tuple(
        Agency(
            agency_code=f"{words.REGION}8{n:02d}",
            name=f"{words.CITY}{unit}",
            parent_code=city_government.agency_code,
            level=AgencyLevel.CITY,
            region_code=words.REGION,
            kind=AgencyKind.INSTITUTION,
            supervisor_code=city_government.agency_code,
        )
        for n, unit in enumerate(_UNITS, start=1)
    )


def response_accounts(
    units: Sequence[Agency], said: Mapping[str, Sequence[Published]], origin: str, as_of: datetime
) -> tuple[AccountPlan, ...]:
    """One account each; ``said`` holds posts about matters by agency code."""
    return tuple(_account(n, unit, said, origin, as_of) for n, unit in enumerate(units, start=1))


def _account(
    n: int, unit: Agency, said: Mapping[str, Sequence[Published]], origin: str, as_of: datetime
) -> AccountPlan:
    code, key = f"YQ{n:06d}", f"yq{n}"
    is_unread = unit.name.endswith(UNREAD)
    path = f"/json/{code}.json" if is_unread else f"/rss/{code}.xml"
    opened_on = china_date(as_of) - timedelta(days=800)
    return AccountPlan(
        account=Account(
            account_code=code,
            platform=Platform.WEIBO,
            name=f"{unit.name}发布",
            platform_key=key,
            certified_subject=unit.name,
            agency_code=unit.agency_code,
            function=AccountFunction.PUBLISHING,
            opened_on=opened_on,
            filed_on=opened_on,
            filing_status=FilingStatus.FILED,
            has_interaction=YesNo.UNKNOWN,
            source=AccountSource.FEED,
            source_url=f"{origin}{path}",
        ),
        shape=FeedShape.LOGIN if is_unread else FeedShape.RSS,
        path=path,
        newest_days=60 if is_unread else 1,
        rhythm_days=2,
        post_hour=9,
        said=tuple(said.get(unit.agency_code, ())),
    )
