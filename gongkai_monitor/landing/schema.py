"""The columns of a record, derived from its dataclass: one description for files and tables."""

import types
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

FIRST_YEAR, LAST_YEAR = 2, 9998
"""In the years 1 and 9999 an instant with a zone may be one that no library can read back."""
_PLAIN: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    datetime: pa.timestamp("us", tz="UTC"),
    date: pa.date32(),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, stored type, whether it may be empty, and the words it may hold."""

    name: str
    type: pa.DataType
    nullable: bool
    words: frozenset[str] | None = None


@cache
def columns_of(record: type) -> tuple[Column, ...]:
    """The columns of a record class in the order of its fields.

    Raises:
        TypeError: for a field type that has no stored form.
    """
    hints = get_type_hints(record)
    return tuple(_column(field.name, hints[field.name]) for field in fields(record))


@cache
def arrow_schema(record: type) -> pa.Schema:
    """The Arrow schema of a record class: enums are strings, instants UTC microseconds."""
    return pa.schema(
        [pa.field(column.name, column.type, column.nullable) for column in columns_of(record)]
    )


def _column(name: str, hint: Any) -> Column:
    nullable = False
    if get_origin(hint) in {Union, types.UnionType}:
        (hint,) = (part for part in get_args(hint) if part is not type(None))
        nullable = True
    if hint in _PLAIN:
        return Column(name, _PLAIN[hint], nullable)
    if hint == tuple[str, ...]:
        return Column(name, pa.list_(pa.string()), nullable)
    if isinstance(hint, type) and issubclass(hint, str) and issubclass(hint, Enum):
        words = frozenset(str(member.value) for member in hint)
        return Column(name, pa.string(), nullable, words)
    raise TypeError(f"{name}: {hint} has no stored form")
