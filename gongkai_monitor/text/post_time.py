"""推文时间: instants as platforms and feeds print them, from RFC 822 to 刚刚 and 3小时前.

A relative time loses up to one of its units; the latest instant that it can mean is kept, so that
nobody is called silent for what a platform rounds off. Pure functions; years outside 1990 to 2100
are no dates of posts.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from gongkai_monitor.clock import CHINA
from gongkai_monitor.text.dates import parse_date, parse_datetime
from gongkai_monitor.vocabulary import TimePrecision

_YEARS = range(1990, 2101)
_LONGEST = 200
_NOW = frozenset({"刚刚", "刚才"})
_HEAD = re.compile(
    r"^(?:(?:发布|发表|更新|编辑)(?:时间|日期|于)|时间|日期)\s*[:：]?\s*|^(?:已)?编辑于\s*"
)
_TAIL = re.compile(r"\s*(?:来自|·|发布于).*$")
_AGO = re.compile(
    r"(?P<n>\d{1,4}|半|[一二两三四五六七八九十])\s*个?\s*"
    r"(?P<unit>秒钟?|分钟?|小时|钟头|天|日|周|星期|月|年)(?:之|以)?前"
)
_CHINESE = {char: n for n, char in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_UNITS = {
    "秒": timedelta(seconds=1),
    "分": timedelta(minutes=1),
    "小时": timedelta(hours=1),
    "钟头": timedelta(hours=1),
    "天": timedelta(days=1),
    "日": timedelta(days=1),
    "周": timedelta(weeks=1),
    "星期": timedelta(weeks=1),
}
_CLOCK = (
    r"(?:\s*(?P<half>凌晨|早上|上午|中午|下午|晚上)?\s*(?P<hour>\d{1,2})[:：](?P<minute>\d{2})"
    r"(?::\d{2})?)?"
)
_DAY_WORD = re.compile(rf"(?P<word>今天|今日|昨天|昨日|前天|大前天){_CLOCK}")
_DAYS_BACK = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "大前天": 3}
_WEEKDAY = re.compile(rf"(?P<last>上)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天]){_CLOCK}")
_WEEKDAYS = {char: n for n, char in enumerate("一二三四五六日")} | {"天": 6}
_SHORT_YEAR = re.compile(r"(?P<y>\d{2})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?P<rest>\s.*)?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PostTime:
    """The latest instant that a printed time can mean, and how exactly it was printed."""

    at: datetime
    precision: TimePrecision


def read_post_time(text: str, read_at: datetime) -> PostTime | None:
    """The time that a text names; without a zone it is Chinese time. None for what is no time.

    Args:
        text: ``刚刚``, ``3分钟前``, ``昨天 12:30``, ``周三``, ``06-17``, ``18-03-08 23:16``,
            RFC 822, ISO 8601, seconds or milliseconds since 1970 …
        read_at: aware instant at which the text was read.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    text = _TAIL.sub("", _HEAD.sub("", text)).strip()
    found = (
        _relative(text, read_at)
        or _epoch(text, read_at)
        or _short_year(text, read_at)
        or _absolute(text)
        or _chinese(text, read_at)
    )
    return found if found is not None and found.at.year in _YEARS else None


def read_instant(text: str, read_at: datetime) -> datetime | None:
    """Only the instant of ``read_post_time``."""
    found = read_post_time(text, read_at)
    return found.at if found else None


def _relative(text: str, read_at: datetime) -> PostTime | None:
    if text in _NOW:
        return PostTime(read_at, TimePrecision.RELATIVE)
    if match := _AGO.fullmatch(text):
        return _ago(match, read_at)
    today = read_at.astimezone(CHINA).date()
    if match := _DAY_WORD.fullmatch(text):
        return _on(today - timedelta(days=_DAYS_BACK[match["word"]]), match, read_at)
    if match := _WEEKDAY.fullmatch(text):
        back = (today.weekday() - _WEEKDAYS[match["day"]]) % 7
        if match["last"]:
            back = today.weekday() - _WEEKDAYS[match["day"]] + 7
        found = _on(today - timedelta(days=back), match, read_at)
        if found and found.at > read_at:  # 周三 18:00 read on a Wednesday morning
            return PostTime(found.at - timedelta(weeks=1), found.precision)
        return found
    return None


def _ago(match: re.Match[str], read_at: datetime) -> PostTime | None:
    count = 0.5 if match["n"] == "半" else float(_CHINESE.get(match["n"]) or match["n"])
    unit = match["unit"]
    try:
        if unit in {"月", "年"}:
            at = _months_ago(count * (12 if unit == "年" else 1), read_at)
        else:
            at = read_at - count * _UNITS[unit.removesuffix("钟")]
    except (OverflowError, ValueError):
        return None
    return PostTime(at, TimePrecision.RELATIVE)


def _months_ago(months: float, read_at: datetime) -> datetime:
    """Platforms count calendar months or 30 days: the later of both."""
    by_days = read_at - months * timedelta(days=30)
    local = read_at.astimezone(CHINA)
    number = local.year * 12 + local.month - 1 - int(months)
    if not months.is_integer():
        return by_days
    day = min(local.day, 28)
    return max(by_days, local.replace(year=number // 12, month=number % 12 + 1, day=day))


def _on(day: date, match: re.Match[str], read_at: datetime) -> PostTime | None:
    """A day with the clock time of a match, or the last instant of the day that can be meant."""
    if match["hour"] is None:
        return _end_of(day, read_at)
    hour, minute = int(match["hour"]), int(match["minute"])
    if match["half"] in {"下午", "晚上"} and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        return None
    at = datetime.combine(day, time(hour, minute), CHINA)
    return PostTime(at, TimePrecision.MINUTE)


def _end_of(day: date, read_at: datetime) -> PostTime:
    end = datetime.combine(day, time(23, 59, 59), CHINA)
    is_today = day == read_at.astimezone(CHINA).date()
    return PostTime(min(end, read_at) if is_today else end, TimePrecision.DAY)


def _epoch(text: str, read_at: datetime) -> PostTime | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    at = datetime.fromtimestamp(seconds, UTC)
    return PostTime(at, TimePrecision.MINUTE) if at <= read_at + _AHEAD else None


def _short_year(text: str, read_at: datetime) -> PostTime | None:
    match = _SHORT_YEAR.fullmatch(text)
    if match is None:
        return None
    return _chinese(f"20{match['y']}-{match['m']}-{match['d']}{match['rest'] or ''}", read_at)


def _absolute(text: str) -> PostTime | None:
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
    aware = value if value.tzinfo else value.replace(tzinfo=CHINA)
    return PostTime(aware, TimePrecision.MINUTE)


def _chinese(text: str, read_at: datetime) -> PostTime | None:
    reference = read_at.astimezone(CHINA).date()
    moment = parse_datetime(text, reference=reference)
    if moment is not None:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
        return PostTime(aware, TimePrecision.MINUTE)
    day = parse_date(text, reference=reference)
    return _end_of(day, read_at) if day else None
