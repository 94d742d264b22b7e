"""热搜: what platforms list about this office's places, units and hotspots; background only."""

from gongkai_monitor.report.blocks import Block, Column, ColumnKind, Note, Paragraph, Table, Tone
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row, rows
from gongkai_monitor.vocabulary import CollectionCause, CollectionState


def local_searches(book: AuditBook) -> list[Block]:
    """The titles with day, source and reason; and which lists were not collected."""
    found, lists = list(rows(book.hot_searches)), list(rows(book.hot_lists))
    if not found and not lists:
        return []
    missing = uncollected_lists(book)
    blocks: list[Block] = []
    if missing:
        named = "、".join(f"{row.text('platform')}（{cause_words(row)}）" for row in missing)
        blocks = [
            Note(f"热搜列表未采到：{named}；其中有没有与本地有关的话题，不得而知。", Tone.WARN)
        ]
    if not found:
        read = "、".join(row.text("platform") for row in lists if row not in missing)
        told = f"已采到的热搜（{read}）中没有与本地、登记单位或上述热点有关的话题。" if read else ""
        return [*blocks, *([Paragraph(told)] if told else [])]
    table = Table(
        title="相关热搜",
        columns=(
            Column("日期", ColumnKind.DATE, width=12),
            Column("来源", width=10),
            Column("热搜话题", width=40),
            Column("名次", ColumnKind.NUMBER, width=8),
            Column("相关理由", width=44),
        ),
        rows=tuple(
            (
                row.day("listed_on"),
                row.text("platform"),
                row.text("title"),
                row.whole("position"),
                row.items("reasons"),
            )
            for row in found
        ),
        note="昨天和今天各平台公布的热搜中，提到本地区域、登记单位或与热点同题的；其余话题不列。"
        "只作背景，不影响热度、等级和时限。",
    )
    return [*blocks, table]


def uncollected_lists(book: AuditBook) -> list[Row]:
    """Lists of the settings that were not read."""
    return [
        row
        for row in rows(book.hot_lists)
        if row.text("collection_state") == CollectionState.UNCOLLECTED
    ]


def cause_words(row: Row) -> str:
    """Why a list was not read: 被拦截（…），HTTP 403."""
    detail = row.text("detail")
    label = CollectionCause(row.text("cause")).label
    return f"{label}，{detail}" if detail else label
