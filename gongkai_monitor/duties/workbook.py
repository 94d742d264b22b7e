"""The ledger as a workbook: 状态, 进展 and 佐证 are filled in, and read back with their faults.

A row is stale when somebody reported about the duty since the export, so that nobody's report is
overruled unseen; a row that says what is reported already is repeated. Rows whose 填报 columns are
empty say nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai_monitor.duties.desk import objections
from gongkai_monitor.duties.ledger import LedgerDuty
from gongkai_monitor.duties.records import Progress
from gongkai_monitor.duties.rows import agency_names, deadline_words, latest, watched_by
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.identity import content_hash
from gongkai_monitor.imports.table import Row
from gongkai_monitor.review.sheet import FilledSheet, SheetColumn, read_list, write_list
from gongkai_monitor.review.trail import Attachment
from gongkai_monitor.vocabulary import DutyState

SHEET = "工作台账"
DUTY, MARK = "编号", "内容校验值"
STATE, NOTE, EVIDENCE, BY, ROLE = "填报状态", "填报进展", "填报佐证", "填报人", "职务"
_WORDS = (DutyState.NOT_STARTED, DutyState.IN_PROGRESS, DutyState.DONE)
_SHOWN = (
    ("部分", 26), ("序号", 8), ("任务", 70), ("时限", 22), ("下一到期日", 12), ("牵头单位", 22),
    ("责任单位", 32), ("机器监测", 24), ("当前状态", 10), ("逾期天数", 9), ("最近进展", 36),
)  # fmt: skip
_COLUMNS = (
    SheetColumn(name=DUTY, width=10),
    *(SheetColumn(name=name, width=width) for name, width in _SHOWN),
    SheetColumn(
        name=STATE, width=11, is_filled=True, words=tuple(word.label for word in _WORDS)
    ),
    SheetColumn(name=NOTE, width=36, is_filled=True),
    SheetColumn(name=EVIDENCE, width=28, is_filled=True),
    SheetColumn(name=BY, width=11, is_filled=True),
    SheetColumn(name=ROLE, width=14, is_filled=True),
    SheetColumn(name=MARK, width=18),
)  # fmt: skip
_WEB = ("http://", "https://")
_OBJECTS_TO = {"状态": STATE, "进展": NOTE, "佐证": EVIDENCE}
"""Names that the desk's objections have for the columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledLedger:
    """What a workbook that came back holds.

    Attributes:
        progress: reports of rows that stand.
        faults: wrong and stale rows, by sheet, row and column.
        repeated: rows whose very report is stored already.
        empty: rows without a report.
    """

    progress: tuple[Progress, ...]
    faults: tuple[Fault, ...]
    repeated: int
    empty: int


def row_mark(one: LedgerDuty) -> str:
    """What a row is compared by: the duty and everything that was reported by then."""
    said = [one.duty_id, one.duty.text, *(update.own_hash for update in one.updates)]
    return content_hash("\x1f".join(said).encode())[:16]


def write_ledger(path: Path, ledger: Sequence[LedgerDuty]) -> int:
    """Write the ledger; how many rows.

    Raises:
        OSError: when the file cannot be written.
    """
    rows = [[one.duty_id, *_shown(one), "", "", "", "", "", row_mark(one)] for one in ledger]
    write_list(path, SHEET, _COLUMNS, rows)
    return len(rows)


def read_filled_ledger(
    path: Path, ledger: Sequence[LedgerDuty], attach: Callable[[Path], Attachment]
) -> FilledLedger:
    """Read a workbook that came back.

    Args:
        path: of the workbook.
        ledger: as it is now.
        attach: keeps a file that 填报佐证 names; it stands in the workbook's folder.

    Raises:
        InputError: when it cannot be read at all, or the sheet or a heading is missing.
    """
    with read_list(path, SHEET, (DUTY, STATE, NOTE, EVIDENCE, BY, MARK), (ROLE,)) as sheet:
        known = {one.duty_id: one for one in ledger}
        return _Reader(sheet=sheet, known=known, folder=path.parent, attach=attach).read()


def _shown(one: LedgerDuty) -> list[str]:
    return [
        one.duty.section,
        one.duty.number,
        one.duty.text,
        deadline_words(one),
        _day(one.next_due_on),
        agency_names(one.lead),
        agency_names(one.responsible),
        watched_by(one),
        one.state.label,
        f"{one.days_late}" if one.days_late else "",
        latest(one),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    sheet: FilledSheet
    known: dict[str, LedgerDuty]
    folder: Path
    attach: Callable[[Path], Attachment]

    def read(self) -> FilledLedger:
        progress: list[Progress] = []
        faults: list[Fault] = []
        seen: dict[str, int] = {}
        repeated = empty = 0
        for row in self.sheet.filled_rows(DUTY, faults):
            if all(self.sheet.is_blank(row, name) for name in (STATE, NOTE, EVIDENCE)):
                empty += 1
                continue
            duty_id = self.sheet.text(row, DUTY)
            if duty_id in seen:
                said = f"与第 {seen[duty_id]} 行重复"
                faults.append(self.sheet.fault(row, DUTY, "同一任务只出现一次", said))
                continue
            seen[duty_id] = row.number
            if self._is_stored(row, duty_id):
                repeated += 1
                continue
            one, wrong = self._progress(row, duty_id)
            faults += wrong
            progress += [one] if one else []
        return FilledLedger(
            progress=tuple(progress), faults=tuple(faults), repeated=repeated, empty=empty
        )

    def _progress(self, row: Row, duty_id: str) -> tuple[Progress | None, list[Fault]]:
        text, fault = self.sheet.text, self.sheet.fault
        duty = self.known.get(duty_id)
        if duty is None:
            return None, [fault(row, DUTY, "台账中的任务编号", duty_id)]
        if text(row, MARK) != row_mark(duty):
            stale = "导出后已有新的填报，请重新导出后再填"
            return None, [fault(row, MARK, "与现在的台账一致", stale)]
        words = "/".join(word.label for word in _WORDS)
        try:
            state = DutyState.from_label(text(row, STATE))
        except ValueError:
            return None, [fault(row, STATE, words, text(row, STATE))]
        evidence, wrong = self._evidence(row)
        if wrong:
            return None, wrong
        one = Progress(
            duty_id=duty_id,
            state=state,
            recorded_by=text(row, BY),
            role=text(row, ROLE),
            note=text(row, NOTE),
            evidence_url=evidence if isinstance(evidence, str) else "",
            attachment=evidence if isinstance(evidence, Attachment) else None,
        )
        against = [
            fault(row, _OBJECTS_TO.get(column, column), expected, actual)
            for column, expected, actual in objections(one, duty)
        ]
        return (None, against) if against else (one, [])

    def _evidence(self, row: Row) -> tuple[str | Attachment, list[Fault]]:
        """An address as it is; a file of the workbook's folder is kept."""
        said = self.sheet.text(row, EVIDENCE)
        if not said or said.lower().startswith(_WEB):
            return said, []
        if Path(said).name != said:
            return "", [self.sheet.fault(row, EVIDENCE, "网址，或与工作簿同一文件夹的文件名", said)]
        try:
            return self.attach(self.folder / said), []
        except InputError as error:
            return "", [
                self.sheet.fault(row, EVIDENCE, one.expected, one.actual) for one in error.faults
            ]

    def _is_stored(self, row: Row, duty_id: str) -> bool:
        duty = self.known.get(duty_id)
        if duty is None or not duty.updates:
            return False
        last, text = duty.updates[-1], self.sheet.text
        given = (text(row, STATE), text(row, NOTE), text(row, EVIDENCE), text(row, BY))
        return given == (last.state.label, last.note, last.evidence, last.recorded_by)
