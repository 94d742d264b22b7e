"""The clock of 解读: by which day it is due, how late it is, and 三同步 as far as days show it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.facts.policy_scope import Scope
from gongkai_monitor.indicators.catalogue import InterpretationDuty
from gongkai_monitor.vocabulary import CollectionState, Synchrony
from gongkai_monitor.workdays import deadline, workdays_between


def read_clock(
    scope: Scope,
    *,
    published: date | None,
    paper: Mapping[str, Any] | None,
    read_on: date | None,
    duty: InterpretationDuty,
    state: str,
) -> dict[str, Any]:
    """Columns of the clock for one document, on the day the lists were read.

    A limit that reaches into a year whose calendar is not published is not guessed: ``warning``
    says so, and nothing is late.

    Args:
        scope: whether it owes an interpretation, and why.
        published: day of publication.
        paper: its earliest interpretation, None when none was seen.
        read_on: the day the lists of interpretations were read.
        duty: limit and warning of the edition.
        state: collection state; what was not collected is not judged.
    """
    clock = _days(scope, published, paper, read_on, duty)
    left = clock.get("workdays_left")
    is_collected = state == CollectionState.COLLECTED
    is_running = paper is None and clock.get("days_late") == 0
    clock["is_due_soon"] = (
        is_collected and is_running and left is not None and left <= duty.warn_workdays
    )
    clock["synchrony"] = _synchrony(clock, published, paper, is_collected=is_collected).label
    return clock


def _days(
    scope: Scope,
    published: date | None,
    paper: Mapping[str, Any] | None,
    read_on: date | None,
    duty: InterpretationDuty,
) -> dict[str, Any]:
    interpreted = paper["published_on"] if paper else None
    clock: dict[str, Any] = {
        "needs_interpretation": scope.needs_interpretation,
        "why_not": scope.why_not,
        "why_needed": scope.why_needed,
        "interpreted_on": interpreted,
        "interpretation_state": _told(paper, interpreted),
    }
    if not scope.needs_interpretation:
        return clock
    if published is None:
        return {**clock, "warning": "文件未注明发布日期，解读期限不能推算"}
    measured = interpreted or (None if paper else read_on)
    try:
        due = deadline(published, duty.workdays)
        clock["due_on"] = due
        if measured is None:
            return {**clock, "warning": "解读材料未注明日期，不能判断是否按时"} if paper else clock
        clock["days_late"] = max((measured - due).days, 0)
        clock["workdays_late"] = max(workdays_between(due, measured), 0)
        if paper is None:
            clock["workdays_left"] = max(workdays_between(measured, due), 0)
    except CalendarCoverageError as error:
        clock |= {"due_on": None, "days_late": None, "workdays_late": None}
        clock["warning"] = str(error)
    return clock


def _synchrony(
    clock: Mapping[str, Any],
    published: date | None,
    paper: Mapping[str, Any] | None,
    *,
    is_collected: bool,
) -> Synchrony:
    """三同步: what is not collected and what cannot be told are states of their own."""
    interpreted, late = clock["interpreted_on"], clock.get("days_late")
    if not clock["needs_interpretation"]:
        return Synchrony.NOT_NEEDED
    if not is_collected and paper is None:
        return Synchrony.UNCOLLECTED
    if interpreted is not None and published is not None and interpreted <= published:
        return Synchrony.SAME_DAY
    if late is None:
        return Synchrony.UNKNOWN
    if paper is not None:
        return Synchrony.LATE if late else Synchrony.IN_TIME
    return Synchrony.NONE if late else Synchrony.RUNNING


def _told(paper: Mapping[str, Any] | None, interpreted: date | None) -> str:
    if paper is None:
        return "尚未见解读材料"
    return f"{interpreted} 公布解读" if interpreted else "已见解读材料（未注明日期）"
