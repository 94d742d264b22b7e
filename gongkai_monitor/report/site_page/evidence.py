"""证据: the saved pages behind a site's problems, open on the page so that they are printed."""

from collections.abc import Sequence

from gongkai_monitor.model.finding import Evidence, Finding
from gongkai_monitor.report.blocks import Cell, Column, ColumnKind, Link, Place, Section, Table
from gongkai_monitor.report.cells import listing, local


def evidence_section(findings: Sequence[Finding]) -> Section:
    """One row per saved page, with what it is evidence of."""
    pages: dict[tuple[str, str], tuple[Evidence, list[str]]] = {}
    for finding in findings:
        for page in finding.evidence:
            key = (page.url, page.fetched_at.isoformat())
            pages.setdefault(key, (page, []))[1].append(finding.title)
    table = Table(
        title="存档网页",
        columns=(
            Column("网页", ColumnKind.LINK, width=48),
            Column("校验值", place=Place.BENEATH, width=60, is_named=True),
            Column("存档文件", place=Place.BENEATH, width=40, is_named=True),
            Column("读取时间", ColumnKind.INSTANT, width=17),
            Column("读取结果", width=24),
            Column("所证明的问题", width=30),
        ),
        rows=tuple(_row(page, titles) for page, titles in pages.values()),
        empty="没有存档网页。",
        is_list=True,
    )
    return Section(key="evidence", title="证据", blocks=(table,))


def _row(page: Evidence, titles: list[str]) -> tuple[Cell, ...]:
    place = page.warc_file or ""
    if page.warc_file and page.warc_offset is not None:
        place = f"{page.warc_file} 偏移 {page.warc_offset}"
    return (
        Link(page.url),
        f"SHA-256 {page.content_hash}" if page.content_hash else "",
        place,
        local(page.fetched_at),
        page.note,
        listing(dict.fromkeys(titles)),
    )
