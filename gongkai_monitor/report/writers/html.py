"""Blocks as one self-contained HTML page: no script, no network, no external file."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import assert_never

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gongkai_monitor.report.blocks import (
    Badge,
    Block,
    Cell,
    Column,
    ColumnKind,
    Figure,
    Group,
    KeyFigures,
    Link,
    Note,
    Paragraph,
    Place,
    Ratio,
    Section,
    Strip,
    Table,
    plain,
)
from gongkai_monitor.report.headline import Headline
from gongkai_monitor.report.writers.safe_text import clean, own_page, safe_url, shortened
from gongkai_monitor.report.writers.svg import draw, series_css

_TEMPLATES = Path(__file__).parent.parent / "templates"
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")

ROWS_OPEN = 10
"""Rows of a list shown at once; more are folded."""

ROWS_DRAWN = 1000
"""Rows of one list drawn at all: a page must stay readable. The workbook has every row."""

TEXT_DRAWN = 500
"""Characters of one text drawn."""


@dataclass(frozen=True, slots=True)
class Head:
    """A drawn column and the columns that stand small beneath it."""

    index: int
    column: Column
    beneath: tuple[int, ...]

    def beneath_of(self, row: tuple[Cell, ...]) -> list[int]:
        """The columns beneath that say something."""
        return [index for index in self.beneath if row[index] not in (None, "", ())]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the columns of a table are drawn."""

    heads: tuple[Head, ...]
    details: tuple[int, ...]

    @property
    def is_indented(self) -> bool:
        """Whether a fold-out stands under the second column: the first is only a badge."""
        return len(self.heads) > 1 and self.heads[0].column.kind is ColumnKind.BADGE

    def share(self, head: Head) -> int:
        """Width of a column in percent, the same in every group of a table."""
        return round(100 * head.column.width / sum(one.column.width for one in self.heads))

    def details_of(self, row: tuple[Cell, ...]) -> list[int]:
        """The columns of the fold-out that say something."""
        return [index for index in self.details if row[index] not in (None, "", ())]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One list of rows under the same headings; ``group`` is None for an ungrouped table."""

    group: Group | None
    count: int
    shown: tuple[tuple[Cell, ...], ...]
    folded: tuple[tuple[Cell, ...], ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """One line of a cell, ready for the template."""

    kind: str
    text: str
    href: str = ""
    tone: str = ""
    percent: float | None = None


def write_html(headline: Headline, sections: Iterable[Section]) -> Iterator[str]:
    """The page in pieces."""
    css = (_TEMPLATES / "daily.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    template = _environment().get_template("daily.html.j2")
    parts = tuple(sections)
    return template.generate(
        headline=headline,
        sections=tuple(zip(_numbers(parts), parts, strict=True)),
        css=css,
        style_hash=f"sha256-{digest}",
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters |= {
        "drawn": drawn,
        "layout": layout,
        "parts": parts_of,
        "picture": draw,
        "series_css": series_css,
        "measured": measured,
        "runs": runs,
        "shape": shape,
    }
    return environment


def _finalize(value: object) -> object:
    """Every text that reaches the page loses its invisible characters."""
    return clean(value) if type(value) is str else value


def _numbers(sections: tuple[Section, ...]) -> list[str]:
    """一、二、… ; an annex carries its own 附."""
    return [
        "" if section.title.startswith("附：") else f"{_numeral(index + 1)}、"
        for index, section in enumerate(sections)
    ]


def _numeral(number: int) -> str:
    """一 to 九十九, as headings are numbered."""
    tens, ones = divmod(number, 10)
    head = f"{_NUMERALS[tens - 1] if tens > 1 else ''}十" if tens else ""
    return head + (_NUMERALS[ones - 1] if ones else "")


def shape(block: Block) -> str:
    """Name of the macro that draws a block."""
    match block:
        case Paragraph():
            return "paragraph"
        case Note():
            return "note"
        case KeyFigures():
            return "key_figures"
        case Figure():
            return "figure"
        case Table():
            return "table"
        case Strip():
            return "strip"
        case _ as never:
            assert_never(never)


def measured(title: str, value: Cell) -> str:
    """``已持续（天）`` and 3: ``已持续 3 天``."""
    name, _, unit = title.partition("（")
    return f"{name} {plain(value)} {unit.removesuffix('）')}".rstrip()


def runs(blocks: tuple[Block, ...]) -> list[tuple[str, list[Block]]]:
    """Blocks with neighbouring figures put together, so that they stand side by side."""
    result: list[tuple[str, list[Block]]] = []
    for block in blocks:
        name = shape(block)
        if result and name == "figure" and result[-1][0] == "figure":
            result[-1][1].append(block)
        else:
            result.append((name, [block]))
    return result


def layout(table: Table) -> Layout:
    """Columns by place; the grouping column is the heading of its group."""
    heads: list[Head] = []
    details: list[int] = []
    for index, column in enumerate(table.columns):
        if index == table.group_by:
            continue
        if column.place is Place.DETAIL:
            details.append(index)
        elif column.place is Place.BENEATH and heads:
            last = heads[-1]
            heads[-1] = Head(last.index, last.column, (*last.beneath, index))
        else:
            heads.append(Head(index, column, ()))
    return Layout(heads=tuple(heads), details=tuple(details))


def parts_of(table: Table) -> list[Part]:
    """The lists to draw: one per group that is shown, or the whole table."""
    if table.group_by is None:
        return [_part(None, table.rows, is_list=table.is_list)]
    return [
        _part(group, rows, is_list=table.is_list)
        for group in table.groups
        if (rows := table.rows_of(group)) or group.is_kept_when_empty
    ]


def _part(group: Group | None, rows: tuple[tuple[Cell, ...], ...], *, is_list: bool) -> Part:
    opened = ROWS_OPEN if is_list else ROWS_DRAWN
    if group and not group.is_open:
        opened = 0
    drawn_rows = rows[:ROWS_DRAWN]
    if len(drawn_rows) <= opened + 3:  # not worth a fold
        opened = 0 if opened == 0 else len(drawn_rows)
    return Part(
        group=group,
        count=len(rows),
        shown=drawn_rows[:opened],
        folded=drawn_rows[opened:],
        left_out=len(rows) - len(drawn_rows),
    )


def drawn(cell: Cell) -> tuple[Drawn, ...]:
    """The lines of a cell."""
    if isinstance(cell, tuple):
        return tuple(line for part in cell for line in drawn(part))
    return _line(cell)


def _line(cell: str | float | date | Badge | Link | Ratio | None) -> tuple[Drawn, ...]:
    line: Drawn | None
    match cell:
        case None | "":
            line = None
        case Badge(text=text, tone=tone):
            line = Drawn("badge", text, tone=tone.value)
        case Link(url=url, text=text):
            href = safe_url(url) or own_page(url)
            line = Drawn("link" if href else "text", shortened(text or url), href=href or "")
        case Ratio():
            line = Drawn("ratio", f"{cell.numerator}/{cell.denominator}", percent=cell.value)
        case datetime():
            line = Drawn("time", f"{cell:%Y-%m-%d %H:%M}")
        case date():
            line = Drawn("time", f"{cell:%Y-%m-%d}")
        case int() | float():
            line = Drawn("number" if cell else "zero", f"{cell:,}")
        case str():
            line = Drawn("text", _readable(cell))
        case _ as never:
            assert_never(never)
    return () if line is None else (line,)


def _readable(text: str) -> str:
    """A text that is too long to read is cut; the workbook carries it on."""
    if len(text) <= TEXT_DRAWN:
        return text
    return f"{text[:TEXT_DRAWN]}…（共 {len(text)} 字，见 Excel 工作簿）"
