"""舆情热点: what citizens are upset about, and whether the responsible unit has answered."""

from gongkai_monitor.opinion.timeliness import UNANSWERED
from gongkai_monitor.report.blocks import (
    Badge,
    Block,
    Cell,
    Column,
    ColumnKind,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Place,
    Section,
    Table,
    Tone,
)
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row, rows
from gongkai_monitor.report.names import Names
from gongkai_monitor.report.sections.alerts import delivery
from gongkai_monitor.report.sections.hotspot_figures import courses
from gongkai_monitor.report.sections.hotspot_mood import sentiment_figure
from gongkai_monitor.report.sections.hotspot_searches import local_searches
from gongkai_monitor.report.sections.hotspot_sums import (
    by_agency,
    by_field,
    field_label,
    replies,
)
from gongkai_monitor.vocabulary import ClockState, ResponseClass, RiskLevel, Sentiment

_MIN_QUOTED = 3
"""Examples are quoted only of a topic that at least this many messages share (design 12)."""

_TONES = {
    ClockState.RUNNING: Tone.PLAIN,
    ClockState.DUE_SOON: Tone.WARN,
    ClockState.OVERDUE: Tone.BAD,
    ClockState.UNCOLLECTED: Tone.QUIET,
    ClockState.ANSWERED: Tone.GOOD,
    ClockState.ANSWERED_LATE: Tone.WARN,
}
_RISK_TONES = {
    RiskLevel.GENERAL: Tone.PLAIN,
    RiskLevel.LARGER: Tone.WARN,
    RiskLevel.MAJOR: Tone.BAD,
}
_URGENCY = (
    ClockState.OVERDUE,
    ClockState.UNCOLLECTED,
    ClockState.DUE_SOON,
    ClockState.RUNNING,
    ClockState.ANSWERED_LATE,
    ClockState.ANSWERED,
)


def build(book: AuditBook) -> Section:
    """Topics by urgency of their answer, then by size; their course, fields, units, answers."""
    topics = sorted(rows(book.hotspots), key=_order)
    names = Names.of(book.registry)
    text = Paragraph(
        "热点由内容相近的来信归并而成；来信内容已遮蔽个人信息，"
        f"不足 {_MIN_QUOTED} 条的不引用原文。本节衡量的是单位的回应，不评价来信人。"
        "研判等级按本单位设定的数字提出，由人确定，不是全国统一标准；依据未核实的时限不判定超时。"
        "热度只用来排先后，本身不分级。"
    )
    blocks: list[Block] = [_figures(topics), text, *courses(topics, book), *sentiment_figure(book)]
    blocks += [_list(topics, names), *local_searches(book), *delivery(book)]
    blocks += [*by_field(topics), *by_agency(topics, names), *replies(book, names)]
    return Section(key="hotspots", title="舆情热点", blocks=tuple(blocks), count=len(topics))


def _figures(topics: list[Row]) -> KeyFigures:
    states = [ClockState(row.text("clock_state")) for row in topics]
    waiting = sum(state in UNANSWERED for state in states)
    unread = states.count(ClockState.UNCOLLECTED)
    return KeyFigures(
        (
            KeyFigure(label="热点", value=len(topics), unit="个"),
            KeyFigure(label="尚未回应", value=waiting, of=len(topics)),
            KeyFigure(
                label="超时未回应",
                value=(overdue := states.count(ClockState.OVERDUE)),
                of=len(topics),
                tone=Tone.BAD if overdue else Tone.PLAIN,
            ),
            *([KeyFigure(label="未采到", value=unread, of=len(topics))] if unread else []),
            KeyFigure(
                label="待明确责任单位",
                value=sum(not row.text("agency_code") for row in topics),
                of=len(topics),
            ),
        )
    )


def _list(topics: list[Row], names: Names) -> Table:
    return Table(
        title="热点清单",
        columns=(
            Column("回应时限", ColumnKind.BADGE, width=12),
            Column("研判等级", ColumnKind.BADGE, width=10),
            Column("热点", width=40),
            Column("区域", place=Place.BENEATH, width=12),
            Column("领域", place=Place.BENEATH, width=14, is_named=True),
            Column("责任单位", width=26),
            Column("值班人员", place=Place.BENEATH, width=10),
            Column("来信（件）", ColumnKind.NUMBER, width=15),
            Column("增长", place=Place.BENEATH, width=14),
            Column("已过/时限（小时）", width=18),
            Column("热度", ColumnKind.NUMBER, width=9),
            Column("情感倾向", place=Place.BENEATH, width=10),
            Column("舆情类别", place=Place.DETAIL, width=20),
            Column("各项时限", place=Place.DETAIL, width=50),
            Column("研判因素", place=Place.DETAIL, width=40),
            Column("首次出现", ColumnKind.INSTANT, place=Place.DETAIL, width=17),
            Column("发现时间", ColumnKind.INSTANT, place=Place.DETAIL, width=17),
            Column("交办时间", ColumnKind.INSTANT, place=Place.DETAIL, width=17),
            Column("回应时间", ColumnKind.INSTANT, place=Place.DETAIL, width=17),
            Column("办结时间", ColumnKind.INSTANT, place=Place.DETAIL, width=17),
            Column("处置情况", place=Place.DETAIL, width=40),
            Column("责任单位判定", place=Place.DETAIL, width=30),
            Column("来信摘录（已遮蔽）", place=Place.DETAIL, width=60),
            Column("热点编号", place=Place.DETAIL, width=18),
        ),
        rows=tuple(_row(row, names) for row in topics),
        empty="统计时段内没有达到归并条件的热点。",
        is_list=True,
        fold="时限、处置和来信摘录",
    )


def _order(row: Row) -> tuple[int, int, str]:
    state = ClockState(row.text("clock_state"))
    return _URGENCY.index(state), -(row.whole("size") or 0), row.text("hotspot_id")


def _row(row: Row, names: Names) -> tuple[Cell, ...]:
    state = ClockState(row.text("clock_state"))
    return (
        Badge(state.label, _TONES[state]),
        _risk(row),
        row.text("title"),
        row.text("region"),
        field_label(row.text("field")) if row.text("field") else "",
        names.agency(row.text("agency_code")) or "待明确",
        row.text("officer"),
        row.whole("size"),
        _growth(row),
        f"{_hours(row, 'elapsed_hours')}／{_hours(row, 'limit_hours')}",
        row.number("heat"),
        _sentiment(row),
        _class(row),
        row.items("clocks"),
        row.items("risk_factors"),
        row.instant("first_at"),
        row.instant("detected_at"),
        row.instant("t_pushed"),
        row.instant("answered_at"),
        row.instant("t_closed"),
        (*row.items("steps"), *row.items("outcome")),
        row.text("agency_reason"),
        _examples(row),
        row.text("hotspot_id"),
    )


def _risk(row: Row) -> Badge:
    text = row.text("risk_level")
    if not text:
        return Badge("未研判", Tone.QUIET)
    level = RiskLevel(text)
    return Badge(level.label if row.text("is_level_set") == "True" else f"{level.label}（建议）",
                 _RISK_TONES[level])  # fmt: skip


def _class(row: Row) -> str:
    text = row.text("response_class")
    return ResponseClass(text).label if text else ""


def _hours(row: Row, name: str) -> str:
    value = row.number(name)
    return "—" if value is None else f"{value:g}"


def _growth(row: Row) -> str:
    growth = row.number("growth")
    return "—" if growth is None else f"平时的 {growth:g} 倍"


def _sentiment(row: Row) -> str:
    text = row.text("sentiment")
    known = {str(word): word.label for word in Sentiment}
    if text in known:
        return known[text]
    score = row.number("sentiment")
    return "" if score is None else f"{score:.2f}"


def _examples(row: Row) -> Cell:
    if (row.whole("size") or 0) < _MIN_QUOTED:
        return "件数过少，不引用"
    return row.items("examples")
