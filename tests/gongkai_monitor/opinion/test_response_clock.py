"""The response clock: which limit applies, since when, and who may be called late."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.indicators.limits import ResponseLimit
from gongkai_monitor.opinion.timeliness import (
    ClockTimes,
    leading_clock,
    mostly_replied_at,
    response_clocks,
)
from gongkai_monitor.vocabulary import ClockState, Milestone, ResponseClass, Sureness

SEEN = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
NATIONAL = load_editions(("national",)).response_limits(SEEN.date())
HEBEI = load_editions(("national", "hebei")).response_limits(SEEN.date())


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


@pytest.mark.parametrize(
    ("limits", "wanted", "expected"),
    [
        (NATIONAL, ResponseClass.ORDINARY, [("response", 48)]),
        (NATIONAL, ResponseClass.MAJOR_INCIDENT, [("first_release", 5), ("conference", 24)]),
        (HEBEI, ResponseClass.ORDINARY, [("response", 48)]),
        (HEBEI, ResponseClass.KEY_MATTER, [("first_release", 1), ("response", 48)]),
        (
            HEBEI,
            ResponseClass.MAJOR_INCIDENT,
            [("first_release", 1), ("first_release", 5), ("conference", 24)],
        ),
    ],
)
def test_the_edition_and_the_class_say_which_limits_run(
    limits: tuple[ResponseLimit, ...], wanted: ResponseClass, expected: list[tuple[str, float]]
) -> None:
    clocks = response_clocks(ClockTimes(t_detected=SEEN), wanted, limits, SEEN)
    assert [(one.limit.milestone, one.limit.hours) for one in clocks] == expected


def test_an_edition_has_no_limits_before_its_day() -> None:
    assert (
        load_editions(("national",)).response_limits(datetime(2010, 1, 1, tzinfo=UTC).date()) == ()
    )


@pytest.mark.parametrize(
    ("after", "state"),
    [
        (35.9, ClockState.RUNNING),
        (36, ClockState.DUE_SOON),
        (48, ClockState.DUE_SOON),
        (48.01, ClockState.OVERDUE),
    ],
)
def test_an_unanswered_clock_at_its_bounds(after: float, state: ClockState) -> None:
    times = ClockTimes(t_detected=SEEN)
    (clock,) = response_clocks(times, ResponseClass.ORDINARY, NATIONAL, SEEN + hours(after))
    assert clock.state is state
    assert clock.counted_from == "t_detected"


def test_a_passed_limit_is_never_told_as_kept() -> None:
    late = ClockTimes(t_detected=SEEN, t_first_release=SEEN + timedelta(minutes=61))
    first, _ = response_clocks(late, ResponseClass.KEY_MATTER, HEBEI, SEEN + hours(2))
    assert (first.state, first.elapsed_hours) == (ClockState.ANSWERED_LATE, 1.02)


def test_the_event_counts_where_it_is_known() -> None:
    times = ClockTimes(t_detected=SEEN, t_event=SEEN - hours(6))
    first, _ = response_clocks(times, ResponseClass.MAJOR_INCIDENT, NATIONAL, SEEN)
    assert (first.counted_from, first.state) == ("t_event", ClockState.OVERDUE)


def test_an_answer_to_letters_is_no_authoritative_release() -> None:
    times = ClockTimes(t_detected=SEEN, t_replied=SEEN + hours(1))
    (ordinary,) = response_clocks(times, ResponseClass.ORDINARY, NATIONAL, SEEN + hours(6))
    release, _ = response_clocks(times, ResponseClass.MAJOR_INCIDENT, NATIONAL, SEEN + hours(6))
    assert (ordinary.state, release.state) == (ClockState.ANSWERED, ClockState.OVERDUE)


def test_a_conference_is_a_release_too_but_not_the_other_way_round() -> None:
    now = SEEN + hours(30)
    held = ClockTimes(t_detected=SEEN, t_conference=SEEN + hours(4))
    said = ClockTimes(t_detected=SEEN, t_first_release=SEEN + hours(4))
    of_held = response_clocks(held, ResponseClass.MAJOR_INCIDENT, NATIONAL, now)
    of_said = response_clocks(said, ResponseClass.MAJOR_INCIDENT, NATIONAL, now)
    assert [one.state for one in of_held] == [ClockState.ANSWERED, ClockState.ANSWERED]
    assert [one.state for one in of_said] == [ClockState.ANSWERED, ClockState.OVERDUE]


def test_a_later_answer_is_not_known_yet() -> None:
    times = ClockTimes(t_detected=SEEN, t_first_release=SEEN + hours(10))
    (clock,) = response_clocks(times, ResponseClass.ORDINARY, NATIONAL, SEEN + hours(9))
    assert clock.met_at is None


def test_an_unverified_limit_leads_nothing() -> None:
    (limit,) = [one for one in NATIONAL if one.milestone is Milestone.RESPONSE]
    unsure = limit.model_copy(update={"sureness": Sureness.PARTLY, "hours": 1.0})
    times, now = ClockTimes(t_detected=SEEN), SEEN + hours(10)
    clocks = response_clocks(times, ResponseClass.ORDINARY, (unsure, limit), now)
    lead = leading_clock(clocks)
    assert lead is not None
    assert (lead.limit.hours, lead.state) == (48, ClockState.RUNNING)
    assert leading_clock(response_clocks(times, ResponseClass.ORDINARY, (unsure,), now)) is None


@given(
    after=st.floats(0, 200),
    answered=st.none() | st.floats(0, 200),
    event=st.none() | st.floats(0, 50),
)
@settings(deadline=None)
def test_a_clock_never_runs_back_and_its_state_follows_from_its_hours(
    after: float, answered: float | None, event: float | None
) -> None:
    times = ClockTimes(
        t_detected=SEEN,
        t_event=None if event is None else SEEN - hours(event),
        t_first_release=None if answered is None else SEEN + hours(answered),
    )
    (now,) = response_clocks(times, ResponseClass.ORDINARY, NATIONAL, SEEN + hours(after))
    (later,) = response_clocks(times, ResponseClass.ORDINARY, NATIONAL, SEEN + hours(after + 1))
    assert later.elapsed_hours >= now.elapsed_hours >= 0
    is_late = now.state in {ClockState.OVERDUE, ClockState.ANSWERED_LATE}
    end = now.met_at or SEEN + hours(after)
    assert is_late == (end > now.due_at)
    without_event = replace(times, t_event=None)
    (other,) = response_clocks(without_event, ResponseClass.ORDINARY, NATIONAL, SEEN + hours(after))
    assert other.due_at >= now.due_at


def _moments(*at: float | None) -> np.ndarray:
    """Hours after the detection; None: never."""
    start = SEEN.astimezone(UTC).replace(tzinfo=None)
    moments = ["NaT" if one is None else start + hours(one) for one in at]
    return np.array(moments, dtype="datetime64[us]")


@pytest.mark.parametrize(
    ("received", "replied", "expected"),
    [
        ((-2, -1, 0), (None, None, None), None),
        ((-2, -1, 0), (3, None, None), None),
        ((-2, -1, 0), (3, 5, None), 5),
        ((-2, -1, 0), (-1, 5, None), 5),  # an earlier answer counts beside a later one
        ((-2, -1, 0), (-1, -0.5, None), 0),  # most were answered when it could be seen
        (
            (-2, -1, 0, 4, 4, 4),
            (1, 2, None, None, None, None),
            2,
        ),  # later letters take nothing back
        ((-2, -1, 0, 4, 4, 4), (1, 5, None, None, None, None), None),
        ((-2, 0), (7, None), 7),
        ((-2, 0), (99, 99), None),  # after the moment of judgement
        ((), (), None),  # all of them are gone
    ],
)
def test_answers_to_most_letters_are_a_response(
    received: tuple[float, ...], replied: tuple[float | None, ...], expected: float | None
) -> None:
    found = mostly_replied_at(
        _moments(*received), _moments(*replied), since=SEEN, as_of=SEEN + hours(48)
    )
    assert found == (None if expected is None else SEEN + hours(expected))
