"""政府信息公开工作年度报告: which year it is of, and its parts (rules I-11, I-24, H-12).

国办公开办函〔2021〕30号: six parts and three statistics tables. Headings are matched by their
words, not their numbers; a part counts only where a heading stands, not where prose speaks of it.
"""

import re
from dataclasses import dataclass
from datetime import date

PARTS: dict[str, re.Pattern[str]] = {
    "总体情况": re.compile(r"总体情况|基本情况|概述"),
    "主动公开政府信息情况": re.compile(r"主动公开"),
    "收到和处理政府信息公开申请情况": re.compile(r"(?:收到|处理|办理).{0,8}申请|依申请公开"),
    "行政复议、行政诉讼情况": re.compile(r"行政复议|行政诉讼"),
    "存在的主要问题及改进情况": re.compile(r"问题.{0,8}改进|主要问题|存在.{0,4}问题"),
    "其他需要报告的事项": re.compile(r"其他.{0,6}(?:事项|情况)"),
}
"""The six parts, each with the words of its heading."""

_TABLES = (
    re.compile(r"第二十条第[（(]?一"),
    re.compile(r"(?:本年新收|本年度办理|予以公开|结转下年度)"),
    re.compile(r"(?:结果维持|结果纠正|尚未审结)"),
)
"""A cell that only the tables for articles 20, 33 ff. and the disputes have."""

_HEADING = re.compile(r"^\s{0,4}[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．\s]")
_YEAR = re.compile(r"(20\d\d|二[○〇零Oo0][一二三四五六七八九○〇零]{2})\s?年?")
_IS_REPORT = re.compile(r"信息公开.{0,8}(?:年度报告|年报)|(?:年度报告|年报).{0,12}信息公开")
_POWER = re.compile(r"(?:行政)?权力(?:公开)?透明运行|权力公开|行政权力.{0,10}公开")
_DIGITS = {"○": "0", "〇": "0", "零": "0", "O": "0", "o": "0", "0": "0"} | {
    word: str(n) for n, word in enumerate("一二三四五六七八九", start=1)
}
_LONGEST_HEADING = 40
_RUN_TOGETHER = 200
"""A longer line may be a whole report whose line breaks were lost; its headings stand inside."""
_INSIDE = re.compile(
    r"(?<![（(第\d])[一二三四五六七八]、(?P<name>(?:(?![一二三四五六七八]、)[^。；，,：:]){4,24})"
)
_LEAST_TEXT = 200
_MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class ReportParts:
    """What a report holds."""

    missing: tuple[str, ...]
    table_count: int
    has_power_section: bool


def reported_year(title: str) -> int | None:
    """The year an annual report is of, by its title; None when it is no such report."""
    if not _IS_REPORT.search(title):
        return None
    match = _YEAR.search(title)
    if match is None:
        return None
    return int("".join(_DIGITS.get(one, one) for one in match[1]))


def due_on(year: int, *, is_government: bool) -> date:
    """Last day for the report of ``year``: 3月31日 for governments, 1月31日 for departments."""
    return date(year + 1, 3, 31) if is_government else date(year + 1, 1, 31)


def due_year(today: date, *, is_government: bool) -> int:
    """The newest year whose report is due before ``today``."""
    year = today.year - 1
    return year if today > due_on(year, is_government=is_government) else year - 1


def read_parts(body: str) -> ReportParts | None:
    """The parts of a report; None when its text is in a file and not on the page."""
    lines = body.split("\n")[:_MOST_LINES]
    if sum(map(len, lines)) < _LEAST_TEXT:
        return None
    headings = [line for line in lines if _is_heading(line)]
    headings += [name for line in lines if len(line) > _RUN_TOGETHER for name in _inside(line)]
    return ReportParts(
        missing=tuple(
            name for name, words in PARTS.items() if not any(words.search(one) for one in headings)
        ),
        table_count=sum(any(mark.search(line[:200]) for line in lines) for mark in _TABLES),
        has_power_section=any(_POWER.search(line[:2_000]) for line in lines),
    )


def _inside(line: str) -> list[str]:
    """Numbered headings inside a line, each cut to the length that a heading may have."""
    return [match["name"] for match in _INSIDE.finditer(line)]


def _is_heading(line: str) -> bool:
    """A short numbered line, or one that is nothing but the name of a part."""
    text = line.strip()
    if len(text) > _LONGEST_HEADING or text.endswith(("。", "；")):
        return False
    return bool(_HEADING.match(text)) or any(
        words.match(text) and len(text) <= len(name) + 8 for name, words in PARTS.items()
    )
