"""门户网站: columns by their usual names, absent only where the navigation was read."""

import pytest

from gongkai_monitor.text.portal_columns import FIELDS, columns_named, is_plural_form
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


def test_enterprises_and_forms_of_interpretation(town):
    assert town.one("portal_data")["has_enterprise_column"] is None
    town.fetch("home", url=f"http://{SITE}.test/", links_hash="h")
    assert town.one("portal_data")["has_enterprise_column"] is False
    town.channel("公共企事业单位信息公开", ChannelKind.OTHER)
    row = town.one("portal_data")
    assert row["has_enterprise_column"] is True
    assert (row["interpretation_count"], row["plural_count"]) == (0, 0)


@pytest.mark.parametrize(
    ("title", "is_plural"),
    [("一图读懂供水办法", True), ("《供水办法》政策解读", False), ("供水办法专家解读", True)],
)
def test_a_form_beside_text_is_told_by_the_title(title, is_plural):
    assert is_plural_form(title) is is_plural


def test_files_of_the_platform(town):
    url = town.channel("法定主动公开内容", ChannelKind.STATUTORY)
    for n in range(9):
        town.article(f"http://s/{n}", url, f"公开{n}")
    assert town.one("disclosure_file")["has_download"] is None
    town.article("http://s/9", url, "公开9")
    assert town.one("disclosure_file")["has_download"] is False
    town.article("http://s/10", url, "公开10", attachment_urls=("http://s/10.pdf",))
    row = town.one("disclosure_file")
    assert (row["page_count"], row["file_page_count"], row["has_download"]) == (11, 1, True)
