"""Blocks as a workbook: one sheet per section, long lists with filters, native charts."""

from collections.abc import Iterable
from pathlib import Path
from typing import assert_never

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from gongkai_monitor.report.blocks import (
    Block,
    Figure,
    KeyFigures,
    Note,
    Paragraph,
    Section,
    Strip,
    Table,
)
from gongkai_monitor.report.headline import Headline
from gongkai_monitor.report.writers.safe_text import clean
from gongkai_monitor.report.writers.xlsx_charts import add_chart
from gongkai_monitor.report.writers.xlsx_sheet import Sheet, Styles, sheet_name

_MIXED_WIDTHS = (26, 26, 13, 13, 13, 13, 22, 13)
"""Columns of a sheet that several small tables share."""


def write_xlsx(path: Path, headline: Headline, sections: Iterable[Section]) -> None:
    """Write the whole workbook to ``path``.

    Raises:
        OSError: when the disk is full.
    """
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        "nan_inf_to_errors": False,
    }
    parts = tuple(sections)
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"title": clean(f"{headline.name}{headline.title} {headline.day}")[:255]})
    styles = Styles.of(book)
    contents = Sheet(book, "目录", styles)
    places = [_section(book, styles, number, part) for number, part in enumerate(parts, 1)]
    _contents(contents, headline, list(zip(parts, places, strict=True)))
    try:
        book.close()
    except FileCreateError as error:  # the library's wrapping of an OSError
        raise OSError(str(error)) from error


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
    sheet.widths([column.width for column in lists[0].columns] if is_plain else _MIXED_WIDTHS)
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
        case Strip():
            sheet.skip()
            sheet.strip(block)
        case _ as never:
            assert_never(never)
    return []
