"""A worksheet that is filled from top to bottom, and the only place where cells are written."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

import xlsxwriter

from gongkai_monitor.report.blocks import (
    Badge,
    Cell,
    Column,
    ColumnKind,
    KeyFigure,
    Link,
    Ratio,
    Strip,
    Table,
    plain,
)
from gongkai_monitor.report.writers.safe_text import clean, safe_url

MAX_ROWS = 1_048_576
MAX_CHARACTERS = 32_767
MAX_LINKS = 65_530
MAX_URL = 2_079
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
_BAD_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_MAIN = "#1C4E80"
_TONES = {"good": "#1B7A4B", "warn": "#9A5B00", "bad": "#B3261E", "quiet": "#66717C"}


def sheet_name(number: int, title: str) -> str:
    """A name that a workbook accepts: at most 31 characters, no reserved ones."""
    return f"{number} {_BAD_IN_NAMES.sub('-', title)}"[:31]


@dataclass(frozen=True, slots=True)
class Styles:
    """Cell formats by name."""

    formats: dict[str, Any]

    @classmethod
    def of(cls, book: xlsxwriter.Workbook) -> Self:
        """Register every format with the workbook."""
        top = {"valign": "top", "font_size": 10}
        wrap = top | {"text_wrap": True}
        looks: dict[str, dict[str, object]] = {
            "title": {"bold": True, "font_size": 16, "font_color": _MAIN},
            "heading": {"bold": True, "font_size": 12, "font_color": _MAIN},
            "soft": {"font_color": "#5B6773", "font_size": 10},
            "wrap": wrap,
            "note": wrap | {"bg_color": "#FDF3E0"},
            "head": wrap | {"bold": True, "font_color": "#FFFFFF", "bg_color": _MAIN},
            "text": wrap,
            "marked": wrap | {"quote_prefix": True},
            "number": top | {"num_format": "#,##0.##"},
            "whole": top | {"num_format": "#,##0"},
            "ratio": top | {"num_format": "0.0%"},
            "date": top | {"num_format": "yyyy-mm-dd"},
            "instant": top | {"num_format": "yyyy-mm-dd hh:mm"},
            "link": wrap | {"font_color": _MAIN, "underline": 1},
            "total": top | {"bold": True, "top": 1, "num_format": "#,##0"},
        }
        looks |= {
            f"badge-{tone}": top | {"font_color": color, "bold": True}
            for tone, color in _TONES.items()
        }
        return cls({name: book.add_format(look) for name, look in looks.items()})

    def __getitem__(self, name: str) -> Any:
        """The format of this name, that of text when there is none."""
        return self.formats.get(name, self.formats["text"])


class Sheet:
    """Rows are appended; ``row`` is where the next block begins."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, styles: Styles) -> None:
        self.book = book
        self.name = name
        self.styles = styles
        self.sheet = book.add_worksheet(name)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&C第 &P 页，共 &N 页")
        self.row = 0
        self._links = 0

    def widths(self, widths: Iterable[int]) -> None:
        """Column widths in characters."""
        for index, width in enumerate(widths):
            self.sheet.set_column(index, index, width)

    def skip(self) -> None:
        """An empty row."""
        self.row += 1

    def text(self, text: str, style: str, across: int = 1) -> None:
        """A line of text, over several columns when it is long."""
        shown = clean(text)[:MAX_CHARACTERS]
        if across > 1:
            self.sheet.merge_range(self.row, 0, self.row, across - 1, "", self.styles[style])
            self.sheet.set_row(self.row, 15 * (1 + len(shown) // 52))
        self.sheet.write_string(self.row, 0, shown, self.styles[style])
        self.row += 1

    def back(self) -> None:
        """A way back to the contents."""
        self.jump("← 返回目录", "目录")

    def jump(self, text: str, name: str) -> None:
        """A line that leads to another sheet."""
        target = f"internal:'{name}'!A1"
        self.sheet.write_url(self.row, 0, target, self.styles["link"], clean(text))
        self.row += 1

    def cells(self, texts: Sequence[str], style: str) -> None:
        """A row of texts in one format."""
        for index, text in enumerate(texts):
            self.sheet.write_string(self.row, index, clean(text), self.styles[style])
        self.row += 1

    def contents_row(self, title: str, count: int | None, names: list[str]) -> None:
        """A line of the contents: the first sheet is linked, the others are named."""
        target = f"internal:'{names[0]}'!A1"
        self.sheet.write_url(self.row, 0, target, self.styles["link"], clean(title))
        if count is not None:
            self.sheet.write_number(self.row, 1, count, self.styles["whole"])
        self.sheet.write_string(self.row, 2, "、".join(names), self.styles["text"])
        self.row += 1

    def key_figures(self, figures: tuple[KeyFigure, ...]) -> None:
        """Numbers with their denominators."""
        self.cells(["指标", "数值", "分母", "分母口径", "占比"], "head")
        for one in figures:
            self.write(0, one.label, "text")
            self.write(1, one.value, "whole")
            self.write(2, one.of, "whole")
            self.write(3, one.of_label, "text")
            self.write(4, None if one.of is None else Ratio(one.value, one.of), "ratio")
            self.row += 1
        self.skip()

    def short_table(self, table: Table) -> None:
        """A small table under its title."""
        self.text(table.title, "heading")
        if table.note:
            self.text(table.note, "soft")
        self.cells([column.title for column in table.columns], "head")
        if not table.rows:
            self.text(table.empty, "soft")
        for number, row in enumerate(table.rows, start=1):
            is_total = table.has_total and number == len(table.rows)
            self._row(table.columns, row, is_total=is_total)

    def strip(self, block: Strip) -> None:
        """A strip as a table of words."""
        self.text(block.title, "heading")
        if block.note:
            self.text(block.note, "soft")
        self.cells(["", *block.columns], "head")
        for label, cells in block.rows:
            self.write(0, label, "text")
            for index, cell in enumerate(cells, start=1):
                self.write(index, Badge(cell.text, cell.tone) if cell.text else None, "text")
            self.row += 1

    def long_list(self, table: Table) -> list["Sheet"]:
        """A list with a frozen heading and filters; returns the sheets it went on with."""
        if table.note:
            self.text(table.note, "soft")
        room = MAX_ROWS - self.row - 1
        self._list_page(table, table.rows[:room])
        return [
            self._next_page(table, number, start)
            for number, start in enumerate(range(room, len(table.rows), MAX_ROWS - 1), start=2)
        ]

    def _next_page(self, table: Table, number: int, start: int) -> "Sheet":
        page = Sheet(self.book, f"{self.name[:26]}（{number}）", self.styles)
        page.widths([column.width for column in table.columns])
        page._list_page(table, table.rows[start : start + MAX_ROWS - 1])
        return page

    def _list_page(self, table: Table, rows: tuple[tuple[Cell, ...], ...]) -> None:
        heading = self.row
        self.cells([column.title for column in table.columns], "head")
        self.sheet.freeze_panes(heading + 1, 0)
        self.sheet.repeat_rows(heading)
        self.sheet.autofilter(heading, 0, heading + max(len(rows), 1), len(table.columns) - 1)
        if not rows:
            self.text(table.empty, "soft")
        for row in rows:
            self._row(table.columns, row)

    def _row(
        self, columns: tuple[Column, ...], row: tuple[Cell, ...], *, is_total: bool = False
    ) -> None:
        for index, (column, cell) in enumerate(zip(columns, row, strict=True)):
            style = "total" if is_total and column.kind is ColumnKind.COUNT else column.kind.value
            self.write(index, cell, style)
        self.row += 1

    def write(self, index: int, cell: Cell, style: str) -> None:
        """One cell of the present row, by its type."""
        match cell:
            case None | "":
                pass
            case Badge():
                self._string(index, cell.text, f"badge-{cell.tone.value}")
            case Link():
                self._link(index, cell)
            case Ratio():
                self._ratio(index, cell)
            case datetime():
                naive = cell.replace(tzinfo=None)
                self.sheet.write_datetime(self.row, index, naive, self.styles["instant"])
            case date():
                self.sheet.write_datetime(self.row, index, cell, self.styles["date"])
            case int() | float():
                self.sheet.write_number(self.row, index, cell, self.styles[_number(style)])
            case _:
                self._string(index, _lines(cell), "text")

    def _string(self, index: int, text: str, style: str) -> None:
        shown = clean(text)
        if len(shown) > MAX_CHARACTERS:
            note = f"…（原文 {len(shown)} 字，超出单元格上限，已截断）"
            shown = shown[: MAX_CHARACTERS - len(note)] + note
        if shown.startswith(_FORMULA_MARKS):
            style = "marked"  # stays text when the cell is edited, too
        self.sheet.write_string(self.row, index, shown, self.styles[style])

    def _ratio(self, index: int, ratio: Ratio) -> None:
        if ratio.value is None:
            self._string(index, "—", "text")
        else:
            self.sheet.write_number(self.row, index, ratio.value, self.styles["ratio"])

    def _link(self, index: int, link: Link) -> None:
        text = link.text or link.url
        url = safe_url(link.url)
        is_small = len(link.url) <= MAX_URL and len(text) <= MAX_CHARACTERS
        if url is None or not is_small or self._links >= MAX_LINKS:
            self._string(index, _lines((link,)), "text")
            return
        self._links += 1
        self.sheet.write_url(self.row, index, url, self.styles["link"], clean(text))


def _lines(cell: Cell) -> str:
    """The text of a cell; an address that its text does not show stands beside it."""
    if isinstance(cell, tuple):
        return "\n".join(_lines(line) for line in cell)
    if isinstance(cell, Link) and cell.url not in cell.text and cell.text:
        return f"{cell.text} {cell.url}"
    return plain(cell)


def _number(style: str) -> str:
    return style if style in {"whole", "total", "ratio"} else "number"
