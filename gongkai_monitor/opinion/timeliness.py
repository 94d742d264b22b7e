"""The response clock of a hotspot (国办发〔2016〕61号, 80号; rules Y-1, Y-2, Y-5, Y-7).

Every limit is counted from the event where its time is known, from the detection otherwise, and
says which of the two it was. A limit that is not verified runs too, but decides nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd

from gongkai_monitor.indicators.limits import ResponseLimit
from gongkai_monitor.vocabulary import ClockState, Milestone, ResponseClass

DUE_SOON_SHARE = 0.75
"""Part of the limit after which a running clock is shown as 临近时限."""

ANSWERED_SHARE = 0.5
"""Part of the messages of a matter whose answers are a response to the matter."""
UNANSWERED = frozenset({ClockState.RUNNING, ClockState.DUE_SOON, ClockState.OVERDUE})
FROM_EVENT, FROM_DETECTED = "t_event", "t_detected"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockTimes:
    """What happened when; None where it has not happened, or nobody said so.

    Attributes:
        t_event: when the matter itself happened.
        t_detected: when the monitoring could see it.
        t_pushed: when it was handed to the responsible unit.
        t_first_release: the first confirmed public statement.
        t_conference: the first confirmed news conference.
        t_closed: when the register closed it.
        t_replied: when most of its messages were answered (``mostly_replied_at``).
    """

    t_detected: datetime
    t_event: datetime | None = None
    t_pushed: datetime | None = None
    t_first_release: datetime | None = None
    t_conference: datetime | None = None
    t_closed: datetime | None = None
    t_replied: datetime | None = None

    @property
    def start(self) -> tuple[datetime, str]:
        """Since when the clock runs, and which of the times that is."""
        if self.t_event is not None:
            return self.t_event, FROM_EVENT
        return self.t_detected, FROM_DETECTED

    def met_at(self, milestone: Milestone) -> datetime | None:
        """When a milestone was reached.

        A conference is a release too. An answer on the message board answers what citizens asked,
        but is no authoritative release after an incident.
        """
        match milestone:
            case Milestone.CONFERENCE:
                reached = [self.t_conference]
            case Milestone.FIRST_RELEASE:
                reached = [self.t_first_release, self.t_conference]
            case Milestone.RESPONSE:
                reached = [self.t_first_release, self.t_conference, self.t_replied]
        return min((one for one in reached if one is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseClock:
    """One limit at one moment."""

    limit: ResponseLimit
    counted_from: str  # t_event or t_detected
    started_at: datetime
    due_at: datetime
    met_at: datetime | None
    elapsed_hours: float
    state: ClockState
    unread: tuple[str, ...] = ()  # sources that were not read after the limit, and why

    @property
    def is_binding(self) -> bool:
        """Whether it may call a unit late."""
        return self.limit.is_binding


def response_clocks(
    times: ClockTimes,
    response_class: ResponseClass,
    limits: Iterable[ResponseLimit],
    as_of: datetime,
) -> tuple[ResponseClock, ...]:
    """The clocks that apply to a class, the shortest first, as they stand at ``as_of``."""
    started_at, counted_from = times.start
    clocks = []
    for limit in sorted(limits, key=lambda one: one.hours):
        if response_class not in limit.applies_to:
            continue
        met_at = times.met_at(limit.milestone)
        met_at = met_at if met_at is not None and met_at <= as_of else None
        clocks.append(
            ResponseClock(
                limit=limit,
                counted_from=counted_from,
                started_at=started_at,
                due_at=started_at + timedelta(hours=limit.hours),
                met_at=met_at,
                elapsed_hours=_told(elapsed_hours(started_at, met_at or as_of), limit.hours),
                state=clock_state(started_at, met_at, limit.hours, as_of),
            )
        )
    return tuple(clocks)


def as_collected(clock: ResponseClock, unread: Sequence[str]) -> ResponseClock:
    """The clock as what was read allows: nobody is 超时未回应 by a source that was not read.

    Args:
        clock: one limit at a moment.
        unread: sources of the responsible unit that were not read after the limit, each with its
            cause (``opinion/answer_sources.py``).
    """
    if clock.state is not ClockState.OVERDUE or not unread:
        return clock
    return replace(clock, state=ClockState.UNCOLLECTED, unread=tuple(unread))


def leading_clock(clocks: Sequence[ResponseClock]) -> ResponseClock | None:
    """The clock that a person must look at first; None when no verified limit applies.

    Unanswered ones come before answered ones, the worst first, then the one that is due first.
    """
    order = (
        ClockState.OVERDUE, ClockState.UNCOLLECTED, ClockState.DUE_SOON, ClockState.RUNNING,
        ClockState.ANSWERED_LATE, ClockState.ANSWERED,
    )  # fmt: skip
    binding = [one for one in clocks if one.is_binding]
    return min(binding, key=lambda one: (order.index(one.state), one.due_at), default=None)


def clock_state(
    started_at: datetime, answered_at: datetime | None, limit_hours: float, as_of: datetime
) -> ClockState:
    """State of a clock at ``as_of``; an answer exactly at the limit is in time."""
    if answered_at is not None and answered_at <= as_of:
        late = elapsed_hours(started_at, answered_at) > limit_hours
        return ClockState.ANSWERED_LATE if late else ClockState.ANSWERED
    elapsed = elapsed_hours(started_at, as_of)
    if elapsed > limit_hours:
        return ClockState.OVERDUE
    soon = elapsed >= DUE_SOON_SHARE * limit_hours
    return ClockState.DUE_SOON if soon else ClockState.RUNNING


def mostly_replied_at(
    received: np.ndarray, replied: np.ndarray, *, since: datetime, as_of: datetime
) -> datetime | None:
    """When at least half of the messages that had come in by then were answered.

    One answered letter of many is no response to a matter; who answers most citizens has responded,
    and where most had their answer before the matter could be seen, at that moment.

    Args:
        received: moments of the messages, datetime64 in UTC.
        replied: the first answer to each of them, NaT where there is none; in the same order.
        since: the detection: no response is earlier.
        as_of: later answers are not known yet.
    """
    known = np.sort(replied[~np.isnat(replied)])
    known = known[known <= utc64(as_of)]
    moments = np.concatenate([[utc64(since)], known[known >= utc64(since)]])
    answered = np.searchsorted(known, moments, side="right")
    came_in = np.searchsorted(np.sort(received), moments, side="right")
    reached = moments[(answered > 0) & (answered >= ANSWERED_SHARE * came_in)]
    return pd.Timestamp(reached[0], tz=UTC).to_pydatetime() if len(reached) else None


def utc64(moment: datetime) -> np.datetime64:
    """An aware moment as numpy counts it, in UTC."""
    return np.datetime64(moment.astimezone(UTC).replace(tzinfo=None), "us")


def elapsed_hours(started_at: datetime, until: datetime) -> float:
    """Hours between two instants."""
    return (until - started_at).total_seconds() / 3600


def _told(elapsed: float, limit_hours: float) -> float:
    """One decimal; two where one would show a passed limit as kept (61 minutes of an hour)."""
    rounded = round(elapsed, 1)
    return round(elapsed, 2) if elapsed > limit_hours >= rounded else rounded
