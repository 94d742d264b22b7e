"""Read a registry workbook: files in, a registry and every fault out; nothing is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.imports.columns import heading_key
from gongkai_monitor.imports.rows import RejectedRow
from gongkai_monitor.imports.source import open_tables
from gongkai_monitor.imports.table import Table
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.registry.reading import SheetReading, read_sheet
from gongkai_monitor.registry.references import check_references
from gongkai_monitor.registry.sheets import ACCOUNTS, GUIDE, SHEETS
from gongkai_monitor.vocabulary import AccountSource


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What a workbook holds.

    Attributes:
        registry: the rows that stand; the whole workbook when there are no faults.
        faults: every fault, in the order of sheets; with one of them nothing may be imported.
        rejected_rows: rows with faults and the rows that refer to them.
        warnings: remarks that stop nothing (columns left out, units outside the register).
    """

    registry: Registry
    faults: tuple[Fault, ...]
    rejected_rows: tuple[RejectedRow, ...]
    warnings: tuple[Fault, ...] = ()


def read_registry(path: Path) -> ReadResult:
    """Read an .xlsx workbook or a folder of .csv files with the sheet names.

    Sheets 单位, 站点 and 账号 must be there (they may be empty); 栏目 and 职责 may be missing.
    A file that cannot be opened at all gives an empty registry and that one fault.
    """
    try:
        with open_tables(path) as tables:
            return _read(path, tables)
    except InputError as error:
        return ReadResult(registry=Registry(), faults=error.faults, rejected_rows=())


def _read(path: Path, tables: Sequence[Table]) -> ReadResult:
    readings: dict[str, SheetReading | None] = {}
    faults: list[Fault] = []
    warnings = _unknown_sheets(tables)
    for sheet in SHEETS:
        named = [table for table in tables if heading_key(table.sheet) == sheet.name]
        readings[sheet.name] = read_sheet(sheet, named[0]) if named else None
        if not named:
            faults += _missing_sheet(path, sheet.name, tables, is_required=sheet.is_required)
        for extra in named[1:]:
            faults.append(extra.fault(expected=f"{sheet.name}表只有一个"))
    warnings += check_references(readings)
    present = [reading for reading in readings.values() if reading is not None]
    for reading in present:
        faults += reading.faults
        warnings += reading.headings.warnings
    warnings += _remarks(readings)
    return ReadResult(
        registry=_registry(present),
        faults=tuple(faults),
        rejected_rows=tuple(row for reading in present for row in reading.rejected()),
        warnings=tuple(warnings),
    )


def _registry(readings: Sequence[SheetReading]) -> Registry:
    parts = {reading.sheet.part: tuple(reading.accepted()) for reading in readings}
    return Registry(**parts)


def _missing_sheet(
    path: Path, name: str, tables: Sequence[Table], *, is_required: bool
) -> list[Fault]:
    """A missing sheet; an optional one is missed only when a similar name is there."""
    others = [heading_key(table.sheet) for table in tables]
    strangers = [other for other in others if other not in {sheet.name for sheet in SHEETS}]
    close = get_close_matches(name, strangers, n=1, cutoff=0.5)
    if not is_required and not close:
        return []
    actual = f"缺少；是否为“{close[0]}”？" if close else f"缺少；现有 {'、'.join(others)}"
    return [Fault(file=path.name, sheet=name, expected=f"工作表“{name}”", actual=actual[:200])]


def _unknown_sheets(tables: Sequence[Table]) -> list[Fault]:
    known = {GUIDE, *(sheet.name for sheet in SHEETS)}
    return [
        table.fault(expected="/".join(sheet.name for sheet in SHEETS), actual="其他工作表，不导入")
        for table in tables
        if heading_key(table.sheet) not in known
    ]


def _remarks(readings: dict[str, SheetReading | None]) -> list[Fault]:
    """Rows that are allowed but probably not meant."""
    remarks = [
        reading.table.fault(expected="数据行", actual="没有数据行")
        for reading in readings.values()
        if reading is not None and reading.sheet.is_required and not reading.entries
    ]
    accounts = readings[ACCOUNTS.name]
    if accounts is not None:
        remarks += [
            accounts.table.fault(
                row=entry.row.number,
                column="数据地址",
                expected="订阅源网址（数据来源为 feed）",
                actual="空，该账号将列为未采到",
            )
            for entry in accounts.entries
            if entry.record
            and entry.record.source is AccountSource.FEED
            and entry.record.source_url is None
        ]
    return remarks
