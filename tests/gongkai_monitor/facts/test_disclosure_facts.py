"""政府信息公开: nothing is absent that was not looked for; the due year follows the day read."""

from datetime import date

import pytest

from gongkai_monitor.model.observations import Link, ListItem
from gongkai_monitor.vocabulary import (
    AgencyKind,
    ChannelKind,
    CollectionState,
    DateSource,
    LinkKind,
)

SITE = "1308000009"
HOME = f"http://{SITE}.test/"


@pytest.fixture
def town(world):
    world.agency(kind=AgencyKind.GOVERNMENT)
    world.site()
    world.snapshot()
    return world


def items(town, channel, *titles, day):
    town.put("list_items", *(
        ListItem(
            site_code=SITE, channel_url=channel, item_url=f"{channel}{n}.html", title=title,
            printed_on=day, date_source=DateSource.LIST, position=n, round_id="r1",
            observed_at=town.days_ago(0.1),
        )
        for n, title in enumerate(titles)
    ))  # fmt: skip


def test_parts_are_unknown_until_the_navigation_is_read(town):
    town.channel("公开指南", ChannelKind.DISCLOSURE_GUIDE)
    known = {row["part"]: row["is_present"] for row in town.facts("disclosure_part")}
    assert known["政府信息公开指南"] is True
    assert known["依申请公开"] is None
    town.fetch("home", url=HOME, links_hash="h")
    town.put("links", Link(
        site_code=SITE, page_url=HOME, links_hash="h", url=f"{HOME}x", text="政府信息公开",
        kind=LinkKind.PAGE, is_external=False, round_id="r1", observed_at=town.days_ago(0.1),
    ))  # fmt: skip
    known = {row["part"]: row["is_present"] for row in town.facts("disclosure_part")}
    assert known["依申请公开"] is False
    assert known["统一名称“政府信息公开”"] is True


def test_news_in_a_statutory_column(town):
    url = town.channel("法定公开", ChannelKind.STATUTORY)
    items(town, url, "市局召开推进会", "市局开展督导", "2026年预算", day=town.day(9))
    row = town.one("disclosure_channel")
    assert (row["recent_count"], row["news_count"]) == (3, 2)


def test_the_report_of_the_due_year(town):
    url = town.channel("公开年报", ChannelKind.ANNUAL_REPORT)
    items(town, url, "某市2024年政府信息公开工作年度报告", day=date(2025, 3, 1))
    row = town.one("annual_report")
    assert (row["due_year"], row["due_on"]) == (2025, date(2026, 3, 31))
    assert row["days_late"] == (town.today - date(2026, 3, 31)).days
    town.article(
        f"{url}2025.html",
        url,
        "某市2025年政府信息公开工作年度报告",
        published_on=date(2026, 3, 31),
        body="报告见附件",
    )
    row = town.one("annual_report")
    assert (row["days_late"], row["missing_part_count"]) == (0, None)


def test_a_report_column_that_was_not_read_is_not_judged(town):
    town.channel("公开年报", ChannelKind.ANNUAL_REPORT, read=False)
    row = town.one("annual_report")
    assert row["collection_state"] == CollectionState.UNCOLLECTED
    assert row["days_late"] is None


def test_the_fullest_page_of_the_guide_counts(town):
    url = town.channel("公开指南", ChannelKind.DISCLOSURE_GUIDE)
    town.article("http://g/1", url, "公开指南", body="办公地址：新城路 1 号。" * 12)
    town.article("http://g/2", url, "公开指南", body="办公地址、办公时间、电话：见下。" * 12)
    row = town.one("disclosure_guide")
    assert (row["guide_url"], row["missing_count"]) == ("http://g/2", 5)
