"""政策解读: overdue, still counting down, the rate of each agency, the forms used."""

from collections import Counter

from gongkai_monitor.report.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Group,
    KeyFigure,
    KeyFigures,
    Note,
    Paragraph,
    Place,
    Ratio,
    Section,
    Table,
    Tone,
)
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row, badge, link_or_text, rows
from gongkai_monitor.report.interpretation_rates import (
    IN_TIME,
    LATE,
    OVERDUE,
    RUNNING,
    UNCOLLECTED,
    UNKNOWN,
    is_late,
    needs_interpretation,
    rates_by_agency,
    rates_of,
    state_of,
)
from gongkai_monitor.report.names import Names
from gongkai_monitor.vocabulary import InterpretationForm


def build(book: AuditBook) -> Section:
    """Documents that need an interpretation: not in time, still counting, and the rates."""
    title = "政策解读"
    if "document" not in book.facts:
        note = Note("本期没有政策文件测量数据，不作结论。")
        return Section(key="interpretations", title=title, blocks=(note,))
    documents = list(rows(book.facts["document"]))
    needing = [row for row in documents if needs_interpretation(row)]
    listed = sorted(
        ((state, row) for row in needing if (state := state_of(row)) != IN_TIME),
        key=lambda pair: (str(pair[1].day("due_on") or ""), pair[1].text("subject_id")),
    )
    names = Names.of(book.registry)
    overdue = sum(state == OVERDUE for state, _ in listed)
    text = Paragraph(
        f"采到政策文件 {len(documents)} 件，其中需要解读 {len(needing)} 件，"
        f"逾期未解读 {overdue} 件。"
        "期限按工作日计算（已计入法定节假日和调休），发布当日不计。"
    )
    blocks: list[Block] = [text, *_figures(needing), _table(listed, names)]
    if needing:
        blocks.append(_per_agency(needing, names))
    if "interpretation" in book.facts:
        blocks.append(_forms(list(rows(book.facts["interpretation"]))))
    return Section(key="interpretations", title=title, blocks=tuple(blocks), count=overdue)


def _figures(needing: list[Row]) -> tuple[KeyFigures, ...]:
    if not needing:
        return ()
    rates = rates_of(needing)
    overdue = rates.states.get(OVERDUE, 0)
    explained, in_time = rates.explained, rates.in_time
    return (
        KeyFigures(
            (
                KeyFigure(
                    label="已解读",
                    value=explained.numerator,
                    of=explained.denominator,
                    of_label="应解读",
                ),
                KeyFigure(
                    label="按时解读",
                    value=in_time.numerator,
                    of=in_time.denominator,
                    of_label="应解读",
                ),
                KeyFigure(
                    label="逾期未解读", value=overdue, tone=Tone.BAD if overdue else Tone.PLAIN
                ),
                KeyFigure(label="计时中", value=rates.states.get(RUNNING, 0)),
                KeyFigure(
                    label="双向关联",
                    value=rates.linked.numerator,
                    of=rates.linked.denominator,
                    of_label="读到解读页",
                ),
            )
        ),
    )


def _per_agency(needing: list[Row], names: Names) -> Table:
    """In the order of the register; nobody is ranked."""
    by_agency = rates_by_agency(needing)
    order = {code: place for place, code in enumerate(names.agencies)}
    codes = sorted(by_agency, key=lambda code: (order.get(code, len(order)), code))
    return Table(
        title="各单位解读率",
        note="应解读＝已解读＋逾期未解读；计时中、未采到和不能判断的文件不进入分母。",
        columns=(
            Column("单位", width=30),
            Column("需要解读", ColumnKind.COUNT, width=10),
            Column("已解读/应解读", ColumnKind.RATIO, width=16),
            Column("按时/应解读", ColumnKind.RATIO, width=16),
            Column("逾期未解读", ColumnKind.COUNT, width=11),
            Column("计时中", ColumnKind.COUNT, width=9),
            Column("未采到或不能判断", ColumnKind.COUNT, width=16),
            Column("双向关联/读到解读页", ColumnKind.RATIO, width=19),
        ),
        rows=tuple(
            (
                names.agency(code),
                rates.needing,
                rates.explained,
                rates.in_time,
                rates.states.get(OVERDUE, 0),
                rates.states.get(RUNNING, 0),
                rates.states.get(UNCOLLECTED, 0) + rates.states.get(UNKNOWN, 0),
                rates.linked,
            )
            for code in codes
            for rates in (by_agency[code],)
        ),
    )


def _forms(papers: list[Row]) -> Table:
    """How many interpretations take each form; one may take several."""
    counts = Counter(form for row in papers for form in row.text("forms").split("、") if form)
    return Table(
        title="解读形式",
        columns=(Column("形式", width=16), Column("件数/解读材料", ColumnKind.RATIO, width=16)),
        rows=tuple(
            (form.label, Ratio(counts[form.label], len(papers))) for form in InterpretationForm
        )
        if papers
        else (),
        empty="没有关联到解读材料。",
    )


def _table(listed: list[tuple[str, Row]], names: Names) -> Table:
    return Table(
        title="政策解读时限清单",
        columns=(
            Column("状态", ColumnKind.BADGE, width=11),
            Column("政策文件", ColumnKind.LINK, width=48),
            Column("文号", place=Place.BENEATH, width=22),
            Column("主办单位", width=26),
            Column("发布日期", ColumnKind.DATE, width=12),
            Column("最迟解读日", ColumnKind.DATE, width=12),
            Column("逾期（工作日）", ColumnKind.NUMBER, width=14),
            Column("剩余（工作日）", ColumnKind.NUMBER, width=14),
            Column("解读材料", ColumnKind.LINK, place=Place.DETAIL, width=48),
            Column("解读日期", ColumnKind.DATE, place=Place.DETAIL, width=12),
            Column("关联理由", place=Place.DETAIL, width=36),
            Column("说明", place=Place.DETAIL, width=36),
        ),
        rows=tuple(_row(state, row, names) for state, row in listed),
        group_by=0,
        groups=(
            Group(value=OVERDUE, note="已过期限，没有找到对应的解读材料。"),
            Group(value=RUNNING, note="尚在期限内，请按期发布。"),
            Group(value=LATE, is_kept_when_empty=False, note="有解读，但晚于期限。"),
            Group(
                value=UNKNOWN,
                is_kept_when_empty=False,
                note="发布日期、解读日期或所在年份的放假安排不明，不能推算，不作结论。",
            ),
            Group(
                value=UNCOLLECTED,
                is_kept_when_empty=False,
                note="文件或解读栏目未采到，不作结论。",
            ),
        ),
        empty="没有逾期或正在计时的政策文件。",
        is_list=True,
        fold="解读材料与说明",
    )


def _row(state: str, row: Row, names: Names) -> tuple[Cell, ...]:
    late, left = row.number("workdays_late"), row.number("workdays_left")
    return (
        badge(state),
        link_or_text(row.text("subject_id"), row.text("title") or row.text("subject_name")),
        row.text("document_number"),
        names.agency(row.text("agency_code")),
        row.day("published_on"),
        row.day("due_on"),
        late if is_late(row) else None,
        left if state == RUNNING else None,
        link_or_text(row.text("interpretation_url")),
        row.day("interpreted_on"),
        row.items("match_reasons"),
        row.text("warning"),
    )
