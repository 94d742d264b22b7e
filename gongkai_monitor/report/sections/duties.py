"""工作台账: where the duties stand, what is overdue and who answers, what falls due next."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta

from gongkai_monitor.duties.agencies import NamedAgency
from gongkai_monitor.duties.ledger import LedgerDuty, overdue_first
from gongkai_monitor.duties.rows import (
    BY_HAND,
    agency_names,
    deadline_words,
    heading,
    latest,
)
from gongkai_monitor.listing import OPEN
from gongkai_monitor.report.blocks import (
    Cell,
    Column,
    ColumnKind,
    Group,
    KeyFigure,
    KeyFigures,
    Note,
    Paragraph,
    Place,
    Section,
    Table,
    Tone,
)
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import badge
from gongkai_monitor.report.names import Names
from gongkai_monitor.vocabulary import DutyState

_TITLE = "工作台账"
_AHEAD_DAYS = 60
_ORDER = (DutyState.OVERDUE, DutyState.IN_PROGRESS, DutyState.NOT_STARTED, DutyState.DONE)
_NOTES = {
    DutyState.OVERDUE: "文件写明的日期已过，没有完成记录；期限当日仍算按期。",
    DutyState.NOT_STARTED: "还没有填报；文件未写明日期的，不判逾期。",
}


def build(book: AuditBook) -> Section:
    """Counts per state, every duty with the overdue ones first, next deadlines, duties per unit."""
    ledger = overdue_first(book.duties)
    if not ledger:
        note = Note("没有导入工作要点；用 gongkai duties import 列入台账后在此显示进展和逾期。")
        return Section(key="duties", title=_TITLE, blocks=(note,))
    counts = Counter(one.state for one in ledger)
    names = Names.of(book.registry)
    found = Counter(finding.code for finding in book.findings if finding.status in OPEN)
    return Section(
        key="duties",
        title=_TITLE,
        blocks=(
            _figures(counts, len(ledger)),
            _summary(ledger),
            _duties(ledger, names, found),
            _ahead(ledger),
            _per_agency(ledger, names),
        ),
        count=counts[DutyState.OVERDUE],
    )


def _figures(counts: Counter[DutyState], total: int) -> KeyFigures:
    tones = {DutyState.OVERDUE: Tone.BAD, DutyState.DONE: Tone.GOOD}
    return KeyFigures(
        tuple(
            KeyFigure(
                label=state.label,
                value=counts[state],
                of=total,
                of_label="任务",
                unit="项",
                tone=tones.get(state, Tone.PLAIN) if counts[state] else Tone.PLAIN,
            )
            for state in _ORDER
        )
    )


def _summary(ledger: Sequence[LedgerDuty]) -> Paragraph:
    titles = dict.fromkeys(one.document.title or one.document.file_name for one in ledger)
    listed = "、".join(f"《{title}》" for title in titles)
    watched = sum(bool(one.indicators) for one in ledger)
    unsettled = {named.name for one in ledger for named in one.unsettled}
    confirm = f"有 {len(unsettled)} 个单位名称待人工确认。" if unsettled else ""
    return Paragraph(
        f"台账来自{listed}，共 {len(ledger)} 项任务；机器在看 {watched} 项，"
        f"要人工填报 {len(ledger) - watched} 项。"
        f"机器发现的问题只供参考，任务是否完成以填报和佐证为准。{confirm}"
    )


def _duties(ledger: Sequence[LedgerDuty], names: Names, found: Counter[str]) -> Table:
    return Table(
        title="任务清单",
        columns=(
            Column("状态", ColumnKind.BADGE, width=10),
            Column("编号", width=11),
            Column("任务", width=44),
            Column("部分", place=Place.BENEATH, width=30),
            Column("责任单位", width=34),
            Column("时限", width=20),
            Column("逾期（天）", ColumnKind.COUNT, width=11),
            Column("最近进展", width=34),
            Column("机器监测", place=Place.DETAIL, width=30),
            Column("全文", place=Place.DETAIL, width=70),
            Column("单位全称", place=Place.DETAIL, width=40),
        ),
        rows=tuple(_row(one, names, found) for one in ledger),
        group_by=0,
        groups=tuple(
            Group(
                value=state.label,
                note=_NOTES.get(state, ""),
                is_open=state is DutyState.OVERDUE,
                is_kept_when_empty=state is DutyState.OVERDUE,
            )
            for state in _ORDER
        ),
        empty="没有任务。",
        is_list=True,
        fold="全文与机器监测",
    )


def _row(one: LedgerDuty, names: Names, found: Counter[str]) -> tuple[Cell, ...]:
    return (
        badge(one.state.label),
        one.duty_id,
        heading(one.duty.text),
        one.duty.section,
        agency_names(one.answering) or "文件未写明",
        deadline_words(one),
        one.days_late,
        latest(one) or "尚无填报",
        _watched(one, found),
        one.duty.text,
        tuple(_full_names(named, names) for named in (*one.lead, *one.responsible)),
    )


def _watched(one: LedgerDuty, found: Counter[str]) -> str:
    """机器在看, with how many open problems its indicators have."""
    if not one.indicators:
        return BY_HAND
    count = sum(found[code] for code in one.indicators)
    return f"机器在看：{len(one.indicators)} 项指标，现有问题 {count} 个"


def _full_names(named: NamedAgency, names: Names) -> str:
    why_not = _why_not(named)
    return f"{named.name}：{why_not}" if why_not else _unit(named, names)


def _unit(named: NamedAgency, names: Names) -> str:
    """The unit of the register, or the printed name of several or none."""
    codes = named.agency_codes
    if len(codes) == 1:
        return names.agency(codes[0])
    return f"{named.name}（登记表中 {len(codes)} 个）" if codes else named.name


def _why_not(named: NamedAgency) -> str:
    return f"{named.why_not}，待人工确认" if named.why_not else ""


def _ahead(ledger: Sequence[LedgerDuty]) -> Table:
    """What falls due in the next weeks, the nearest first."""
    near = [
        (one.next_due_on, one)
        for one in ledger
        if one.next_due_on and one.next_due_on <= one.day + timedelta(days=_AHEAD_DAYS)
    ]
    near.sort(key=lambda pair: (pair[0], pair[1].duty_id))
    return Table(
        title=f"{_AHEAD_DAYS} 天内到期",
        columns=(
            Column("任务", width=44),
            Column("编号", place=Place.BENEATH, width=24),
            Column("时限", place=Place.BENEATH, width=20),
            Column("到期日", ColumnKind.DATE, width=12),
            Column("责任单位", width=34),
        ),
        rows=tuple(
            (
                heading(one.duty.text),
                one.duty_id,
                deadline_words(one),
                due,
                agency_names(one.answering) or "文件未写明",
            )
            for due, one in near
        ),
        empty=f"{_AHEAD_DAYS} 天内没有到期的任务。",
    )


def _per_agency(ledger: Sequence[LedgerDuty], names: Names) -> Table:
    """Duties per unit, as lead or among the responsible; units of a group are one row."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in ledger:
        lead = {(_unit(unit, names), _why_not(unit)) for unit in one.lead}
        others = {(_unit(unit, names), _why_not(unit)) for unit in one.responsible}
        for key in lead | others:
            row = counts[key]
            row["lead"] += key in lead
            row["responsible"] += key in others
            row["done"] += one.state is DutyState.DONE
            row["overdue"] += one.state is DutyState.OVERDUE and key in (lead or others)
    ranked = sorted(
        counts.items(), key=lambda pair: (-pair[1]["overdue"], -pair[1]["lead"], pair[0])
    )
    return Table(
        title="各单位承担的任务",
        columns=(
            Column("单位", width=44),
            Column("说明", place=Place.BENEATH, width=24),
            Column("牵头", ColumnKind.COUNT, width=10),
            Column("责任", ColumnKind.COUNT, width=10),
            Column("其中已完成", ColumnKind.COUNT, width=12),
            Column("其中逾期", ColumnKind.COUNT, width=12),
        ),
        rows=tuple(
            (*key, row["lead"], row["responsible"], row["done"], row["overdue"])
            for key, row in ranked
        ),
        note="逾期计在牵头单位，没有牵头单位的计在责任单位。",
    )
