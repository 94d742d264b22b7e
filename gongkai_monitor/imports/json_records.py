"""A JSON file of records as a table: its keys are the headings, each record is a row."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.imports.table import Row, Table, Value

_EXPECTED = "记录数组，如 [{…}, {…}]"
_MOST_NESTED = 4


def open_json(path: Path) -> Table:
    """The records of a JSON file; a wrapping object (``{"data": {"rows": […]}}``) is opened.

    Row 1 holds the keys, the n-th record is row n + 1. A member of a nested object is named with
    its path: ``stats.reads``.

    Raises:
        InputError: when the file is no JSON or holds no records.
    """
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _refusal(path, f"不是 UTF-8 的 JSON：{error}"[:200]) from error
    records = _records(data)
    if records is None:
        raise _refusal(path, "没有记录数组")
    rows = [_flat(record) for record in records]
    keys = tuple(dict.fromkeys(key for row in rows for key in row))

    def read() -> Iterator[Row]:
        yield Row(1, keys)
        for number, row in enumerate(rows, start=2):
            yield Row(number, tuple(_value(row.get(key)) for key in keys))

    return Table(file=path.name, sheet=path.stem, read=read)


def _records(data: Any, depth: int = 0) -> list[dict[str, Any]] | None:
    """The first array of objects, outside in."""
    if isinstance(data, list) and data and all(isinstance(one, dict) for one in data):
        return data
    if isinstance(data, dict) and depth < _MOST_NESTED:
        for value in data.values():
            found = _records(value, depth + 1)
            if found is not None:
                return found
    return None


def _flat(record: dict[str, Any], path: str = "", depth: int = 0) -> dict[str, Any]:
    """The record with the members of its objects beside its own."""
    flat: dict[str, Any] = {}
    for key, value in record.items():
        name = f"{path}{key}"
        if isinstance(value, dict) and value and depth < _MOST_NESTED:
            flat |= _flat(value, f"{name}.", depth + 1)
        else:
            flat[name] = value
    return flat


def _value(value: Any) -> Value:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return json.dumps(value, ensure_ascii=False)


def _refusal(path: Path, actual: str) -> InputError:
    return InputError([Fault(file=path.name, expected=_EXPECTED, actual=actual)])
