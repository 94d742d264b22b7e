"""Blocks as a workbook: one sheet per section, long lists with filters, native charts."""

from collections.abc import Iterable
from pathlib import Path
from typing import assert_never

import xlsxwriter

from gongkai_monitor.report.blocks import (
    Block,
    Figure,
    KeyFigures,
    Note,
    Paragraph,
    Section,
    Table,
)
from gongkai_monitor.report.headline import Headline
from gongkai_monitor.report.writers.xlsx_charts import add_chart
from gongkai_monitor.report.writers.xlsx_sheet import Sheet, Styles, sheet_name


def write_xlsx(path: Path, headline: Headline, sections: Iterable[Section]) -> None:
    """Write the whole workbook to ``path``."""
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        "nan_inf_to_errors": False,
    }
    parts = tuple(sections)
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": f"{headline.name}{headline.title} {headline.day}"})
        styles = Styles.of(book)
        contents = Sheet(book, "目录", styles)
        places = [_section(book, styles, number, part) for number, part in enumerate(parts, 1)]
        _contents(contents, headline, list(zip(parts, places, strict=True)))


def _contents(sheet: Sheet, headline: Headline, places: list[tuple[Section, list[Sheet]]]) -> None:
    sheet.widths([30, 14, 60])
    sheet.text(f"{headline.name}{headline.title}", "title")
    sheet.text(f"{headline.issue}  {headline.day}  {headline.as_of}", "soft")
    sheet.text(headline.lead, "wrap", across=3)
    sheet.skip()
    sheet.key_figures(headline.figures)
    sheet.skip()
    sheet.text("目录", "heading")
    sheet.cells(["章节", "需处理", "工作表"], "head")
    for section, sheets in places:
        sheet.contents_row(section.title, section.count, [one.name for one in sheets])


def _section(book: xlsxwriter.Workbook, styles: Styles, number: int, part: Section) -> list[Sheet]:
    """The sheets of one section: its own, and one for each long list beside other blocks."""
    sheet = Sheet(book, sheet_name(number, part.title), styles)
    sheets = [sheet]
    lists = [block for block in part.blocks if isinstance(block, Table) and block.is_list]
    is_plain = len(lists) == 1 and all(
        isinstance(block, Paragraph | Note) for block in part.blocks if block not in lists
    )
    sheet.text(part.title, "title")
    sheet.back()
    if is_plain:
        sheet.widths([column.width for column in lists[0].columns])
    for block in part.blocks:
        if isinstance(block, Table) and block.is_list and not is_plain:
            own = Sheet(book, sheet_name(number, block.title), styles)
            own.text(block.title, "title")
            own.back()
            own.widths([column.width for column in block.columns])
            sheets += [own, *own.long_list(block)]
            sheet.jump(f"{block.title}（{len(block.rows)} 项）", own.name)
        else:
            sheets += _block(sheet, block)
    return sheets


def _block(sheet: Sheet, block: Block) -> list[Sheet]:
    """Draw one block; the sheets that a list had to go on with."""
    match block:
        case Paragraph():
            sheet.text(block.text, "wrap", across=8)
        case Note():
            sheet.text(f"注意：{block.text}", "note", across=8)
        case KeyFigures():
            sheet.key_figures(block.figures)
        case Figure():
            sheet.skip()
            add_chart(sheet, block)
        case Table():
            if block.is_list:
                return sheet.long_list(block)
            sheet.skip()
            sheet.short_table(block)
        case _ as never:
            assert_never(never)
    return []
