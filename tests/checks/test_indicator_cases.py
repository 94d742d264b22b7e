"""Every indicator has a case table with its boundary; removing the indicator breaks its cases."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from checks.run import judge
from gongkai_monitor.indicators.catalogue import available_editions, load_editions
from gongkai_monitor.vocabulary import Effect, Level

CASES = Path(__file__).parent / "cases"
TABLES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in CASES.glob("*.yml")}


def judged(code: str, make_row: Any, make_table: Any, as_of: Any, *, without: bool = False):
    """Level found per case, all cases of a table judged in one batch."""
    cases = TABLES[code]["cases"]
    catalogue = load_editions(TABLES[code]["editions"])
    table = catalogue.rule(code).indicator.applies_to
    if without:
        catalogue = catalogue.without(code)
    rows = [make_row(table, **case["row"], subject_id=case["name"]) for case in cases]
    findings = judge({table: make_table(table, *rows)}, catalogue, as_of)
    found = {f.subject_id: f.level for f in findings if f.code == code}
    return {case["name"]: found.get(case["name"]) for case in cases}


@pytest.mark.parametrize("code", sorted(TABLES))
def test_cases(code, make_row, make_table, as_of):
    expected = {
        case["name"]: Level(case["finds"]) if case["finds"] else None
        for case in TABLES[code]["cases"]
    }
    assert judged(code, make_row, make_table, as_of) == expected


@pytest.mark.parametrize("code", sorted(TABLES))
def test_without_the_indicator_nothing_is_found(code, make_row, make_table, as_of):
    found = judged(code, make_row, make_table, as_of, without=True)
    assert not any(found.values())
    assert any(case["finds"] for case in TABLES[code]["cases"]), "a table must find something"


def test_every_indicator_has_a_case_table():
    codes = {
        rule.indicator.code
        for name in available_editions()
        for rule in load_editions(list(dict.fromkeys(["national", name]))).rules
    }
    assert codes == set(TABLES)


@pytest.mark.parametrize("name", available_editions())
def test_only_verified_vetoes_may_fail(name):
    for rule in load_editions(list(dict.fromkeys(["national", name]))).rules:
        if rule.indicator.effect is Effect.VETO:
            assert rule.indicator.may_fail, f"{rule.indicator.code} is an unverified veto"
        if rule.edition.edition != "national":
            assert rule.indicator.effect is Effect.NOTICE


def test_texts_are_filled_in_chinese(make_row, make_table, as_of):
    row = make_row("account", days_since_post=20)
    (finding,) = judge({"account": make_table("account", row)}, load_editions(["national"]), as_of)
    assert finding.message == "承德发布（新浪微博）已 20 天未更新，最近更新 2026-09-19"
    assert finding.limit == "监测时间点前 2 周（14 天）内有更新"
    assert finding.effect is Effect.VETO


def test_a_warning_is_only_a_notice(make_row, make_table, as_of):
    row = make_row("account", days_since_post=12)
    (finding,) = judge({"account": make_table("account", row)}, load_editions(["national"]), as_of)
    assert (finding.level, finding.effect) == (Level.WARNING, Effect.NOTICE)


def test_only_portals_lose_points(make_row, make_table, as_of):
    rows = [
        make_row("link", state="dead", subject_id="p", site_kind="portal"),
        make_row("link", state="dead", subject_id="d", site_kind="department"),
    ]
    found = judge({"link": make_table("link", *rows)}, load_editions(["national"]), as_of)
    assert {f.subject_id: f.effect for f in found} == {
        "p": Effect.DEDUCTION, "d": Effect.NOTICE,
    }  # fmt: skip


def test_an_edition_not_yet_in_force_judges_nobody(make_row, make_table, as_of):
    row = make_row("account", days_since_post=20)
    early = as_of.replace(year=2018)
    assert judge({"account": make_table("account", row)}, load_editions(["national"]), early) == []
