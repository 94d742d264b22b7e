"""日期: every spelling of a date on government pages, and what the words before it say it is.

Pure functions; a day without its year needs ``reference``. Impossible days are refused. Dates of
page generation, visit counters, comments and copyright notices are never returned.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from gongkai_monitor.clock import CHINA


class DateLabel(StrEnum):
    """What the words before a date say it is."""

    PUBLISHED = "published"
    SIGNED = "signed"
    EFFECTIVE = "effective"
    UPDATED = "updated"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """One date in a text: characters ``start`` to ``end``, with its clock time if printed."""

    day: date
    clock: time | None
    start: int
    end: int
    label: DateLabel


_WIDE = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20, 0xA0: 0x20}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_TO_ASCII = _WIDE | _DASHES

_CHINESE_DIGIT = {char: n for n, char in enumerate("零一二三四五六七八九")}
_CHINESE_DIGIT |= dict.fromkeys("〇○◯ΟОOoо0", 0)
_ZERO = "〇○◯零ΟОOoо"
_CHINESE_YEAR = rf"[一二三四五六七八九{_ZERO}0]{{4}}"
_CHINESE_NUMBER = rf"[一二三四五六七八九十廿卅{_ZERO}]{{1,4}}"

_CLOCK = (
    r"(?:\s{0,4}(?:T|[,，]|(?:星期|周)[一二三四五六日天])?\s{0,4}(?P<half>[上下]午)?\s?"
    r"(?P<hour>\d{1,2})\s?(?:[:时点])\s?(?P<minute>\d{1,2})(?!\d)"
    r"(?:\s?[:分]\s?(?P<second>\d{1,2})(?!\d)(?:\.\d+)?)?"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?(?:\s?[AaPp][Mm])?)?"
)
_NUMERIC_DAY = (
    r"(?<![\d./-])(?P<y>(?:19|20)\d\d)\s?(?P<sep>[-/.])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?"
    r"(?P<d>\d{1,2})(?![\d]|(?P=sep)\d)"
)
_WORDED_DAY = (
    rf"(?<!\d)(?P<y>(?:19|20)\d\d|{_CHINESE_YEAR})\s{{0,2}}年\s{{0,2}}"
    rf"(?P<m>\d{{1,2}}|{_CHINESE_NUMBER})\s{{0,2}}月\s{{0,2}}"
    rf"(?P<d>\d{{1,2}}|{_CHINESE_NUMBER})\s{{0,2}}[日号]"
)
_DAY_PATTERNS = (re.compile(_NUMERIC_DAY + _CLOCK), re.compile(_WORDED_DAY + _CLOCK))
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:(\d\d)(\d\d)(\d\d)?)?")
_WITHOUT_YEAR = re.compile(rf"(?P<m>\d{{1,2}})\s?(?:[-/.]|月)\s?(?P<d>\d{{1,2}})\s?日?{_CLOCK}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?"
_ENGLISH = (
    re.compile(rf"\b{_MONTH}\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>(?:19|20)\d\d)\b", re.I),
    re.compile(rf"\b(?P<d>\d{{1,2}})\s{_MONTH},?\s(?P<y>(?:19|20)\d\d)\b", re.I),
    re.compile(
        rf"\b{_MONTH}\s(?P<d>\d{{1,2}})\s(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
        r"\s(?:CST|GMT\+08:00)\s(?P<y>(?:19|20)\d\d)\b",
        re.I,
    ),
)
_URL_FORMS = (
    re.compile(
        r"(?<![0-9a-zA-Z])[tTwWpP]0?2?0?(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?=\d{0,12}_|\b)"
    ),
    re.compile(r"[/_-](?P<y>20\d\d)[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?=[/_.-]|$)"),
    re.compile(r"[/_-](?P<y>20\d\d)(?P<m>\d\d)/(?P<d>\d\d)(?=/)"),
    re.compile(r"/(?P<y>20\d\d)/(?P<m>\d\d)(?P<d>\d\d)(?=/)"),
    re.compile(r"[/_-](?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?=[/_.-]|$)"),
)

_NEVER = re.compile(
    r"(?:(?:页面|本页|网页|静态)\S{0,2}生成|静态化|制作时间|maketime|下载时间|打印|抓取|服务器时间"
    r"|系统时间|当前时间|现在时间|今天是|今日是|现在是|北京时间[:：]|版权所有|copyright|©|建议使用)\D{0,8}$"
    r"|(?:截止|截至|有效期|到期)(?:时间|日期|日|至|到|为)?[:：\s]*$"
    r"|(?:访问|浏览|点击|阅读|计数|流量|评论|回复|跟帖|留言|回帖|出生|开通|备案|建站|上线|登录|签到)"
    r"(?:(?:总?量|次数|人数|时间|日期|日|于|自|至|到|[:：])\s*)+$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?P<signed>(?:成文|印发|发文|签发|落款|生成|制发|签署|形成)(?:日期|时间)?)"
    r"|(?P<effective>(?:施行|实施|生效|执行|失效|废止|起始|届满)(?:日期|时间)?)"
    r"|(?P<updated>(?:更新|修改|修订|变更)(?:日期|时间)?)"
    r"|(?P<published>发布|发表|发稿|刊发|刊登|公布|公开|上网|录入|公示|时间|日期"
    r"|date|time|published|posted)(?:日期|时间)?)"
    r"(?:\((?:北京)?时间\))?[为于是在\W]{0,6}$",
    re.IGNORECASE,
)
_LABEL_REACH = 14
_LABEL_STOPS = re.compile(r"[。；;|｜\n\r\t]|\s{3,}|\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?")


def parse_date(text: str, *, reference: date | None = None) -> date | None:
    """The first date of a text, or None.

    Args:
        text: a cell, a list entry, a META content: ``2018年12月21日``, ``[2018-12-29]`` ...
        reference: the day on which the text was read; lets ``12-29`` be understood as the
            last such day not after it.
    """
    found = _first(text, reference)
    return found.day if found else None


def parse_datetime(text: str, *, reference: date | None = None) -> datetime | None:
    """The first date of a text with its clock time (Asia/Shanghai); None without a clock time."""
    found = _first(text, reference)
    if found is None or found.clock is None:
        return None
    return datetime.combine(found.day, found.clock, tzinfo=CHINA)


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every full date of a text in order, without those that say nothing about the text.

    Left out: dates labelled 页面生成时间, 访问量, 评论 and the like, and copyright years.
    """
    plain = _plain(text)
    found = [item for match in _day_matches(plain) if (item := _found(plain, match))]
    return tuple(sorted(found, key=lambda item: item.start))


def url_date(url: str) -> date | None:
    """The full date that a URL carries (``/t20181229_1.html``, ``/2018-12/29/``), if any."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    for pattern in _URL_FORMS:
        for match in pattern.finditer(path):
            day = _day(int(match["y"]), int(match["m"]), int(match["d"]))
            if day:
                return day
    return None


def _first(text: str, reference: date | None) -> FoundDate | None:
    """The first full date, else a whole text that is a compact, English or yearless date."""
    found = find_dates(text)
    if found:
        return found[0]
    plain = _plain(text).strip(" []()<>{}【】〔〕《》（）\t\r\n·|")
    if _NEVER.search(plain):
        return None
    return _compact(plain) or _english(plain) or _without_year(plain, reference)


def _plain(text: str) -> str:
    """Full-width digits and marks as ASCII, character for character."""
    return text.translate(_TO_ASCII)


def _day_matches(plain: str) -> Iterator[re.Match[str]]:
    """All matches of the full spellings."""
    for pattern in _DAY_PATTERNS:
        yield from pattern.finditer(plain)


def _found(plain: str, match: re.Match[str]) -> FoundDate | None:
    """A match as a date with its label; None when impossible or never a date of the text."""
    day = _day(_number(match["y"]), _number(match["m"]), _number(match["d"]))
    before = _words_before(plain, match.start())
    if day is None or _NEVER.search(before):
        return None
    day, clock = _in_china(day, _clock(match), match["zone"])
    return FoundDate(day, clock, match.start(), match.end(), _label(before))


def _words_before(plain: str, start: int) -> str:
    """The label's words: what stands just before, up to a stop or the previous date."""
    return _LABEL_STOPS.split(plain[max(0, start - _LABEL_REACH) : start].rstrip())[-1]


def _label(before: str) -> DateLabel:
    """What the nearest words say the date is."""
    match = _LABEL.search(before)
    return DateLabel(match.lastgroup) if match and match.lastgroup else DateLabel.NONE


def _clock(match: re.Match[str]) -> time | None:
    """The clock time of a match, None when absent or impossible."""
    if match["hour"] is None:
        return None
    hour = int(match["hour"])
    afternoon = match.groupdict().get("half") == "下午" or match[0].lower().endswith("pm")
    if afternoon and hour < 12:
        hour += 12
    minute, second = int(match["minute"]), int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return time(hour, minute, second)


def _in_china(day: date, clock: time | None, zone: str | None) -> tuple[date, time | None]:
    """Move a time that names its zone to Chinese time."""
    if clock is None or not zone:
        return day, clock
    try:
        instant = datetime.fromisoformat(f"{day}T{clock}{zone}").astimezone(CHINA)
    except (ValueError, OverflowError):
        return day, clock
    return instant.date(), instant.time()


def _compact(plain: str) -> FoundDate | None:
    """``20181229`` or ``20181229175900`` when it is the whole text."""
    match = _COMPACT.fullmatch(plain)
    day = _day(int(match["y"]), int(match["m"]), int(match["d"])) if match else None
    if match is None or day is None:
        return None
    clock = None
    if match[4] and int(match[4]) < 24 and int(match[5]) < 60 and int(match[6] or 0) < 60:
        clock = time(int(match[4]), int(match[5]), int(match[6] or 0))
    return FoundDate(day, clock, 0, len(plain), DateLabel.NONE)


def _english(plain: str) -> FoundDate | None:
    """``Dec 29, 2018``, ``29 December 2018``, ``Sat Dec 29 17:59:00 CST 2018``."""
    for pattern in _ENGLISH:
        match = pattern.search(plain)
        if match:
            month = _MONTHS.index(match["month"][:3].lower()) + 1
            day = _day(int(match["y"]), month, int(match["d"]))
            clock = _clock(match) if "hour" in match.groupdict() else None
            return FoundDate(day, clock, *match.span(), DateLabel.NONE) if day else None
    return None


def _without_year(plain: str, reference: date | None) -> FoundDate | None:
    """``12-29`` as the last such day not after the reference."""
    match = _WITHOUT_YEAR.fullmatch(plain) if reference else None
    if match is None or reference is None:
        return None
    month, number = int(match["m"]), int(match["d"])
    for year in (reference.year, reference.year - 1):
        day = _day(year, month, number)
        if day and day <= reference:
            return FoundDate(day, _clock(match), 0, len(plain), DateLabel.NONE)
    return None


def _number(text: str) -> int:
    """Arabic or Chinese digits as a number; 0 when they are none (and so no date)."""
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if len(text) == 4 and "十" not in text:
        return int("".join(str(_CHINESE_DIGIT[char]) for char in text))
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(str(_CHINESE_DIGIT[char]) for char in text))
    if "十" in ones or len(tens) > 1 or len(ones) > 1:
        return 0
    return 10 * (_CHINESE_DIGIT[tens] if tens else 1) + (_CHINESE_DIGIT[ones] if ones else 0)


def _day(year: int, month: int, day: int) -> date | None:
    """A possible day of 1900 to 2099, else None."""
    if not 1900 <= year <= 2099:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
