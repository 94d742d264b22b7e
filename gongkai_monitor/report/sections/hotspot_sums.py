"""Sums of public opinion: by field, by responsible unit, and how letters were answered."""

from collections import Counter
from collections.abc import Sequence

from gongkai_monitor.opinion.timeliness import UNANSWERED
from gongkai_monitor.report.blocks import Block, Column, ColumnKind, Ratio, Table
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row, rows
from gongkai_monitor.report.names import Names
from gongkai_monitor.vocabulary import ClockState, MessageField


def by_field(topics: Sequence[Row]) -> list[Block]:
    """Topics per field that official documents name; what is not clear stays with a person."""
    told = [row.text("field") for row in topics]
    if not any(told):
        return []
    return [_sums("热点领域", "领域", topics, [field_label(one) for one in told])]


def field_label(text: str) -> str:
    """The field in Chinese; 待人工 where none was told."""
    return (MessageField(text) if text else MessageField.UNSURE).label


def by_agency(topics: Sequence[Row], names: Names) -> list[Block]:
    """Topics per responsible unit."""
    if not topics:
        return []
    units = [names.agency(row.text("agency_code")) or "待明确" for row in topics]
    return [_sums("责任单位", "责任单位", topics, units)]


def replies(book: AuditBook, names: Names) -> list[Block]:
    """Letters of 90 days per unit, the most overdue first."""
    letters = sorted(
        rows(book.replies),
        key=lambda row: (-(row.whole("overdue") or 0), -(row.whole("late") or 0),
                         -(row.whole("received") or 0)),
    )  # fmt: skip
    if not letters:
        return []
    table = Table(
        title="来信办理",
        columns=(
            Column("单位", width=26),
            Column("来信", ColumnKind.COUNT),
            Column("已答复", ColumnKind.RATIO, width=18),
            Column("按时", ColumnKind.COUNT),
            Column("超时", ColumnKind.COUNT),
            Column("超时未答复", ColumnKind.COUNT),
            Column("未采到", ColumnKind.COUNT),
            Column("无适用时限", ColumnKind.COUNT),
            Column("中位工作日", ColumnKind.NUMBER),
        ),
        rows=tuple(
            (
                names.agency(row.text("agency_code")) or "未指明",
                row.whole("received"),
                Ratio(row.whole("answered") or 0, row.whole("received") or 0),
                row.whole("in_time"),
                row.whole("late"),
                row.whole("overdue"),
                row.whole("uncollected"),
                row.whole("no_limit"),
                row.number("median_workdays"),
            )
            for row in letters
        ),
        note="最近 90 天的来信；时限按启用的规则版本和来信的来源、类型确定，"
        "国家没有统一的答复天数，没有适用时限的不判定超时；期满后没有再采到的来信不判定超时未答复。工作日含调休，收到当天不计。",
    )
    return [table]


def _sums(title: str, heading: str, topics: Sequence[Row], keys: Sequence[str]) -> Table:
    count: Counter[str] = Counter(keys)
    letters: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    overdue: Counter[str] = Counter()
    for row, key in zip(topics, keys, strict=True):
        state = ClockState(row.text("clock_state"))
        letters[key] += row.whole("size") or 0
        waiting[key] += state in UNANSWERED
        overdue[key] += state is ClockState.OVERDUE
    order = sorted(count, key=lambda key: (-overdue[key], -letters[key], key))
    return Table(
        title=title,
        columns=(
            Column(heading, width=26),
            Column("热点", ColumnKind.COUNT),
            Column("来信", ColumnKind.COUNT),
            Column("尚未回应", ColumnKind.COUNT),
            Column("超时未回应", ColumnKind.COUNT),
        ),
        rows=tuple((key, count[key], letters[key], waiting[key], overdue[key]) for key in order),
    )
