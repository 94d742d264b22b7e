"""Facts of register, inspection, load time and page marks: measured, never guessed."""

import json
from typing import Any

import pytest

from gongkai_monitor.facts.page_mark import is_foreign_name
from gongkai_monitor.model import observations as seen
from gongkai_monitor.vocabulary import (
    AgencyKind,
    AgencyLevel,
    ChannelKind,
    CollectionCause,
    InspectionItem,
    InspectionResult,
    SiteKind,
    SiteStatus,
)

SITE = "1308000009"


def inspected(world: Any, result: InspectionResult, *, days_ago: float = 0.1, **more: Any) -> None:
    values = {
        "item": InspectionItem.ERROR_PAGE,
        "detail": "看到的",
        "round_id": f"i{days_ago}",
    } | more
    row = seen.SiteInspection(
        site_code=SITE, result=result, observed_at=world.days_ago(days_ago), fetch_id="f", **values
    )
    world.put("site_inspections", row)


def item(world: Any, key: str = "error_page") -> dict[str, Any]:
    (row,) = [one for one in world.facts("inspection") if one["item_key"] == key]
    return row


def tags(world: Any, url: str, kind: str = "article", **more: Any) -> None:
    printed = more.pop("tags", {})
    row = seen.PageTags(
        site_code=SITE, url=url, page_kind=kind, round_id="r1", observed_at=world.days_ago(0.1),
        tags=json.dumps(printed), fetch_id=f"p-{url}", **more,
    )  # fmt: skip
    world.put("page_tags", row)


def mark(world: Any, key: str) -> dict[str, Any]:
    (row,) = [one for one in world.facts("page_mark") if one["mark_key"] == key]
    return row


def test_every_item_has_a_row_also_when_nothing_was_inspected(world: Any) -> None:
    world.agency()
    world.site()
    rows = world.facts("inspection")
    assert {row["item_key"] for row in rows} == set(InspectionItem) - {"closed_answers"}
    assert {(row["collection_state"], row["cause"]) for row in rows} == {("uncollected", "not_run")}


def test_the_latest_statement_counts_and_unknown_is_uncollected(world: Any) -> None:
    world.agency()
    world.site()
    inspected(world, InspectionResult.FAULT, days_ago=0.5)
    assert item(world)["is_ok"] is False
    inspected(world, InspectionResult.UNKNOWN, cause=CollectionCause.BLOCKED)
    row = item(world)
    assert (row["is_ok"], row["collection_state"], row["cause"]) == (None, "uncollected", "blocked")
    assert row["detail"] == "看到的"


def test_an_old_inspection_is_not_judged(world: Any) -> None:
    world.agency()
    world.site()
    inspected(world, InspectionResult.FAULT, days_ago=5)
    assert item(world)["collection_state"] == "uncollected"


def test_closed_sites_have_one_item_and_suspended_ones_are_out_of_scope(world: Any) -> None:
    world.agency()
    world.site(status=SiteStatus.CLOSED)
    assert [row["item_key"] for row in world.facts("inspection")] == ["closed_answers"]
    world.site("1308000010", status=SiteStatus.SUSPENDED)
    states = {r["collection_state"] for r in world.facts("inspection") if r["site_code"] != SITE}
    assert states == {"out_of_scope"}


@pytest.mark.parametrize(
    ("level", "kind", "allowed"),
    [
        (AgencyLevel.CITY, AgencyKind.DEPARTMENT, True), (AgencyLevel.TOWN, None, False),
        (AgencyLevel.COUNTY, AgencyKind.GOVERNMENT, True), (AgencyLevel.COUNTY, None, None),
        (AgencyLevel.COUNTY, AgencyKind.DEPARTMENT, False),
    ],
)  # fmt: skip
def test_levels(world: Any, level: AgencyLevel, kind: AgencyKind | None, allowed: bool) -> None:
    world.agency(level=level, kind=kind)
    world.site()
    assert world.one("site_register")["is_level_allowed"] is allowed


def test_domains(world: Any) -> None:
    world.agency()
    world.site(home_url="http://www.chengde.gov.cn/")
    channel = world.channel("工作动态", ChannelKind.NEWS)
    assert channel.startswith(f"http://{SITE}.test/")
    row = world.one("site_register")
    assert (row["is_gov_domain"], row["has_domain_form"]) == (True, True)
    assert (row["other_domain_count"], row["other_domains"]) == (1, f"{SITE}.test")


def test_a_site_at_an_address_has_no_domain_to_judge(world: Any) -> None:
    world.agency()
    world.site(home_url="http://127.0.0.1:8000/")
    row = world.one("site_register")
    names = ("host", "is_gov_domain", "has_domain_form", "is_institution_gov", "other_domain_count")
    assert {row[name] for name in names} == {None}


def test_agencies_with_two_sites(world: Any) -> None:
    world.agency()
    world.site()
    world.site("1308000010", kind=SiteKind.SPECIAL, status=SiteStatus.SUSPENDED)
    world.site("1308000011", status=SiteStatus.CLOSED)
    assert world.one("agency_sites")["site_count"] == 2


def test_load_time_needs_twenty_visits(world: Any) -> None:
    world.agency()
    world.site(home_url="http://x.test/")
    world.probes(per_day=2)
    row = world.one("load_time")
    assert (row["collection_state"], row["cause"]) == ("uncollected", "partial")
    world.probes(per_day=24)
    row = world.one("load_time")
    assert (row["collection_state"], row["median_seconds"], row["slow_ratio"]) == (
        "collected",
        1,
        0,
    )


def test_page_marks(world: Any) -> None:
    world.agency()
    world.site()
    world.snapshot(footer_code_text="310000000044")
    tags(world, "http://a/1", tags={"PubDate": "2026-09-01 08:00"}, visible_date="2026-09-01 08:00")
    tags(world, "http://a/2", tags={"PubDate": "2026-09-01 08:00:09"}, visible_date="2026年9月1日")
    tags(world, "http://a/3", tags={"SiteName": "齐岭市人民政府"}, placeholders=("Keywords",))
    tags(world, "http://a/", "home", tags={"SiteIDCode": SITE, "SiteName": "承德市人民政府"})
    found = {row["mark_key"]: row for row in world.facts("page_mark")}
    counts = {key: (row["bad_count"], row["page_count"]) for key, row in found.items()}
    assert counts == {
        "pub_date": (1, 2), "visible_date": (1, 2), "placeholder": (1, 4), "site_name": (1, 2),
        "code_form": (1, 2),
    }  # fmt: skip
    assert found["pub_date"]["shown"] == "2026-09-01 08:00:09"
    assert found["code_form"]["shown"] == "310000000044"


def test_no_page_no_judgement(world: Any) -> None:
    world.agency()
    world.site()
    world.snapshot()
    assert mark(world, "pub_date")["collection_state"] == "uncollected"


@pytest.mark.parametrize(
    ("name", "known", "is_foreign"),
    [
        ("齐岭市人民政府", "重庆市某区人民政府网站", True),
        ("承德市人民政府门户网站", "承德市政府网 承德市人民政府", False),
        ("北京市人民政府", "首都之窗 北京市人民政府", False),
        ("首都之窗", "北京市人民政府", False),
        ("中国承德县", "承德县人民政府", False),
    ],
)
def test_foreign_names(name: str, known: str, is_foreign: bool) -> None:
    assert is_foreign_name(name, known) is is_foreign
