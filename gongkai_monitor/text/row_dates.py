"""The date beside a list entry: full, split into two boxes, without a year, or in the address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

_YMD = r"((?:19|20)\d\d)\s?[-/.年]\s?(1[0-2]|0?[1-9])\s?[-/.月]\s?(3[01]|[12]\d|0?[1-9])(?!\d)日?"
_FULL = re.compile(rf"(?<![\d.])(?<!\d[-/]){_YMD}")
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_SHORT_YEAR = re.compile(r"^[\[(（【]?(\d\d)[-/.](\d\d)[-/.](\d\d)[\])）】]?$")
_YEAR_MONTH = re.compile(r"^((?:19|20)\d\d)\s?[-/.年]\s?(1[0-2]|0?[1-9])月?$")
_DAY = re.compile(r"^(3[01]|[12]\d|0?[1-9])日?$")
_MONTH = re.compile(r"^(1[0-2]|0?[1-9])月$")
_YEAR = re.compile(r"^((?:19|20)\d\d)年?$")
_MONTH_DAY = re.compile(
    r"^[\[(（【]?\s?(1[0-2]|0?[1-9])\s?[-/.月]\s?(3[01]|[12]\d|0?[1-9])日?\s?[\])）】]?"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$"
)
_PUBLISHED = re.compile(r"(?:发布|发表|公布|更新|上网|录入|添加)(?:时间|日期)?\s?[:：]\s?$")
_OTHER_DATE = re.compile(
    r"(?:成文|印发|实施|施行|生效|截止|截至|结束|失效|废止|有效期|发文|签发|会议)"
)
_TRAILING = re.compile(rf"(?:[\[(（【]\s?{_YMD}[^\])）】]{{0,9}}[\])）】]|\s{_YMD})\s*$")
_RANGE = re.compile(r"^\s?(?:\d{1,2}:\d{2}(?::\d{2})?)?\s?(?:至|到|~|～|-|—|–|―){1,2}\s?$")
_URL_DAY = (
    re.compile(r"/t(20\d\d)(0[1-9]|1[0-2])([0-3]\d)_\d+"),
    re.compile(r"/(20\d\d)/(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])/"),
    re.compile(r"/(20\d\d)-(0[1-9]|1[0-2])/([0-3]\d)/"),
    re.compile(r"/(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])/"),
)
_URL_YEAR = re.compile(r"/(20\d\d)(?:[-/]?(?:0[1-9]|1[0-2]))?/")
_CLOCK = re.compile(
    r"(?:今天|今日|现在)(?:时间|日期)?\s?(?:是|为|[:：])"
    r"|(?:当前|系统|服务器|北京|页面生成|本页生成)(?:时间|日期)"
)
_DAYS_AGO = re.compile(r"^(?:(今天)|(昨天)|(前天)|(\d{1,2})\s?天前)")

_REST = re.compile(
    r"T?\d{1,2}:\d{2}(:\d{2})?|(?:发布)?(?:时间|日期)[:：]?|(?:星期|周)[一二三四五六日天]"
    r"|(?:来源|浏览|点击|阅读|访问)(?:次数|量|数)?[:：][^，。]{0,16}"
)
"""What may stand beside a date in its own box."""

_LONG_TOKEN = 26
_PINNED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class RowDate:
    """A date as printed: whole, or month and day only (``full`` None)."""

    full: date | None
    month: int = 0
    day: int = 0


def date_in_tokens(tokens: Sequence[str], reference: date) -> RowDate | None:
    """The publication date among the text pieces that stand beside a title.

    A piece is the text of one element. Dates inside sentences are not publication dates; of
    several dates the labelled one counts, then the latest that is not in the future.
    """
    tokens = _without_clock(tokens)
    found = _full_dates(tokens)
    if found:
        past = [day for day in found if day <= reference + timedelta(days=1)]
        return RowDate(max(past) if past else min(found))
    split = _split_date(tokens)
    if split is not None:
        return RowDate(split)
    return _without_year(tokens, reference)


def _without_clock(tokens: Sequence[str]) -> list[str]:
    """Without 今天是2026年11月26日: the day of the reader says nothing of an entry."""
    kept: list[str] = []
    is_after_label = False
    for token in tokens:
        label = _CLOCK.search(token[:200])
        if label is None and not (is_after_label and _FULL.search(token)):
            kept.append(token)
        is_after_label = label is not None and not _FULL.search(token)
    return kept


def date_in_title(tokens: Sequence[str], reference: date) -> RowDate | None:
    """A date that is a piece of its own inside the link, or stands in brackets at its end."""
    if not tokens:
        return None
    own = [token for token in tokens if len(token) <= _LONG_TOKEN and _is_only_date(token)]
    if own and len(own) < len(tokens):
        return date_in_tokens(own, reference)
    match = _TRAILING.search(tokens[-1])
    if match:
        numbers = [int(part) for part in match.groups() if part]
        day = to_date(*numbers[:3])
        return RowDate(day) if day else None
    return None


def strip_date(title: str) -> str:
    """The title without a date in brackets, or after a blank, at its end."""
    return _TRAILING.sub("", title).strip() or title


def is_date_token(token: str) -> bool:
    """Whether a piece of text is a date, or part of one, and nothing else."""
    return len(token) <= _LONG_TOKEN and _is_only_date(token)


def count_full_dates(text: str) -> int:
    """How many whole dates stand in a text."""
    return len(_FULL.findall(text))


def date_in_url(url: str) -> date | None:
    """The day that a content system wrote into an address, ``t20240305_``, ``/2024/3/5/``."""
    for pattern in _URL_DAY:
        match = pattern.search(url)
        if match:
            return to_date(*(int(part) for part in match.groups()))
    return None


def to_date(year: int, month: int, day: int) -> date | None:
    """The date, None when the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def complete_years(
    found: Sequence[RowDate | None], urls: Sequence[str], reference: date
) -> list[date | None]:
    """Whole dates for a list in page order; years that are not printed are inferred.

    The year comes from the address, else it is the latest that does not lie in the future, and
    a list that runs downwards does not jump up again. When up to three entries at the top are
    older than what follows, they are taken for pinned: without a year the page does not say
    more, and the benefit of the doubt is the site's.
    """
    days: list[date | None] = []
    for index, (item, url) in enumerate(zip(found, urls, strict=True)):
        if item is None or item.full is not None:
            days.append(item.full if item else None)
            continue
        day = _with_year(item, url, reference)
        above = [value for value in days if value is not None]
        if day and above and index > _PINNED_AT_MOST and day > above[-1]:
            steps_down = sum(a >= b for a, b in pairwise(above))
            earlier = to_date(above[-1].year, item.month, item.day)
            if earlier and earlier > above[-1]:
                earlier = to_date(above[-1].year - 1, item.month, item.day)
            if steps_down >= len(above) - 2 and not _URL_YEAR.search(url):
                day = earlier or day
        days.append(day)
    return days


def _with_year(item: RowDate, url: str, reference: date) -> date | None:
    in_url = date_in_url(url)
    if in_url and (in_url.month, in_url.day) == (item.month, item.day):
        return in_url
    match = _URL_YEAR.search(url)
    if match:
        day = to_date(int(match[1]), item.month, item.day)
        if day and day <= reference + timedelta(days=1):
            return day
    for year in range(reference.year, reference.year - 5, -1):
        day = to_date(year, item.month, item.day)
        if day and day <= reference + timedelta(days=1):
            return day
    return None


def _full_dates(tokens: Sequence[str]) -> list[date]:
    """Dates of all pieces; only the labelled ones when there is a label."""
    plain: list[date] = []
    labelled: list[date] = []
    label = ""
    for token in tokens:
        end = 0
        after_date = False
        for match in _FULL.finditer(token) if len(token) < 400 else ():
            day = to_date(*(int(part) for part in match.groups()))
            before = token[end : match.start()] or (label if not end else "")
            is_range_end = after_date and bool(_RANGE.match(token[end : match.start()]))
            end, after_date = match.end(), True
            if day is None or is_range_end:
                continue
            if _PUBLISHED.search(before):
                labelled.append(day)
            elif not _OTHER_DATE.search(before) and _stands_apart(token, match):
                plain.append(day)
        label = token
    return labelled or plain


def _stands_apart(token: str, match: re.Match[str]) -> bool:
    """Whether a date is a mark beside the title and not part of a sentence."""
    if len(token) <= _LONG_TOKEN:
        return True
    at_start = match.start() <= 1 and token[match.end() : match.end() + 1] in {"", " ", "]", "】"}
    at_end = len(token) - match.end() <= 10 and token[match.start() - 1] in " [(（【:："
    return at_start or at_end


def _split_date(tokens: Sequence[str]) -> date | None:
    """Day and year-month in neighbouring boxes, in either order."""
    for left, right in pairwise(tokens):
        for first, second in ((left, right), (right, left)):
            month = _YEAR_MONTH.match(second)
            day = _DAY.match(first)
            if month and day:
                return to_date(int(month[1]), int(month[2]), int(day[1]))
            year = _YEAR.match(second)
            month_day = _MONTH_DAY.match(first)
            if year and month_day:
                return to_date(int(year[1]), int(month_day[1]), int(month_day[2]))
    for token in tokens:
        match = _SHORT_YEAR.match(token) or (len(token) <= 12 and _COMPACT.match(token)) or None
        if match:
            year_number = int(match[1])
            return to_date(
                year_number if year_number > 99 else 2000 + year_number,
                int(match[2]),
                int(match[3]),
            )
    return None


def _without_year(tokens: Sequence[str], reference: date) -> RowDate | None:
    for index, token in enumerate(tokens):
        match = _MONTH_DAY.match(token)
        if match:
            return RowDate(None, int(match[1]), int(match[2]))
        month = _MONTH.match(token)
        for other in (tokens[index + 1 : index + 2], tokens[max(index - 1, 0) : index]):
            day = _DAY.match(other[0]) if month and other else None
            if month and day:
                return RowDate(None, int(month[1]), int(day[1]))
        ago = _DAYS_AGO.match(token)
        if ago:
            back = 0 if ago[1] else 1 if ago[2] else 2 if ago[3] else int(ago[4])
            return RowDate(reference - timedelta(days=back))
    return None


def _is_only_date(token: str) -> bool:
    if any(
        pattern.match(token)
        for pattern in (_YEAR_MONTH, _DAY, _MONTH, _YEAR, _MONTH_DAY, _SHORT_YEAR)
    ):
        return True
    match = _FULL.search(token)
    if match is None:
        return False
    rest = (token[: match.start()] + token[match.end() :]).strip(" []()（）【】\xa0")
    return not rest or bool(_REST.fullmatch(rest))
