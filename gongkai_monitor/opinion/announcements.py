"""What the duty officer is told: an event once, then when level, spread or deadline changes."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from gongkai_monitor.vocabulary import AnnouncementReason, ClockState, RiskLevel

ANNOUNCEMENT_COLUMNS = (
    "hotspot_id", "reasons", "title", "risk_level", "size", "region_count", "clock_state",
    "limit_hours",
)  # fmt: skip
SPREAD_FACTOR = 2
"""So many times the announced messages are a spread, as is one more region."""

_LEVELS = tuple(level.value for level in RiskLevel)
_CLOCK = {
    ClockState.DUE_SOON: AnnouncementReason.DUE_SOON,
    ClockState.OVERDUE: AnnouncementReason.OVERDUE,
    ClockState.ANSWERED: AnnouncementReason.ANSWERED,
    ClockState.ANSWERED_LATE: AnnouncementReason.ANSWERED,
}


def due_announcements(hotspots: pd.DataFrame, announced: pd.DataFrame) -> pd.DataFrame:
    """Hotspots to announce now, in the order given (``ANNOUNCEMENT_COLUMNS``).

    A level that falls, a region that leaves the window and fewer messages are no news; nor is the
    clock of a hotspot that the register closed (办结).

    Args:
        hotspots: rows of ``hotspot_table``: as they stand with the register.
        announced: the last announcement of each hotspot (``ANNOUNCEMENT_COLUMNS``).
    """
    last = {str(row["hotspot_id"]): row for row in announced.to_dict("records")}
    rows = []
    for hotspot in hotspots.to_dict("records"):
        before = last.get(str(hotspot["hotspot_id"]))
        now = {
            "hotspot_id": hotspot["hotspot_id"],
            "title": hotspot["title"],
            "risk_level": str(hotspot["risk_level"]),
            "size": int(hotspot["size"]),
            "region_count": len(hotspot["regions"]),
            "clock_state": str(hotspot["clock_state"]),
            "limit_hours": _number(hotspot["limit_hours"]),
        }
        reasons = _reasons(now, before, is_closed=pd.notna(hotspot.get("t_closed")))
        if reasons:
            rows.append(now | {"reasons": [reason.value for reason in reasons]})
    return pd.DataFrame(rows, columns=list(ANNOUNCEMENT_COLUMNS))


def _reasons(
    now: Mapping[str, Any], before: Mapping[Any, Any] | None, *, is_closed: bool
) -> tuple[AnnouncementReason, ...]:
    if before is None:
        return (AnnouncementReason.FIRST,)
    has_spread = (
        now["region_count"] > before["region_count"]
        or now["size"] >= SPREAD_FACTOR * before["size"]
    )
    changed = (
        (AnnouncementReason.LEVEL, _rank(now["risk_level"]) > _rank(before["risk_level"])),
        (AnnouncementReason.SPREAD, has_spread),
    )
    grown = tuple(reason for reason, is_so in changed if is_so)
    return grown if is_closed else (*grown, *_deadline(now, before))


def _deadline(now: Mapping[str, Any], before: Mapping[Any, Any]) -> tuple[AnnouncementReason, ...]:
    """A running clock is news only when it was no running one before, or has another limit."""
    if now["clock_state"] != before["clock_state"]:
        return (_CLOCK.get(ClockState(now["clock_state"]), AnnouncementReason.DEADLINE),)
    limit = _number(before["limit_hours"])
    is_other = limit is not None and now["limit_hours"] != limit
    return (AnnouncementReason.DEADLINE,) if is_other else ()


def _rank(level: Any) -> int:
    """The height of a level; what was announced without one is taken for the highest."""
    return _LEVELS.index(level) if level in _LEVELS else len(_LEVELS)


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
