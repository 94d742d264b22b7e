"""Entries of the 舆情台账: 交办, 研判, 处置, 回应认定, 办结, 撤回, each with its rules."""

from collections.abc import Callable, Sequence
from datetime import datetime

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.review.hotspot_checks import faults_of, missing_of
from gongkai_monitor.review.hotspot_desk import HotspotDesk, HotspotView, open_hotspot_desk
from gongkai_monitor.review.hotspot_entry import (
    Assigned,
    Closed,
    Handled,
    HotspotBody,
    HotspotDraft,
    HotspotEntry,
    HotspotWithdrawn,
    StatementJudged,
    Triaged,
    link_hotspot_entry,
)
from gongkai_monitor.review.hotspot_file import HotspotFile, file_of
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.hotspot_register import append_to_hotspot_register
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.vocabulary import Milestone, ResponseClass, RiskLevel


def assign(
    settings: Settings,
    hotspot_id: str,
    *,
    officer: str,
    recorded_by: str,
    now: datetime,
    agency_code: str | None = None,
    pushed_at: datetime | None = None,
    note: str = "",
    role: str = "",
) -> HotspotEntry:
    """交办 to a unit, by default the one that routing found.

    Raises:
        InputError: for an unknown hotspot or unit, or where routing found none and none is given.
    """
    desk = open_hotspot_desk(settings, now)
    view = _known(desk, hotspot_id)
    code = agency_code or view.agency_code
    names = {one.agency_code: one.name for one in desk.registry.agencies}
    if code not in names:
        expected = "登记表中的单位编码" if code else "单位编码（系统未能判定责任单位，须由人指定）"
        raise InputError(
            [Fault(file=hotspot_id, column="责任单位", expected=expected, actual=code)]
        )
    body = Assigned(
        agency_code=code,
        agency_name=names[code],
        officer=officer,
        pushed_at=pushed_at or now,
        note=note,
    )
    return _store(settings, view, body, recorded_by, role, now)


def set_triage(
    settings: Settings,
    hotspot_id: str,
    *,
    reason: str,
    recorded_by: str,
    now: datetime,
    level: RiskLevel | None = None,
    response_class: ResponseClass | None = None,
    occurred_at: datetime | None = None,
    role: str = "",
) -> HotspotEntry:
    """研判: level, class and time of the event, with the factors that were shown.

    Raises:
        InputError: for an unknown hotspot, nothing to set, no reason, an event in the future.
    """
    view = _known(open_hotspot_desk(settings, now), hotspot_id)
    body = Triaged(
        level=level,
        response_class=response_class,
        occurred_at=occurred_at,
        factors=tuple(one.words for one in view.triage.factors),
        reason=reason,
    )
    return _store(settings, view, body, recorded_by, role, now)


def add_step(
    settings: Settings,
    hotspot_id: str,
    text: str,
    *,
    recorded_by: str,
    now: datetime,
    done_at: datetime | None = None,
    role: str = "",
) -> HotspotEntry:
    """处置: what was done.

    Raises:
        InputError: for a hotspot that is unknown, not handed to anybody yet, or closed.
    """
    view = _known(open_hotspot_desk(settings, now), hotspot_id)
    body = Handled(done_at=done_at or now, text=text)
    return _store(settings, view, body, recorded_by, role, now)


def judge_candidate(
    settings: Settings,
    hotspot_id: str,
    statement_id: str,
    *,
    is_answer: bool,
    milestone: Milestone,
    recorded_by: str,
    now: datetime,
    published_at: datetime | None = None,
    reason: str = "",
    role: str = "",
) -> HotspotEntry:
    """回应认定 of a publication that the system found.

    Raises:
        InputError: for an unknown candidate, or one without an hour where none is given.
    """
    view = _known(open_hotspot_desk(settings, now), hotspot_id)
    found = next((o for o in view.candidates if o.text("statement_id") == statement_id), None)
    if found is None:
        raise InputError(
            [Fault(file=hotspot_id, column="回应编号", expected="待认定的回应线索",
                   actual=statement_id)]
        )  # fmt: skip
    moment = published_at or found.instant("published_at")
    if moment is None:
        if is_answer:
            expected = "网页没有钟点，认定为回应须写明发布时间"
            raise InputError([Fault(file=statement_id, column="发布时间", expected=expected)])
        moment = now
    body = StatementJudged(
        statement_id=statement_id,
        title=found.text("title"),
        url=found.text("url"),
        published_at=moment,
        milestone=milestone,
        is_answer=is_answer,
        reason=reason,
    )
    return _store(settings, view, body, recorded_by, role, now)


def record_statement(
    settings: Settings,
    hotspot_id: str,
    *,
    title: str,
    published_at: datetime,
    milestone: Milestone,
    recorded_by: str,
    now: datetime,
    url: str = "",
    reason: str = "",
    role: str = "",
) -> HotspotEntry:
    """回应认定 of a publication that a person brings: a conference, a paper, another platform.

    Raises:
        InputError: for an unknown hotspot, no title, an address that is none of the web, a time
            that cannot be, or a publication that was recorded before.
    """
    view = _known(open_hotspot_desk(settings, now), hotspot_id)
    body = StatementJudged(
        statement_id=f"人工 {published_at.isoformat()} {url or title}",
        title=title,
        url=url,
        published_at=published_at,
        milestone=milestone,
        is_answer=True,
        reason=reason,
    )
    return _store(settings, view, body, recorded_by, role, now)


def close(
    settings: Settings,
    hotspot_id: str,
    outcome: str,
    *,
    recorded_by: str,
    now: datetime,
    closed_at: datetime | None = None,
    role: str = "",
) -> HotspotEntry:
    """办结: what came of it.

    Raises:
        InputError: for a hotspot that was handed to nobody, or is closed already.
    """
    view = _known(open_hotspot_desk(settings, now), hotspot_id)
    body = Closed(closed_at=closed_at or now, outcome=outcome)
    return _store(settings, view, body, recorded_by, role, now)


def withdraw(
    settings: Settings,
    sequence: int,
    *,
    reason: str,
    recorded_by: str,
    now: datetime,
    role: str = "",
) -> HotspotEntry:
    """撤回 an entry; 办结 is taken back this way too.

    Raises:
        InputError: for an entry that is unknown or was withdrawn before.
    """  # fmt: skip

    def make(known: Sequence[HotspotEntry]) -> list[HotspotDraft]:
        standing = {
            entry.sequence: entry
            for one in {entry.hotspot_id for entry in known}
            for entry, _ in file_of(known, one).standing
        }
        faults = missing_of((("记录人", recorded_by), ("理由", reason)))
        if sequence not in standing:
            faults.append(Fault(file="舆情台账", column="序号", expected="未撤回的记录",
                                actual=str(sequence)))  # fmt: skip
        if faults:
            raise InputError(faults)
        body = HotspotWithdrawn(entry=sequence, reason=reason)
        return [HotspotDraft(hotspot_id=standing[sequence].hotspot_id, body=body,
                             recorded_by=recorded_by, role=role)]  # fmt: skip

    return _append(settings, make, now)[0]


def append_bodies(
    settings: Settings,
    desk: HotspotDesk,
    bodies: Sequence[tuple[str, HotspotBody, str, str]],
    now: datetime,
) -> list[HotspotEntry]:
    """Store entries that were checked one by one: (hotspot, body, who, role); all or none."""
    if not bodies:
        return []

    def make(known: Sequence[HotspotEntry]) -> list[HotspotDraft]:
        faults = []
        for hotspot_id, body, who, _ in bodies:
            view = _known(desk, hotspot_id)
            faults += faults_of(
                body, _with_new(known, bodies, hotspot_id, body, now), view, who, now
            )
        if faults:
            raise InputError(faults)
        return [
            HotspotDraft(hotspot_id=hotspot_id, body=body, recorded_by=who, role=role)
            for hotspot_id, body, who, role in bodies
        ]

    return _append(settings, make, now)


def _with_new(
    known: Sequence[HotspotEntry],
    bodies: Sequence[tuple[str, HotspotBody, str, str]],
    hotspot_id: str,
    until: HotspotBody,
    now: datetime,
) -> HotspotFile:
    """The file as it will be when a body of the same batch is reached."""
    own = [entry for entry in known if entry.hotspot_id == hotspot_id]
    last = known[-1] if known else None
    for one, body, who, role in bodies:
        if body is until:
            break
        if one == hotspot_id:
            draft = HotspotDraft(hotspot_id=one, body=body, recorded_by=who, role=role)
            last = link_hotspot_entry(draft, now, last)
            own.append(last)
    return HotspotFile(hotspot_id=hotspot_id, entries=tuple(own))


def _store(
    settings: Settings, view: HotspotView, body: HotspotBody, who: str, role: str, now: datetime
) -> HotspotEntry:
    def make(known: Sequence[HotspotEntry]) -> list[HotspotDraft]:
        faults = faults_of(body, file_of(known, view.hotspot_id), view, who, now)
        if faults:
            raise InputError(faults)
        return [HotspotDraft(hotspot_id=view.hotspot_id, body=body, recorded_by=who, role=role)]

    return _append(settings, make, now)[0]


def _append(
    settings: Settings,
    make: Callable[[Sequence[HotspotEntry]], list[HotspotDraft]],
    now: datetime,
) -> list[HotspotEntry]:
    with open_store(settings, read_only=False) as connection:
        return append_to_hotspot_register(connection, make, now)


def _known(desk: HotspotDesk, hotspot_id: str) -> HotspotView:
    view = desk.view(hotspot_id)
    if view is None:
        raise InputError(
            [Fault(file="热点编号", expected="gongkai hotspots 列出的热点", actual=hotspot_id)]
        )
    return view
