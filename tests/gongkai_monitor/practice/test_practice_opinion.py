"""The city plays public opinion: its truth follows the rules, and its register is really kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from gongkai_monitor.clock import CHINA, china_date
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.opinion.timeliness import ClockTimes, leading_clock, response_clocks
from gongkai_monitor.practice.board_letters import WORKDAYS, plan_letters
from gongkai_monitor.practice.city import build_city
from gongkai_monitor.practice.compare_opinion import compare_hotspots, compare_replies
from gongkai_monitor.practice.matters import MATTERS
from gongkai_monitor.practice.matters.matter import DETECTED_BY, Judged
from gongkai_monitor.practice.outage import plan_outage, truth_under
from gongkai_monitor.practice.plan import City
from gongkai_monitor.settings import OpinionSettings
from gongkai_monitor.vocabulary import ClockState, Milestone, ReplyState, ResponseClass
from gongkai_monitor.workdays import deadline

NOW = datetime(2026, 10, 3, 12, tzinfo=CHINA)  # in the middle of a holiday: hours run on


def test_a_matter_is_seen_by_the_letter_that_the_settings_say() -> None:
    assert OpinionSettings().min_size == DETECTED_BY
    assert all(matter.size >= DETECTED_BY for matter in MATTERS)


@pytest.mark.parametrize("matter", MATTERS, ids=lambda one: one.topic)
def test_the_lead_written_by_hand_is_what_the_rules_give(matter: Any) -> None:
    confirmed = [one for one in matter.releases if one.judged is Judged.CONFIRMED]

    def first(milestone: Milestone) -> datetime | None:
        moments = [matter.began_at(NOW) + one.after for one in confirmed
                   if one.milestone is milestone]  # fmt: skip
        return min(moments, default=None)

    times = ClockTimes(
        t_detected=matter.detected_at(NOW),
        t_event=matter.occurred_at(NOW),
        t_first_release=first(Milestone.FIRST_RELEASE),
        t_conference=first(Milestone.CONFERENCE),
        t_replied=NOW - matter.first + matter.replied if matter.replied else None,
    )
    limits = load_editions(("national", "hebei")).response_limits(NOW.date())
    wanted = matter.response_class or ResponseClass.ORDINARY
    lead = leading_clock(response_clocks(times, wanted, limits, NOW))
    assert lead is not None
    state = ClockState.OVERDUE if matter.lead.state is ClockState.UNCOLLECTED else matter.lead.state
    assert (lead.limit.rule, lead.limit.hours, lead.state) == (
        matter.lead.rule, matter.lead.hours, state,
    )  # fmt: skip


def test_every_state_of_the_clock_is_planted(city: City) -> None:
    assert {row.clock_state for row in city.truth.hotspots} == {state.value for state in ClockState}
    assert {row.response_class for row in city.truth.hotspots} == {
        one.value for one in ResponseClass
    }
    assert [row.topic for row in city.truth.hotspots if not row.agency_code] != []


@pytest.mark.parametrize("day", [date(2026, 10, 9), date(2026, 3, 2), date(2026, 11, 26)])
def test_letters_stand_on_both_sides_of_their_limit(day: date) -> None:
    letters = plan_letters(datetime(day.year, day.month, day.day, 10, tzinfo=CHINA))
    states = {letter.state for letter in letters}
    assert states >= {
        ReplyState.IN_TIME, ReplyState.LATE, ReplyState.OPEN, ReplyState.OVERDUE,
        ReplyState.UNCOLLECTED,
    }  # fmt: skip
    for letter in letters:
        due = deadline(china_date(letter.received_at), WORKDAYS)
        if letter.replied_at is not None:
            is_late = china_date(letter.replied_at) > due
            assert is_late == (letter.state == ReplyState.LATE)
        else:
            assert (due >= day) == (letter.state == ReplyState.OPEN)
    across = [one for one in letters if "节假日" in one.note]
    assert all((one.replied_at - one.received_at).days > 9 for one in across if one.replied_at)


def test_nobody_is_overdue_in_an_outage_that_hides_his_sources(city: City) -> None:
    outage = plan_outage(city)
    truth = truth_under(city, outage)
    hidden = {row.agency_code for row in city.registry.accounts
              if row.account_code in outage.accounts}  # fmt: skip
    states = {row.agency_code: row.clock_state for row in truth.hotspots}
    assert all(states.get(code) != ClockState.OVERDUE for code in hidden)


def _rows(truth: Any) -> list[dict[str, Any]]:
    def at(text: str) -> datetime | None:
        return datetime.fromisoformat(text) if text else None

    return [
        {
            "hotspot_id": row.topic, "title": row.topic, "message_ids": list(row.message_ids),
            "agency_code": row.agency_code or None, "region": row.region,
            "response_class": row.response_class, "detected_at": at(row.t_detected),
            "clock": {"rule": row.rule, "limit_hours": row.limit_hours, "state": row.clock_state,
                      "t_event": at(row.t_event), "t_first_release": at(row.t_first_release)},
        }
        for row in truth.hotspots
    ]  # fmt: skip


def _statements(truth: Any) -> list[dict[str, str]]:
    return [{"hotspot_id": row.topic, "url": url} for row in truth.hotspots
            for url in row.candidates]  # fmt: skip


def test_the_truth_compared_with_itself_differs_in_nothing(city: City) -> None:
    outcome = compare_hotspots(city.truth, _rows(city.truth), _statements(city.truth))
    assert (outcome.missed, outcome.unplanned, outcome.differences) == ((), (), ())
    letters = [{"message_id": r.message_id, "state": r.state} for r in city.truth.replies]
    assert compare_replies(city.truth.replies, letters) == ()


CHANGES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "来信": lambda row: row | {"message_ids": row["message_ids"][:-1]},
    "责任单位": lambda row: row | {"agency_code": "x"},
    "舆情类别": lambda row: row | {"response_class": "x"},
    "适用时限": lambda row: row | {"clock": row["clock"] | {"limit_hours": 7}},
    "时限状态": lambda row: row | {"clock": row["clock"] | {"state": "x"}},
    "事发时间": lambda row: row | {"clock": row["clock"] | {"t_event": NOW}},
    "首次发布": lambda row: row | {"clock": row["clock"] | {"t_first_release": NOW}},
    "发现时间": lambda row: row | {"detected_at": row["detected_at"] + timedelta(seconds=1)},
}


@pytest.mark.parametrize("what", CHANGES)
def test_each_difference_is_named(city: City, what: str) -> None:
    rows = _rows(city.truth)
    rows[0] = CHANGES[what](rows[0])
    outcome = compare_hotspots(city.truth, rows, _statements(city.truth))
    assert [one.what for one in outcome.differences] == [what]


def test_candidates_near_letters_and_replies_are_compared(city: City) -> None:
    truth, rows = city.truth, _rows(city.truth)
    rows[0]["message_ids"].append(truth.near_letters[0])
    extra = [*_statements(truth), {"hotspot_id": rows[1]["title"], "url": "http://a.test/"}]
    outcome = compare_hotspots(truth, rows, extra)
    assert outcome.grouped_near_letters == truth.near_letters[:1]
    assert {one.what for one in outcome.differences} == {"来信", "待认定的回应"}
    (first, *_), letters = truth.replies, [
        {"message_id": r.message_id, "state": r.state} for r in truth.replies[1:]
    ]  # fmt: skip
    (wrong,) = compare_replies(truth.replies, letters)
    assert (wrong.message_id, wrong.found) == (first.message_id, "")
    changed = (replace(first, state="x"), *truth.replies[1:])
    known = [{"message_id": r.message_id, "state": r.state} for r in truth.replies]
    assert len(compare_replies(changed, known)) == 1


def test_what_is_planted_does_not_hang_on_the_size() -> None:
    small, medium = (build_city(size, 7, NOW, 21000).truth.hotspots for size in ("small", "medium"))
    assert [row.topic for row in small] == [row.topic for row in medium]
