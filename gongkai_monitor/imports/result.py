"""What an import gives: records, every fault, and the rows that are given back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.headings import (
    SEARCHED_ROWS,
    Headings,
    mapping_faults,
    read_headings,
)
from gongkai_monitor.imports.rows import ReadRow, RejectedRow, read_rows, reason_of
from gongkai_monitor.imports.source import open_tables
from gongkai_monitor.imports.table import Table, Value

RecordT_co = TypeVar("RecordT_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult(Generic[RecordT_co]):
    """What a file holds.

    Attributes:
        records: the good rows; the whole file when there are no faults.
        faults: every fault, personal data masked.
        rejected_rows: the bad rows with their known columns only, personal data masked, so that
            nobody's name or number goes back into a file.
        warnings: remarks that stop nothing.
        beside: what else the rows show (messages: which of them have no answer).
    """

    records: tuple[RecordT_co, ...]
    faults: tuple[Fault, ...] = ()
    rejected_rows: tuple[RejectedRow, ...] = ()
    warnings: tuple[Fault, ...] = ()
    beside: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReading:
    """The rows of one table; ``breaks`` are faults that ended its reading early."""

    table: Table
    headings: Headings
    rows: tuple[ReadRow, ...]
    breaks: tuple[Fault, ...] = ()

    def fault(self, row: ReadRow, wrong: tuple[str, str, str]) -> Fault:
        """A fault of a row: ``wrong`` is its column, what was expected, what stands there."""
        column, expected, actual = wrong
        return self.table.fault(row=row.number, column=column, expected=expected, actual=actual)


def read_tables(
    path: Path, columns: Sequence[Column], mapping: Mapping[str, str]
) -> tuple[TableReading, ...]:
    """Read the tables of a file that have the required columns.

    When none has them, the one that comes nearest is given, with its faults.

    Raises:
        InputError: when the file cannot be opened, or the mapping names unknown columns.
    """
    if wrong := mapping_faults(mapping, columns):
        raise InputError(wrong)
    with open_tables(path) as tables:
        readings = [_read_table(table, columns, mapping) for table in tables]
    fitting = tuple(r for r in readings if r.headings.row and not r.headings.missing)
    if fitting:
        return fitting
    return (min(readings, key=_distance),)


def _distance(reading: TableReading) -> tuple[bool, int]:
    return reading.headings.row == 0, len(reading.headings.missing)


def _read_table(
    table: Table, columns: Sequence[Column], mapping: Mapping[str, str]
) -> TableReading:
    source = table.read()
    rows: list[ReadRow] = []
    headings = read_headings(table, (), columns, mapping)
    breaks: tuple[Fault, ...] = ()
    try:
        first = list(islice(source, SEARCHED_ROWS))
        headings = read_headings(table, first, columns, mapping)
        if headings.row:
            rows.extend(read_rows(table, headings, chain(first, source)))
    except InputError as error:
        breaks = error.faults
        if not headings.row:
            headings = replace(headings, faults=())
    return TableReading(table=table, headings=headings, rows=tuple(rows), breaks=breaks)


def masked_faults(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults without personal data: shifted columns put numbers where none belong."""
    from gongkai_monitor.text.personal_data import mask_personal_data

    return tuple(replace(fault, actual=mask_personal_data(fault.actual)) for fault in faults)


def masked_rejection(reading: TableReading, row: ReadRow, faults: Iterable[Fault]) -> RejectedRow:
    """The row to give back: known columns only, personal data masked."""
    known = [i for i, column in enumerate(reading.headings.columns) if column is not None]
    return RejectedRow(
        sheet=reading.table.sheet,
        number=row.number,
        titles=tuple(reading.headings.titles[i] for i in known),
        values=tuple(_masked(row.values[i]) for i in known if i < len(row.values)),
        reasons=tuple(reason_of(fault) for fault in masked_faults(faults)),
    )


def _masked(value: Value) -> Value:
    from gongkai_monitor.text.personal_data import mask_personal_data

    if isinstance(value, str):
        return mask_personal_data(value)
    if isinstance(value, int | float):
        text = mask_personal_data(str(value))
        return value if text == str(value) else text
    return value
