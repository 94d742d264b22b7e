"""政务舆情回应台账 in the office's table form: exported, filled in by people, read back."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from gongkai_monitor.clock import CHINA
from gongkai_monitor.errors import Fault
from gongkai_monitor.identity import content_hash
from gongkai_monitor.imports.cells import CellError
from gongkai_monitor.imports.table import Row, Value
from gongkai_monitor.imports.times import first_instant, last_instant, read_instant
from gongkai_monitor.review.hotspot_checks import faults_of
from gongkai_monitor.review.hotspot_desk import HotspotDesk, HotspotView, clock_lines
from gongkai_monitor.review.hotspot_entry import (
    Assigned,
    Closed,
    Handled,
    HotspotBody,
    Triaged,
)
from gongkai_monitor.review.sheet import FilledSheet, SheetColumn, read_list, write_list
from gongkai_monitor.vocabulary import ResponseClass, RiskLevel, Term

TermT = TypeVar("TermT", bound=Term)

_CLOCK = re.compile("[:：时点]")
SHEET = "政务舆情回应台账"
NUMBER, MARK = "热点编号", "内容校验值"
LEVEL, CLASS, EVENT, AGENCY = "研判等级", "舆情类别", "事发时间", "责任单位编码"
OFFICER, PUSHED, STEP, OUTCOME, BY, ROLE = (
    "值班人员", "交办时间", "新增处置情况", "处置结果", "记录人", "职务",
)  # fmt: skip
REASON = "研判理由"
_SHOWN = (
    ("序号", 6), ("舆情标题", 34), ("首件时间", 17), ("发现时间", 17), ("来信件数", 9),
    ("区域", 12), ("建议等级", 10), ("研判因素", 40), ("责任单位", 22), ("责任单位判定", 30),
    ("回应时限", 44), ("首次回应", 17), ("新闻发布会", 17), ("已有处置情况", 44), ("办结时间", 17),
)  # fmt: skip
_FILLED = (
    SheetColumn(name=LEVEL, width=10, is_filled=True, words=tuple(o.label for o in RiskLevel)),
    SheetColumn(name=CLASS, width=20, is_filled=True, words=tuple(o.label for o in ResponseClass)),
    SheetColumn(name=EVENT, width=17, is_filled=True),
    SheetColumn(name=REASON, width=24, is_filled=True),
    SheetColumn(name=AGENCY, width=14, is_filled=True),
    SheetColumn(name=OFFICER, width=12, is_filled=True),
    SheetColumn(name=PUSHED, width=17, is_filled=True),
    SheetColumn(name=STEP, width=40, is_filled=True),
    SheetColumn(name=OUTCOME, width=40, is_filled=True),
    SheetColumn(name=BY, width=12, is_filled=True),
    SheetColumn(name=ROLE, width=12, is_filled=True),
)
_COLUMNS = (
    SheetColumn(name=NUMBER, width=18),
    *(SheetColumn(name=name, width=width) for name, width in _SHOWN),
    *_FILLED,
    SheetColumn(name=MARK, width=18),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledRegister:
    """What a workbook that came back holds.

    Attributes:
        bodies: (hotspot, body, who, role) of rows that stand, in the order of the sheet.
        faults: wrong and stale rows, by sheet, row and column.
        unchanged: rows in which nothing new was written.
    """

    bodies: tuple[tuple[str, HotspotBody, str, str], ...]
    faults: tuple[Fault, ...]
    unchanged: int


def write_hotspot_register(path: Path, desk: HotspotDesk) -> int:
    """Write the register; how many hotspots it holds.

    Raises:
        OSError: when the file cannot be written.
    """
    rows = [
        [view.hotspot_id, *_shown(number, view), *_now(view), "", "", "", "", mark_of(view)]
        for number, view in enumerate(desk.views, start=1)
    ]
    write_list(path, SHEET, _COLUMNS, rows, repeated=3)
    return len(rows)


def read_hotspot_workbook(path: Path, desk: HotspotDesk, now: datetime) -> FilledRegister:
    """Read a register that came back; what was changed in it becomes new entries.

    Raises:
        InputError: when it cannot be read at all, or the sheet or a heading is missing.
    """
    needed = (NUMBER, MARK, *(column.name for column in _FILLED))
    with read_list(path, SHEET, needed) as sheet:
        return _Reader(sheet=sheet, desk=desk, now=now).read()


def mark_of(view: HotspotView) -> str:
    """What the register held when the list went out: entries since then make a row stale."""
    last = view.file.entries[-1].own_hash if view.file.entries else ""
    return content_hash(f"{view.hotspot_id}\x1f{last}".encode())[:16]


def _shown(number: int, view: HotspotView) -> list[str]:
    times, row = view.times, view.row
    answered = min(filter(None, (times.t_first_release, times.t_replied)), default=None)
    return [
        str(number),
        view.title,
        _moment(row.instant("first_at")),
        _moment(times.t_detected),
        str(row.whole("size") or 0),
        row.text("region"),
        view.triage.level.label,
        "；".join(one.words for one in view.triage.factors),
        view.agency_name or "待人工指定",
        view.agency_reason,
        "\n".join(clock_lines(view)),
        _moment(answered),
        _moment(times.t_conference),
        "\n".join(one.words for one in view.file.steps),
        _moment(times.t_closed),
    ]


def _now(view: HotspotView) -> list[str]:
    """What the filled columns hold already; only what is changed becomes an entry."""
    file = view.file
    return [
        file.level.label if file.level else "",
        file.response_class.label if file.response_class else "",
        _moment(file.occurred_at),
        "",
        view.agency_code,
        file.assigned.officer if file.assigned else "",
        _moment(file.assigned.pushed_at if file.assigned else None),
    ]


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}" if moment else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    sheet: FilledSheet
    desk: HotspotDesk
    now: datetime

    def read(self) -> FilledRegister:
        bodies: list[tuple[str, HotspotBody, str, str]] = []
        faults: list[Fault] = []
        seen: dict[str, int] = {}
        unchanged = 0
        for row in self.sheet.filled_rows(NUMBER, faults):
            number = self.sheet.text(row, NUMBER)
            if not number:
                continue
            new, wrong = self._row(row, number)
            if number in seen:
                actual = f"与第 {seen[number]} 行重复"
                wrong = [self.sheet.fault(row, NUMBER, "同一热点只出现一次", actual)]
            seen.setdefault(number, row.number)
            if wrong:
                faults += wrong
            elif not new:
                unchanged += 1
            else:
                who, role = self.sheet.text(row, BY), self.sheet.text(row, ROLE)
                bodies += [(number, body, who, role) for body in new]
        return FilledRegister(bodies=tuple(bodies), faults=tuple(faults), unchanged=unchanged)

    def _row(self, row: Row, number: str) -> tuple[list[HotspotBody], list[Fault]]:
        view = self.desk.view(number)
        if view is None:
            return [], [self.sheet.fault(row, NUMBER, "清单中的热点", number)]
        new, faults = self._bodies(row, view)
        if not new or faults:
            return [], faults
        if self.sheet.text(row, MARK) != mark_of(view):
            stale = "导出后台账已有新记录，请重新导出后再填"
            return [], [self.sheet.fault(row, MARK, "与现在的台账一致", stale)]
        who = self.sheet.text(row, BY)
        file = view.file
        for body in new:
            is_first = isinstance(body, Handled | Closed) and any(
                isinstance(one, Assigned) for one in new
            )
            wrong = [] if is_first else faults_of(body, file, view, who, self.now)
            faults += [self.sheet.fault(row, o.column, o.expected, o.actual) for o in wrong]
        return new, faults

    def _bodies(self, row: Row, view: HotspotView) -> tuple[list[HotspotBody], list[Fault]]:
        faults: list[Fault] = []
        level = self._word(row, LEVEL, RiskLevel, faults)
        wanted = self._word(row, CLASS, ResponseClass, faults)
        occurred = self._instant(row, EVENT, faults)
        pushed = self._instant(row, PUSHED, faults)
        file, text = view.file, self.sheet.text
        new: list[HotspotBody] = []
        changed = (
            level if level != file.level else None,
            wanted if wanted != file.response_class else None,
            occurred if _moment(occurred) != _moment(file.occurred_at) else None,
        )
        if any(changed):
            new.append(
                Triaged(
                    level=changed[0], response_class=changed[1], occurred_at=changed[2],
                    factors=tuple(one.words for one in view.triage.factors),
                    reason=text(row, REASON),
                )
            )  # fmt: skip
        elif text(row, REASON) and text(row, MARK) == mark_of(view):  # no sheet read before
            expected = f"同时改{LEVEL}、{CLASS}或{EVENT}"
            faults.append(self.sheet.fault(row, REASON, expected, "只填了理由"))
        if assigned := self._assigned(row, view, pushed, faults):
            new.append(assigned)
        if text(row, STEP):
            new.append(Handled(done_at=self.now, text=text(row, STEP)))
        if text(row, OUTCOME):
            new.append(Closed(closed_at=self.now, outcome=text(row, OUTCOME)))
        return new, faults

    def _assigned(
        self, row: Row, view: HotspotView, pushed: datetime | None, faults: list[Fault]
    ) -> Assigned | None:
        code, officer = self.sheet.text(row, AGENCY), self.sheet.text(row, OFFICER)
        was = view.file.assigned
        is_moved = pushed is not None and _moment(pushed) != _moment(was.pushed_at if was else None)
        if not officer:
            if is_moved or (code and code != view.agency_code):
                faults.append(self.sheet.fault(row, OFFICER, "交办须写明值班人员", "空"))
            return None
        if was and not is_moved and (code, officer) == (was.agency_code, was.officer):
            return None
        names = {one.agency_code: one.name for one in self.desk.registry.agencies}
        if code not in names:
            faults.append(self.sheet.fault(row, AGENCY, "登记表中的单位编码", code))
            return None
        return Assigned(
            agency_code=code, agency_name=names[code], officer=officer,
            pushed_at=pushed if pushed and is_moved else self.now,
        )  # fmt: skip

    def _word(
        self, row: Row, heading: str, terms: type[TermT], faults: list[Fault]
    ) -> TermT | None:
        text = self.sheet.text(row, heading)
        if not text:
            return None
        try:
            return terms.from_label(text)
        except ValueError:
            words = "/".join(one.label for one in terms)
            faults.append(self.sheet.fault(row, heading, words, text))
            return None

    def _instant(self, row: Row, heading: str, faults: list[Fault]) -> datetime | None:
        """A time as people write it; a bare day is its last second, a written midnight itself."""
        value: Value = self.sheet.cell(row, heading)
        if self.sheet.is_blank(row, heading):
            return None
        try:
            moment = read_instant(value)
        except CellError:
            faults.append(self.sheet.fault(row, heading, "2026-11-20 17:30 这样的时刻", str(value)))
            return None
        if moment is None:
            return None
        has_clock = isinstance(value, datetime) or bool(_CLOCK.search(str(value)))
        return first_instant(moment) if has_clock else last_instant(moment)
