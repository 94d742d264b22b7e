"""Find the heading row and say which column is which.

A known column that is missing is a fault when it is required. A column that is not known is a
remark and is left out, unless it looks like a known one that is missing (备案日起 for 备案日期):
then it is a fault, for a misspelt heading would silently lose its data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from gongkai_monitor.errors import Fault
from gongkai_monitor.imports.columns import Column, heading_key
from gongkai_monitor.imports.table import Row, Table, is_blank

SEARCHED_ROWS = 10
"""Titles and notes may stand above the headings, but no more rows than these."""

REASON_HEADING = "退回原因"
"""The column that we add to rejected rows; it may stay when they are handed in again."""

_LIKENESS = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The heading row of a table.

    Attributes:
        row: number of the heading row; 0 when none was found.
        titles: what the file prints above each column.
        columns: the column at each position, ``None`` where it is unknown or there already.
        missing: required columns that are not there.
        faults: missing, repeated and misspelt columns.
        warnings: columns that are left out.
    """

    row: int
    titles: tuple[str, ...]
    columns: tuple[Column | None, ...]
    missing: tuple[Column, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]

    def has(self, field: str) -> bool:
        """Whether the table has the column of this field."""
        return any(column is not None and column.field == field for column in self.columns)


def read_headings(
    table: Table,
    first_rows: Sequence[Row],
    columns: Sequence[Column],
    mapping: Mapping[str, str] | None = None,
) -> Headings:
    """Read the headings among the first rows of a table.

    Args:
        table: where faults are placed.
        first_rows: at most ``SEARCHED_ROWS`` rows that are not blank.
        columns: the contract.
        mapping: the file's own headings -> ours.
    """
    known = {heading_key(column.heading): column for column in columns}
    for theirs, ours in (mapping or {}).items():
        if heading_key(ours) in known:
            known[heading_key(theirs)] = known[heading_key(ours)]
    row = max(first_rows, key=lambda row: len(_matches(row, known)), default=None)
    if row is None or not _matches(row, known):
        return _no_headings(table, first_rows, columns)
    titles = tuple("" if is_blank(value) else str(value).strip() for value in row.values)
    found = tuple(known.get(heading_key(title)) for title in titles)
    placed = set(found) - {None}
    faults = _repeated(table, row.number, titles, found)
    found = tuple(None if column in found[:i] else column for i, column in enumerate(found))
    strangers = _Strangers(
        tuple(column for column in columns if column not in placed), table, row.number
    )
    unknown = [
        title
        for title, column in zip(titles, found, strict=True)
        if column is None and heading_key(title) not in {"", REASON_HEADING, *known}
    ]
    misspelt, ignored = strangers.judge(unknown)
    missing = tuple(column for column in _needed(columns) if column not in placed)
    faults += [
        table.fault(row=row.number, column=column.heading, expected="必填列", actual="缺少该列")
        for column in missing
    ]
    return Headings(
        row=row.number,
        titles=titles,
        columns=found,
        missing=missing,
        faults=(*faults, *misspelt),
        warnings=tuple(ignored),
    )


@dataclass(frozen=True, slots=True)
class _Strangers:
    """Judges headings that no column claims."""

    absent: tuple[Column, ...]
    table: Table
    row: int

    def judge(self, titles: Sequence[str]) -> tuple[list[Fault], list[Fault]]:
        """Faults of misspelt headings and remarks on the others."""
        misspelt, ignored = [], []
        names = [column.heading for column in self.absent]
        for title in titles:
            close = get_close_matches(heading_key(title), names, n=1, cutoff=_LIKENESS)
            if close:
                expected = f"已知列名（是否为“{close[0]}”？不需要的列请删除）"
                misspelt.append(self._fault(title, expected))
            else:
                ignored.append(self._fault(title, "已知列名；该列不导入"))
        return misspelt, ignored

    def _fault(self, title: str, expected: str) -> Fault:
        return self.table.fault(row=self.row, column=title, expected=expected, actual=title)


def mapping_faults(mapping: Mapping[str, str], columns: Sequence[Column]) -> list[Fault]:
    """Targets of a mapping that are no column of ours."""
    known = {heading_key(column.heading) for column in columns}
    expected = "/".join(column.heading for column in columns)
    return [
        Fault(file="gongkai.toml", sheet="mapping", column=theirs, expected=expected, actual=ours)
        for theirs, ours in mapping.items()
        if heading_key(ours) not in known
    ]


def _matches(row: Row, known: Mapping[str, Column]) -> set[str]:
    keys = {heading_key(value) for value in row.values if isinstance(value, str)}
    return keys & known.keys()


def _needed(columns: Sequence[Column]) -> list[Column]:
    return [column for column in columns if column.is_required or column.must_stand]


def _repeated(
    table: Table, row: int, titles: Sequence[str], found: Sequence[Column | None]
) -> list[Fault]:
    seen: dict[Column, str] = {}
    faults = []
    for title, column in zip(titles, found, strict=True):
        if column is None:
            continue
        if column in seen:
            actual = f"“{seen[column]}”和“{title}”" if seen[column] != title else "重复"
            faults.append(
                table.fault(row=row, column=column.heading, expected="该列只有一个", actual=actual)
            )
        seen.setdefault(column, title)
    return faults


def _no_headings(table: Table, first_rows: Sequence[Row], columns: Sequence[Column]) -> Headings:
    required = tuple(_needed(columns))
    expected = "标题行（" + "、".join(column.heading for column in required or columns) + "）"
    actual = "空表"
    if first_rows:
        shown = [str(value).strip() for value in first_rows[0].values if not is_blank(value)]
        actual = "、".join(shown[:6])[:80]
    return Headings(
        row=0,
        titles=(),
        columns=(),
        missing=required,
        faults=(table.fault(expected=expected, actual=actual),),
        warnings=(),
    )
