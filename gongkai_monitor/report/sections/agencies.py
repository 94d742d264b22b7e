"""按单位: what each unit has to do. In the order of the register; nobody is ranked."""

from collections import Counter, defaultdict
from collections.abc import Callable

from gongkai_monitor.model.finding import Finding
from gongkai_monitor.report.blocks import Cell, Column, ColumnKind, Paragraph, Section, Table
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import listing
from gongkai_monitor.report.coverage_sums import Covered, covered, subjects
from gongkai_monitor.report.names import Names
from gongkai_monitor.vocabulary import CollectionState, FindingStatus, Verdict

_Read = Callable[[str], tuple[Cell, ...]]


def build(book: AuditBook) -> Section:
    """One row per unit that has a problem or something not collected."""
    table = subjects(covered(book))
    read = _reader(book, table)
    known = [agency.agency_code for agency in book.registry.agencies]
    others = sorted({row.agency_code for row in table} - set(known) - {""})
    busy = [code for code in (*known, *others) if any(read(code)[1:7])]
    quiet = len(known) + len(others) - len(busy)
    names = Names.of(book.registry)
    listed = Table(
        title="各单位情况",
        columns=(
            Column("单位", width=30),
            Column("新增", ColumnKind.COUNT, width=8),
            Column("持续", ColumnKind.COUNT, width=8),
            Column("已消除", ColumnKind.COUNT, width=8),
            Column("不合格站点", ColumnKind.COUNT, width=11),
            Column("不合格账号", ColumnKind.COUNT, width=11),
            Column("未采到", ColumnKind.COUNT, width=8),
            Column("登记对象", ColumnKind.COUNT, width=10),
            Column("主要问题", width=50),
        ),
        rows=tuple((names.agency(code), *read(code)[1:]) for code in busy),
        empty="各单位均无问题，对象全部采到。",
        is_list=True,
    )
    text = Paragraph(
        f"按登记表顺序列出有问题或有未采到对象的单位 {len(busy)} 个；"
        f"其余 {quiet} 个单位无问题。本表不排名，也不比较粉丝数、点赞数、阅读量。"
    )
    return Section(key="agencies", title="按单位", blocks=(text, listed), count=len(busy))


def _reader(book: AuditBook, table: tuple[Covered, ...]) -> _Read:
    findings: dict[str, list[Finding]] = defaultdict(list)
    for finding in book.findings:
        findings[finding.agency_code or ""].append(finding)
    failed = Counter(
        (verdict.agency_code, verdict.subject_kind.value)
        for verdict in book.verdicts
        if verdict.verdict is Verdict.FAILED
    )
    registered = Counter(row.agency_code for row in table)
    blind = Counter(row.agency_code for row in table if row.state is CollectionState.UNCOLLECTED)

    def read(code: str) -> tuple[Cell, ...]:
        mine = findings[code]
        status = Counter(finding.status for finding in mine)
        kinds = Counter(
            finding.title
            for finding in mine
            if finding.status in {FindingStatus.NEW, FindingStatus.ONGOING}
        )
        return (
            code,
            status[FindingStatus.NEW],
            status[FindingStatus.ONGOING],
            status[FindingStatus.RESOLVED],
            failed[code, "site"],
            failed[code, "account"],
            blind[code],
            registered[code],
            listing((f"{title} {count}" for title, count in kinds.most_common()), limit=4),
        )

    return read
