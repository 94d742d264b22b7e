"""Tables about hotspots, their register and answers as the command line prints them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from gongkai_monitor.clock import CHINA, china_date
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.listing import agency_names, records
from gongkai_monitor.opinion.reply_deadlines import reply_delays, reply_sums
from gongkai_monitor.opinion.reply_quality import reply_hints
from gongkai_monitor.review.hotspot_desk import HotspotDesk
from gongkai_monitor.review.hotspot_entry import HotspotEntry
from gongkai_monitor.review.hotspot_file import file_of
from gongkai_monitor.review.letters import letters_of
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.registry import read_registry
from gongkai_monitor.vocabulary import ReplyHint, ReplyState

Row = dict[str, Any]


def statement_rows(desk: HotspotDesk) -> list[Row]:
    """Likely answers on which nobody decided yet."""
    names = agency_names(desk.registry)
    return [
        {
            "statement_id": one.text("statement_id"),
            "hotspot_id": view.hotspot_id,
            "hotspot_title": view.title,
            "title": one.text("title"),
            "url": one.text("url"),
            "agency_code": one.text("agency_code"),
            "agency_name": names.get(one.text("agency_code"), ""),
            "published": _published(one.instant("published_at"), one.text("published_on")),
            "score": one.number("score"),
            "reasons": list(one.items("reasons")),
        }
        for view in desk.views
        for one in view.candidates
    ]


def log_rows(entries: Sequence[HotspotEntry]) -> list[Row]:
    """Entries of the register, the oldest first."""
    standing = {
        entry.sequence
        for one in {entry.hotspot_id for entry in entries}
        for entry, _ in file_of(entries, one).standing
    }
    return [
        {
            "sequence": entry.sequence,
            "recorded_at": entry.recorded_at,
            "kind": entry.kind,
            "kind_label": entry.kind.label,
            "hotspot_id": entry.hotspot_id,
            "said": entry.said.words,
            "state_label": "有效" if entry.sequence in standing else "已撤回或撤回记录",
            "recorded_by": entry.recorded_by,
            "role": entry.role,
            "own_hash": entry.own_hash,
        }
        for entry in entries
    ]


def letter_rows(settings: Settings, as_of: datetime, *, days: int) -> list[Row]:
    """来信: how long each answer took, its limit, and what a person should look at."""
    with open_store(settings) as connection:
        registry = read_registry(connection, as_of)
        since = as_of - timedelta(days=days)
        messages = letters_of(connection, registry, settings.opinion, since=since, as_of=as_of)
    names = agency_names(registry)
    limits = load_editions(settings.editions).message_limits(china_date(as_of))
    delays = reply_delays(messages, limits, as_of=as_of)
    hints: dict[str, list[str]] = {}
    for one in records(reply_hints(messages)):
        said = f"{ReplyHint(one['hint']).label}：{one['why']}"
        hints.setdefault(one["message_id"], []).append(said)
    return [
        {
            **row,
            "agency_name": names.get(row["agency_code"] or "", "未指明"),
            "state_label": ReplyState(row["state"]).label,
            "hints": hints.get(row["message_id"], []),
        }
        for row in records(delays)
    ]


def reply_rows(settings: Settings, as_of: datetime, *, days: int) -> list[Row]:
    """来信办理 per agency, most overdue first."""
    import pandas as pd

    letters = letter_rows(settings, as_of, days=days)
    if not letters:
        return []
    frame = pd.DataFrame(letters)
    names = {row["agency_code"] or "": row["agency_name"] for row in letters}
    hinted: dict[str, int] = {}
    for row in letters:
        code = row["agency_code"] or ""
        hinted[code] = hinted.get(code, 0) + any(map(_counts, row["hints"]))
    sums = [
        {**row, "agency_name": names[row["agency_code"]], "hints": hinted[row["agency_code"]]}
        for row in records(reply_sums(frame))
    ]
    return sorted(sums, key=lambda row: (-row["overdue"], -row["late"], -row["received"]))


def _counts(hint: str) -> bool:
    """Whether a hint goes into a unit's sum; 可能答非所问 is seldom right (docs/performance.md)."""
    return not hint.startswith(ReplyHint.OFF_TOPIC.label)


def _published(at: datetime | None, on: str) -> str:
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}" if at else f"{on[:10]}（无钟点）"
