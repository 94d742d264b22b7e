"""待复核线索: what a person must look at before it is a problem; never counted as one."""

from collections import Counter

from gongkai_monitor.report.blocks import Column, ColumnKind, Note, Section, Table
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.finding_table import finding_table
from gongkai_monitor.report.names import Names
from gongkai_monitor.report.sections.problems import GROUPS


def build(book: AuditBook) -> Section:
    """How many of which kind, then each with its sentence and evidence."""
    counts = Counter((finding.rule, finding.title) for finding in book.candidates)
    sums = Table(
        title="线索按指标",
        columns=(
            Column("规则", width=10),
            Column("指标", width=40),
            Column("待复核", ColumnKind.COUNT, width=10),
        ),
        rows=tuple((rule, title, count) for (rule, title), count in sorted(counts.items())),
        empty="没有待复核线索。",
    )
    table = finding_table(
        "待复核线索清单",
        book.candidates,
        Names.of(book.registry),
        groups=GROUPS[:2],
        empty="没有待复核线索。",
    )
    note = Note(
        "以下是系统提示的线索，尚未经人工复核：不是问题，不计入问题数，不影响合格与否。"
        "复核后属实的，自下一次判断起按其指标计入；误报的，内容不变不再提示。"
        "导出待核实清单：gongkai review export 待核实.xlsx。"
    )
    return Section(
        key="candidates",
        title="待复核线索",
        blocks=(note, sums, table),
        count=len(book.candidates),
    )
