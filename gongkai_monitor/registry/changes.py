"""What changed between two registers, field by field: 变更未报备 needs this trail."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any

from gongkai_monitor.model.registry import Registry, RegistryChange
from gongkai_monitor.registry.export import cell_value
from gongkai_monitor.registry.sheets import SHEETS, Sheet

WHOLE = "*"
"""``field`` of a subject that was added (``before`` is None) or removed (``after`` is None)."""


def diff(before: Registry, after: Registry, changed_at: datetime) -> list[RegistryChange]:
    """Every change, in the order of sheets, then keys as they stand in ``after``.

    A new or removed subject is one change with ``field`` ``*`` and its shown name; a changed one
    is a change per field, values as the workbook shows them. ``key`` joins the parts of the key
    with a space; ``table`` is the part of the registry (``agencies`` …).
    """
    return [
        change
        for sheet in SHEETS
        for change in _diff_sheet(
            sheet, getattr(before, sheet.part), getattr(after, sheet.part), changed_at
        )
    ]


def _diff_sheet(
    sheet: Sheet, before: Iterable[Any], after: Iterable[Any], changed_at: datetime
) -> Iterator[RegistryChange]:
    old = {_key(sheet, record): record for record in before}
    new = {_key(sheet, record): record for record in after}

    def change(key: str, field: str, was: str | None, now: str | None) -> RegistryChange:
        return RegistryChange(
            table=sheet.part, key=key, field=field, before=was, after=now, changed_at=changed_at
        )

    for key, record in new.items():
        if key not in old:
            yield change(key, WHOLE, None, _name(record))
            continue
        for field in fields(record):
            was, now = _shown(getattr(old[key], field.name)), _shown(getattr(record, field.name))
            if was != now:
                yield change(key, field.name, was, now)
    for key, record in old.items():
        if key not in new:
            yield change(key, WHOLE, _name(record), None)


def _key(sheet: Sheet, record: Any) -> str:
    return " ".join(str(getattr(record, name) or "") for name in sheet.key).strip()


def _name(record: Any) -> str:
    """What people call a subject; a responsibility is called by its keyword."""
    return str(getattr(record, "name", None) or record.keyword)


def _shown(value: object) -> str | None:
    cell = cell_value(value)
    return None if cell is None else str(cell)
