"""Only hot searches that concern the office: its areas, its units, its hotspots."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from gongkai_monitor.local_hot_searches import local_hot_searches
from gongkai_monitor.model.registry import Agency, Registry
from gongkai_monitor.vocabulary import AgencyLevel

NOW = datetime(2026, 3, 10, 4, tzinfo=UTC)
REGISTRY = Registry(
    agencies=(
        Agency(agency_code="1", name="云岭市人民政府", level=AgencyLevel.CITY),
        Agency(agency_code="2", name="云岭市教育局", level=AgencyLevel.CITY, parent_code="1",
               aliases=("市教育局", "教育局")),
        Agency(agency_code="3", name="云岭市城东区人民政府", level=AgencyLevel.COUNTY,
               parent_code="1"),
    )
)  # fmt: skip
HOTSPOTS = pd.DataFrame([
    {"hotspot_id": "h1", "title": "锦绣小区停水", "first_at": NOW, "last_at": NOW,
     "examples": ["锦绣小区已经停水三天，没人管"]},
])  # fmt: skip
FILLER = ["春节档电影票房", "某明星演唱会", "高铁票开售", "今日立春", "大学生返乡就业"]


def reasons(title: str, hotspots: pd.DataFrame = HOTSPOTS) -> list[str]:
    listed = pd.DataFrame(
        [("微博", NOW.date(), one, n) for n, one in enumerate([title, *FILLER], start=1)],
        columns=["platform", "listed_on", "title", "position"],
    )
    found = local_hot_searches(listed, hotspots, REGISTRY)
    return [one for row in found["reasons"] for one in row]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("云岭市教育局回应校服价格", ["提到单位“云岭市教育局”", "提到区域“云岭市”"]),
        ("云岭暴雨", ["提到区域“云岭”"]),  # its own city in short
        ("城东区一小区起火", ["提到区域“城东区”"]),
        ("城东一小区起火", []),  # 城东 is everywhere
        ("某地教育局回应校服价格", []),  # and so is 教育局
        ("锦绣小区停水三天没人管", ["与热点“锦绣小区停水”同题"]),
        ("全国高考报名", []),
    ],
)
def test_why_a_title_concerns_the_office(title: str, expected: list[str]) -> None:
    assert reasons(title) == expected


def test_without_hotspots_or_lists_there_is_nothing_to_say() -> None:
    assert reasons("全国高考报名", HOTSPOTS.head(0)) == []
    empty = pd.DataFrame(columns=["platform", "listed_on", "title", "position"])
    assert local_hot_searches(empty, HOTSPOTS, REGISTRY).empty
    assert local_hot_searches(empty, pd.DataFrame(), REGISTRY).empty
