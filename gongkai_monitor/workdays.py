"""工作日 with the official holidays and 调休, over the years whose calendar is published."""

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

from gongkai_monitor.errors import CalendarCoverageError


@lru_cache(maxsize=1)
def known_years() -> tuple[int, int]:
    """First and last year of the calendar we carry (from ``chinesecalendar``)."""
    days = chinese_calendar.constants.holidays
    return min(days).year, max(days).year


@lru_cache(maxsize=16_384)
def is_workday(day: date) -> bool:
    """Whether offices work on this day.

    Raises:
        CalendarCoverageError: for a year without a published calendar.
    """
    first, last = known_years()
    if not first <= day.year <= last:
        raise CalendarCoverageError(day.year)
    return bool(chinese_calendar.is_workday(day))


def deadline(start: date, days: int) -> date:
    """The last day of a limit of ``days`` working days; the day of ``start`` does not count.

    Raises:
        CalendarCoverageError: when the limit reaches into an unknown year.
        ValueError: for a negative limit.
    """
    if days < 0:
        raise ValueError("days must not be negative")
    day = start
    while days:
        day += timedelta(days=1)
        days -= is_workday(day)
    return day


def workdays_between(start: date, end: date) -> int:
    """Working days after ``start`` up to and including ``end`` (negative when reversed).

    Raises:
        CalendarCoverageError: for an unknown year in between.
    """
    if end < start:
        return -workdays_between(end, start)
    span = (end - start).days
    return sum(is_workday(start + timedelta(days=n)) for n in range(1, span + 1))
