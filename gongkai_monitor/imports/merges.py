"""Merged cells: a merge down one column stands for all its rows, a merge across columns cannot.

A name merged over the rows of its accounts is how offices write; one text lying over two
columns belongs to neither, so each of these cells is unreadable and says which merge it is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openpyxl.utils.cell import range_boundaries

from gongkai_monitor.imports.table import Row, Unreadable, Value, is_blank

MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']"
)

_MOST_IN_A_ROW = 256


@dataclass(frozen=True, slots=True, order=True)
class MergedRange:
    """A merged range; rows and columns count from 1, ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    reference: str


def parse_merge(reference: str) -> MergedRange:
    """The range of ``B3:B5``."""
    first_column, first_row, last_column, last_row = range_boundaries(reference)
    assert first_column and first_row and last_column and last_row  # noqa: PT018 - the pattern
    return MergedRange(first_row, last_row, first_column, last_column, reference)


def fill_merges(rows: Iterable[Row], merges: Iterable[MergedRange]) -> Iterator[Row]:
    """Give every row the values of the merges that cover it.

    Rows that have no value of their own stay out: the tail of a merge is no record.

    Raises:
        ValueError: for more merges over one row than we read columns.
    """
    waiting = sorted(merges, reverse=True)
    active: list[tuple[MergedRange, Value]] = []
    for row in rows:
        active = [entry for entry in active if entry[0].last_row >= row.number]
        while waiting and waiting[-1].first_row <= row.number:
            merge = waiting.pop()
            if merge.last_row >= row.number:
                active.append((merge, _anchor(merge, row)))
        if len(active) > _MOST_IN_A_ROW:
            raise ValueError(f"row {row.number} lies under {len(active)} merges")
        if all(is_blank(value) for value in row.values):
            continue
        yield Row(row.number, _covered(row.values, active)) if active else row


def _anchor(merge: MergedRange, row: Row) -> Value:
    """The one value of a merge; a merge whose first row is missing from the sheet has none."""
    if row.number != merge.first_row or merge.first_column > len(row.values):
        return None
    return row.values[merge.first_column - 1]


def _covered(
    values: tuple[Value, ...], active: list[tuple[MergedRange, Value]]
) -> tuple[Value, ...]:
    filled = list(values)
    for merge, value in active:
        if merge.first_column == merge.last_column:
            filled.extend([None] * (merge.first_column - len(filled)))
            filled[merge.first_column - 1] = value
        elif not is_blank(value):
            last = min(merge.last_column, len(filled))
            wrong = Unreadable("每格单独填写（不跨列合并）", f"合并单元格 {merge.reference}")
            filled[merge.first_column - 1 : last] = [wrong] * (last - merge.first_column + 1)
    return tuple(filled)
