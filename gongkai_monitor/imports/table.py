"""A table as its author sees it: rows with the numbers that the spreadsheet program shows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gongkai_monitor.errors import Fault


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that holds no value of its own: a formula without result, a merge across columns."""

    expected: str
    actual: str


Value = str | int | float | bool | datetime | date | time | timedelta | Unreadable | None
"""What a cell may hold; text is raw, not yet cleaned."""


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` is the row of the spreadsheet program; ``values`` begin with its first column."""

    number: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One worksheet or csv file.

    Attributes:
        file: file name shown to the user.
        sheet: worksheet name; for a csv file its stem.
        read: starts a new pass over the rows that are not blank. A pass raises InputError when
            the rest of the file cannot be read.
        serial_shift: days to add to date serials (1,462 in workbooks with the 1904 calendar).
    """

    file: str
    sheet: str
    read: Callable[[], Iterator[Row]]
    serial_shift: int = 0

    def fault(
        self, *, expected: str, actual: str = "", row: int | None = None, column: str = ""
    ) -> Fault:
        """A fault at a place of this table."""
        return Fault(
            file=self.file,
            sheet=self.sheet,
            row=row,
            column=column,
            expected=expected,
            actual=actual,
        )


def is_blank(value: Value) -> bool:
    """Whether a cell shows nothing."""
    return value is None or (isinstance(value, str) and not value.strip())
