"""Public opinion against what was planted: members, units, classes, clocks, answers of letters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gongkai_monitor.practice.truth import PlantedHotspot, PlantedReply, Truth

Row = Mapping[str, Any]

_SAME_HOTSPOT = 0.5
"""Share of common messages (of all of both) from which a found hotspot is the planted one; every
message that differs is a difference none the less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotDifference:
    """What is not as planted of a hotspot that was found."""

    topic: str
    what: str
    planted: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDifference:
    """A letter whose answer is judged otherwise than planted."""

    message_id: str
    note: str
    planted: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionComparison:
    """Hotspots against the truth."""

    missed: tuple[str, ...]
    unplanned: tuple[str, ...]
    differences: tuple[HotspotDifference, ...]
    grouped_near_letters: tuple[str, ...]


def compare_hotspots(
    truth: Truth, found: Sequence[Row], statements: Iterable[Row] | None
) -> OpinionComparison:
    """Topics that no found hotspot holds, titles of hotspots that hold none, and what differs.

    Args:
        truth: what was planted.
        found: rows of ``gongkai hotspots``; a key that a row lacks is not compared.
        statements: likely answers on which nobody decided, with hotspot_id and url; None: not
            compared.
    """
    pending = None if statements is None else [dict(row) for row in statements]
    used: set[int] = set()
    missed: list[str] = []
    differences: list[HotspotDifference] = []
    for spot in truth.hotspots:
        match = _match(spot, found)
        if match is None:
            missed.append(spot.topic)
            continue
        used.add(match)
        differences += _differences(spot, found[match], pending)
    grouped = {str(one) for row in found for one in row["message_ids"]}
    return OpinionComparison(
        missed=tuple(missed),
        unplanned=tuple(str(row["title"]) for n, row in enumerate(found) if n not in used),
        differences=tuple(differences),
        grouped_near_letters=tuple(one for one in truth.near_letters if one in grouped),
    )


def compare_replies(
    planted: Sequence[PlantedReply], letters: Sequence[Row]
) -> tuple[ReplyDifference, ...]:
    """Letters whose state is another one, that are not there, or that nobody planted."""
    states = {str(row["message_id"]): str(row["state"]) for row in letters}
    known = {row.message_id: row for row in planted}
    wrong = [
        ReplyDifference(
            message_id=row.message_id,
            note=row.note,
            planted=row.state,
            found=states.get(row.message_id, ""),
        )
        for row in planted
        if states.get(row.message_id) != row.state
    ]
    wrong += [
        ReplyDifference(message_id=number, note="", planted="", found=state)
        for number, state in states.items()
        if number not in known
    ]
    return tuple(wrong)


def _match(spot: PlantedHotspot, found: Sequence[Row]) -> int | None:
    """The found hotspot that shares most messages, if it shares enough."""
    ids = set(spot.message_ids)
    shares = [
        len(ids & set(row["message_ids"])) / len(ids | set(row["message_ids"])) for row in found
    ]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= _SAME_HOTSPOT else None


def _differences(
    spot: PlantedHotspot, row: Row, pending: Sequence[Row] | None
) -> list[HotspotDifference]:
    clock = row.get("clock", {})
    pairs: list[tuple[str, str, str]] = [
        ("来信", "、".join(sorted(spot.message_ids)), "、".join(sorted(row["message_ids"])))
    ]
    pairs += [
        (what, planted, str(row[key] or ""))
        for what, key, planted in (
            ("区域", "region", spot.region),
            ("责任单位", "agency_code", spot.agency_code),
            ("舆情类别", "response_class", spot.response_class),
        )
        if key in row
    ]
    if clock:
        pairs += [
            ("适用时限", f"{spot.rule} {spot.limit_hours:g}",
             f"{clock['rule']} {clock['limit_hours']:g}"),
            ("时限状态", spot.clock_state, str(clock["state"])),
            ("事发时间", spot.t_event, _moment(clock["t_event"])),
            ("首次发布", spot.t_first_release, _moment(clock["t_first_release"])),
            ("发现时间", spot.t_detected, _moment(row["detected_at"])),
        ]  # fmt: skip
    if pending is not None:
        urls = sorted(str(one["url"]) for one in pending if one["hotspot_id"] == row["hotspot_id"])
        pairs.append(("待认定的回应", "、".join(spot.candidates), "、".join(urls)))
    return [
        HotspotDifference(topic=spot.topic, what=what, planted=planted, found=seen)
        for what, planted, seen in pairs
        if planted != seen
    ]


def _moment(value: datetime | None) -> str:
    return "" if value is None else value.astimezone(UTC).isoformat()
