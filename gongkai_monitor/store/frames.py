"""DataFrames and records in and out of tables, with the table's own column types."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

if TYPE_CHECKING:
    import pandas as pd

COLUMNS_OF = "SELECT * FROM {table} LIMIT 0"
INSERT_FRAME = "INSERT INTO {table} BY NAME SELECT * FROM new_rows"
DELETE_RESULT = "DELETE FROM {table} WHERE as_of = ?"
DELETE_SAVED = "DELETE FROM saved_results WHERE name = ? AND as_of = ?"
RECORD_SAVED = "INSERT INTO saved_results VALUES (?, ?, ?)"
LATEST_SAVED = "SELECT max(as_of) FROM saved_results WHERE name = ? AND as_of <= ?"
READ_RESULT = "SELECT * FROM {table} WHERE as_of = ? ORDER BY {order}"


def read_frame(
    conn: duckdb.DuckDBPyConnection,
    sql: str,
    parameters: Sequence[object] | Mapping[str, object] = (),
) -> "pd.DataFrame":
    """A query's result: dates as ``date``, instants as aware timestamps, lists as arrays."""
    given = dict(parameters) if isinstance(parameters, Mapping) else list(parameters)
    table = conn.execute(sql, given).to_arrow_table()
    frame: pd.DataFrame = table.to_pandas(integer_object_nulls=True, date_as_object=True)
    return frame


def to_arrow(
    conn: duckdb.DuckDBPyConnection,
    table: str,
    rows: "pd.DataFrame | Sequence[Mapping[str, Any]]",
) -> pa.Table:
    """Rows with the columns and types of a table; columns that are absent become NULL.

    Raises:
        ValueError: for a column that the table has not, or a value of another type.
    """
    schema = conn.execute(COLUMNS_OF.format(table=table)).to_arrow_table().schema
    columns = _columns(rows)
    if set(columns) - set(schema.names):
        raise ValueError(f"{table}: unknown columns {sorted(set(columns) - set(schema.names))}")
    try:
        values = [
            pa.array(map(_plain_value, columns[field.name]), field.type, size=len(rows))
            if field.name in columns
            else pa.nulls(len(rows), field.type)
            for field in schema
        ]
        return pa.Table.from_arrays(values, schema=schema)
    except pa.ArrowException as error:
        raise ValueError(f"{table}: {error}") from error


def insert_rows(
    conn: duckdb.DuckDBPyConnection,
    table: str,
    rows: "pd.DataFrame | Sequence[Mapping[str, Any]]",
) -> int:
    """Append rows inside the caller's transaction; how many there were."""
    data = to_arrow(conn, table, rows)
    conn.register("new_rows", data)
    try:
        conn.execute(INSERT_FRAME.format(table=table))
    finally:
        conn.unregister("new_rows")
    return int(data.num_rows)


def replace_result(
    conn: duckdb.DuckDBPyConnection,
    table: str,
    rows: "pd.DataFrame | Sequence[Mapping[str, Any]]",
    as_of: datetime,
) -> None:
    """Store a result of one ``as_of`` in place of an earlier one for the same moment."""
    conn.execute(DELETE_RESULT.format(table=table), [as_of])
    count = insert_rows(conn, table, rows)
    conn.execute(DELETE_SAVED, [table, as_of])
    conn.execute(RECORD_SAVED, [table, as_of, count])


def latest_result(conn: duckdb.DuckDBPyConnection, table: str, as_of: datetime) -> datetime | None:
    """The newest ``as_of`` at or before the given one for which a result was stored."""
    row = conn.execute(LATEST_SAVED, [table, as_of]).fetchone()
    return row[0] if row else None


def read_result(
    conn: duckdb.DuckDBPyConnection, table: str, as_of: datetime, *, order: str
) -> "pd.DataFrame":
    """The newest stored result at or before ``as_of``; empty when there is none."""
    latest = latest_result(conn, table, as_of)
    return read_frame(conn, READ_RESULT.format(table=table, order=order), [latest])


def _columns(rows: "pd.DataFrame | Sequence[Mapping[str, Any]]") -> dict[str, Iterable[Any]]:
    """Values by column; what is missing is None. By columns, as a row of its own costs a dict."""
    if isinstance(rows, Sequence):
        names = dict.fromkeys(name for row in rows for name in row)
        return {name: [row.get(name) for row in rows] for name in names}
    present = ((str(name), column.astype(object), column.notna()) for name, column in rows.items())
    return {name: column.where(known, None) for name, column, known in present}


def _plain_value(value: Any) -> Any:
    """Numpy and pandas values as Python ones; an instant must know its zone."""
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime(warn=False)
    if isinstance(value, datetime) and value.utcoffset() is None:
        raise ValueError(f"an aware datetime is expected, got {value!r}")
    return value.tolist() if hasattr(value, "tolist") else value
