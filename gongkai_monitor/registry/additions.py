"""Add the rows of one sheet 栏目 to a register: nothing that is already there is taken away."""

from dataclasses import replace
from pathlib import Path

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.imports.columns import heading_key
from gongkai_monitor.imports.source import open_tables
from gongkai_monitor.model.registry import Channel, Registry
from gongkai_monitor.registry.reader import ReadResult
from gongkai_monitor.registry.reading import SheetReading, read_sheet
from gongkai_monitor.registry.sheets import CHANNELS


def with_added_channels(path: Path, registry: Registry) -> ReadResult:
    """The register with the channels of a workbook: new ones added, known ones replaced.

    Every row must name a site of the register; with one fault nothing may be saved.
    """
    try:
        with open_tables(path) as tables:
            named = [table for table in tables if heading_key(table.sheet) == CHANNELS.name]
            if len(named) != 1:
                expected = f"一个工作表“{CHANNELS.name}”"
                fault = Fault(file=path.name, expected=expected, actual=f"{len(named)} 个")
                return ReadResult(registry=registry, faults=(fault,), rejected_rows=())
            reading = read_sheet(CHANNELS, named[0])
    except InputError as error:
        return ReadResult(registry=registry, faults=error.faults, rejected_rows=())
    _require_sites(reading, registry)
    return ReadResult(
        registry=_merged(registry, reading.accepted()),
        faults=tuple(reading.faults),
        rejected_rows=tuple(reading.rejected()),
        warnings=tuple(reading.headings.warnings),
    )


def _require_sites(reading: SheetReading, registry: Registry) -> None:
    codes = {site.site_code for site in registry.sites}
    heading = CHANNELS.heading("site_code")
    for entry in reading.entries:
        code = entry.row.fields.get("site_code")
        if code is not None and code not in codes:
            reading.reject(entry, heading, "登记表中已有的网站标识码", str(code))


def _merged(registry: Registry, added: list[Channel]) -> Registry:
    channels = {(row.site_code, row.url): row for row in registry.channels}
    channels |= {(row.site_code, row.url): row for row in added}
    return replace(registry, channels=tuple(channels.values()))
