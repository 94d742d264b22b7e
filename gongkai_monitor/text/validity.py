"""有效期 of a normative document: what its text says of 施行日期 and 有效期 (rule H-10).

河北省规范性文件管理办法: five years at most, two for 暂行 and 试行. A text says when it comes into
force (自…起施行, 自公布之日起施行) and how long it holds (有效期 5 年, 有效期至…).
"""

import re
from dataclasses import dataclass
from datetime import date

from gongkai_monitor.text.dates import find_dates

NORMAL_YEARS, TRIAL_YEARS = 5, 2

_EFFECT = re.compile(r"(?:施行|实施|执行|生效)")
_FROM_ISSUE = re.compile(
    r"自?(?:公布|发布|印发|颁布|下发|签发)之日起.{0,12}(?:施行|实施|执行|生效)"
)
_YEARS = re.compile(r"有效期(?:限)?(?:为|：|:)?\s{0,2}([一二两三四五六七八九十\d]{1,3})\s{0,2}年")
_TRIAL = re.compile(r"暂行|试行")
_NUMBERS = {word: n for n, word in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_INVALID = re.compile(r"失效|废止|无效|停止执行|过期")
_LONGEST_LINE = 400
_LAST_LINES = 60
_LEAST_TEXT = 80


@dataclass(frozen=True, slots=True)
class Validity:
    """What a text states of its own validity.

    Attributes:
        has_effective_date: it says when it comes into force.
        effective_on: that day, where the text or its day of signature gives it.
        has_period: it says how long it holds.
        valid_until: the last day, by the stated period, where it can be told.
        years: stated number of years.
        is_trial: 暂行 or 试行.
    """

    has_effective_date: bool
    effective_on: date | None
    has_period: bool
    valid_until: date | None
    years: int | None
    is_trial: bool


def read_validity(title: str, body: str, signed_on: date | None) -> Validity | None:
    """The validity that a document states; None when its text is not on the page.

    Args:
        title: for 暂行 and 试行.
        body: text of the document.
        signed_on: stands for 公布之日 where the text counts from it.
    """
    lines = [line[:_LONGEST_LINE] for line in body.split("\n")[-_LAST_LINES:]]
    if sum(map(len, lines)) < _LEAST_TEXT:
        return None
    effective, has_effective = _effective(lines, signed_on)
    years = _years(lines)
    until = next((day for line in lines if (day := _until(line))), None)
    if until is None and years and effective:
        until = _years_after(effective, years)
    return Validity(
        has_effective_date=has_effective,
        effective_on=effective,
        has_period=years is not None or until is not None,
        valid_until=until,
        years=years,
        is_trial=bool(_TRIAL.search(title)),
    )


def longest_years(validity: Validity) -> int:
    """The most years that the kind of document may hold."""
    return TRIAL_YEARS if validity.is_trial else NORMAL_YEARS


def says_valid(shown: str | None) -> bool | None:
    """Whether a shown 有效性 calls the document valid; None when it says nothing known."""
    if not shown:
        return None
    if _INVALID.search(shown):
        return False
    return True if "有效" in shown else None


def _effective(lines: list[str], signed_on: date | None) -> tuple[date | None, bool]:
    for line in reversed(lines):
        if _FROM_ISSUE.search(line):
            return signed_on, True
        match = _EFFECT.search(line)
        if match is None or "自" not in line[: match.start()]:
            continue
        dates = [one for one in find_dates(line[: match.end()]) if one.end <= match.end()]
        if dates:
            return dates[0].day, True
    return None, False


def _years(lines: list[str]) -> int | None:
    for line in lines:
        match = _YEARS.search(line)
        if match:
            text = match[1]
            return int(text) if text.isdigit() else _NUMBERS.get(text)
    return None


def _until(line: str) -> date | None:
    """The day of 有效期至… or of 自…起施行至…止."""
    if "有效期" not in line and not _EFFECT.search(line):
        return None
    before, word, after = line.rpartition("至")
    if not word or not before:
        return None
    dates = find_dates(after)
    return dates[0].day if dates else None


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
