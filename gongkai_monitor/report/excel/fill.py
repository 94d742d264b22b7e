"""Fill a workbook template: the office's own, when its workspace has one, else the built-in.

A cell may hold ``{{ title }}``; a row that holds ``{{ rows.name }}`` of a list is repeated for each
of its items, with the look of that row. Nothing else is understood, so a template can reach
nothing but the fields.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from math import ceil
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from gongkai_monitor.report.atomic import write_atomically
from gongkai_monitor.report.book import ReportError
from gongkai_monitor.report.writers.safe_text import clean

_FIELD = re.compile(r"\{\{\s*([a-z_]+)(?:\.([a-z_]+))?\s*\}\}")
_LONGEST = 32_000
_MOST_BYTES = 20_000_000
_USUAL_WIDTH, _LINE_POINTS, _MOST_POINTS = 9, 15, 400

Build = Callable[[], Workbook]
Fields = Mapping[str, Any]


def write_workbook(
    target: Path, context: Fields, build: Build, own_template: Path | None = None
) -> Path:
    """Write one workbook.

    Args:
        target: the .xlsx file.
        context: fields; lists of mappings are the rows that repeat.
        build: makes the built-in template.
        own_template: the office's template, used when it exists.

    Raises:
        ReportError: when the template is no workbook or names a field that does not exist.
    """
    book = _template(build, own_template)
    name = own_template.name if own_template else target.name
    try:
        for sheet in book.worksheets:
            _fill(sheet, context)
    except KeyError as error:
        raise ReportError(f"模板 {name} 不能使用：没有字段 {error.args[0]}") from error
    return write_atomically(target, lambda path: book.save(str(path)))


def write_workbook_template(target: Path, build: Build) -> Path:
    """Put the built-in template where the office can edit it; an edited one is never overwritten.

    Raises:
        ReportError: when there is a template already, or it cannot be written.
    """
    if target.exists():
        raise ReportError(f"{target} 已经存在，未覆盖")
    return write_atomically(target, lambda path: build().save(str(path)))


def _template(build: Build, own: Path | None) -> Workbook:
    if own is None or not own.is_file():
        return build()
    try:
        if own.stat().st_size > _MOST_BYTES:
            raise ReportError(f"模板 {own.name} 不能使用：超过 {_MOST_BYTES // 1_000_000} MB")
        return load_workbook(own)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError, TypeError) as error:
        raise ReportError(f"模板 {own.name} 不能使用：不是 .xlsx 工作簿") from error


def _fill(sheet: Worksheet, context: Fields) -> None:
    for number in range(sheet.max_row, 0, -1):  # from below: a repeated row moves what follows
        name = _list_of(sheet, number, context)
        if name is not None:
            _repeat(sheet, number, name, context)
        else:
            for cell in _written(sheet, number):
                _put(cell, str(cell.value), context, None, {})


def _list_of(sheet: Worksheet, number: int, context: Fields) -> str | None:
    """The list that a row repeats, if it does."""
    for cell in _written(sheet, number):
        for name, field in _FIELD.findall(str(cell.value)):
            if field:
                if not isinstance(context[name], Sequence):
                    raise KeyError(f"{name}.{field}")
                return str(name)
    return None


def _repeat(sheet: Worksheet, number: int, name: str, context: Fields) -> None:
    rows: Sequence[Fields] = context[name]
    pattern = [(cell.column, str(cell.value)) for cell in _written(sheet, number)]
    looks = [(cell.column, cell) for cell in sheet[number] if isinstance(cell, Cell)]
    height = sheet.row_dimensions[number].height
    more = len(rows) - 1
    if more > 0:
        sheet.insert_rows(number + 1, more)
        _move_merged(sheet, number, more)
    for offset in range(1, len(rows)):
        sheet.row_dimensions[number + offset].height = height
        for column, model in looks:
            target = sheet.cell(number + offset, column)
            if isinstance(target, Cell):
                target._style = copy(model._style)  # type: ignore[attr-defined]  # noqa: SLF001
    for offset, row in enumerate(rows or [None]):
        for column, text in pattern:
            cell = sheet.cell(number + offset, column)
            if row is None:
                cell.value = None
            elif isinstance(cell, Cell):
                _put(cell, text, context, name, row)
        if height is None:
            _fit(sheet, number + offset)


def _fit(sheet: Worksheet, number: int) -> None:
    """Give a row the height of its longest text: programs that only print do not do it."""
    lines = 1
    for cell in sheet[number]:
        width = sheet.column_dimensions[get_column_letter(cell.column or 1)].width or _USUAL_WIDTH
        parts = str(cell.value if cell.value is not None else "").split("\n")
        room = max(width - 1, 1)
        lines = max(lines, sum(max(ceil(_wide(part) / room), 1) for part in parts))
    sheet.row_dimensions[number].height = min(lines * _LINE_POINTS + 4, _MOST_POINTS)


def _wide(text: str) -> int:
    """Width in the unit of columns: a Chinese character takes two."""
    return sum(2 if ord(mark) > 0x2000 else 1 for mark in text)


def _move_merged(sheet: Worksheet, number: int, more: int) -> None:
    for area in sheet.merged_cells.ranges:
        if area.min_row > number:
            area.shift(row_shift=more)


def _written(sheet: Worksheet, number: int) -> list[Cell]:
    return [
        cell
        for cell in sheet[number]
        if isinstance(cell, Cell) and isinstance(cell.value, str) and "{{" in cell.value
    ]


def _put(cell: Cell, text: str, context: Fields, name: str | None, row: Fields) -> None:
    """A cell that is one field keeps its type; a field inside a sentence is text."""
    whole = _FIELD.fullmatch(text.strip())
    if whole:
        value = _value(whole[1], whole[2], context, name, row)
        if isinstance(value, int | float | date) and not isinstance(value, bool):
            cell.value = value.replace(tzinfo=None) if isinstance(value, datetime) else value
            return
        said = "" if value is None else str(value)
    else:
        said = _FIELD.sub(
            lambda found: str(_value(found[1], found[2] or "", context, name, row)), text
        )
    cell.value = clean(said)[:_LONGEST]
    cell.data_type = "s"  # whatever it begins with, it is text


def _value(first: str, second: str | None, context: Fields, name: str | None, row: Fields) -> Any:
    if not second:
        return context[first]
    if first != name:
        raise KeyError(f"{first}.{second}")
    if second not in row:
        raise KeyError(f"{first}.{second}")
    return row[second]
