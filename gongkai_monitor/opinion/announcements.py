"""What the duty officer is told: an event once, then when level, spread or deadline changes."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from gongkai_monitor.vocabulary import AnnouncementReason

ANNOUNCEMENT_COLUMNS = (
    "hotspot_id", "reasons", "title", "heat_level", "size", "region_count", "clock_state",
)  # fmt: skip
SPREAD_FACTOR = 2
"""So many times the announced messages are a spread, as is one more region."""


def due_announcements(hotspots: pd.DataFrame, announced: pd.DataFrame) -> pd.DataFrame:
    """Hotspots to announce now, in the order given (``ANNOUNCEMENT_COLUMNS``).

    A level that falls, a region that leaves the window and fewer messages are no news.

    Args:
        hotspots: rows of ``find_hotspots``.
        announced: the last announcement of each hotspot (``ANNOUNCEMENT_COLUMNS``).
    """
    last = {str(row["hotspot_id"]): row for row in announced.to_dict("records")}
    rows = []
    for hotspot in hotspots.to_dict("records"):
        before = last.get(str(hotspot["hotspot_id"]))
        now = {
            "hotspot_id": hotspot["hotspot_id"],
            "title": hotspot["title"],
            "heat_level": int(hotspot["heat_level"]),
            "size": int(hotspot["size"]),
            "region_count": len(hotspot["regions"]),
            "clock_state": hotspot["clock_state"],
        }
        reasons = _reasons(now, before)
        if reasons:
            rows.append(now | {"reasons": [reason.value for reason in reasons]})
    return pd.DataFrame(rows, columns=list(ANNOUNCEMENT_COLUMNS))


def _reasons(
    now: Mapping[str, Any], before: Mapping[Any, Any] | None
) -> tuple[AnnouncementReason, ...]:
    if before is None:
        return (AnnouncementReason.FIRST,)
    has_spread = (
        now["region_count"] > before["region_count"]
        or now["size"] >= SPREAD_FACTOR * before["size"]
    )
    changed = (
        (AnnouncementReason.LEVEL, now["heat_level"] > before["heat_level"]),
        (AnnouncementReason.SPREAD, has_spread),
        (AnnouncementReason.DEADLINE, now["clock_state"] != before["clock_state"]),
    )
    return tuple(reason for reason, is_so in changed if is_so)
