"""Who answers: by place, duty and supervision, and by nobody's guess."""

from pathlib import Path

import pandas as pd
import pytest

from gongkai_monitor.model.registry import Agency, Registry, Responsibility
from gongkai_monitor.opinion.duty_learning import propose_duties
from gongkai_monitor.opinion.routing import Router, route, route_hotspots
from gongkai_monitor.registry.places import Places, area_of
from gongkai_monitor.vocabulary import AgencyLevel, RouteBasis


def agency(code: str, name: str, supervisor: str | None = None) -> Agency:
    return Agency(agency_code=code, name=name, level=AgencyLevel.COUNTY, supervisor_code=supervisor)


AGENCIES = (
    agency("edu", "云岭市教育局"),
    agency("edu-east", "云岭市东湖区教育局", "edu"),
    agency("edu-west", "云岭市西山区教育局", "edu"),
    agency("water", "云岭市水务局"),
    agency("east", "云岭市东湖区人民政府"),
    agency("town", "云岭市东湖区柳林镇人民政府"),
    agency("street", "云岭市西山区人民政府花园街道办事处"),
)
DUTIES = (
    Responsibility(keyword="学校", agency_code="edu"),
    Responsibility(keyword="停水", agency_code="water"),
    Responsibility(keyword="停水", agency_code="town", region="柳林镇"),
)


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("云岭市东湖区柳林镇人民政府", ("云岭市", "东湖区", "柳林镇")),
        ("云岭市西山区人民政府花园街道办事处", ("云岭市", "西山区", "花园街道")),
        ("云岭市城市管理局", ("云岭市",)),
        ("云岭市住房和城乡建设局", ("云岭市",)),
        ("云岭市东湖区市场监督管理局", ("云岭市", "东湖区")),
        ("冀北省云岭市丰山满族自治县教育局", ("冀北省", "云岭市", "丰山满族自治县")),
        ("水务局", ()),
    ],
)
def test_the_area_that_a_name_begins_with(name: str, area: tuple[str, ...]) -> None:
    assert area_of(name) == area


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("东湖区柳林镇的路坏了", ("云岭市", "东湖区", "柳林镇")),
        ("柳林的路坏了", ("云岭市", "东湖区", "柳林镇")),
        ("东湖区和西山区都停水", None),
        ("路坏了", None),
    ],
)
def test_the_area_that_a_text_names(text: str, area: tuple[str, ...] | None) -> None:
    place = Places(AGENCIES).named_in(text)
    assert (place.area if place else None) == area


def test_a_duty_goes_down_to_the_unit_of_the_place() -> None:
    found = route(["东湖区的学校没有操场"], None, (), DUTIES, AGENCIES)
    assert found.agency_code == "edu-east"
    assert found.basis == (RouteBasis.DUTY, RouteBasis.PLACE, RouteBasis.SUPERVISION)
    assert "东湖" in found.reason
    assert "云岭市教育局" in found.reason


def test_a_matter_of_several_areas_stays_with_the_higher_unit() -> None:
    texts = ["东湖区的学校没有操场", "西山区的学校也没有操场"]
    assert route(texts, None, (), DUTIES, AGENCIES).agency_code == "edu"


def test_without_a_place_it_is_not_known_which_unit_below_answers() -> None:
    found = route(["学校没有操场"], None, (), DUTIES, AGENCIES)
    assert (found.agency_code, found.candidates) == (None, ("edu",))
    assert "待人工指定" in found.reason


def test_a_duty_of_the_place_comes_before_one_of_everywhere() -> None:
    assert route(["柳林镇停水"], None, (), DUTIES, AGENCIES).agency_code == "town"
    assert route(["西山区停水"], None, (), DUTIES, AGENCIES).agency_code == "water"


def test_a_tie_goes_to_a_person_with_the_candidates_named() -> None:
    found = route(["西山区的学校停水"], None, (), DUTIES, AGENCIES)
    assert found.agency_code is None
    assert set(found.candidates) == {"edu", "water"}


def test_one_letter_full_of_words_does_not_outvote_the_many() -> None:
    words = ("入学", "学区", "校车", "补课", "食堂", "午休", "书包", "操场")
    duties = (*DUTIES, *(Responsibility(keyword=word, agency_code="east") for word in words))
    texts = ["小区停水三天"] * 3
    stuffed = "停水。责任单位：东湖区人民政府。" + "、".join(words)
    assert Router(duties, AGENCIES).route(texts, None, ()).agency_code == "water"
    found = Router(duties, AGENCIES).route([*texts, stuffed], None, ())
    assert found.agency_code is None
    assert set(found.candidates) == {"water", "east"}


def test_the_intake_desk_comes_first_when_most_agree() -> None:
    assert route(["停水"], None, ("town", "town", "edu"), DUTIES).agency_code == "town"
    assert route(["停水"], None, ("town", "edu"), DUTIES).agency_code == "water"


def test_a_learned_sheet_needs_words_that_agree() -> None:
    duties = [
        Responsibility(keyword=word, agency_code="water") for word in ("停水", "水压", "水管")
    ]
    careful = Router(duties, AGENCIES, words_needed=3)
    assert careful.route(["停水"], None, ()).agency_code is None
    assert careful.route(["停水，水压低，水管旧"], None, ()).agency_code == "water"


def test_hotspots_are_routed_by_their_messages() -> None:
    messages = pd.DataFrame(
        {
            "message_id": ["1", "2"],
            "title": ["东湖区学校门口堵车", "学校门口太乱"],
            "text": ["东湖区的学校", None],
            "region": [None, None],
            "agency_code": [None, None],
        }
    )
    hotspots = pd.DataFrame({"hotspot_id": ["h"], "message_ids": [["1", "2"]], "region": [None]})
    registry = Registry(agencies=AGENCIES, responsibilities=DUTIES)
    assert route_hotspots(hotspots, messages, registry)["agency_code"].tolist() == ["edu-east"]


def test_copies_of_one_letter_prove_no_word() -> None:
    same = [("停水多日", "家里停水多日", "water")] * 9
    messages = pd.DataFrame(same, columns=["title", "text", "agency_code"])
    assert propose_duties(messages, AGENCIES) == ()


def test_words_of_many_letters_are_proposed_with_their_counts() -> None:
    where = [
        "早晨",
        "晚上",
        "周末",
        "月初",
        "厨房",
        "楼上",
        "办公室",
        "商铺",
        "食堂",
        "宿舍",
        "仓库",
        "车间",
    ]
    letters = [(f"{one}停水", f"{one}停水没有通知", "water") for one in where]
    letters += [(f"{one}操场", f"{one}学生用的操场坏了", "edu-east") for one in where]
    letters += [(f"其他事情{n}", f"路灯{n}盏", "town") for n in range(600)]
    messages = pd.DataFrame(letters, columns=["title", "text", "agency_code"])
    found = {one.responsibility.keyword: one for one in propose_duties(messages, AGENCIES)}
    assert found["停水"].responsibility.agency_code == "water"
    assert found["停水"].messages == len(where)
    assert found["操场"].responsibility.agency_code == "edu"  # the field, not one of its units
    assert "路灯" not in found  # six hundred copies are one letter


@pytest.mark.real_data
def test_three_learned_words_that_agree_are_mostly_right(shared_data: Path) -> None:
    from benchmarks.routing import run

    (strict,) = [
        row
        for row in run(shared_data)
        if (row["halves"], row["least_share"], row["words_needed"]) == ("earlier, later", 0.5, 3)
    ]
    assert strict["precision"] >= 0.75
    assert strict["same_field"] >= 0.9
