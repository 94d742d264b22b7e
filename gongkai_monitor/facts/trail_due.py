"""期限: what waits on the trail for an answer, and by when it is due.

| matter | waits from | until |
|---|---|---|
| 申诉答复 | the day on which the 申诉 was handed in | somebody decides on it |
| 整改反馈 | the day on which 整改 was assigned | the unit reports, or it is closed |
| 单位意见 | the day on which the unit was told of 关停 | it answers, or the case goes on |

The days are the deployment's own (``[shutdown]``). Everything is from the trail: always judgeable.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from gongkai_monitor.clock import china_date
from gongkai_monitor.facts.made import table_of
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import plain_rows
from gongkai_monitor.facts.shutdown_case import ACCOUNTS, of_trail
from gongkai_monitor.review.account_file import AccountFile, account_files
from gongkai_monitor.store.trail import read_trail
from gongkai_monitor.vocabulary import RectificationState, ShutdownStep, TrailMatter

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from gongkai_monitor.facts.rows import Row
    from gongkai_monitor.settings import ShutdownSettings

Wait = tuple[TrailMatter, int, date, date]
"""What waits, the entry that began it, since when, and by when it is due."""


def measure_trail_due(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, rules: ShutdownSettings
) -> dict[str, pd.DataFrame]:
    """The fact ``trail_due``: one row for each thing that waits, of registered accounts."""
    files = account_files(read_trail(conn, as_of))
    accounts = plain_rows(frame(conn, ACCOUNTS, {})) if files else []
    rows = [
        _row(account, file, wait, as_of)
        for account in accounts
        if (file := files.get(account["account_code"])) is not None
        for wait in waits(file, rules)
    ]
    return {"trail_due": table_of("trail_due", rows, counts=("days_late",), flags=("is_overdue",))}


def waits(file: AccountFile, rules: ShutdownSettings) -> Iterator[Wait]:
    """Everything of an account that is not answered yet, late or not."""
    for one in file.open_appeals:
        due = one.appeal.answer_due_on
        if due is not None:
            yield TrailMatter.APPEAL, one.entry.sequence, one.appeal.received_on, due
    if file.rectifications:
        entry, last = file.rectifications[-1]
        if last.state is RectificationState.ASSIGNED and last.due_on is not None:
            yield TrailMatter.RECTIFICATION, entry.sequence, last.on, last.due_on
    case = file.case
    if case is not None and case.step is ShutdownStep.INFORMED:
        informed = case.steps[-1]
        if not file.heard_since(informed.sequence):
            due = informed.done_on + timedelta(days=rules.answer)
            yield TrailMatter.ANSWER, informed.sequence, informed.done_on, due


def _row(account: Row, file: AccountFile, wait: Wait, as_of: datetime) -> Row:
    matter, number, since, due = wait
    late = max((china_date(as_of) - due).days, 0)
    return {
        **of_trail(account, file, as_of, number),
        "account_code": account["account_code"],
        "name": account["name"],
        "platform": account["platform"],
        "matter": matter.value,
        "entry": number,
        "since_on": since,
        "due_on": due,
        "days_late": late,
        "is_overdue": late > 0,
    }
