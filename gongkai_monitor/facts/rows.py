"""Facts tables as plain Python rows, whatever pandas made of their columns."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_monitor.vocabulary import CollectionState

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
_PLAIN = frozenset({type(None), str, int, bool, date, list})
"""Types whose values are Python's own and known."""


def plain_rows(table: pd.DataFrame) -> list[Row]:
    """One dict per row: unknown values are None, numbers and instants are Python's own."""
    names = [str(name) for name in table.columns]
    columns = [_plain_column(table[name]) for name in table.columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _plain_column(column: pd.Series[Any]) -> list[Any]:
    """The values of one column; whole columns of text and numbers at once, the rest one by one."""
    import pandas as pd

    if column.dtype == object:
        return [value if type(value) in _PLAIN else plain(value) for value in column.array]
    if isinstance(column.array, pd.arrays.DatetimeArray):
        values = column.array.to_pydatetime().tolist()
    elif pd.api.types.is_string_dtype(column.dtype) or pd.api.types.is_numeric_dtype(column.dtype):
        values = column.astype(object).tolist()
    else:
        return [plain(value) for value in column]
    known = column.notna().tolist()
    return [value if is_known else None for value, is_known in zip(values, known, strict=True)]


def plain(value: Any) -> Any:
    """A pandas or numpy scalar as Python's; NA, NaN and NaT as None."""
    import pandas as pd

    if isinstance(value, list | tuple | dict):
        return value
    if hasattr(value, "tolist") and not isinstance(value, pd.Timestamp):
        value = value.tolist()
        if isinstance(value, list):
            return value
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    return value


def collected(table: pd.DataFrame) -> pd.DataFrame:
    """Only the rows that may be judged."""
    if "collection_state" not in table.columns:
        return table
    return table[table["collection_state"] == CollectionState.COLLECTED.value]


def where(table: pd.DataFrame, condition: str | None) -> pd.DataFrame:
    """Rows that meet the ``when`` of an indicator; a condition on an unknown value is not met."""
    if condition is None or table.empty:
        return table
    numbered = typed(table.reset_index(drop=True))
    return table.iloc[numbered.query(condition).index]


def typed(table: pd.DataFrame) -> pd.DataFrame:
    """Columns of Python objects get the type of their values: ``not`` of an object is no word."""
    objects = [name for name in table.columns if table[name].dtype == object]
    return table.assign(**{str(name): table[name].convert_dtypes() for name in objects})
