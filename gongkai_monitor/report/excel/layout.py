"""The built-in look of a list as a workbook: title, note, headings, one row that is repeated."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

_THIN = Side(style="thin", color="000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FIRST_ROW = 4
"""Title, note, headings, then the row that is repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """One column of a list: its heading, the field it shows, its width in characters."""

    heading: str
    field: str
    width: int
    is_wide: bool = False  # text that wraps, from the left

    @property
    def alignment(self) -> Alignment:
        """Long texts from the left, short ones in the middle."""
        side = "left" if self.is_wide else "center"
        return Alignment(horizontal=side, vertical="center", wrap_text=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSheet:
    """One sheet: the list ``rows`` of the context, below a title and a note."""

    name: str
    rows: str
    title: str  # field of the context
    note: str
    columns: tuple[ListColumn, ...]


def list_template(sheets: Sequence[ListSheet]) -> Workbook:
    """A template with one sheet per list."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _draw(book.create_sheet(sheet.name), sheet)
    return book


def _draw(sheet: Worksheet, plan: ListSheet) -> None:
    last = get_column_letter(len(plan.columns))
    sheet.append([f"{{{{ {plan.title} }}}}"])
    sheet.append([f"{{{{ {plan.note} }}}}"])
    sheet.append([column.heading for column in plan.columns])
    sheet.append([f"{{{{ {plan.rows}.{column.field} }}}}" for column in plan.columns])
    sheet.merge_cells(f"A1:{last}1")
    sheet.merge_cells(f"A2:{last}2")
    sheet["A1"].font = Font(name="方正小标宋简体", size=18)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet["A2"].font = Font(name="楷体_GB2312", size=11)
    sheet["A2"].alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
    sheet.row_dimensions[1].height = 34
    sheet.row_dimensions[2].height = 34
    sheet.row_dimensions[3].height = 34
    for place, column in enumerate(plan.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
        head, cell = sheet.cell(_FIRST_ROW - 1, place), sheet.cell(_FIRST_ROW, place)
        head.font, cell.font = Font(name="黑体", size=11), Font(name="仿宋_GB2312", size=11)
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.alignment = column.alignment
        head.border = cell.border = _BOX
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr] # always there
    sheet.print_title_rows = f"{_FIRST_ROW - 1}:{_FIRST_ROW - 1}"
    sheet.freeze_panes = f"A{_FIRST_ROW}"
