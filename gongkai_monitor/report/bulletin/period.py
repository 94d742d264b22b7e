"""A month or a quarter: ``2026-09``, ``2026Q3``."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from gongkai_monitor.clock import CHINA, china_date

_MONTH = re.compile(r"(20\d{2})-(\d{2})")
_QUARTER = re.compile(r"(20\d{2})Q([1-4])", re.IGNORECASE)
_NUMERALS = "一二三四"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Calendar days from ``first`` to ``last``, both in it."""

    first: date
    last: date
    name: str  # 2026年第三季度
    code: str  # 2026Q3

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2026-09`` or ``2026Q3``.

        Raises:
            ValueError: for anything else.
        """
        month, quarter = _MONTH.fullmatch(text), _QUARTER.fullmatch(text)
        if month and 1 <= int(month[2]) <= 12:
            return cls._of(int(month[1]), int(month[2]), 1)
        if quarter:
            return cls._of(int(quarter[1]), 3 * int(quarter[2]) - 2, 3)
        raise ValueError(f"期望 2026-09 或 2026Q3 这样的时期，实际 {text!r}")

    @classmethod
    def month_of(cls, as_of: datetime) -> Self:
        """The month in China of an instant."""
        day = china_date(as_of)
        return cls._of(day.year, day.month, 1)

    @property
    def previous(self) -> Self:
        """The month or quarter before."""
        day = self.first - timedelta(days=1)
        months = 3 if "Q" in self.code else 1
        return self._of(day.year, day.month - months + 1, months)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def begins_at(self) -> datetime:
        """The first instant."""
        return datetime(self.first.year, self.first.month, self.first.day, tzinfo=CHINA)

    @property
    def ends_at(self) -> datetime:
        """The last second."""
        day = self.last
        return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=CHINA)

    @classmethod
    def _of(cls, year: int, month: int, months: int) -> Self:
        after = year * 12 + month - 1 + months
        last = date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
        quarter = (month + 2) // 3
        is_quarter = months == 3
        return cls(
            first=date(year, month, 1),
            last=last,
            name=f"{year}年第{_NUMERALS[quarter - 1]}季度" if is_quarter else f"{year}年{month}月",
            code=f"{year}Q{quarter}" if is_quarter else f"{year}-{month:02}",
        )
