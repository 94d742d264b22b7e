"""Read one sheet of the registry: its rows as records, each fault with its place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.imports.headings import SEARCHED_ROWS, Headings, read_headings
from gongkai_monitor.imports.rows import ReadRow, RejectedRow, read_rows, reason_of, rejection
from gongkai_monitor.imports.table import Table
from gongkai_monitor.registry.sheets import Sheet


@dataclass(slots=True)
class Entry:
    """One row on its way: ``record`` is set when the row itself is right."""

    row: ReadRow
    record: Any | None
    reasons: list[str] = field(default_factory=list)

    @property
    def is_accepted(self) -> bool:
        """Right itself, and nobody has rejected it."""
        return self.record is not None and not self.reasons


@dataclass(slots=True, kw_only=True)
class SheetReading:
    """What a sheet holds.

    Attributes:
        is_whole: keys of the sheet are known, so references to it can be judged.
        first_rows: key -> row number where it stands first, rejected rows included.
    """

    sheet: Sheet
    table: Table
    headings: Headings
    entries: list[Entry]
    faults: list[Fault]
    is_whole: bool
    first_rows: dict[tuple[object, ...], int] = field(default_factory=dict)

    def reject(self, entry: Entry, column: str, expected: str, actual: str) -> None:
        """Add a fault to a row and take the row out."""
        fault = self.table.fault(
            row=entry.row.number, column=column, expected=expected, actual=actual
        )
        self.faults.append(fault)
        entry.reasons.append(reason_of(fault))

    def accepted(self) -> list[Any]:
        """Records of the rows that stand."""
        return [entry.record for entry in self.entries if entry.is_accepted]

    def rejected(self) -> list[RejectedRow]:
        """The other rows, as written."""
        name = self.sheet.name
        return [
            rejection(name, self.headings, entry.row, entry.reasons)
            for entry in self.entries
            if not entry.is_accepted
        ]


def read_sheet(sheet: Sheet, table: Table) -> SheetReading:
    """Read every row of a sheet and find repeated keys.

    A file that breaks off in the middle is a fault like the others; nothing after it counts.
    """
    rows = table.read()
    breaks: list[Fault] = []
    entries: list[Entry] = []
    headings = read_headings(table, (), sheet.columns)
    try:
        first = list(islice(rows, SEARCHED_ROWS))
        headings = read_headings(table, first, sheet.columns)
        wrong = [reason_of(fault) for fault in headings.faults]
        if headings.row:
            read = read_rows(table, headings, chain(first, rows))
            entries.extend(_entry(sheet, row, wrong) for row in read)
    except InputError as error:
        breaks = list(error.faults)
        if not headings.row:
            headings = _without_faults(headings)
    faults = [*headings.faults, *(fault for entry in entries for fault in entry.row.faults)]
    reading = SheetReading(
        sheet=sheet,
        table=table,
        headings=headings,
        entries=entries,
        faults=[*faults, *breaks],
        is_whole=not breaks and all(headings.has(name) for name in sheet.key[:1]),
    )
    _find_repeated(reading)
    return reading


def _entry(sheet: Sheet, row: ReadRow, wrong_headings: Sequence[str]) -> Entry:
    """Under wrong headings no row stands: a column that is not read would lose its data."""
    reasons = [*wrong_headings, *(reason_of(fault) for fault in row.faults)]
    return Entry(row, None if reasons else sheet.record(**row.fields), reasons)


def _find_repeated(reading: SheetReading) -> None:
    """The first row of a key stands, the later ones are faults that name it."""
    key = reading.sheet.key
    required = {column.field for column in reading.sheet.columns if column.is_required}
    needed = [name for name in key if name in required]
    headings = "、".join(reading.sheet.heading(name) for name in key)
    for entry in reading.entries:
        fields = entry.row.fields
        if not all(name in fields for name in needed):
            continue
        values = tuple(fields.get(name) for name in key)
        first = reading.first_rows.setdefault(values, entry.row.number)
        if first != entry.row.number:
            shown = "、".join(str(value) for value in values if value is not None)
            reading.reject(
                entry, headings, f"不重复的{headings}", f"{shown}（与第 {first} 行重复）"
            )


def _without_faults(headings: Headings) -> Headings:
    """No complaint about headings of a file that could not be read."""
    return Headings(row=0, titles=(), columns=(), missing=headings.missing, faults=(), warnings=())
