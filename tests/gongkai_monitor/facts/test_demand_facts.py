"""What must be public: columns by the navigation, papers by the lists where they would stand."""

from datetime import date

import pytest

from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.model import observations as seen
from gongkai_monitor.vocabulary import (
    AgencyKind,
    AgencyLevel,
    ChannelKind,
    CollectionCause,
    CollectionState,
    DateSource,
    SiteKind,
)

SITE, OFFICE = "1308000009", "1308000012"


@pytest.fixture
def town(world):
    world.agency(kind=AgencyKind.GOVERNMENT, region_code="130800")
    world.site()
    world.snapshot()
    return world


def listed(town, url, *entries, site=SITE, reaches=date(2022, 1, 1), total=None):
    """A complete reading of a list: title and printed day of its entries."""
    rows = [
        seen.ListItem(
            site_code=site, channel_url=url, item_url=f"{url}{n}.html", title=title,
            printed_on=day, date_source=DateSource.LIST, position=n, round_id="r1",
            observed_at=town.days_ago(0.1), fetch_id=f"list-{url}",
        )
        for n, (title, day) in enumerate(entries)
    ]  # fmt: skip
    town.put("list_items", *rows)
    town.put(
        "list_readings",
        seen.ListReading(
            site_code=site, channel_url=url, round_id="r1", observed_at=town.days_ago(0.1),
            items_hash=url, item_count=len(rows), is_ordered=True, reaches_back_to=reaches,
            is_confirmed=True, pages_read=1, fetch_id=f"list-{url}", total_count=total,
        ),
    )  # fmt: skip


def office(town, code="EDU", name="承德市教育局", site=OFFICE):
    town.agency(code, name, kind=AgencyKind.DEPARTMENT, parent_code="CD")
    if site:
        town.site(site, agency_code=code, kind=SiteKind.DEPARTMENT)
        town.snapshot(site)


def papers(town, agency="EDU"):
    return {r["paper"]: r for r in town.facts("demanded_paper") if r["agency_code"] == agency}


def test_a_column_is_absent_only_where_the_navigation_was_read(town):
    town.catalogue = load_editions(("national", "hebei"))
    town.channel("政府规章库", ChannelKind.POLICY)
    rows = {row["demand"]: row for row in town.facts("demanded_column")}
    assert rows["政府规章集中公开"]["is_present"] is True
    assert rows["权责清单"]["is_present"] is None
    assert "政策直通车" not in rows, "owed by the province"
    town.fetch("home", url=f"http://{SITE}.test/", links_hash="h")
    rows = {row["demand"]: row for row in town.facts("demanded_column")}
    assert rows["权责清单"]["is_present"] is False
    assert rows["权责清单"]["is_verified"] is True


def test_nothing_is_owed_before_its_day(town):
    town.catalogue = load_editions(("national", "hebei"))
    town.as_of = town.as_of.replace(year=2022)
    town.site("1308000020", kind=SiteKind.PORTAL)
    assert town.facts("demanded_column") == []


def test_a_deployment_adds_a_row(town):
    town.fetch("home", url=f"http://{SITE}.test/", links_hash="h")
    (town.settings.workspace / "公开要求.yml").write_text(
        "- {name: 营商环境, form: column, names: [营商环境], owed_by: [government], levels: [city],"
        " since: 2024-01-01, rule: 本地, basis: 本市要点, sureness: P}",
        encoding="utf-8",
    )
    row = town.one("demanded_column")
    assert (row["demand"], row["is_present"], row["is_verified"]) == ("营商环境", False, False)


def test_budgets_of_each_year(town):
    office(town)
    url = town.channel("财政预决算", ChannelKind.BUDGET, site=OFFICE)
    listed(
        town, url,
        ("承德市教育局2026年部门预算", date(2026, 2, 20)),
        ("承德市教育局2024年度部门决算公开", date(2025, 9, 1)),
        ("2024年部门预算", date(2024, 2, 20)),
        ("二〇二三年度部门决算", date(2025, 1, 2)),
        site=OFFICE,
    )  # fmt: skip
    rows = papers(town)
    present = {name: row["is_present"] for name, row in rows.items()}
    assert present == {
        "2025年部门预算": False, "2024年部门预算": True, "2023年部门预算": False,
        "2024年部门决算": True, "2023年部门决算": True, "2022年部门决算": False,
        "2026年部门预算": True,
    }  # fmt: skip
    assert rows["2023年部门决算"]["days_late"] == 2
    assert rows["2026年部门预算"]["is_verified"] is False
    assert {row["collection_state"] for row in rows.values()} == {"collected"}


def test_a_list_that_was_not_read_back_proves_no_absence(town):
    office(town)
    url = town.channel("财政预决算", ChannelKind.BUDGET, site=OFFICE)
    listed(town, url, ("2026年部门预算", date(2026, 2, 20)), site=OFFICE, reaches=date(2025, 3, 1))
    row = papers(town)["2025年部门预算"]
    assert (row["collection_state"], row["cause"]) == ("uncollected", "partial")
    assert "只读到 2025-03-01" in row["detail"]


def test_the_whole_list_proves_absence(town):
    office(town)
    url = town.channel("财政预决算", ChannelKind.BUDGET, site=OFFICE)
    listed(
        town, url, ("2026年部门预算", date(2026, 2, 20)), site=OFFICE,
        reaches=date(2026, 2, 20), total=1,
    )  # fmt: skip
    row = papers(town)["2025年部门预算"]
    assert (row["collection_state"], row["is_present"]) == ("collected", False)


def test_an_unread_list_is_uncollected_and_nobody_without_a_place_is_asked(town):
    office(town)
    assert papers(town) == {}
    town.channel(
        "财政预决算", ChannelKind.BUDGET, site=OFFICE,
        collection_state=CollectionState.UNCOLLECTED, cause=CollectionCause.BLOCKED,
    )  # fmt: skip
    assert {(r["collection_state"], r["cause"]) for r in papers(town).values()} == {
        ("uncollected", "blocked")
    }


def test_departments_on_the_portal_of_their_government(town):
    names = ("教育局", "财政局", "水务局", "民政局")
    for n, name in enumerate(names):
        office(town, f"D{n}", f"承德市{name}", site=None)
    url = town.channel("政府信息公开年报", ChannelKind.ANNUAL_REPORT)
    entries = [(f"{name}2025年政府信息公开工作年度报告", date(2026, 1, 20)) for name in names[:2]]
    listed(town, url, *entries)
    assert papers(town, "D3") == {}, "two reports make no collection"
    listed(town, url, *entries, ("承德市水务局2025年政府信息公开年报", date(2026, 2, 3)))
    paper = "2025年政府信息公开工作年度报告"
    assert papers(town, "D3")[paper]["is_present"] is False
    assert papers(town, "D2")[paper]["days_late"] == 3
    assert papers(town, "D0")[paper]["is_present"] is True


def test_a_government_and_its_departments_have_budgets_of_their_own(town):
    office(town, site=None)
    url = town.channel("财政预决算", ChannelKind.BUDGET)
    listed(
        town, url,
        ("承德市教育局2025年财政预算", date(2025, 2, 1)),
        ("关于承德市2024年预算执行情况和2025年预算草案的报告", date(2024, 12, 30)),
    )  # fmt: skip
    rows = papers(town, "CD")
    assert rows["2025年政府预算"]["title"].startswith("关于承德市")
    assert rows["2024年政府预算"]["is_present"] is False


def test_history_of_plans(town):
    town.catalogue = load_editions(("national", "shijiazhuang"))
    url = town.channel("规划计划", ChannelKind.PLAN)
    listed(
        town, url,
        ("承德市国民经济和社会发展第十四个五年规划和2035年远景目标纲要", date(2021, 5, 1)),
        ("承德市“十四五”水利专项规划", date(2022, 1, 5)),
        total=2,
    )  # fmt: skip
    present = {name: row["is_present"] for name, row in papers(town, "CD").items()}
    assert present == {"“十四五”规划纲要": True, "“十四五”专项规划": True, "历史规划": False}


def test_levels_decide_who_owes(world):
    world.catalogue = load_editions(("national", "hebei"))
    world.agency(kind=AgencyKind.GOVERNMENT, level=AgencyLevel.COUNTY)
    world.site()
    world.snapshot()
    demands = {row["demand"] for row in world.facts("demanded_column")}
    assert "基层政务公开标准目录" in demands
    assert "政府规章集中公开" not in demands
