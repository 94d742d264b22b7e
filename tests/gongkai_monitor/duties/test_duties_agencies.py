"""Names of documents against a register: aliases, short forms, groups; nothing is guessed."""

import pandas as pd
import pytest

import gongkai_monitor as gm
from gongkai_monitor.duties.agencies import AgencyFinder
from gongkai_monitor.model.registry import Agency
from gongkai_monitor.vocabulary import AgencyKind, AgencyLevel


def _agency(code: str, name: str, level: AgencyLevel, parent: str | None, **more: object) -> Agency:
    return Agency(agency_code=code, name=name, level=level, parent_code=parent, **more)


CITY, COUNTY, TOWN = AgencyLevel.CITY, AgencyLevel.COUNTY, AgencyLevel.TOWN
GOVERNMENT, DEPARTMENT = AgencyKind.GOVERNMENT, AgencyKind.DEPARTMENT
REGISTER = (
    _agency("C", "云岭市人民政府", CITY, None, kind=GOVERNMENT, aliases=("市政府",)),
    _agency("C1", "云岭市人民政府办公室", CITY, "C", kind=DEPARTMENT),
    _agency("C2", "云岭市卫生健康委员会", CITY, "C", kind=DEPARTMENT),
    _agency("C3", "云岭市市场监督管理局", CITY, "C", kind=DEPARTMENT),
    _agency("C4", "云岭市行政审批局", CITY, "C", kind=DEPARTMENT, aliases=("市审批局",)),
    _agency("C5", "云岭市高新区管理委员会", CITY, "C", kind=AgencyKind.DISPATCHED),
    _agency("X", "北川县人民政府", COUNTY, "C", kind=GOVERNMENT),
    _agency("X1", "北川县财政局", COUNTY, "X", kind=DEPARTMENT),
    _agency("X2", "北川县市场监督管理局", COUNTY, "X", kind=DEPARTMENT),
    _agency("Y", "西山县人民政府", COUNTY, "C", kind=GOVERNMENT),
    _agency("Y1", "西山县民政局", COUNTY, "Y", kind=DEPARTMENT),
    _agency("Y2", "西山县财政局", COUNTY, "Y", kind=DEPARTMENT),
)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("云岭市卫生健康委员会", ("C2",)),
        ("市卫生健康委", ("C2",)),
        ("市政府办公室", ("C1",)),
        ("市政府办", ("C1",)),
        ("市人民政府办公室", ("C1",)),
        ("市审批局", ("C4",)),
        ("市行政审批局", ("C4",)),
        ("市市场监管局", ("C3",)),
        ("北川县政府", ("X",)),
        ("县民政局", ("Y1",)),
        ("市政府各部门", ("C1", "C2", "C3", "C4")),
        ("市直各部门", ("C1", "C2", "C3", "C4")),
        ("各县（市、区）人民政府", ("X", "Y")),
        ("各县（市、区）政府", ("X", "Y")),
    ],
)
def test_names_that_are_settled(name: str, codes: tuple[str, ...]) -> None:
    found = AgencyFinder(REGISTER).find(name)
    assert (found.agency_codes, found.why_not) == (codes, "")


@pytest.mark.parametrize(
    ("name", "why_not"),
    [
        ("县财政局", "登记表中有 2 个可能：北川县财政局、西山县财政局"),
        ("市政府有关部门", "未指明具体单位"),
        ("市政府各行政执法部门", "未指明具体单位"),
        ("决策事项承办单位", "未指明具体单位"),
        ("市城管局", "登记表中没有这个名称"),
        ("县直各部门（单位）", "登记表中没有这一类单位"),  # of which of the two counties?
        ("各乡镇（街道）", "登记表中没有这一类单位"),
    ],
)
def test_names_for_a_person(name: str, why_not: str) -> None:
    found = AgencyFinder(REGISTER).find(name)
    assert (found.agency_codes, found.why_not) == ((), why_not)


def test_the_first_name_of_a_list_says_whose_units_follow() -> None:
    found = AgencyFinder(REGISTER[:9]).find_all(("县财政局", "市场监督管理局"))
    assert [one.agency_codes for one in found] == [("X1",), ("X2",)]
    assert [one.name for one in found] == ["县财政局", "市场监督管理局"]


def test_the_last_name_of_a_list_says_that_the_others_are_committees_too() -> None:
    found = AgencyFinder(REGISTER).find_all(("市高新区", "循环园区管委会"))
    assert found[0].agency_codes == ("C5",)
    assert found[1].why_not == "登记表中没有这个名称"


def test_the_library_call_takes_and_gives_tables() -> None:
    duties = gm.duties.parse(
        "（一）公开预算。（牵头单位：市卫生健康委，责任单位：市政府各部门、市有关单位）", year=2026
    )
    agencies = pd.DataFrame(
        {
            "agency_code": ["C", "C2"],
            "name": ["云岭市人民政府", "云岭市卫生健康委员会"],
            "level": ["市", "市"],
            "kind": ["政府", "部门"],
            "parent_code": [None, "C"],
        }
    )
    found = gm.duties.resolve(duties, agencies)
    assert found.values.tolist() == [
        [1, "lead", "市卫生健康委", ["C2"], ""],
        [1, "responsible", "市政府各部门", ["C2"], ""],
        [1, "responsible", "市有关单位", [], "未指明具体单位"],
    ]
