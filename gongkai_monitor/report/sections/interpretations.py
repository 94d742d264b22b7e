"""政策解读: overdue, still counting down, or without a calendar to count on."""

from gongkai_monitor.report.blocks import (
    Cell,
    Column,
    ColumnKind,
    Group,
    Note,
    Paragraph,
    Place,
    Section,
    Table,
)
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row, badge, link_or_text, rows
from gongkai_monitor.report.names import Names
from gongkai_monitor.vocabulary import CollectionState

_OVERDUE, _LATE, _RUNNING = "逾期未解读", "逾期已解读", "计时中"
_UNKNOWN, _UNCOLLECTED = "不能判断", "未采到"


def build(book: AuditBook) -> Section:
    """Documents that need an interpretation and have none in time."""
    title = "解读逾期与倒计时"
    if "document" not in book.facts:
        note = Note("本期没有政策文件测量数据，不作结论。")
        return Section(key="interpretations", title=title, blocks=(note,))
    documents = list(rows(book.facts["document"]))
    needing = [row for row in documents if _needs(row)]
    listed = sorted(
        ((state, row) for row in needing if (state := _state(row))),
        key=lambda pair: (str(pair[1].day("due_on") or ""), pair[1].text("subject_id")),
    )
    overdue = sum(state == _OVERDUE for state, _ in listed)
    text = Paragraph(
        f"采到政策文件 {len(documents)} 件，其中需要解读 {len(needing)} 件，"
        f"逾期未解读 {overdue} 件。"
        "期限按工作日计算（已计入法定节假日和调休），发布当日不计。"
    )
    return Section(
        key="interpretations",
        title=title,
        blocks=(text, _table(listed, Names.of(book.registry))),
        count=overdue,
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
            Group(value=_OVERDUE, note="已过期限，没有找到对应的解读材料。"),
            Group(value=_RUNNING, note="尚在期限内，请按期发布。"),
            Group(value=_LATE, is_kept_when_empty=False, note="有解读，但晚于期限。"),
            Group(
                value=_UNKNOWN,
                is_kept_when_empty=False,
                note="发布日期、解读日期或所在年份的放假安排不明，不能推算，不作结论。",
            ),
            Group(
                value=_UNCOLLECTED,
                is_kept_when_empty=False,
                note="文件或解读栏目未采到，不作结论。",
            ),
        ),
        empty="没有逾期或正在计时的政策文件。",
        is_list=True,
        fold="解读材料与说明",
    )


def _needs(row: Row) -> bool:
    return row.text("needs_interpretation").lower() in {"true", "1", "yes"}


def _state(row: Row) -> str:
    """The group of a document, "" when it was interpreted in time."""
    if row.text("collection_state") not in {"", CollectionState.COLLECTED}:
        return _UNCOLLECTED
    has_interpretation = bool(row.text("interpretation_url"))
    if row.text("warning") or (row.day("due_on") is None and not has_interpretation):
        return _UNKNOWN
    if _is_late(row):
        return _LATE if has_interpretation else _OVERDUE
    return "" if has_interpretation else _RUNNING


def _is_late(row: Row) -> bool:
    """Late on a calendar: on a Saturday after a Friday's deadline 0 working days are lost."""
    late = row.number("days_late")
    late = row.number("workdays_late") if late is None else late
    return late is not None and late > 0


def _row(state: str, row: Row, names: Names) -> tuple[Cell, ...]:
    late, left = row.number("workdays_late"), row.number("workdays_left")
    return (
        badge(state),
        link_or_text(row.text("subject_id"), row.text("title") or row.text("subject_name")),
        row.text("document_number"),
        names.agency(row.text("agency_code")),
        row.day("published_on"),
        row.day("due_on"),
        late if _is_late(row) else None,
        left if state == _RUNNING else None,
        link_or_text(row.text("interpretation_url")),
        row.day("interpreted_on"),
        row.items("match_reasons"),
        row.text("warning"),
    )
