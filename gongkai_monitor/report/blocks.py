"""The only shapes a report is made of; every writer draws all of them.

A section never writes HTML or cells of a workbook, so both outputs always agree.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Tone(StrEnum):
    """How a badge or figure is meant; the writer chooses the colour."""

    PLAIN = "plain"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    QUIET = "quiet"


class ColumnKind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    COUNT = "count"  # a number whose 0 means nothing to see
    RATIO = "ratio"
    DATE = "date"
    INSTANT = "instant"
    LINK = "link"
    BADGE = "badge"


class Place(StrEnum):
    """Where HTML draws a column. A workbook gives every column its own place."""

    COLUMN = "column"
    BENEATH = "beneath"  # small, under the column before it
    DETAIL = "detail"  # in the row's fold-out


class FigureKind(StrEnum):
    """How the data of a figure are drawn."""

    LINE = "line"
    BAR = "bar"  # one bar per label, horizontal
    STACK = "stack"  # one column per label, the series on top of each other


@dataclass(frozen=True, slots=True)
class Badge:
    """A word of a closed list."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Link:
    """An address; a writer makes it clickable only for http and https."""

    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share that keeps its numerator and denominator."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """0..1, None of nothing."""
        return self.numerator / self.denominator if self.denominator else None

    def __str__(self) -> str:
        """``38/40（95.0%）``; of nothing ``0/0（—）``."""
        percent = "—" if self.value is None else f"{self.value:.1%}"
        return f"{self.numerator}/{self.denominator}（{percent}）"


Cell = str | int | float | date | datetime | Badge | Link | Ratio | tuple[str | Link, ...] | None
"""One cell; a tuple is several lines."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading. ``width`` is in characters of a workbook."""

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    place: Place = Place.COLUMN
    width: int = 14
    is_named: bool = False  # beneath another column, HTML says what the text is


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows with one value of the grouping column, in reading order."""

    value: str
    note: str = ""
    is_open: bool = True
    is_kept_when_empty: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headings.

    ``group_by`` is the index of a column whose text splits the rows: HTML draws one list per
    group, a workbook one list with the column. ``is_list`` marks the long list of a section,
    which a workbook may put on its own sheet, named by ``title``.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = "无"
    note: str = ""
    group_by: int | None = None
    groups: tuple[Group, ...] = ()
    is_list: bool = False
    has_total: bool = False  # the last row is the sum
    fold: str = "详情"  # what the fold-out of a row is called

    def __post_init__(self) -> None:
        """Refuse ragged rows and rows of no group."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.title}: {len(row)} cells, {len(self.columns)} columns")
        if self.group_by is None:
            return
        known = {group.value for group in self.groups}
        strange = {plain(row[self.group_by]) for row in self.rows} - known
        if strange:
            raise ValueError(f"{self.title}: rows of no group {sorted(strange)}")

    def rows_of(self, group: Group) -> tuple[tuple[Cell, ...], ...]:
        """The rows of one group."""
        index = self.group_by
        if index is None:
            raise ValueError(f"{self.title} has no groups")
        return tuple(row for row in self.rows if plain(row[index]) == group.value)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that must be seen: a warning, a limit of what was done."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A number with what it is counted of."""

    label: str
    value: int
    of: int | None = None  # denominator
    of_label: str = ""
    unit: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The numbers a reader takes away."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One line or one layer; None is a day without data, never a zero."""

    name: str
    values: tuple[float | None, ...]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Data to be drawn: a picture in HTML, a native chart in a workbook."""

    title: str
    kind: FigureKind
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse series of another length than the labels."""
        for series in self.series:
            if len(series.values) != len(self.labels):
                raise ValueError(f"{self.title}: {series.name} does not fit the labels")


@dataclass(frozen=True, slots=True, kw_only=True)
class StripCell:
    """One field of a strip: what it shows, in a word, and how it is meant; "" is no field."""

    text: str
    tone: Tone = Tone.PLAIN
    mark: str = ""  # what paper without colour shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Small fields in rows: days by hours. ``legend`` explains every tone that may occur."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[StripCell, ...]], ...]
    legend: tuple[StripCell, ...]
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse rows that do not fit the columns."""
        for label, cells in self.rows:
            if len(cells) != len(self.columns):
                raise ValueError(f"{self.title}: {label} has {len(cells)} fields")


Block = Paragraph | Note | KeyFigures | Figure | Table | Strip


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered part of a report. ``count`` is shown in the contents."""

    key: str  # anchor
    title: str
    blocks: tuple[Block, ...]
    count: int | None = None


def plain(cell: Cell) -> str:
    """The text of a cell."""
    match cell:
        case None:
            text = ""
        case Badge():
            text = cell.text
        case Link():
            text = cell.text or cell.url
        case tuple():
            text = "\n".join(plain(line) for line in cell)
        case datetime():
            text = f"{cell:%Y-%m-%d %H:%M}"
        case date():
            text = f"{cell:%Y-%m-%d}"
        case float():
            text = f"{cell:g}"
        case _:
            text = str(cell)
    return text
