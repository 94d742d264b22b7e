"""Instants as feeds write them: RFC 822, ISO 8601, Chinese and relative forms."""

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from gongkai_monitor.clock import CHINA
from gongkai_monitor.text.dates import parse_date, parse_datetime

_RELATIVE = re.compile(r"^\s*(\d{1,3})\s*(秒|分钟|小时|天|周)(?:钟)?前\s*$")
_UNITS = {
    "秒": timedelta(seconds=1),
    "分钟": timedelta(minutes=1),
    "小时": timedelta(hours=1),
    "天": timedelta(days=1),
    "周": timedelta(weeks=1),
}
_LONGEST = 200
_YEARS = range(1990, 2101)
_DAY_WORD = re.compile(r"^\s*(今天|昨天|前天)\s*(\d{1,2}):(\d{2})")
_DAYS_BACK = {"今天": 0, "昨天": 1, "前天": 2}


def read_instant(text: str, read_at: datetime) -> datetime | None:
    """The instant a text names; without a zone it is Chinese time. None for what is no date.

    A day without a clock time is noon of that day in China, so that it stays on that day. Years
    before 1990 and after 2100 are no dates of posts.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    moment = _relative(text, read_at) or _absolute(text) or _chinese(text, read_at)
    return moment if moment is not None and moment.year in _YEARS else None


def _relative(text: str, read_at: datetime) -> datetime | None:
    if text in {"刚刚", "刚才"}:
        return read_at
    match = _RELATIVE.match(text)
    if match:
        return read_at - int(match[1]) * _UNITS[match[2]]
    match = _DAY_WORD.match(text)
    if match is None or int(match[2]) > 23 or int(match[3]) > 59:
        return None
    day = read_at.astimezone(CHINA) - timedelta(days=_DAYS_BACK[match[1]])
    return day.replace(hour=int(match[2]), minute=int(match[3]), second=0, microsecond=0)


def _absolute(text: str) -> datetime | None:
    """RFC 822 and ISO 8601 with a clock time."""
    try:
        value = datetime.fromisoformat(text) if len(text) > 10 else None
    except ValueError:
        value = None
    if value is None:
        try:
            value = parsedate_to_datetime(text)
        except (ValueError, IndexError, OverflowError):
            return None
    return value if value.tzinfo else value.replace(tzinfo=CHINA)


def _chinese(text: str, read_at: datetime) -> datetime | None:
    reference = read_at.astimezone(CHINA).date()
    moment = parse_datetime(text, reference=reference)
    if moment is not None:
        return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
    day = parse_date(text, reference=reference)
    return datetime(day.year, day.month, day.day, 12, tzinfo=CHINA) if day else None
