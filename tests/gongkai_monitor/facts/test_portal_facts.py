"""门户网站: columns by their usual names, absent only where the navigation was read."""

import pytest

from gongkai_monitor.text.portal_columns import FIELDS, columns_named
from gongkai_monitor.vocabulary import AgencyLevel, ChannelKind, SiteKind

SITE = "1308000009"


def test_there_are_26_fields():
    assert len(FIELDS) == 26
    assert columns_named("义务教育领域", FIELDS) == ("义务教育",)
    assert columns_named("关于做好义务教育学校招生入学工作有关事项的通知", FIELDS) == ()


@pytest.fixture
def town(world):
    world.agency(level=AgencyLevel.COUNTY)
    world.site()
    world.snapshot()
    return world


def test_columns_are_unknown_until_the_navigation_is_read(town):
    town.channel("领导之窗", ChannelKind.OTHER)
    known = {row["column"]: row["is_present"] for row in town.facts("portal_column")}
    assert known["领导信息"] is True
    assert known["概况信息"] is None
    assert town.one("portal_data")["missing_field_count"] is None
    town.fetch("home", url=f"http://{SITE}.test/", links_hash="h")
    known = {row["column"]: row["is_present"] for row in town.facts("portal_column")}
    assert known["概况信息"] is False


def test_figures_of_the_year(town):
    assert town.one("portal_data")["is_statistics_current"] is None
    town.channel("统计公报", ChannelKind.STATISTICS, newest=365)
    assert town.one("portal_data")["is_statistics_current"] is False
    town.channel("统计月报", ChannelKind.STATISTICS, newest=364)
    assert town.one("portal_data")["is_statistics_current"] is True


def test_departments_are_no_portals(world):
    world.agency()
    world.site(kind=SiteKind.DEPARTMENT)
    world.snapshot()
    assert world.facts("portal_column") == []
