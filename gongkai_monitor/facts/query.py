"""Run SQL on a DuckDB connection and return plain pandas tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


def execute(conn: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any]) -> None:
    """Run one statement with the named ``$parameters`` that it mentions."""
    conn.execute(sql, {name: value for name, value in parameters.items() if f"${name}" in sql})


def frame(conn: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any]) -> pd.DataFrame:
    """Rows of one query.

    Returns:
        Nullable integers and booleans keep their type (``Int64``, ``boolean``), instants are
        aware (UTC), days are ``datetime.date`` objects, lists are Python lists.
    """
    import pandas as pd
    import pyarrow as pa

    types: dict[Any, Any] = {
        pa.int64(): pd.Int64Dtype(),
        pa.int32(): pd.Int64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    used = {name: value for name, value in parameters.items() if f"${name}" in sql}
    table = conn.execute(sql, used).to_arrow_table()
    result: pd.DataFrame = table.to_pandas(types_mapper=types.get, timestamp_as_object=False)
    for field in table.schema:
        if pa.types.is_list(field.type):
            result[field.name] = [_listed(value) for value in result[field.name]]
        elif pa.types.is_timestamp(field.type):
            result[field.name] = pd.to_datetime(result[field.name], utc=True)
    return result


def _listed(value: Any) -> list[Any]:
    return [] if value is None else [item for item in value if item is not None]
