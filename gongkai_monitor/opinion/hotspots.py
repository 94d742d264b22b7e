"""舆情热点: messages about one matter, how hot it is, who answers, and whether in time.

``find_hotspots`` groups the messages of a window (``opinion/clusters.py``) and measures each
group: what its texts say (``opinion/described.py``) and how hot it is (``opinion/heat.py``). The
desk does the same from what it remembers, and reads only the texts that are new.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd

from gongkai_monitor.model.registry import Responsibility
from gongkai_monitor.opinion import heat, timeliness
from gongkai_monitor.opinion.clusters import group_messages, positions_of
from gongkai_monitor.opinion.described import Described, describe
from gongkai_monitor.opinion.folding import copies
from gongkai_monitor.opinion.memory import Memory, empty_memory
from gongkai_monitor.opinion.prepared import moment_of, prepared

HOTSPOT_COLUMNS = (
    "hotspot_id", "title", "place", "object", "event_on", "size", "distinct_count", "copy_count",
    "heat", "voices", "likes", "sentiment", "sentiment_score", "negative_ratio",
    "sensitivity", "sensitive_words", "growth", "recent_count", "expected_count", "waiting_days",
    "region", "regions", "agency_code", "agency_reason", "first_at", "last_at", "detected_at",
    "answered_at", "limit_hours", "elapsed_hours", "clock_state", "clock_from", "message_ids",
    "examples",
)  # fmt: skip
MEMBER_COLUMNS = ("message_id", "hotspot_id")
_TOLD = tuple(field.name for field in fields(Described))
_DAY = 86_400_000_000
"""Microseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotRules:
    """What a deployment may set."""

    window_days: int = 30
    min_size: int = 3
    limit_hours: float = 48.0
    model: str = "default"
    responsibilities: tuple[Responsibility, ...] = ()


def find_hotspots(
    messages: pd.DataFrame, *, as_of: datetime, rules: HotspotRules | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Hotspots of the window before ``as_of``, hottest first, and their members.

    Args:
        messages: columns message_id, received_at (aware, or naive Beijing time), title, text;
            optional region, likes, agency_code, replied_at. Texts are expected to be masked
            already.
        as_of: the moment of judgement, aware or naive Beijing time; later messages and replies do
            not count.
        rules: window, least size, response limit, duties.

    Returns:
        hotspots (``HOTSPOT_COLUMNS``) and members (``MEMBER_COLUMNS``).

    Raises:
        TypeError: when ``as_of`` is no datetime.
        ValueError: when a column is missing or stands there twice, and with its row and column for
            a cell that is none: no id, no moment, likes without a bound.
    """
    rules = rules or HotspotRules()
    as_of = moment_of(as_of)
    frame = prepared(messages, as_of, rules.window_days)
    since = as_of - timedelta(days=rules.window_days)
    memory = group_messages(empty_memory(), frame, since=since)
    texts = frame.set_index("message_id", drop=False)

    def described(_: str, ids: list[str], is_copy: np.ndarray, region: str | None) -> Described:
        return describe(
            texts.loc[ids],
            is_copy,
            region,
            model=rules.model,
            responsibilities=rules.responsibilities,
        )

    return measured(memory, frame, described, as_of=as_of, rules=rules)


def measured(
    memory: Memory,
    marks: pd.DataFrame,
    described: Callable[[str, list[str], np.ndarray, str | None], Described],
    *,
    as_of: datetime,
    rules: HotspotRules,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables from grouped messages.

    Args:
        memory: grouped messages of the window.
        marks: message_id, region, likes, replied_at of the same messages; no texts needed.
        described: what the texts of a hotspot say, asked with its id, its message ids (oldest
            first), which of them are copies, and its region.
        as_of: the moment of judgement.
        rules: as for ``find_hotspots``.
    """
    since = as_of - timedelta(days=rules.window_days)
    usual = heat.UsualLevel(memory.received_at, since=since, as_of=as_of)
    ordered = marks.set_index("message_id").reindex(memory.message_ids)
    likes = pd.to_numeric(ordered["likes"], errors="coerce").fillna(0).clip(lower=0).to_numpy()
    regions = ordered["region"].to_numpy(dtype=object)
    replied = ordered["replied_at"].to_numpy(dtype="datetime64[us]")
    rows = []
    for hotspot_id, members in positions_of(memory, rules.min_size):
        own = memory.take(members)
        is_copy = copies(own)
        votes = Counter(regions[members].tolist())
        named = Counter({name: n for name, n in votes.items() if isinstance(name, str) and name})
        region = _majority(named, len(members))
        ids = [str(value) for value in own.message_ids]
        rows.append(
            _row(
                hotspot_id,
                own,
                is_copy,
                described(hotspot_id, ids, is_copy, region),
                usual,
                replied[members],
                {
                    "likes": int(likes[members].sum()),
                    "region": region,
                    "regions": sorted(named),
                    "message_ids": ids,
                },
                as_of,
                rules,
            )
        )
    table = pd.DataFrame(rows, columns=list(HOTSPOT_COLUMNS))
    hotspots = table.sort_values(["heat", "hotspot_id"], ascending=[False, True])
    belongs = hotspots[["message_ids", "hotspot_id"]].explode("message_ids", ignore_index=True)
    belongs.columns = pd.Index(MEMBER_COLUMNS)
    return hotspots.reset_index(drop=True), belongs


def _row(
    hotspot_id: str,
    own: Memory,
    is_copy: np.ndarray,
    told: Described,
    usual: heat.UsualLevel,
    replied: np.ndarray,
    counted: Mapping[str, Any],
    as_of: datetime,
    rules: HotspotRules,
) -> dict[str, Any]:
    moments = [pd.Timestamp(value, tz="UTC") for value in own.received_at[[0, -1]]]
    # The matter could first be seen as one when the message of rank `min_size` came in.
    detected_at = pd.Timestamp(own.received_at[rules.min_size - 1], tz="UTC").to_pydatetime()
    answered_at = timeliness.mostly_replied_at(
        own.received_at, replied, since=detected_at, as_of=as_of
    )
    elapsed = round(timeliness.elapsed_hours(detected_at, answered_at or as_of), 1)
    now = np.datetime64(pd.Timestamp(as_of).tz_convert("UTC").tz_localize(None))
    growth, recent, expected = usual.growth(own.received_at)
    factors = {
        "voices": heat.voices((now - own.received_at).astype(np.int64) / _DAY, is_copy),
        "negative_ratio": told.negative_ratio,
        "sensitivity": told.sensitivity,
        "growth": growth,
        "likes": counted["likes"],
        "waiting_days": 0.0 if answered_at else round(elapsed / 24, 2),
    }
    return {
        **{name: getattr(told, name) for name in _TOLD},
        **counted,
        **factors,
        "hotspot_id": hotspot_id,
        "size": len(own),
        "distinct_count": int((~is_copy).sum()),
        "copy_count": int(is_copy.sum()),
        "heat": heat.heat(**factors),
        "recent_count": recent,
        "expected_count": expected,
        "first_at": moments[0].to_pydatetime(),
        "last_at": moments[1].to_pydatetime(),
        "detected_at": detected_at,
        "answered_at": answered_at,
        "limit_hours": rules.limit_hours,
        "elapsed_hours": elapsed,
        "clock_state": timeliness.clock_state(
            detected_at, answered_at, rules.limit_hours, as_of
        ).value,
        "clock_from": "t_detected",
    }


def described_before(row: Mapping[Any, Any]) -> Described:
    """What a stored row of the hotspots table said."""
    values = {name: row[name] for name in _TOLD}
    for name in ("place", "object", "event_on", "agency_code"):
        values[name] = None if pd.isna(values[name]) else values[name]
    for name in ("sensitive_words", "examples"):
        values[name] = list(values[name])
    return Described(**values)


def _majority(named: Counter[str], count: int) -> str | None:
    if not named:
        return None
    value, votes = named.most_common(1)[0]
    return value if votes * 2 > count else None
