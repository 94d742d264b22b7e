"""How the sheets of a registry workbook look: headings, widths, text format, drop-downs."""

from dataclasses import dataclass
from typing import Any, Self

from gongkai_monitor.imports.cells import read_code, read_site_code
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.registry.sheets import Sheet

FILLED_ROWS = 50_000
"""Rows that get drop-downs."""


@dataclass(frozen=True, slots=True)
class SheetFormats:
    """Cell formats of one workbook."""

    required: Any
    optional: Any
    text: Any
    date: Any
    wrap: Any

    @classmethod
    def of(cls, workbook: Any) -> Self:
        """Add the formats to a workbook."""
        heading = {"bold": True, "border": 1, "valign": "vcenter"}
        return cls(
            required=workbook.add_format(heading | {"bg_color": "#FCE4D6"}),
            optional=workbook.add_format(heading | {"bg_color": "#D9E1F2"}),
            text=workbook.add_format({"num_format": "@"}),
            date=workbook.add_format({"num_format": "yyyy-mm-dd"}),
            wrap=workbook.add_format({"text_wrap": True, "valign": "top"}),
        )


def add_sheet(workbook: Any, definition: Sheet, formats: SheetFormats) -> Any:
    """Add a sheet with its heading row; data begin in row 2."""
    sheet = workbook.add_worksheet(definition.name)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, 0, len(definition.columns) - 1)
    for position, column in enumerate(definition.columns):
        heading = formats.required if column.is_required else formats.optional
        sheet.set_column(position, position, column.width, _column_format(column, formats))
        sheet.write_string(0, position, column.title, heading)
        if column.hint:
            sheet.write_comment(0, position, column.hint)
        if column.labels:
            _add_drop_down(sheet, position, column)
    return sheet


def _column_format(column: Column, formats: SheetFormats) -> Any:
    """Codes are text, so that no spreadsheet program turns them into rounded numbers."""
    if column.read in {read_code, read_site_code}:
        return formats.text
    return formats.date if column.is_date else None


def _add_drop_down(sheet: Any, position: int, column: Column) -> None:
    rule = {
        "validate": "list",
        "source": list(column.labels),
        "ignore_blank": not column.is_required,
        "error_title": column.heading,
        "error_message": "请从下拉列表中选择。",
    }
    sheet.data_validation(1, position, FILLED_ROWS, position, rule)
