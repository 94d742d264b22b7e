"""总览: verdicts, key numbers with what they are counted of, trends."""

from collections import Counter
from datetime import date, timedelta

from gongkai_monitor.report.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Figure,
    FigureKind,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Place,
    Ratio,
    Section,
    Series,
    Table,
    Tone,
)
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row, badge, rows
from gongkai_monitor.report.headline import open_findings
from gongkai_monitor.report.names import Names
from gongkai_monitor.vocabulary import ClockState, Effect, Level, SubjectKind, Verdict

_KINDS = (SubjectKind.SITE, SubjectKind.ACCOUNT)
_TREND_DAYS = 30
_TOP_PROBLEMS = 10


def build(book: AuditBook) -> Section:
    """Verdict table, who failed and why, trends."""
    blocks: list[Block] = [
        _burden(book),
        _verdicts(book),
        Paragraph(
            "合格率＝合格数÷（合格数＋不合格数）；未采到的不作结论，不进分子分母。"
            "只有已核实的单项否决指标决定不合格；未核实、部分核实的规则及扣分、提示项仅供参考。"
        ),
        *_figures(book),
        _failed(book),
    ]
    return Section(key="overview", title="总览", blocks=tuple(blocks))


def _burden(book: AuditBook) -> KeyFigures:
    """What the open problems are made of; the totals stand in the masthead."""
    still = open_findings(book)
    units = {finding.agency_code for finding in still if finding.agency_code}
    clocks = [ClockState(row.text("clock_state")) for row in rows(book.hotspots)]
    parts = (
        ("单项否决", sum(f.effect is Effect.VETO and f.sureness.may_fail for f in still), Tone.BAD),
        ("预警", sum(finding.level is Level.WARNING for finding in still), Tone.WARN),
        ("未核实规则", sum(not finding.sureness.may_fail for finding in still), Tone.PLAIN),
    )
    figures = [
        KeyFigure(
            label=label,
            value=value,
            of=len(still),
            of_label="未消除问题",
            tone=tone if value else Tone.PLAIN,
        )
        for label, value, tone in parts
    ]
    overdue = clocks.count(ClockState.OVERDUE)
    return KeyFigures(
        (
            *figures,
            KeyFigure(
                label="涉及单位", value=len(units), of=len(book.registry.agencies), of_label="登记"
            ),
            KeyFigure(
                label="超时未回应",
                value=overdue,
                of=len(clocks),
                of_label="舆情热点",
                tone=Tone.BAD if overdue else Tone.PLAIN,
            ),
        )
    )


def _verdicts(book: AuditBook) -> Table:
    counts = Counter((verdict.subject_kind, verdict.verdict) for verdict in book.verdicts)
    return Table(
        title="检查结论",
        columns=(
            Column("类别", width=12),
            *(Column(verdict.label, ColumnKind.COUNT, width=16) for verdict in Verdict),
            Column("合格率（合格/已作结论）", ColumnKind.RATIO, width=22),
        ),
        rows=tuple(_verdict_row(kind, counts) for kind in _KINDS),
    )


def _verdict_row(
    kind: SubjectKind, counts: Counter[tuple[SubjectKind, Verdict]]
) -> tuple[Cell, ...]:
    passed, failed = counts[kind, Verdict.PASSED], counts[kind, Verdict.FAILED]
    numbers = [counts[kind, verdict] for verdict in Verdict]
    return (kind.label, *numbers, Ratio(passed, passed + failed))


def _figures(book: AuditBook) -> list[Block]:
    days = _calendar(book)
    figures: list[Block] = []
    if sum(row is not None for row in days.values()) > 1:
        figures += [
            _trend(
                days,
                "问题数变化",
                FigureKind.LINE,
                ("new", "新增", Tone.BAD),
                ("ongoing", "持续", Tone.WARN),
                ("resolved", "已消除", Tone.GOOD),
            ),
            _trend(
                days,
                "采集覆盖变化",
                FigureKind.STACK,
                ("collected", "已查", Tone.PLAIN),
                ("uncollected", "未采到", Tone.WARN),
            ),
            _trend(
                days,
                "不合格对象变化",
                FigureKind.LINE,
                ("failed_sites", "不合格站点", Tone.BAD),
                ("failed_accounts", "不合格账号", Tone.PLAIN),
            ),
        ]
    else:
        figures.append(Paragraph("历史记录不足两天，暂不绘制趋势图。"))
    return [*figures, *_problem_kinds(book)]


def _calendar(book: AuditBook) -> dict[date, Row | None]:
    """Every day from the first record on, at most a month; None for a day without a record."""
    known = {day: row for row in rows(book.history) if (day := row.day("day"))}
    if not known:
        return {}
    first = max(min(known), book.day - timedelta(days=_TREND_DAYS - 1))
    days = [first + timedelta(days=n) for n in range((book.day - first).days + 1)]
    return {day: known.get(day) for day in days}


def _trend(
    days: dict[date, Row | None], title: str, kind: FigureKind, *lines: tuple[str, str, Tone]
) -> Figure:
    return Figure(
        title=title,
        kind=kind,
        labels=tuple(f"{day:%m-%d}" for day in days),
        series=tuple(
            Series(
                name=name,
                values=tuple(row.number(column) if row else None for row in days.values()),
                tone=tone,
            )
            for column, name, tone in lines
        ),
        unit="个",
        note=f"近 {len(days)} 天；空白处为无记录。",
    )


def _problem_kinds(book: AuditBook) -> list[Block]:
    counts = Counter(finding.title for finding in open_findings(book)).most_common()
    if not counts:
        return []
    shown = counts[:_TOP_PROBLEMS]
    rest = len(counts) - len(shown)
    return [
        Figure(
            title="未消除问题按指标",
            kind=FigureKind.BAR,
            labels=tuple(title for title, _ in shown),
            series=(Series(name="问题数", values=tuple(count for _, count in shown)),),
            unit="项",
            note=f"另有 {rest} 类未列出。" if rest else "",
        )
    ]


def _failed(book: AuditBook) -> Table:
    names = Names.of(book.registry)
    failed = [verdict for verdict in book.verdicts if verdict.verdict is Verdict.FAILED]
    return Table(
        title="不合格名单",
        columns=(
            Column("类别", ColumnKind.BADGE, width=8),
            Column("对象", width=28),
            Column("平台", place=Place.BENEATH, width=12),
            Column("主办单位", width=26),
            Column("不合格原因", width=60),
        ),
        rows=tuple(
            (
                badge(verdict.subject_kind.label),
                verdict.subject_name,
                names.platform(verdict.subject_id),
                names.agency(verdict.agency_code),
                tuple(verdict.reasons) or "见问题清单",
            )
            for verdict in failed
        ),
        empty="已作结论的对象全部合格。" if book.verdicts else "本期没有作出结论的对象。",
        is_list=True,
    )
