"""States of a duty: what was reported, and what a day makes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from gongkai_monitor.duties.deadlines import find_deadlines
from gongkai_monitor.duties.document import read_duties
from gongkai_monitor.duties.ledger import LedgerDuty, ledger_of
from gongkai_monitor.duties.records import (
    Progress,
    StoredDocument,
    StoredDuty,
    link_update,
)
from gongkai_monitor.review.chain import broken_links
from gongkai_monitor.vocabulary import DutyState

_TEXT = (
    "云岭市2026年政务公开工作要点\n一、任务\n"
    "（一）公开预算。3月底前建专栏。（责任时限：2026年6月底前，责任单位：市财政局）\n"
    "（二）推进解读。（责任时限：持续推进，责任单位：市财政局）\n"
    "（三）每季度通报。（责任单位：市财政局）\n"
)
_WHEN = datetime(2026, 1, 10, tzinfo=UTC)
_DOCUMENT = StoredDocument(
    document_key="2026", year=2026, title="", file_name="a.txt", content_hash="a",
    imported_by="", imported_at=_WHEN,
)  # fmt: skip


def _ledger(day: date, *progress: Progress) -> list[LedgerDuty]:
    duties = [
        StoredDuty.of(one, f"2026-{place:02d}", "2026", _WHEN)
        for place, one in enumerate(read_duties(_TEXT).duties, start=1)
    ]
    updates: list[Any] = []
    for step, one in enumerate(progress):
        last = updates[-1] if updates else None
        updates.append(link_update(one, _WHEN + timedelta(days=step), last))
    return ledger_of([_DOCUMENT], duties, updates, (), set(), day)


def _said(duty_id: str, state: DutyState, **more: Any) -> Progress:
    return Progress(duty_id=duty_id, state=state, recorded_by="李四", **more)


@pytest.mark.parametrize(
    ("day", "state", "late", "next_due"),
    [
        (date(2026, 3, 31), DutyState.NOT_STARTED, 0, date(2026, 3, 31)),  # the day is inside
        (date(2026, 4, 1), DutyState.OVERDUE, 1, date(2026, 6, 30)),  # the milestone was missed
        (date(2026, 7, 1), DutyState.OVERDUE, 92, None),
    ],
)
def test_a_day_makes_a_duty_overdue(
    day: date, state: DutyState, late: int, next_due: date | None
) -> None:
    first = _ledger(day)[0]
    assert (first.state, first.days_late, first.next_due_on) == (state, late, next_due)


def test_a_reported_milestone_is_not_overdue_but_the_duty_still_falls_due() -> None:
    milestone = _said("2026-01", DutyState.IN_PROGRESS, milestone_on=date(2026, 3, 31))
    assert _ledger(date(2026, 4, 1), milestone)[0].state is DutyState.IN_PROGRESS
    late = _ledger(date(2026, 7, 3), milestone)[0]
    assert (late.state, late.days_late) == (DutyState.OVERDUE, 3)


def test_a_duty_that_is_done_stays_done_until_somebody_says_otherwise() -> None:
    done = _said("2026-01", DutyState.DONE, evidence_url="http://a.test/")
    one = _ledger(date(2027, 1, 1), done)[0]
    assert (one.state, one.next_due_on, one.missed) == (DutyState.DONE, None, [])
    again = _said("2026-01", DutyState.IN_PROGRESS, note="佐证不足，重新办理")
    assert _ledger(date(2027, 1, 1), done, again)[0].state is DutyState.OVERDUE


def test_what_has_no_day_is_never_overdue() -> None:
    _, ongoing, rhythm = _ledger(date(2030, 2, 1))
    assert (ongoing.state, ongoing.next_due_on) == (DutyState.NOT_STARTED, None)
    assert (rhythm.state, rhythm.next_due_on) == (DutyState.NOT_STARTED, date(2030, 3, 31))


@pytest.mark.parametrize(
    ("words", "day", "due"),
    [
        ("每季度", date(2026, 4, 1), date(2026, 6, 30)),
        ("每半年", date(2026, 7, 1), date(2026, 12, 31)),
        ("每年", date(2026, 7, 1), date(2026, 12, 31)),
        ("每年1月31日前", date(2026, 1, 31), date(2026, 1, 31)),
        ("每年1月31日前", date(2026, 2, 1), date(2027, 1, 31)),
        ("每月5日前", date(2026, 12, 6), date(2027, 1, 5)),
        ("每月", date(2026, 2, 3), date(2026, 2, 28)),
        ("每周", date(2026, 11, 25), date(2026, 11, 29)),
    ],
)
def test_rhythms(words: str, day: date, due: date) -> None:
    assert find_deadlines(words, 2026)[0].next_due(day) == due


def test_a_changed_or_missing_update_breaks_the_chain() -> None:
    updates = [link_update(_said("2026-01", DutyState.IN_PROGRESS, note="一"), _WHEN, None)]
    updates.append(
        link_update(_said("2026-02", DutyState.IN_PROGRESS, note="二"), _WHEN, updates[0])
    )
    assert broken_links(updates) == []
    assert broken_links([replace(updates[0], note="改过"), updates[1]])
    assert broken_links(updates[1:])
