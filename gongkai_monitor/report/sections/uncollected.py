"""未采集说明: every subject that was not read, and why."""

from gongkai_monitor.report.blocks import (
    Block,
    Column,
    ColumnKind,
    Group,
    Paragraph,
    Place,
    Section,
    Table,
)
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import badge, link_or_text
from gongkai_monitor.report.coverage_sums import covered
from gongkai_monitor.report.names import Names
from gongkai_monitor.report.sections.alerts import undelivered
from gongkai_monitor.report.sections.hotspot_searches import cause_words, uncollected_lists
from gongkai_monitor.vocabulary import CollectionState, SubjectKind

_STATES = (CollectionState.UNCOLLECTED, CollectionState.OUT_OF_SCOPE)
_KINDS = tuple(SubjectKind)


def build(book: AuditBook) -> Section:
    """One row per subject that is 未采到 or 不采集."""
    absent = sorted(
        (row for row in covered(book) if row.state in _STATES),
        key=lambda row: (_KINDS.index(row.kind), row.cause.value, row.subject_id),
    )
    names = Names.of(book.registry)
    table = Table(
        title="未采集对象清单",
        columns=(
            Column("采集状态", ColumnKind.BADGE, width=10),
            Column("对象", width=30),
            Column("类别", place=Place.BENEATH, width=12),
            Column("地址", ColumnKind.LINK, place=Place.BENEATH, width=48),
            Column("主办单位", width=26),
            Column("原因", width=30),
            Column("说明", width=44),
        ),
        rows=tuple(
            (
                badge(row.state.label),
                names.full_name(row.subject_id, row.subject_name),
                row.platform or row.kind.label,
                link_or_text(names.address(row.subject_id)),
                names.agency(row.agency_code),
                row.cause.label,
                row.detail,
            )
            for row in absent
        ),
        group_by=0,
        groups=(
            Group(
                value=CollectionState.UNCOLLECTED.label,
                note="本轮应采而没有采到，不作任何结论；请按原因处理后复采。",
            ),
            Group(
                value=CollectionState.OUT_OF_SCOPE.label,
                note="按登记状态或数据来源设置，本轮不采集。",
                is_open=False,
            ),
        ),
        empty="全部登记对象均已采到。",
        is_list=True,
    )
    text = Paragraph(
        "未采到不等于未更新：网站拦截、改版、断网、平台不开放都会使采集失败。"
        "本系统不绕过平台的访问限制；确需核实的，可人工查看后导入。"
    )
    count = sum(row.state is CollectionState.UNCOLLECTED for row in absent)
    blocks = (text, table, *_hot_lists(book), *undelivered(book))
    return Section(key="uncollected", title="未采集说明", blocks=blocks, count=count)


def _hot_lists(book: AuditBook) -> list[Block]:
    """Hot-search lists that were not read; they are no subject of the register."""
    missing = uncollected_lists(book)
    if not missing:
        return []
    return [
        Table(
            title="未采到的热搜列表",
            columns=(
                Column("采集状态", ColumnKind.BADGE, width=10),
                Column("平台", width=20),
                Column("原因", width=44),
                Column("最近一次", ColumnKind.INSTANT, width=17),
            ),
            rows=tuple(
                (
                    badge(CollectionState.UNCOLLECTED.label),
                    row.text("platform"),
                    cause_words(row),
                    row.instant("observed_at"),
                )
                for row in missing
            ),
        )
    ]
