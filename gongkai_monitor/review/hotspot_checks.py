"""Whether an entry of the 舆情台账 can follow what is there: what must be said, and when."""

from collections.abc import Callable, Sequence
from datetime import datetime

from gongkai_monitor.errors import Fault
from gongkai_monitor.review.free_text import one_line
from gongkai_monitor.review.hotspot_desk import HotspotView
from gongkai_monitor.review.hotspot_entry import (
    Assigned,
    Closed,
    Handled,
    HotspotBody,
    StatementJudged,
    Triaged,
)
from gongkai_monitor.review.hotspot_file import HotspotFile


def faults_of(
    body: HotspotBody, file: HotspotFile, view: HotspotView, recorded_by: str, now: datetime
) -> list[Fault]:
    """Why an entry cannot follow what is there; empty when it can."""
    faults = missing_of((("记录人", recorded_by),))

    def wrong(column: str, expected: str, actual: str = "") -> None:
        faults.append(Fault(file=view.hotspot_id, column=column, expected=expected, actual=actual))

    if file.closed and not isinstance(body, Triaged):
        wrong("办结", "未办结的热点（确需更正的先撤回办结记录）", file.closed.words)
    if isinstance(body, Handled | Closed) and file.assigned is None:
        wrong("交办", "先登记交办，再登记处置和办结")
    match body:
        case Assigned():
            faults += missing_of((("值班人员", body.officer),))
            _past(wrong, "交办时间", body.pushed_at, view, now)
        case Triaged():
            faults += missing_of((("研判理由", body.reason),))
            _check_triage(wrong, body, now)
        case Handled():
            faults += missing_of((("处置情况", body.text),))
            _past(wrong, "处置时间", body.done_at, view, now)
        case Closed():
            faults += missing_of((("处置结果", body.outcome),))
            _past(wrong, "办结时间", body.closed_at, view, now)
        case StatementJudged():
            faults += missing_of((("标题", body.title or body.url),))
            _check_statement(wrong, body, file)
            if body.is_answer:
                _past(wrong, "发布时间", body.published_at, view, now)
        case _:
            raise TypeError(type(body))
    return faults


def _check_triage(wrong: Callable[[str, str, str], None], body: Triaged, now: datetime) -> None:
    if not (body.level or body.response_class or body.occurred_at):
        wrong("研判", "等级、类别、事发时间至少一项", "")
    if body.occurred_at and body.occurred_at > now:
        wrong("事发时间", "不晚于现在", f"{body.occurred_at:%Y-%m-%d %H:%M}")


def _check_statement(
    wrong: Callable[[str, str, str], None], body: StatementJudged, file: HotspotFile
) -> None:
    if body.url and not body.url.lower().startswith(("http://", "https://")):
        wrong("网址", "http 或 https 网址", body.url)
    if _says_again(body, file.judged.get(body.statement_id)):
        wrong("回应认定", "尚未登记的认定（需更正的先撤回原记录）", body.words)


def _says_again(body: StatementJudged, last: StatementJudged | None) -> bool:
    """Whether the last judgement on the publication was the same; no answer has no hour."""
    if last is None or (body.is_answer, body.milestone) != (last.is_answer, last.milestone):
        return False
    return not body.is_answer or body.published_at == last.published_at


def missing_of(given: Sequence[tuple[str, str]]) -> list[Fault]:
    """Which of these (column, text) say nothing."""
    return [
        Fault(file="舆情台账", column=name, expected="必填")
        for name, text in given
        if not one_line(text)
    ]


def _past(
    wrong: Callable[[str, str, str], None],
    column: str,
    moment: datetime,
    view: HotspotView,
    now: datetime,
) -> None:
    """A time of the register lies after the matter began, and not in the future."""
    began = min(filter(None, (view.times.t_event, view.row.instant("first_at"))))
    if moment > now:
        wrong(column, "不晚于现在", f"{moment:%Y-%m-%d %H:%M}")
    elif moment < began:
        wrong(column, f"不早于事发或首件来信（{began:%Y-%m-%d %H:%M}）", f"{moment:%Y-%m-%d %H:%M}")
