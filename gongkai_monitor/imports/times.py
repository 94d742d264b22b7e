"""Days and instants as people and spreadsheet programs write them (Asia/Shanghai)."""

import re
from datetime import UTC, date, datetime, time, timedelta

from gongkai_monitor.clock import CHINA
from gongkai_monitor.imports.cells import CellError, text_of
from gongkai_monitor.imports.cleaning import narrow
from gongkai_monitor.imports.table import Value

_DATE = re.compile(r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*([-/.月])\s*(\d{1,2})\s*(日?)")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_CLOCK = re.compile(
    r"(?:\s+|[Tt]|(?<=日))(\d{1,2})\s*[:时点]\s*(?:(\d{1,2})\s*分?)?"
    r"(?:\s*:?\s*(\d{1,2})(?:\.\d+)?\s*秒?)?\s*(Z|[+-]\d{2}:?\d{2})?$"
)
_PAIRS = {"年": "月", "-": "-", "/": "/", ".": "."}
_YEARS = range(1990, 2101)
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no zones
_SERIALS = (32_874, 73_415)  # 1990-01-01 to 2100-12-31
_DAY = "日期，如 2020-01-02"
_INSTANT = "时间，如 2020-01-02 09:30:00"


def read_date(value: Value) -> date | None:
    """A day: date cell, serial, 2020-1-2, 2020/1/2, 2020.1.2, 2020年1月2日, 20200102.

    A clock time beside the day is dropped.
    """
    moment = _read_local(value, _DAY)
    if moment is None:
        return None
    return moment.astimezone(CHINA).date() if moment.tzinfo else moment.date()


def read_instant(value: Value) -> datetime | date | None:
    """An instant in UTC, or the bare day in China when only that is known.

    Systems print a bare day as midnight, so midnight counts as a bare day.
    """
    moment = _read_local(value, _INSTANT)
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
    local = aware.astimezone(CHINA)
    return local.date() if local.time() == time() else aware.astimezone(UTC)


def first_instant(moment: datetime | date) -> datetime:
    """The earliest instant that ``moment`` can mean, in UTC."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time(), CHINA).astimezone(UTC)


def last_instant(moment: datetime | date) -> datetime:
    """The latest instant that ``moment`` can mean, in UTC."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time(23, 59, 59), CHINA).astimezone(UTC)


def _read_local(value: Value, expected: str) -> datetime | None:
    """The written moment; aware only when a zone is written."""
    moment: datetime | None
    if isinstance(value, datetime):
        moment = value.replace(microsecond=0) + timedelta(seconds=round(value.microsecond / 1e6))
    elif isinstance(value, date):
        moment = datetime.combine(value, time())
    elif isinstance(value, int | float) and not isinstance(value, bool):
        moment = _from_number(value, expected)
    else:
        text = narrow(text_of(value, expected))
        if text in {"", "-", "--", "—", "——", "/", "无"}:
            return None
        moment = _from_text(text, expected)
    if moment.year not in _YEARS:
        raise CellError(expected, f"{moment:%Y-%m-%d}，年份不在 1990 到 2100 之间")
    return moment


def _from_number(value: float, expected: str) -> datetime:
    """A serial number of a spreadsheet program, or yyyymmdd."""
    if _SERIALS[0] <= value < _SERIALS[1]:
        return _SERIAL_ZERO + timedelta(seconds=round(value * 86_400))
    if float(value).is_integer() and _COMPACT_DATE.fullmatch(str(int(value))):
        return _from_text(str(int(value)), expected)
    raise CellError(expected, f"数字 {value}")


def _from_text(text: str, expected: str) -> datetime:
    if _SERIAL.fullmatch(text):
        return _from_number(float(text), expected)
    clock = _CLOCK.search(text)
    day = text[: clock.start()] if clock else text
    match = _DATE.fullmatch(day)
    if match and (_PAIRS[match[2]] != match[4] or (match[6] and match[2] != "年")):
        match = None
    parts = (match[1], match[3], match[5]) if match else _compact_parts(day)
    if parts is None:
        raise CellError(expected, text)
    year, month, day_of_month = (int(part) for part in parts)
    hour, minute, second = (int(part or 0) for part in (clock.groups()[:3] if clock else "000"))
    try:
        moment = datetime(year, month, day_of_month, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        raise CellError(expected, f"不存在的时间 {text}") from None
    zone = clock[4] if clock else None
    return (
        moment
        if zone is None
        else moment.replace(tzinfo=datetime.strptime(zone.replace(":", ""), "%z").tzinfo)
    )


def _compact_parts(text: str) -> tuple[str, str, str] | None:
    match = _COMPACT_DATE.fullmatch(text)
    return (match[1], match[2], match[3]) if match else None


def shown(moment: datetime | date) -> str:
    """A day, or an instant in the time of China, as people wrote it in their file."""
    if isinstance(moment, datetime):
        return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"
    return f"{moment:%Y-%m-%d}"
