"""Add rows of sheets 栏目 and 职责 to a register: nothing that is already there is taken away."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.imports.columns import heading_key
from gongkai_monitor.imports.source import open_tables
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.registry.reader import ReadResult
from gongkai_monitor.registry.reading import SheetReading, read_sheet
from gongkai_monitor.registry.sheets import CHANNELS, RESPONSIBILITIES, Sheet


@dataclass(frozen=True, slots=True)
class _Addable:
    """A sheet whose rows may be added, and what of the register each row must name."""

    sheet: Sheet
    field: str
    known: Callable[[Registry], set[str]]
    expected: str


_ADDABLE = (
    _Addable(
        CHANNELS, "site_code", lambda registry: {site.site_code for site in registry.sites},
        "登记表中已有的网站标识码",
    ),
    _Addable(
        RESPONSIBILITIES, "agency_code",
        lambda registry: {agency.agency_code for agency in registry.agencies},
        "登记表中已有的单位编码",
    ),
)  # fmt: skip


def with_added_rows(path: Path, registry: Registry) -> ReadResult:
    """The register with the channels and duties of a workbook: new ones added, known replaced.

    Every row must name a site or a unit of the register; with one fault nothing may be saved.
    """
    readings: list[SheetReading] = []
    try:
        with open_tables(path) as tables:
            for table in tables:
                for addable in _ADDABLE:
                    if heading_key(table.sheet) == addable.sheet.name:
                        reading = read_sheet(addable.sheet, table)
                        _require_known(reading, addable, registry)
                        readings.append(reading)
    except InputError as error:
        return ReadResult(registry=registry, faults=error.faults, rejected_rows=())
    names = [reading.sheet.name for reading in readings]
    if not names or len(set(names)) < len(names):
        expected = "工作表“栏目”或“职责”，每个至多一个"
        fault = Fault(file=path.name, expected=expected, actual="、".join(names) or "没有")
        return ReadResult(registry=registry, faults=(fault,), rejected_rows=())
    for reading in readings:
        registry = _merged(registry, reading)
    return ReadResult(
        registry=registry,
        faults=tuple(fault for reading in readings for fault in reading.faults),
        rejected_rows=tuple(row for reading in readings for row in reading.rejected()),
        warnings=tuple(one for reading in readings for one in reading.headings.warnings),
    )


def _require_known(reading: SheetReading, addable: _Addable, registry: Registry) -> None:
    known = addable.known(registry)
    heading = addable.sheet.heading(addable.field)
    for entry in reading.entries:
        code = entry.row.fields.get(addable.field)
        if code is not None and code not in known:
            reading.reject(entry, heading, addable.expected, str(code))


def _merged(registry: Registry, reading: SheetReading) -> Registry:
    sheet = reading.sheet

    def key(row: Any) -> tuple[object, ...]:
        return tuple(getattr(row, field) for field in sheet.key)

    rows = {key(row): row for row in getattr(registry, sheet.part)}
    rows |= {key(row): row for row in reading.accepted()}
    return replace(registry, **{sheet.part: tuple(rows.values())})
