"""Notices with a duty of time: calls for comments (H-11, I-30) and administrative decisions (H-9).

Each reader says nothing where the page does not state its dates plainly.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai_monitor.text.dates import find_dates

_CALL = re.compile(r"征求.{0,40}意见|征集.{0,40}意见|意见征集|意见建议的?(?:公告|通知)")
_RESULT = re.compile(r"结果|反馈|采纳|吸收|情况(?:的)?(?:说明|通报|公示|公告)?$|情况汇总")
_REASON = re.compile(r"(?:缩短|期限较短|时间紧迫|紧急).{0,60}|因.{2,30}(?:特殊|紧急)")
_MAJOR = re.compile(r"重大(?:行政)?决策(?!部署|和部署|、部署)")
_NO_MAJOR = re.compile(r"(?:不|未|非)(?:属于?|列入|纳入)?.{0,6}重大(?:行政)?决策")
_SPAN = re.compile(r"自.{8,24}(?:起|开始)?.{0,4}[至到]|(?:期限|时间).{0,12}[至到—~-]")
_END = re.compile(r"截[止至]|[之以]?前|止(?:[。；，)）]|$)|[至到]")
_DAYS = re.compile(
    r"(?:公告|公布|发布|公示)之日起\s{0,2}(\d{1,3})\s{0,2}(?:个)?(自然日|工作日|日|天)"
)
_PENALTY = re.compile(r"行政处罚(?:决定|信息|公示)|处罚决定书")
_PERMIT = re.compile(r"行政许可(?:决定|信息|公示)|准予.{0,12}许可|许可决定书")
_OTHER = re.compile(r"行政(?:强制|征收|裁决|确认|给付)(?:决定|信息)")
_MANY = re.compile(r"公开表|一览表|汇总|目录|事项|清单|依据|流程|标准|办法|规定|统计|情况")
_DECIDED = re.compile(
    r"(?:处罚|许可|决定|作出|做出|文书)(?:决定)?(?:书)?(?:的)?(?:作出|做出)?(?:日期|时间)\s{0,3}[:：]?"
)
_LONGEST_LINE = 600
_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class CommentCall:
    """A call for comments: its last day, and whether it says why it is short."""

    closes_on: date
    days: int
    has_reason: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """One published decision: its kind and the working days that the rule leaves."""

    kind: str
    limit_workdays: int
    decided_on: date


def is_call(title: str) -> bool:
    """Whether a title calls for comments and does not report on them."""
    return bool(_CALL.search(title[:200])) and not _RESULT.search(title[:200])


def is_major_decision(title: str, body: str, column: str | None = None) -> bool:
    """Whether a call is about a 重大行政决策: it says so, or it stands in their column.

    Args:
        title: of the notice.
        body: its text.
        column: name of the column it stands in.
    """
    if _MAJOR.search(column or "") or _MAJOR.search(title[:200]):
        return True
    lines = [line[:_LONGEST_LINE] for line in body.split("\n")[:_MOST_LINES]]
    named = [line for line in lines if _MAJOR.search(line)]
    return bool(named) and not any(_NO_MAJOR.search(line) for line in named)


def read_call(title: str, body: str, published_on: date | None) -> CommentCall | None:
    """The comment period of a notice; None when the notice does not state its end."""
    if not is_call(title) or published_on is None:
        return None
    lines = [line[:_LONGEST_LINE] for line in body.split("\n")[:_MOST_LINES]]
    closes = _closing_day(lines, published_on)
    if closes is None:
        return None
    return CommentCall(
        closes_on=closes,
        days=(closes - published_on).days,
        has_reason=any(_REASON.search(line) for line in lines),
    )


def _closing_day(lines: list[str], published_on: date) -> date | None:
    """The latest day that a line on the period names after the publication."""
    for line in lines:
        if "意见" not in line and "时间" not in line and "期限" not in line and "截" not in line:
            continue
        days = _DAYS.search(line)
        if days and days[2] != "工作日":
            return published_on + timedelta(days=int(days[1]))
        if not _SPAN.search(line) and not _END.search(line):
            continue
        later = [day for day in _days_of(line) if day >= published_on]
        if later and (later[-1] - published_on).days <= 400:
            return max(later)
    return None


def _days_of(line: str) -> list[date]:
    """Days of a line; a label before the date (截止时间：) must not hide it."""
    return [one.day for one in find_dates(_END.sub(" ", line.replace("：", " ")))]


def read_decision(title: str, body: str, signed_on: date | None) -> Decision | None:
    """The decision that a page publishes; None for lists of many and pages without its day."""
    head = title[:200]
    if _MANY.search(head):
        return None
    if _PENALTY.search(head):
        kind, limit = "行政处罚", 7
    elif _PERMIT.search(head):
        kind, limit = "行政许可", 7
    elif _OTHER.search(head):
        kind, limit = "其他行政执法决定", 20
    else:
        return None
    decided = _decided_on(body) or signed_on
    return Decision(kind=kind, limit_workdays=limit, decided_on=decided) if decided else None


def _decided_on(body: str) -> date | None:
    """The day beside or below the label 决定日期."""
    lines = [line[:_LONGEST_LINE] for line in body.split("\n")[:_MOST_LINES]]
    for n, line in enumerate(lines):
        match = _DECIDED.search(line)
        if match is None:
            continue
        rest = line[match.end() :] or (lines[n + 1] if n + 1 < len(lines) else "")
        dates = find_dates(rest[:40])
        if dates:
            return dates[0].day
    return None
