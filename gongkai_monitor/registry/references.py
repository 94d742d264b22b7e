"""Do the codes of one sheet stand in the other, and does nobody stand under itself?"""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai_monitor.errors import Fault
from gongkai_monitor.registry.reading import Entry, SheetReading
from gongkai_monitor.registry.sheets import (
    ACCOUNTS,
    AGENCIES,
    CHANNELS,
    RESPONSIBILITIES,
    SITES,
    Sheet,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """The values of ``field`` must be keys of ``target``."""

    source: Sheet
    field: str
    target: Sheet


REFERENCES = (
    Reference(SITES, "agency_code", AGENCIES),
    Reference(CHANNELS, "site_code", SITES),
    Reference(ACCOUNTS, "agency_code", AGENCIES),
    Reference(RESPONSIBILITIES, "agency_code", AGENCIES),
)
"""In this order a rejected agency takes its sites along, and these their channels."""

OUTSIDE_FIELDS = ("parent_code", "supervisor_code")
"""May name a unit outside the register (the province above a city): a remark, no fault."""


def check_references(readings: Mapping[str, SheetReading | None]) -> list[Fault]:
    """Reject rows whose references do not hold; return remarks.

    Args:
        readings: sheet name -> reading, ``None`` for a sheet that is not there. Their entries
            and faults are extended.
    """
    agencies = readings[AGENCIES.name]
    remarks: list[Fault] = []
    if agencies is not None:
        _reject_circles(agencies)
        remarks = _outside(agencies)
    for reference in REFERENCES:
        source = readings[reference.source.name]
        if source is not None:
            _check_reference(reference, source, readings[reference.target.name])
    return remarks


def _check_reference(
    reference: Reference, source: SheetReading, target: SheetReading | None
) -> None:
    name = reference.target.name
    heading = reference.source.heading(reference.field)
    is_known = target is not None and target.is_whole
    rows = target.first_rows if target else {}
    standing = _standing(target) if target else set()
    for entry in source.entries:
        code = entry.row.fields.get(reference.field)
        if code is None or code in standing:
            continue
        if (code,) in rows:
            entry.reasons.append(f"{heading}: {name}表第 {rows[code,]} 行（{code}）被退回")
        elif is_known:
            source.reject(entry, heading, f"{name}表中已有的编码", str(code))
        else:
            entry.reasons.append(f"{heading}: {name}表缺失或不完整，无法核对 {code}")


def _standing(target: SheetReading) -> set[object]:
    key = target.sheet.key[0]
    return {getattr(record, key) for record in target.accepted()}


def _outside(agencies: SheetReading) -> list[Fault]:
    remarks = []
    for entry in agencies.entries:
        for field in OUTSIDE_FIELDS:
            code = entry.row.fields.get(field)
            if code is not None and (code,) not in agencies.first_rows:
                remarks.append(
                    agencies.table.fault(
                        row=entry.row.number,
                        column=agencies.sheet.heading(field),
                        expected="单位表中的编码，或登记表以外的上级",
                        actual=str(code),
                    )
                )
    return remarks


def _reject_circles(agencies: SheetReading) -> None:
    """A unit may not stand under itself, directly or through others."""
    for field in OUTSIDE_FIELDS:
        above: dict[object, object] = {}
        by_code: dict[object, Entry] = {}
        for entry in agencies.entries:
            code = entry.row.fields.get("agency_code")
            if code is not None and code not in by_code:
                by_code[code] = entry
                above[code] = entry.row.fields.get(field)
        for circle in _circles(above):
            shown = " → ".join(str(code) for code in (*circle, circle[0]))
            heading = agencies.sheet.heading(field)
            agencies.reject(by_code[circle[-1]], heading, "不循环的隶属关系", shown)


def _circles(above: Mapping[object, object]) -> list[list[object]]:
    """Every circle once, each node looked at once."""
    done: set[object] = set()
    circles = []
    for start in above:
        path: dict[object, int] = {}
        code: object = start
        while code is not None and code not in done and code not in path:
            path[code] = len(path)
            code = above.get(code)
        if code in path:
            circles.append(list(path)[path[code] :])
        done.update(path)
    return circles
