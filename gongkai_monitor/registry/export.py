"""Write a registry as a workbook that reads back as the same registry."""

from datetime import date
from pathlib import Path
from typing import Any

from gongkai_monitor.imports.table import Value
from gongkai_monitor.imports.writing import new_workbook, write_value
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.registry.layout import SheetFormats, add_sheet
from gongkai_monitor.registry.sheets import SHEETS
from gongkai_monitor.vocabulary import Term, YesNo


def write_registry(registry: Registry, path: Path) -> None:
    """Write every sheet with headings, widths and drop-downs.

    Raises:
        WorkspaceError: when the file cannot be written.
    """
    with new_workbook(path) as workbook:
        formats = SheetFormats.of(workbook)
        for definition in SHEETS:
            sheet = add_sheet(workbook, definition, formats)
            records: tuple[Any, ...] = getattr(registry, definition.part)
            for row, record in enumerate(records, start=1):
                for position, column in enumerate(definition.columns):
                    value = cell_value(getattr(record, column.field), column.labels)
                    write_value(sheet, row, position, value, formats.date)


def cell_value(value: object, labels: tuple[str, ...] = ()) -> Value:
    """What a field shows in its cell; 未知 stays empty where the list has no such word."""
    match value:
        case None | ():
            return None
        case YesNo.UNKNOWN if YesNo.UNKNOWN.label not in labels:
            return None
        case Term():
            return value.label
        case tuple():
            return "、".join(str(name) for name in value)
        case str() | int() | date():
            return value
        case _:
            raise TypeError(f"no cell form for {type(value).__name__}")
