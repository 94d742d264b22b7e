"""Rows under a heading: the values of the known columns, or every fault of the row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai_monitor.errors import Fault
from gongkai_monitor.imports.cells import CellError
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.headings import Headings
from gongkai_monitor.imports.table import Row, Table, Value


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: ``fields`` holds what could be read and is not empty."""

    number: int
    fields: dict[str, object]
    faults: tuple[Fault, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """A row as written, and why it is given back."""

    sheet: str
    number: int
    titles: tuple[str, ...]
    values: tuple[Value, ...]
    reasons: tuple[str, ...]


def read_rows(table: Table, headings: Headings, rows: Iterable[Row]) -> Iterator[ReadRow]:
    """Read the rows below the headings."""
    for row in rows:
        if row.number <= headings.row:
            continue
        fields: dict[str, object] = {}
        faults: list[Fault] = []
        for position, column in enumerate(headings.columns):
            if column is None:
                continue
            value = row.values[position] if position < len(row.values) else None
            try:
                result = _read_cell(table, column, value)
            except CellError as error:
                faults.append(_cell_fault(table, row.number, column, error))
                continue
            if result is not None:
                fields[column.field] = result
        yield ReadRow(row.number, fields, tuple(faults), row.values)


def rejection(sheet: str, headings: Headings, row: ReadRow, reasons: Sequence[str]) -> RejectedRow:
    """The row given back; each reason names its column."""
    return RejectedRow(
        sheet=sheet,
        number=row.number,
        titles=headings.titles,
        values=row.values,
        reasons=tuple(reasons),
    )


def reason_of(fault: Fault) -> str:
    """A fault as a reason beside its row."""
    actual = f"，实际 {fault.actual}" if fault.actual else ""
    return f"{fault.column}: 期望 {fault.expected}{actual}"


def _read_cell(table: Table, column: Column, value: Value) -> object:
    if column.is_date and table.serial_shift and isinstance(value, int | float):
        value += table.serial_shift
    result = column.read(value)
    if result is None and column.is_required:
        raise CellError("必填", "空")
    return result


def _cell_fault(table: Table, row: int, column: Column, error: CellError) -> Fault:
    return table.fault(
        row=row, column=column.heading, expected=error.expected, actual=error.actual[:80]
    )
