"""The duty officer's desk: every hotspot with its register, clocks, level and likely answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import pandas as pd

from gongkai_monitor.clock import china_date
from gongkai_monitor.coverage import coverage_table
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.indicators.limits import ResponseLimit
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.opinion.answer_sources import Sources, sources_by_agency, unread_sources
from gongkai_monitor.opinion.timeliness import (
    ANSWERED_SHARE,
    ClockTimes,
    ResponseClock,
    as_collected,
    leading_clock,
    mostly_replied_at,
    response_clocks,
)
from gongkai_monitor.opinion.triage import Triage, hours_open, triage
from gongkai_monitor.report.cells import Row, rows
from gongkai_monitor.review.hotspot_file import HotspotFile, hotspot_files
from gongkai_monitor.review.letter_times import Letters, LetterTimes
from gongkai_monitor.settings import OpinionSettings, Settings
from gongkai_monitor.store.hotspot_register import read_hotspot_register
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.messages import read_marks_of
from gongkai_monitor.store.opinion import read_hotspots, read_last_hotspots, read_statements
from gongkai_monitor.store.registry import read_registry
from gongkai_monitor.vocabulary import (
    ClockState,
    Milestone,
    ResponseClass,
    RiskLevel,
    Sureness,
)

_OWN_RULE = "本单位"


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotView:
    """One hotspot as the desk shows it at a moment."""

    row: Row  # of the hotspots table
    file: HotspotFile
    times: ClockTimes
    clocks: tuple[ResponseClock, ...]
    triage: Triage
    candidates: tuple[Row, ...]  # likely answers on which nobody decided yet
    agency_code: str
    agency_name: str
    agency_reason: str
    replied_count: int
    """How many of its messages have an answer."""
    undated_count: int
    """Of how many of these nobody knows when it came."""

    @property
    def hotspot_id(self) -> str:
        """Its number."""
        return self.row.text("hotspot_id")

    @property
    def title(self) -> str:
        """What it is about."""
        return self.row.text("title")

    @property
    def response_class(self) -> ResponseClass:
        """What a person said; an ordinary matter otherwise, never a guessed incident."""
        return self.file.response_class or ResponseClass.ORDINARY

    @property
    def level(self) -> RiskLevel:
        """The level that a person set, else the proposed one."""
        return self.file.level or self.triage.level

    @property
    def leading(self) -> ResponseClock | None:
        """The clock to look at first."""
        return leading_clock(self.clocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotDesk:
    """Everything about hotspots at one moment."""

    views: tuple[HotspotView, ...]
    registry: Registry
    as_of: datetime

    def view(self, hotspot_id: str) -> HotspotView | None:
        """A hotspot by its number."""
        return next((one for one in self.views if one.hotspot_id == hotspot_id), None)


def open_hotspot_desk(settings: Settings, as_of: datetime) -> HotspotDesk:
    """Hotspots of the last round and those of the register that are not closed.

    Raises:
        StoreError: when the store cannot be read.
    """
    with open_store(settings) as connection:
        stored, _ = read_hotspots(connection, as_of)
        files = hotspot_files(read_hotspot_register(connection, as_of))
        left = [one for one in files if one not in set(stored["hotspot_id"])]
        if left:
            earlier = read_last_hotspots(connection, left, as_of)
            stored = pd.concat([stored, earlier[list(stored.columns)]], ignore_index=True)
        candidates = read_statements(connection, as_of)
        registry = read_registry(connection, as_of)
        numbers = sorted({one for ids in stored["message_ids"] for one in ids})
        members = read_marks_of(connection, numbers, as_of=as_of)
        limits = load_editions(settings.editions).response_limits(china_date(as_of))

        @cache
        def sources() -> Sources:
            return sources_by_agency(coverage_table(connection, as_of, settings), registry)

        views = hotspot_views(
            stored, files, candidates, members, registry,
            limits=with_own_limit(limits, settings.opinion), settings=settings.opinion,
            unread=lambda code, due_at: unread_sources(code, sources(), due_at),
            as_of=as_of,
        )  # fmt: skip
    return HotspotDesk(views=views, registry=registry, as_of=as_of)


def hotspot_views(
    stored: pd.DataFrame,
    files: Mapping[str, HotspotFile],
    candidates: pd.DataFrame,
    members: pd.DataFrame,
    registry: Registry,
    *,
    limits: Sequence[ResponseLimit],
    settings: OpinionSettings,
    unread: Callable[[str, datetime], Sequence[str]],
    as_of: datetime,
) -> tuple[HotspotView, ...]:
    """What the tables come to, in the order of the hotspots.

    Args:
        stored: the hotspots table.
        files: the register, by hotspot.
        candidates: likely answers (``statements``).
        members: messages of the hotspots, as ``store.messages.read_marks_of`` gives them.
        registry: names of the agencies.
        limits: of the response clock.
        settings: thresholds of the levels.
        unread: which sources of a unit were not read after a moment; asked for overdue clocks only.
        as_of: the moment.
    """
    names = {one.agency_code: one.name for one in registry.agencies}
    known_letters = LetterTimes.of(members)
    likely: dict[str, list[Row]] = {}
    for one in rows(candidates):
        likely.setdefault(one.text("hotspot_id"), []).append(one)
    views = []
    for row in rows(stored):
        file = files.get(row.text("hotspot_id"), HotspotFile(hotspot_id=row.text("hotspot_id")))
        letters = known_letters.letters(row.items("message_ids"), row.whole("size") or 0)
        times = clock_times(row, file, letters, as_of)
        wanted = file.response_class or ResponseClass.ORDINARY
        assigned = file.assigned
        code = assigned.agency_code if assigned else row.text("agency_code")
        clocks = tuple(
            as_collected(one, (*unread(code, one.due_at), *unread_letters(one, times, letters)))
            if one.state is ClockState.OVERDUE
            else one
            for one in response_clocks(times, wanted, limits, as_of)
        )
        lead = leading_clock(clocks)
        waited = hours_open(lead.state, lead.elapsed_hours) if lead else 0.0
        known = {one.url for one in file.judged.values() if one.url}
        views.append(
            HotspotView(
                row=row,
                file=file,
                times=times,
                clocks=clocks,
                triage=triage(row.values, settings.triage, hours_open=waited),
                candidates=tuple(
                    one
                    for one in likely.get(row.text("hotspot_id"), ())
                    if one.text("statement_id") not in file.judged and one.text("url") not in known
                ),
                agency_code=code,
                agency_name=names.get(code, code),
                agency_reason=f"已交办（{assigned.officer}）" if assigned
                else row.text("agency_reason"),
                replied_count=letters.replied_count(as_of),
                undated_count=letters.undated_count(),
            )
        )  # fmt: skip
    return tuple(views)


def clock_times(row: Row, file: HotspotFile, letters: Letters, as_of: datetime) -> ClockTimes:
    """The six times of a hotspot, and when most of its letters were answered.

    Args:
        row: of the hotspots table.
        file: what the register says.
        letters: of the hotspot.
        as_of: the moment.
    """
    detected_at = row.instant("detected_at") or row.instant("first_at")
    assert detected_at is not None  # every hotspot has a first message
    return ClockTimes(
        t_detected=detected_at,
        t_event=file.occurred_at,
        t_pushed=file.pushed_at,
        t_first_release=file.answered_at(Milestone.FIRST_RELEASE),
        t_conference=file.answered_at(Milestone.CONFERENCE),
        t_closed=file.closed.closed_at if file.closed else None,
        t_replied=mostly_replied_at(
            letters.received, letters.replied, since=detected_at, as_of=as_of
        ),
    )


def unread_letters(clock: ResponseClock, times: ClockTimes, letters: Letters) -> tuple[str, ...]:
    """Why answers to letters may have met a limit unseen; only a response can be given that way."""
    if clock.limit.milestone is not Milestone.RESPONSE:
        return ()
    return letters.unread(times.t_detected, clock.due_at)


def with_own_limit(
    limits: Sequence[ResponseLimit], settings: OpinionSettings
) -> tuple[ResponseLimit, ...]:
    """The limits and the deployment's own one, where it is shorter or the only one."""
    answers = [one.hours for one in limits if one.milestone is Milestone.RESPONSE]
    if answers and settings.response_hours >= min(answers):
        return tuple(limits)
    own = ResponseLimit(
        rule=_OWN_RULE,
        applies_to=(ResponseClass.KEY_MATTER, ResponseClass.ORDINARY),
        milestone=Milestone.RESPONSE,
        hours=settings.response_hours,
        basis="本单位规定（gongkai.toml [opinion] response_hours）",
        sureness=Sureness.VERIFIED,
    )
    return (*limits, own)


def hotspot_table(desk: HotspotDesk) -> pd.DataFrame:
    """The hotspots table as it stands with the register: agency, clock, level, times."""
    return pd.DataFrame([_told(view) for view in desk.views])


def _told(view: HotspotView) -> dict[str, Any]:
    lead, file, times = view.leading, view.file, view.times
    state = lead.state if lead else ClockState.RUNNING
    return {
        **view.row.values,
        "agency_code": view.agency_code or None,
        "agency_reason": view.agency_reason,
        "answered_at": lead.met_at if lead else times.t_replied,
        "limit_hours": lead.limit.hours if lead else None,
        "elapsed_hours": lead.elapsed_hours if lead else None,
        "clock_state": state.value,
        "clock_from": lead.counted_from if lead else times.start[1],
        "clock_basis": lead.limit.basis if lead else "没有适用的时限",
        "clock_rule": lead.limit.rule if lead else "",
        "unread_sources": list(lead.unread) if lead else [],
        "clocks": clock_lines(view),
        "replied_count": view.replied_count,
        "t_event": times.t_event,
        "t_pushed": times.t_pushed,
        "t_first_release": times.t_first_release,
        "t_conference": times.t_conference,
        "t_closed": times.t_closed,
        "response_class": view.response_class.value,
        "risk_level": view.level.value,
        "is_level_set": file.level is not None,
        "risk_factors": [one.words for one in view.triage.factors],
        "officer": file.assigned.officer if file.assigned else None,
        "steps": [one.words for one in file.steps],
        "outcome": file.closed.outcome if file.closed else None,
        "candidate_count": len(view.candidates),
    }


def clock_lines(view: HotspotView) -> list[str]:
    """Each clock in words, and how many letters are answered."""
    said = [clock_words(one) for one in view.clocks]
    size = view.row.whole("size") or 0
    if view.replied_count:
        is_few = view.replied_count < ANSWERED_SHARE * size
        share = "，不足半数，不算作回应" if is_few and not view.times.t_replied else ""
        undated = f"（其中 {view.undated_count} 件答复时间不明）" if view.undated_count else ""
        said.append(f"来信 {size} 件，已答复 {view.replied_count} 件{undated}{share}")
    return said


def clock_words(clock: ResponseClock) -> str:
    """回应 48 小时（自发现起算）：计时中，已 12 小时."""
    since = "事发" if clock.counted_from == "t_event" else "发现"
    unsure = "" if clock.is_binding else "，依据未核实，仅供参考"
    return (
        f"{clock.limit.words}（自{since}起算{unsure}）：{clock.state.label}，"
        f"{'已' if clock.met_at is None else '用时'} {clock.elapsed_hours:g} 小时"
        + (f"；期满后没有采到{'、'.join(clock.unread)}，不判定超时" if clock.unread else "")
    )
