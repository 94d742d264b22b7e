"""A made-up register of the size of a city."""

from datetime import date

import pytest

from gongkai_monitor.model.registry import (
    Account,
    Agency,
    Channel,
    Registry,
    Responsibility,
    Site,
)
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyKind,
    AgencyLevel,
    ChannelKind,
    FilingStatus,
    Platform,
    SiteKind,
    SiteStatus,
    YesNo,
)


@pytest.fixture(scope="session")
def city() -> Registry:
    """120 agencies, 40 sites, 300 accounts, every optional field filled somewhere."""
    agencies = tuple(
        Agency(
            agency_code=f"LC{number:03}",
            name=f"临川市第{number}局",
            parent_code="LC000" if number else None,
            level=AgencyLevel.CITY if number < 60 else AgencyLevel.COUNTY,
            region_code="990100",
            kind=AgencyKind.DEPARTMENT if number else AgencyKind.GOVERNMENT,
            supervisor_code="LC000" if number % 3 == 1 else None,
            phone=f"0990-60{number:05}" if number % 2 else None,
            has_services=tuple(YesNo)[number % 3],
            aliases=(f"第{number}局", f"{number}局") if number % 4 == 0 else (),
        )
        for number in range(120)
    )
    sites = tuple(
        Site(
            site_code=f"990100{number:04}",
            name=f"临川市第{number}局网站（公开）",
            home_url=f"https://www{number}.linchuan.example/",
            agency_code=f"LC{number:03}",
            kind=SiteKind.DEPARTMENT if number else SiteKind.PORTAL,
            status=tuple(SiteStatus)[number % 3],
            remark="= 备注以等号开头" if number == 1 else None,
        )
        for number in range(40)
    )
    channels = tuple(
        Channel(
            site_code=site.site_code,
            name=kind.label,
            url=f"{site.home_url}{kind.value}/",
            kind=kind,
            level=1 + position % 2,
            cycle_days=7 if position == 0 else None,
        )
        for site in sites[:10]
        for position, kind in enumerate(ChannelKind)
    )
    accounts = tuple(
        Account(
            account_code=f"{number:05}",
            platform=tuple(Platform)[number % len(Platform)],
            name=f"临川{number}号",
            platform_key=f"{number:010}" if number % 2 else None,
            home_url=f"https://weibo.example/u/{number}" if number % 3 else None,
            certified_subject="临川市" if number % 5 else None,
            agency_code=f"LC{number % 120:03}",
            function=tuple(AccountFunction)[number % 3],
            opened_on=date(2019, 1 + number % 12, 1 + number % 28),
            filed_on=date(2019, 2, 28) if number % 2 else None,
            filing_status=tuple(FilingStatus)[number % 6],
            deregistration_notice_url="https://www.linchuan.example/n" if number % 7 == 0 else None,
            has_interaction=tuple(YesNo)[number % 3],
            source=AccountSource.FEED if number % 2 else AccountSource.NONE,
            source_url=f"https://feeds.linchuan.example/{number}.xml" if number % 2 else None,
        )
        for number in range(300)
    )
    return Registry(
        agencies=agencies,
        sites=sites,
        channels=channels,
        accounts=accounts,
        responsibilities=(
            Responsibility(keyword="学区划分", agency_code="LC001"),
            Responsibility(keyword="学区划分", agency_code="LC002", region="城东区"),
        ),
    )
