"""Write workbooks: whole or not at all, and never a formula from somebody else's text."""

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from gongkai_monitor.errors import WorkspaceError, reason_of
from gongkai_monitor.imports.headings import REASON_HEADING
from gongkai_monitor.imports.rows import RejectedRow
from gongkai_monitor.imports.table import Unreadable, Value

_LONGEST_CELL = 32_767
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


@contextmanager
def new_workbook(path: Path) -> Iterator[Any]:
    """An xlsxwriter workbook that appears at ``path`` when the context ends without error.

    Raises:
        WorkspaceError: when the file cannot be written (disk full, open in Excel).
    """
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, **_OPTIONS})
    yield workbook
    workbook.close()
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(buffer.getvalue())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise WorkspaceError(f"无法写入 {path}：{reason_of(error)}") from error


def write_value(sheet: Any, row: int, column: int, value: Value, date_format: Any) -> None:
    """Write a cell; every text is written as text, so ``=1+1`` stays these four characters."""
    match value:
        case None:
            return
        case Unreadable():
            sheet.write_string(row, column, value.actual)
        case bool():
            sheet.write_boolean(row, column, value)
        case str():
            sheet.write_string(row, column, value[:_LONGEST_CELL])
        case int() | float():
            sheet.write_number(row, column, value)
        case datetime() | date():
            sheet.write_datetime(row, column, value, date_format)
        case time() | timedelta():
            sheet.write_string(row, column, str(value))


def write_rejected(rejected: Sequence[RejectedRow], path: Path) -> None:
    """Write rejected rows back, sheet by sheet, with the column 退回原因 added."""
    with new_workbook(path) as workbook:
        bold = workbook.add_format({"bold": True, "bg_color": "#D9E1F2"})
        dates = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        wrap = workbook.add_format({"text_wrap": True, "font_color": "#C00000"})
        sheets: dict[str, list[RejectedRow]] = {}
        for row in rejected:
            sheets.setdefault(row.sheet, []).append(row)
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name[:31])
            titles = [title for title in rows[0].titles if title != REASON_HEADING]
            kept = [i for i, title in enumerate(rows[0].titles) if title != REASON_HEADING]
            sheet.write_row(0, 0, [*titles, REASON_HEADING], bold)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(titles) - 1, 18)
            sheet.set_column(len(titles), len(titles), 60)
            for number, row in enumerate(rows, start=1):
                for column, position in enumerate(kept):
                    value = row.values[position] if position < len(row.values) else None
                    write_value(sheet, number, column, value, dates)
                reasons = "\n".join((f"原第 {row.number} 行", *row.reasons))
                sheet.write_string(number, len(titles), reasons[:_LONGEST_CELL], wrap)
