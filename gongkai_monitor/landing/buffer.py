"""Rows of one table on their way into a Parquet file, in bounded memory."""

from datetime import UTC, datetime
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from gongkai_monitor.landing.schema import FIRST_YEAR, LAST_YEAR, arrow_schema, columns_of

MAX_ROWS = 10_000
MAX_CHARACTERS = 4_000_000
"""A row group is written when either is reached: about 16 MB per open table at most."""


class TableBuffer:
    """Collects records of one table and writes them in row groups to ``path``."""

    def __init__(self, record: type, path: Path) -> None:
        self.path = path
        self.rows = 0
        self._schema = arrow_schema(record)
        self._read = attrgetter(*self._schema.names)
        self._instants = [i for i, field in enumerate(self._schema) if _is_instant(field.type)]
        self._texts = itemgetter(*_free_texts(record))  # always several
        self._pending: list[tuple[Any, ...]] = []
        self._characters = 0
        self._writer: pq.ParquetWriter | None = None

    def add(self, record: object) -> None:
        """Take one record.

        Raises:
            ValueError: for an instant without a time zone, or of a year that nothing can read.
        """
        row = self._read(record)
        for index in self._instants:
            _require_readable(row[index], self._schema.names[index])
        self._pending.append(row)
        self.rows += 1
        self._characters += sum(map(len, filter(None, self._texts(row))))
        if len(self._pending) >= MAX_ROWS or self._characters >= MAX_CHARACTERS:
            self.flush()

    def flush(self) -> None:
        """Write what is pending as one row group."""
        if not self._pending:
            return
        if self._writer is None:
            self._writer = pq.ParquetWriter(self.path, self._schema, compression="zstd")
        try:
            batch = self._batch(self._pending)
        except UnicodeEncodeError:  # half a character, from an escape in somebody's JSON
            batch = self._batch([tuple(map(_whole_characters, row)) for row in self._pending])
        self._writer.write_batch(batch)
        self._pending.clear()
        self._characters = 0

    def _batch(self, rows: list[tuple[Any, ...]]) -> pa.RecordBatch:
        arrays = [
            pa.array(values, type=field.type)
            for values, field in zip(zip(*rows, strict=True), self._schema, strict=True)
        ]
        return pa.record_batch(arrays, schema=self._schema)

    def close(self) -> None:
        """Write the rest and the footer."""
        self.flush()
        self.abandon()

    def abandon(self) -> None:
        """Close the file without writing what is pending."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None


def _free_texts(record: type) -> list[int]:
    """Places of the columns that hold text of any length; words of closed lists are short."""
    columns = enumerate(columns_of(record))
    return [i for i, column in columns if column.type == pa.string() and column.words is None]


def _is_instant(kind: pa.DataType) -> bool:
    return bool(pa.types.is_timestamp(kind))


def _whole_characters(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return tuple(map(_whole_characters, value)) if isinstance(value, tuple) else value


def _require_readable(value: datetime | None, name: str) -> None:
    if value is None:
        return
    if value.tzinfo is not UTC and value.utcoffset() is None:
        raise ValueError(f"{name}: an aware datetime is expected, got {value!r}")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(
            f"{name}: a year from {FIRST_YEAR} to {LAST_YEAR} is expected, got {value}"
        )
