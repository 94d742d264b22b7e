"""The response clock of a hotspot (国办发〔2016〕61号, 80号; rules Y-1, Y-2, Y-5, Y-7)."""

from datetime import datetime

from gongkai_monitor.vocabulary import ClockState

DUE_SOON_SHARE = 0.75
"""Part of the limit after which a running clock is shown as 临近时限."""


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


def elapsed_hours(started_at: datetime, until: datetime) -> float:
    """Hours between two instants."""
    return (until - started_at).total_seconds() / 3600
