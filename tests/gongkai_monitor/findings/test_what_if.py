"""阈值试算: what other thresholds would do, by the same verdicts and proposals."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from gongkai_monitor.facts.columns import FACT_TABLES
from gongkai_monitor.findings.build import build_finding
from gongkai_monitor.findings.lifecycle import advance
from gongkai_monitor.findings.what_if import WhatIf, what_if
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.vocabulary import (
    Disposition,
    FindingStatus,
    Level,
    ReviewState,
)

AS_OF = datetime(2026, 9, 20, 1, 0, tzinfo=UTC)
CATALOGUE = load_editions(("national",))
KEEP, REMIND, RECTIFY, SHUT = (
    Disposition.KEEP, Disposition.REMIND, Disposition.RECTIFY, Disposition.SHUT_DOWN,
)  # fmt: skip


def account(code: str, days: int | None, **values: Any) -> dict[str, Any]:
    base = {
        "as_of": AS_OF, "subject_id": code, "subject_name": code, "collection_state": "collected",
        "cause": "ok", "evidence": [], "account_code": code, "name": code, "platform": "weibo",
        "days_since_post": days, "readings_30d": 30, "is_seconded": True,
        "posts_7d": 5 if days == 1 else 0,
        "last_posted_on": None if days is None else date(2026, 9, 20) - timedelta(days=days),
    }  # fmt: skip
    return dict.fromkeys(FACT_TABLES["account"].all_columns) | base | values


def judged(*accounts: dict[str, Any], reach: tuple[float, ...] = ()) -> tuple[Any, list[Any]]:
    columns = list(FACT_TABLES["account"].all_columns)
    facts = {"account": pd.DataFrame(list(accounts), columns=columns)}
    if reach:
        rows = [
            {"subject_id": f"R{n}", "collection_state": "collected", "attention_index": index}
            for n, index in enumerate(reach)
        ]
        facts["account_reach"] = pd.DataFrame(rows)
    levels = [(91, Level.DORMANT), (15, Level.OVERDUE), (10, Level.WARNING)]
    rule = CATALOGUE.rule("account.content_stale")
    findings = [
        build_finding(rule, one, next(level for least, level in levels if days >= least), AS_OF)
        for one in accounts
        if one["collection_state"] == "collected" and (days := one["days_since_post"] or 0) >= 10
    ]
    return facts, advance([], findings, AS_OF, set())


def line(table: list[WhatIf], threshold: str, value: int) -> WhatIf:
    (one,) = [
        each for each in table if each.threshold.startswith(threshold) and each.value == value
    ]
    return one


ACCOUNTS = [account("a", 1), account("b", 8), account("c", 12), account("d", 20),
            account("e", 70), account("f", 120)]  # fmt: skip


@pytest.fixture(scope="module")
def table() -> list[WhatIf]:
    return what_if(*judged(*ACCOUNTS), CATALOGUE)


@pytest.mark.parametrize(
    ("days", "hit", "moves"),
    [
        (7, 5, ((KEEP, RECTIFY, 1), (REMIND, RECTIFY, 1))),
        (10, 4, ((REMIND, RECTIFY, 1),)),
        (14, 3, ()),
        (21, 2, ((RECTIFY, REMIND, 1),)),
        (30, 2, ((RECTIFY, REMIND, 1),)),
        (60, 2, ((RECTIFY, REMIND, 1),)),
        (90, 1, ((RECTIFY, REMIND, 2),)),
    ],
)
def test_days_without_an_update(table, days, hit, moves):
    one = line(table, "超期天数", days)
    assert (one.judged, one.hit, one.moves) == (6, hit, moves)
    assert one.is_current == (days == 14)


@pytest.mark.parametrize(
    ("days", "moves"),
    [
        (30, ((RECTIFY, SHUT, 1),)),
        (60, ((RECTIFY, SHUT, 1),)),
        (90, ()),
        (120, ((SHUT, RECTIFY, 1),)),
    ],
)
def test_days_until_dormant(table, days, moves):
    assert line(table, "僵尸天数", days).moves == moves


def test_posts_a_week_only_remind(table):
    one = line(table, "每周最少条数", 3)
    assert (one.hit, one.moves) == (5, ((KEEP, REMIND, 1),))


def test_the_values_in_force_move_nobody(table):
    assert [one.moves for one in table if one.is_current] == [(), (), ()]
    assert line(table, "超期天数", 14).words == "不变"
    assert line(table, "超期天数", 7).words == "保留→整改 1；提醒→整改 1"


def test_a_low_percentile_moves_nobody():
    one = line(what_if(*judged(*ACCOUNTS, reach=(3.0, 50.0, 8.0)), CATALOGUE), "关注指数下限", 10)
    assert (one.judged, one.hit, one.moved, one.is_current) == (3, 2, 0, True)


def test_what_was_not_collected_is_moved_by_no_threshold():
    blocked = account("x", 400, collection_state="uncollected", cause="blocked")
    unsure = account("y", 400, readings_30d=1)
    table = what_if(*judged(*ACCOUNTS, blocked, unsure), CATALOGUE)
    assert line(table, "超期天数", 7).judged == 7
    assert all(after is not SHUT for _, after, _ in line(table, "超期天数", 7).moves)
    assert line(table, "僵尸天数", 30).moves == ((RECTIFY, SHUT, 1),)


def test_what_people_dismissed_stays_dismissed():
    facts, findings = judged(account("d", 20))
    exempt = [
        replace(one, review=ReviewState.EXEMPT, status=FindingStatus.EXEMPT) for one in findings
    ]
    assert all(one.moves == () for one in what_if(facts, exempt, CATALOGUE)
               if one.threshold == "超期天数")  # fmt: skip


def test_without_the_rule_there_is_nothing_to_try():
    assert what_if(*judged(*ACCOUNTS), CATALOGUE.without("account.content_stale")) == []
