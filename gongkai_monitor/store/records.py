"""Rows of a table back into the frozen records of ``model``."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import duckdb

from gongkai_monitor.vocabulary import Term

T = TypeVar("T")


def rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """The rows of an executed query by column name, a few thousand at a time."""
    names = [column[0] for column in cursor.description or ()]
    while chunk := cursor.fetchmany(2000):
        for values in chunk:
            yield dict(zip(names, values, strict=True))


def read(
    conn: duckdb.DuckDBPyConnection, record: type[T], sql: str, parameters: Sequence[object] = ()
) -> list[T]:
    """Run a query whose columns contain the record's fields."""
    return [build(record, row) for row in rows(conn.execute(sql, list(parameters)))]


def build(record: type[T], row: Mapping[str, Any]) -> T:
    """One record; other columns are ignored.

    Raises:
        ValueError: for a stored word outside its closed list.
        KeyError: when a field has no column.
    """
    readers = _readers(record)  # type: ignore[arg-type]  # a class is hashable
    return record(**{name: readers[name](row[name]) for name in readers})


@cache
def _readers(record: type) -> dict[str, Any]:
    hints = get_type_hints(record)
    return {name: _reader(hint) for name, hint in hints.items()}


def _reader(hint: Any) -> Any:
    if get_origin(hint) in {Union, UnionType}:
        inner = _reader(next(part for part in get_args(hint) if part is not type(None)))
        return lambda value: None if value is None else inner(value)
    if isinstance(hint, type) and issubclass(hint, Term):
        return hint
    if get_origin(hint) is tuple:
        return tuple
    return lambda value: value
