"""The deployment's own word list: a workbook in, a file of the workspace, a workbook out."""

import csv
import io
import os
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from gongkai_monitor.errors import Fault, InputError, WorkspaceError, reason_of
from gongkai_monitor.imports.cells import CellError, read_text, text_of
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.headings import SEARCHED_ROWS, read_headings
from gongkai_monitor.imports.rows import ReadRow, read_rows
from gongkai_monitor.imports.source import open_tables
from gongkai_monitor.imports.table import Table, Value
from gongkai_monitor.imports.writing import new_workbook, write_value
from gongkai_monitor.settings import Settings
from gongkai_monitor.text.wording.candidate import WordingKind
from gongkai_monitor.text.wording.context import Context
from gongkai_monitor.text.wording.words import EXCEPTION, WordList, word_list

OWN_LIST = "词库.csv"
SHEET = "词库"
MOST_ENTRIES = 50_000
_LABELS = (*(kind.label for kind in WordingKind), EXCEPTION)
_SHORTEST, _LONGEST = 2, 60


def _read_passage(value: Value) -> str | None:
    passage = read_text(value)
    if passage is not None and not _SHORTEST <= len(passage) <= _LONGEST:
        raise CellError(f"{_SHORTEST} 到 {_LONGEST} 个字", f"{len(passage)} 个字")
    return passage


def _read_kind(value: Value) -> str | None:
    label = text_of(value, "/".join(_LABELS)).strip()
    if label and label not in _LABELS:
        raise CellError("/".join(_LABELS), label)
    return label or None


def _read_context(value: Value) -> str | None:
    written = read_text(value)
    if written is None:
        return None
    try:
        Context.parse(written)
    except ValueError as error:
        raise CellError("“后接 系统、平台；不前接 台风”这样的语境", str(error)) from None
    return written


COLUMNS = (
    Column(heading="错误", field="错误", read=_read_passage, is_required=True, width=24,
           hint="错误的写法；类别为“例外”时填不算错误的写法", example="登陆"),
    Column(heading="正确", field="正确", read=read_text, must_stand=True, width=24,
           hint="建议的写法；类别为“例外”时不填", example="登录"),
    Column(heading="类别", field="类别", read=_read_kind, is_required=True, labels=_LABELS,
           width=16, hint="错误类别，或“例外”", example="用词不当"),
    Column(heading="语境", field="语境", read=_read_context, width=50,
           hint="在什么词旁边才算错；空白表示总是", example="后接 系统、平台；不附近 台风"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReading:
    """What a workbook holds: rows that stand, and every fault."""

    rows: tuple[dict[str, str], ...]
    faults: tuple[Fault, ...]

    @property
    def words(self) -> WordList:
        """The rows as a list."""
        return word_list(self.rows)


def read_workbook(path: Path) -> ListReading:
    """Read an own list (.xlsx, or .csv); changes nothing."""
    try:
        with open_tables(path) as tables:
            named = [table for table in tables if table.sheet == SHEET]
            return _read(named[0] if named else tables[0])
    except InputError as error:
        return ListReading(rows=(), faults=error.faults)


def save_own_words(settings: Settings, reading: ListReading) -> None:
    """Take a list without faults into the workspace, in place of the earlier one.

    Raises:
        InputError: with every fault of the list; nothing is changed then.
        WorkspaceError: when the file cannot be written.
    """
    if reading.faults:
        raise InputError(reading.faults)
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, [column.heading for column in COLUMNS], lineterminator="\n")
    writer.writeheader()
    writer.writerows(reading.rows)
    path = settings.workspace / OWN_LIST
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(stream.getvalue(), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise WorkspaceError(f"无法写入 {path}：{reason_of(error)}") from error


def read_own_words(settings: Settings) -> WordList:
    """The list of the workspace; empty when none was imported.

    Raises:
        InputError: when somebody has damaged the file.
    """
    path = settings.workspace / OWN_LIST
    if not path.exists():
        return WordList()
    reading = read_workbook(path)
    if reading.faults:
        raise InputError(reading.faults)
    return reading.words


def write_workbook(words: WordList, path: Path) -> None:
    """Write a list as a workbook that reads back as the same list.

    Raises:
        WorkspaceError: when the file cannot be written.
    """
    with new_workbook(path) as workbook:
        heading = workbook.add_format({"bold": True, "bg_color": "#D9E1F2"})
        sheet = workbook.add_worksheet(SHEET)
        sheet.freeze_panes(1, 0)
        for position, column in enumerate(COLUMNS):
            sheet.set_column(position, position, column.width)
            sheet.write_string(0, position, column.title, heading)
            sheet.write_comment(0, position, column.hint)
        for number, cells in enumerate(_cells(words), start=1):
            for position, value in enumerate(cells):
                write_value(sheet, number, position, value, None)


def _cells(words: WordList) -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = [
        (entry.wrong, entry.right or None, entry.kind.label, entry.context or None)
        for entry in words.entries
    ]
    return rows + [(passage, None, EXCEPTION, None) for passage in words.exceptions]


def _read(table: Table) -> ListReading:
    rows = table.read()
    first = list(islice(rows, SEARCHED_ROWS))
    headings = read_headings(table, first, COLUMNS)
    faults = list(headings.faults)
    if faults or headings.missing:
        return ListReading(rows=(), faults=tuple(faults))
    kept: list[dict[str, str]] = []
    seen: dict[tuple[str, str], int] = {}
    for row in read_rows(table, headings, [*first, *islice(rows, MOST_ENTRIES + 1)]):
        own = [*row.faults, *_row_faults(table, row, seen)]
        faults += own
        if not own:
            kept.append({column.field: str(row.fields.get(column.field, "")) for column in COLUMNS})
    if len(kept) > MOST_ENTRIES:
        faults.append(table.fault(expected=f"不超过 {MOST_ENTRIES} 条", actual="更多"))
    return ListReading(rows=tuple(kept), faults=tuple(faults))


def _row_faults(table: Table, row: ReadRow, seen: dict[tuple[str, str], int]) -> list[Fault]:
    """Faults of the row as a whole: nothing to propose, or said before."""
    fields: dict[str, Any] = row.fields
    wrong, right = str(fields.get("错误", "")), str(fields.get("正确", ""))
    faults = []
    needs_right = fields.get("类别") != EXCEPTION and not row.faults
    if needs_right and (not right or right == wrong):
        faults.append(
            table.fault(row=row.number, column="正确", expected="与“错误”不同的写法", actual=right)
        )
    key = (wrong, str(fields.get("语境", "")))
    if wrong and key in seen:
        faults.append(
            table.fault(
                row=row.number, column="错误", expected="不重复的写法",
                actual=f"与第 {seen[key]} 行重复",
            )
        )  # fmt: skip
    seen.setdefault(key, row.number)
    return faults
