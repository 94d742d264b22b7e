"""A list that goes out as a workbook, is filled in by people, and is read back with its faults."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from pathlib import Path

import xlsxwriter
from rich.cells import cell_len

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.imports.source import open_tables
from gongkai_monitor.imports.table import Row, Table, Unreadable, Value, is_blank
from gongkai_monitor.report.writers.safe_text import clean

_LONGEST_CELL = 32_000
_A3 = 8
_LINE, _HIGHEST = 15.0, 405.0
"""Points of a line; Excel knows no row higher than 409."""
_READABLE = 260
"""Characters of columns on one sheet of A3 across that can still be read (about 70 %)."""
_MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """One column of the list that goes out.

    Attributes:
        name: heading.
        width: in characters.
        is_filled: people write into it.
        is_day: it takes a date.
        words: what may be chosen in it.
    """

    name: str
    width: int
    is_filled: bool = False
    is_day: bool = False
    words: tuple[str, ...] = ()


def write_list(
    path: Path,
    sheet_name: str,
    columns: Sequence[SheetColumn],
    rows: Sequence[Sequence[str]],
    *,
    repeated: int = 1,
) -> None:
    """Write the list; every cell is text, whatever it begins with.

    On paper it is A3 across, as few sheets wide as can be read, the first ``repeated`` columns on
    each of them.

    Raises:
        OSError: when the file cannot be written.
    """
    content = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    last = max(len(rows), 1)
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet(sheet_name)
        head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "text_wrap": True})
        asked = book.add_format({"bold": True, "bg_color": "#FDF3E0", "text_wrap": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width, day if column.is_day else None)
            sheet.write_string(0, place, column.name, asked if column.is_filled else head)
            if column.words:
                choice = {"validate": "list", "source": list(column.words)}
                sheet.data_validation(1, place, last, place, choice)
        for number, row in enumerate(rows, start=1):
            sheet.set_row(number, _height(row, columns))
            for place, text in enumerate(row):
                if text:
                    sheet.write_string(number, place, clean(text)[:_LONGEST_CELL], wrap)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        sheet.fit_to_pages(ceil(sum(column.width for column in columns) / _READABLE), 0)
        sheet.repeat_rows(0)
        sheet.repeat_columns(0, repeated - 1)
    path.write_bytes(content.getvalue())


def _height(row: Sequence[str], columns: Sequence[SheetColumn]) -> float:
    """Points that the wrapped cells of a row need; not every program works it out by itself."""
    lines = (
        sum(max(1, ceil(cell_len(line) / column.width)) for line in text.splitlines() or [""])
        for text, column in zip(row, columns, strict=False)
    )
    return min(_LINE * max(lines, default=1), _HIGHEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledSheet:
    """The list as it came back: cells by row and heading, faults by sheet, row and column.

    Attributes:
        table: the sheet.
        places: heading -> column.
        read: headings of the columns that the list's reader looks at.
        rows: below the headings.
    """

    table: Table
    places: Mapping[str, int]
    read: Sequence[str]
    rows: Iterator[Row]

    def filled_rows(self, heading: str, faults: list[Fault]) -> Iterator[Row]:
        """Rows in order, at most as many as one list may hold.

        A row with a cell that cannot be read (a formula without its result) is left out, and each
        such cell put among the faults: nothing of the row may be taken.

        Raises:
            InputError: when there are more.
        """
        for count, row in enumerate(self.rows):
            if count >= _MOST_ROWS:
                raise InputError([self.fault(row, heading, f"不超过 {_MOST_ROWS} 行", "")])
            if unreadable := self._unreadable(row):
                faults += unreadable
            else:
                yield row

    def _unreadable(self, row: Row) -> list[Fault]:
        cells = [(name, self.cell(row, name)) for name in self.read]
        return [
            self.fault(row, name, value.expected, value.actual)
            for name, value in cells
            if isinstance(value, Unreadable)
        ]

    def cell(self, row: Row, heading: str) -> Value:
        """A cell's value; None where the column is absent."""
        place = self.places.get(heading)
        return row.values[place] if place is not None and place < len(row.values) else None

    def text(self, row: Row, heading: str) -> str:
        """A cell as text."""
        value = self.cell(row, heading)
        return "" if value is None else clean(str(value)).strip()

    def is_blank(self, row: Row, heading: str) -> bool:
        """Whether nothing was written."""
        return is_blank(self.cell(row, heading))

    def future_day(self, row: Row, heading: str, today: date) -> tuple[date | None, list[Fault]]:
        """A day from today on, or what is wrong with it; None for an empty cell."""
        value = self.cell(row, heading)
        if is_blank(value):
            return None, []
        if isinstance(value, datetime):
            day = value.date()
        elif isinstance(value, date):
            day = value
        else:
            try:
                day = date.fromisoformat(str(value).strip().replace("/", "-"))
            except ValueError:
                expected = "2026-12-31 这样的日期"
                return None, [self.fault(row, heading, expected, str(value)[:40])]
        if day < today:
            return None, [self.fault(row, heading, "今天或以后的日期", f"{day}")]
        return day, []

    def fault(self, row: Row, heading: str, expected: str, actual: str) -> Fault:
        """A fault at a cell."""
        return self.table.fault(row=row.number, column=heading, expected=expected, actual=actual)


@contextmanager
def read_list(
    path: Path, sheet_name: str, needed: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[FilledSheet]:
    """Open a list that came back.

    Args:
        path: of the workbook.
        sheet_name: the list's sheet.
        needed: headings that must be there.
        optional: headings that are read where they are there.

    Raises:
        InputError: when it cannot be read at all, or the sheet or a heading is missing.
    """
    with open_tables(path) as tables:
        table = _sheet(path, tables, sheet_name)
        rows = table.read()
        places = _headings(table, next(rows, None), needed)
        yield FilledSheet(table=table, places=places, read=(*needed, *optional), rows=rows)


def _sheet(path: Path, tables: Sequence[Table], sheet_name: str) -> Table:
    for table in tables:
        if table.sheet.strip() == sheet_name:
            return table
    if len(tables) == 1:
        return tables[0]
    raise InputError([Fault(file=path.name, expected=f"工作表“{sheet_name}”", actual="缺少")])


def _headings(table: Table, row: Row | None, needed: Sequence[str]) -> dict[str, int]:
    names = [str(value).strip() if value is not None else "" for value in row.values] if row else []
    places = {name: index for index, name in enumerate(names) if name}
    missing = [name for name in needed if name not in places]
    if missing:
        raise InputError([table.fault(row=1, column=name, expected="此列") for name in missing])
    return places
