"""12345 and 留言: how long each answer took, counted exactly, and whether its limit was kept.

No national document sets days for answers, so the limit comes from the editions in force, by the
message's source and kind. Where none applies, or only one that is not verified, nobody is late; nor
where the message was not seen again after the limit, for it may have been answered (未采到).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from gongkai_monitor.clock import CHINA, china_date
from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.indicators.limits import MessageLimit
from gongkai_monitor.vocabulary import ReplyState
from gongkai_monitor.workdays import deadline, workdays_between

BOARD_LETTERS = "网站留言"
"""Source of letters that were read from the board of a site."""
DELAY_COLUMNS = (
    "message_id", "agency_code", "source", "category", "received_on", "replied_on", "limit",
    "basis", "due_on", "days_taken", "workdays_taken", "days_late", "state",
)  # fmt: skip


def reply_delays(
    messages: pd.DataFrame, limits: Sequence[MessageLimit], *, as_of: datetime
) -> pd.DataFrame:
    """One row per message, ``DELAY_COLUMNS``.

    The day of receipt does not count; the last day of the limit is in time. An answer before the
    message or without a date, or a limit that runs into a year without a published calendar, is
    时间不明.

    Args:
        messages: message_id, received_at, replied_at; optional source, category, agency_code, reply
            and seen_at, when it was last seen as it is here (without the column: at ``as_of``).
        limits: of the editions in force, the local ones first.
        as_of: later answers do not count.
    """
    today = china_date(as_of)
    names = (
        "message_id", "received_at", "replied_at", "source", "category", "agency_code", "seen_at",
        "reply",
    )  # fmt: skip
    is_seen = "seen_at" in messages.columns
    columns = [
        _values(messages[name]) if name in messages.columns else [None] * len(messages)
        for name in names
    ]
    judged = cache(_judged)  # a few thousand combinations of days, however many letters
    limit_of = cache(lambda *kind: next((one for one in limits if one.applies(*kind)), None))
    rows: list[tuple[Any, ...]] = []
    for message_id, received, replied, source, category, agency, seen, reply in zip(
        *columns, strict=True
    ):
        received_on, replied_on = _day(received), _day(replied)
        if received_on is None or received_on > today:
            continue
        if replied_on is not None and replied_on > today:
            replied_on = None
        of, kind = _text(source), _text(category)
        if _day(replied) is None and _text(reply).strip():  # answered, nobody knows when
            found: dict[str, Any] = {"state": ReplyState.UNKNOWN}
        else:
            seen_on = _day(seen) if is_seen else today
            found = judged(received_on, replied_on, limit_of(of, kind), today, seen_on)
        told = (message_id, _text(agency) or None, of, kind, received_on, replied_on)
        rows.append((*told, *(found.get(name, np.nan) for name in DELAY_COLUMNS[len(told) :])))
    return pd.DataFrame(rows, columns=list(DELAY_COLUMNS))


def named_sources(messages: pd.DataFrame, imported_from: str) -> pd.DataFrame:
    """Messages whose ``source`` says where people wrote.

    An import is named by the deployment; what was read from a site's board is 网站留言.
    """
    named = {"import": imported_from, "board": BOARD_LETTERS}
    return messages.assign(source=messages["source"].replace(named))


def reply_sums(delays: pd.DataFrame) -> pd.DataFrame:
    """Per agency: received, answered, in time, late, open, overdue, median working days."""
    if delays.empty:
        return pd.DataFrame(columns=["agency_code", *_SUMS, "median_workdays"])
    states = {name: (delays["state"] == state) for name, state in _SUMS.items() if state}
    counted = delays.assign(
        received=1, answered=delays["replied_on"].notna().astype(int),
        agency_code=delays["agency_code"].fillna(""),
        workdays_taken=pd.to_numeric(delays["workdays_taken"]),
        **{name: flags.astype(int) for name, flags in states.items()},
    )  # fmt: skip
    groups = counted.groupby("agency_code")
    sums = groups[list(_SUMS)].sum()
    sums["median_workdays"] = groups["workdays_taken"].median()
    return sums.reset_index()


_SUMS: dict[str, ReplyState | None] = {
    "received": None,
    "answered": None,
    "in_time": ReplyState.IN_TIME,
    "late": ReplyState.LATE,
    "open": ReplyState.OPEN,
    "uncollected": ReplyState.UNCOLLECTED,
    "overdue": ReplyState.OVERDUE,
    "no_limit": ReplyState.NO_LIMIT,
    "unknown": ReplyState.UNKNOWN,
}


def _judged(
    received_on: date,
    replied_on: date | None,
    limit: MessageLimit | None,
    today: date,
    seen_on: date | None,
) -> dict[str, Any]:
    taken = _taken(received_on, replied_on)
    if replied_on is not None and replied_on < received_on:
        return {**taken, "state": ReplyState.UNKNOWN}
    if limit is None:
        return {**taken, "state": ReplyState.NO_LIMIT}
    shown = {**taken, "limit": limit.words, "basis": limit.basis}
    try:
        due_on = _due(received_on, limit)
    except CalendarCoverageError:
        return {**shown, "state": ReplyState.UNKNOWN}
    shown |= {"due_on": due_on}
    if not limit.is_binding:
        return {**shown, "state": ReplyState.NO_LIMIT}
    late = max(((replied_on or today) - due_on).days, 0)
    if replied_on is not None:
        state = ReplyState.LATE if late else ReplyState.IN_TIME
    elif late and (seen_on is None or seen_on <= due_on):
        return {**shown, "state": ReplyState.UNCOLLECTED}
    else:
        state = ReplyState.OVERDUE if late else ReplyState.OPEN
    return {**shown, "days_late": late, "state": state}


def _taken(received_on: date, replied_on: date | None) -> dict[str, Any]:
    if replied_on is None or replied_on < received_on:
        return {}
    try:
        workdays = workdays_between(received_on, replied_on)
    except CalendarCoverageError:
        workdays = None
    return {"days_taken": (replied_on - received_on).days, "workdays_taken": workdays}


def _due(received_on: date, limit: MessageLimit) -> date:
    if limit.workdays is not None:
        return deadline(received_on, limit.workdays)
    assert limit.days is not None
    return received_on + timedelta(days=limit.days)


def _day(value: Any) -> date | None:
    """A calendar day in China; a day without an hour stays itself."""
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):  # noqa: PLR0124
        return None
    if isinstance(value, datetime):
        return china_date(value)
    return value if isinstance(value, date) else None


def _values(column: pd.Series) -> list[Any]:
    """A column; of one of moments the days in China at once."""
    is_aware = isinstance(column.dtype, pd.DatetimeTZDtype)
    return (column.dt.tz_convert(CHINA).dt.date if is_aware else column).tolist()


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
