"""The messages of a window as a table to work on: checked, complete, one row each, in order.

Texts keep what is text: lone surrogates, which no file and no hash takes, are left out of them.
"""

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd

from gongkai_monitor import clock

REQUIRED_COLUMNS = ("message_id", "received_at", "title", "text")
OPTIONAL_COLUMNS = ("region", "likes", "agency_code", "replied_at")
_MOMENT = "应为时间，如 2026-11-20T09:00+08:00（不带时区的按北京时间）"


def moment_of(as_of: datetime) -> datetime:
    """The moment of judgement with its time zone; a naive one is Beijing time.

    Raises:
        TypeError: for anything but a datetime.
        ValueError: for NaT.
    """
    if not isinstance(as_of, datetime):
        raise TypeError(f"as_of 应为 datetime，实际为 {type(as_of).__name__}")
    if pd.isna(as_of):
        raise ValueError("as_of 应为时间，实际为空（NaT）")
    return clock.in_china(as_of)


def prepared(messages: pd.DataFrame, as_of: datetime, days: int) -> pd.DataFrame:
    """Messages of the window with every column, oldest first, one row per message_id.

    Raises:
        ValueError: as for ``find_hotspots``.
    """
    missing = [name for name in REQUIRED_COLUMNS if name not in messages.columns]
    if missing:
        raise ValueError(f"留言表缺少列：{'、'.join(missing)}")
    read = (*REQUIRED_COLUMNS, *OPTIONAL_COLUMNS)
    twice = [name for name in read if (messages.columns == name).sum() > 1]
    if twice:
        raise ValueError(f"留言表的列重名：{'、'.join(twice)}")
    if messages["message_id"].isna().any():
        position = int(messages["message_id"].isna().to_numpy().argmax())
        raise ValueError(f"留言表第 {position + 1} 行 message_id 为空：每条留言须有编号")
    frame = messages.copy()
    for name in OPTIONAL_COLUMNS:
        if name not in frame.columns:
            frame[name] = None
    frame["message_id"] = _numbers(frame["message_id"])
    for name in ("received_at", "replied_at"):
        frame[name] = _moments(frame, name)
    for name in ("title", "text"):
        texts = [_text(value) for value in frame[name].astype(object).fillna("")]
        frame[name] = pd.Series(texts, index=frame.index, dtype=str)
    frame["likes"] = _likes(frame["likes"])
    inside = (frame["received_at"] <= as_of) & (frame["received_at"] > as_of - timedelta(days=days))
    frame = frame[inside].sort_values(["received_at", "message_id"])
    return frame.drop_duplicates("message_id", keep="last").reset_index(drop=True)


def _moments(frame: pd.DataFrame, name: str) -> pd.Series:
    """A column of moments in UTC; ``replied_at`` may be empty, ``received_at`` may not."""
    column = frame[name]
    if column.dtype.kind == "M" and not isinstance(column.dtype, pd.DatetimeTZDtype):
        column = column.dt.tz_localize(clock.CHINA)
    if not isinstance(column.dtype, pd.DatetimeTZDtype):
        moments = [_moment(value) for value in column]
        for position, moment in enumerate(moments):
            if moment is None:
                value = column.iloc[position]
                raise ValueError(f"留言表第 {position + 1} 行 {name} 为“{value}”：{_MOMENT}")
        column = pd.Series(pd.to_datetime(moments, utc=True), index=frame.index)
    if name == "received_at" and column.isna().any():
        position = int(column.isna().to_numpy().argmax())
        raise ValueError(f"留言表第 {position + 1} 行 {name} 为空：{_MOMENT}")
    return pd.to_datetime(column, utc=True)


def _moment(value: Any) -> Any:
    """An aware moment, NaT for an empty cell, None for anything else (a number is none)."""
    if not isinstance(value, str | date | np.datetime64):
        return pd.NaT if pd.api.types.is_scalar(value) and pd.isna(value) else None
    if pd.isna(value) or (isinstance(value, str) and not value.strip()):
        return pd.NaT
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else pd.Timestamp(value)
    except (ValueError, TypeError):
        return None
    return clock.in_china(moment)


def _numbers(column: pd.Series) -> pd.Series:
    """Ids as texts; one that no file takes would be another message's without its wrong half."""
    for position, number in enumerate(map(str, column), start=1):
        if number != _text(number):
            raise ValueError(f"留言表第 {position} 行 message_id 为“{number!a}”：应为完整的字符")
    return column.astype(str)


def _likes(column: pd.Series) -> pd.Series:
    """Likes as numbers; what is none counts as 0, a number without bound is a fault."""
    likes = pd.to_numeric(column, errors="coerce")
    unbounded = np.isinf(likes.to_numpy(dtype=float, na_value=np.nan))
    if unbounded.any():
        position = int(unbounded.argmax())
        value = column.iloc[position]
        raise ValueError(f"留言表第 {position + 1} 行 likes 为“{value}”：应为不小于 0 的数")
    return likes


def _text(value: Any) -> str:
    return str(value).encode("utf-8", "ignore").decode()
