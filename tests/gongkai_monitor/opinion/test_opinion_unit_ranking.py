"""Units ranked by what was handled: right where matters repeat, for a person where they do not."""

from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from gongkai_monitor.model.registry import Agency, Registry
from gongkai_monitor.opinion.ranking_words import duty_of
from gongkai_monitor.opinion.routing import route_hotspots
from gongkai_monitor.opinion.unit_ranking import CANDIDATES, FEWEST, UnitRanking, learn_ranking
from gongkai_monitor.registry.places import area_of
from gongkai_monitor.vocabulary import AgencyLevel

DISTRICTS = ("东湖区", "西山区", "南江区")
DUTIES = {
    "教育局": ("学校操场破损", "幼儿园入园名额", "老师布置作业", "中学食堂收费"),
    "水务局": ("自来水停水", "水压太低", "水管爆裂漏水", "水表读数异常"),
    "交通局": ("公交车班次少", "公交站牌缺失", "出租车拒载", "道路护栏损坏"),
}
AGENCIES = tuple(
    Agency(agency_code=f"{duty}-{district}", name=f"云岭市{district}{duty}",
           level=AgencyLevel.COUNTY)
    for duty, district in product(DUTIES, DISTRICTS)
)  # fmt: skip
WHEN = ("早晨", "傍晚", "周末", "上个月", "连续多日", "开学以来", "节日期间", "暑假")
HOW = ("一直没人处理", "居民意见很大", "希望尽快解决", "请核实情况", "给生活带来不便", "多次来电")


def handled() -> pd.DataFrame:
    """Every duty in every district, told in many ways."""
    rows = [
        (f"{district}{what}", f"{when}{district}{what}，{how}。", f"{duty}-{district}")
        for (duty, whats), district in product(DUTIES.items(), DISTRICTS)
        for what, when, how in product(whats, WHEN, HOW)
    ]
    found = pd.DataFrame(rows, columns=["title", "text", "agency_code"])
    return found.sample(frac=1, random_state=3).reset_index(drop=True)


@pytest.fixture(scope="module")
def ranking() -> UnitRanking:
    learned = learn_ranking(handled(), AGENCIES)
    assert learned is not None
    return learned


def test_a_duty_and_a_place_lead_to_the_unit_with_its_reasons(ranking: UnitRanking) -> None:
    found = ranking.rank(["西山区水压太低，洗澡困难"], None)
    assert found[0].agency_code == "水务局-西山区"
    assert "水压" in found[0].words
    assert len(found) == CANDIDATES
    assert [one.share for one in found] == sorted((one.share for one in found), reverse=True)
    assert found[0].share > 0.5


def test_reasons_are_few_however_long_the_letters_are(ranking: UnitRanking) -> None:
    told = "".join(f"西山区{what}，{how}。" for what in DUTIES["水务局"] for how in HOW)
    assert 1 <= len(ranking.rank([told], None)[0].words) <= 3


def test_without_a_place_the_duty_is_still_named(
    ranking: UnitRanking,
) -> None:
    found = ranking.rank(["公交车班次少"], None)
    assert {one.agency_code.partition("-")[0] for one in found} == {"交通局"}
    assert found[0].share < 0.5


def test_what_says_nothing_leads_to_nobody(ranking: UnitRanking) -> None:
    found = ranking.rank([""], None)
    assert found[0].share < 0.5
    assert found[0].words == ()


def test_messages_without_a_text_or_a_region_are_learned_too() -> None:
    told = handled().assign(region="东湖区").astype("str")  # as the store gives them
    told.loc[::3, ["text", "region"]] = None
    learned = learn_ranking(told, AGENCIES)
    assert learned is not None
    assert "nan" not in learned.vocabulary


def test_few_messages_and_copies_teach_nothing() -> None:
    assert learn_ranking(handled().head(FEWEST - 1), AGENCIES) is None
    copies = pd.concat([handled().head(20)] * 60)
    assert learn_ranking(copies, AGENCIES) is None
    assert learn_ranking(handled(), ()) is None


def test_only_hotspots_that_no_duty_decides_are_asked_for(ranking: UnitRanking) -> None:
    asked: list[str] = []

    def learn() -> UnitRanking:
        asked.append("")
        return ranking

    def routed(units: list[str | None], text: str) -> pd.Series:
        messages = pd.DataFrame({
            "message_id": ["1", "2"], "title": [text] * 2, "text": [None] * 2,
            "agency_code": units,
        })  # fmt: skip
        hotspots = pd.DataFrame({"hotspot_id": ["h"], "message_ids": [["1", "2"]],
                                 "region": [None]})  # fmt: skip
        registry = Registry(agencies=AGENCIES)
        return route_hotspots(hotspots, messages, registry, learn).iloc[0]

    assert routed(["教育局-东湖区"] * 2, "随便什么")["agency_code"] == "教育局-东湖区"
    assert not asked
    found = routed([None, None], "南江区自来水停水")
    assert len(asked) == 1
    assert found["agency_code"] is None, "handled before is no duty: a person decides"
    assert "待人工指定" in found["agency_reason"]
    assert "以往同类来件参考：云岭市南江区水务局" in found["agency_reason"]


@pytest.mark.parametrize(
    ("name", "duty"),
    [
        ("云岭市东湖区教育局", ("教育局", 2)),
        ("云岭市教育局", ("教育局", 1)),
        ("云岭市东湖区柳林镇人民政府", ("", 3)),
        ("云岭市西山区人民政府花园街道办事处", ("", 3)),
        ("云岭市绿化和市容管理局(云岭市林业局)", ("绿化和市容管理局", 1)),
    ],
)
def test_the_same_duty_elsewhere_is_the_same(name: str, duty: tuple[str, int]) -> None:
    assert duty_of(name, area_of(name)) == duty


@pytest.mark.real_data
def test_the_right_unit_is_often_among_three_on_real_letters(shared_data: Path) -> None:
    from benchmarks.routing import agencies_of
    from benchmarks.routing_ranked import figures_of, letters_of

    letters = letters_of(shared_data)
    agencies = agencies_of(letters["agency"])
    found = figures_of("every second", letters[::2], letters[1::2], agencies)
    assert found["among_three"] >= 0.45
