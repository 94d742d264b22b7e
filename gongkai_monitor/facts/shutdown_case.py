"""关停流程: which step each account is at, and whether the next one is overdue.

Everything is from the trail, nothing from the web: the rows are always judgeable. A finished case
is due for its monthly re-check; a withdrawn one for nothing.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from gongkai_monitor.clock import china_date
from gongkai_monitor.facts.made import table_of
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import plain_rows
from gongkai_monitor.model.finding import trail_id
from gongkai_monitor.review.account_file import AccountFile, account_files
from gongkai_monitor.review.shutdown import ORDER
from gongkai_monitor.store.trail import read_trail
from gongkai_monitor.vocabulary import CollectionCause, CollectionState, ShutdownStep

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from gongkai_monitor.facts.rows import Row
    from gongkai_monitor.settings import ShutdownSettings

ACCOUNTS = "SELECT account_code, name, platform, agency_code FROM now_accounts ORDER BY ALL"
"""What rows made of the trail say of an account of the register."""


def measure_shutdown_cases(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, rules: ShutdownSettings
) -> dict[str, pd.DataFrame]:
    """The fact ``shutdown_case``: the last 关停 of each registered account that has one."""
    files = account_files(read_trail(conn, as_of))
    accounts = plain_rows(frame(conn, ACCOUNTS, {})) if files else []
    rows = [
        _row(account, files[account["account_code"]], as_of, rules)
        for account in accounts
        if account["account_code"] in files and files[account["account_code"]].case is not None
    ]
    return {
        "shutdown_case": table_of(
            "shutdown_case", rows, counts=("days_late",), flags=("is_overdue", "is_reopened")
        )
    }


def step_days(rules: ShutdownSettings) -> dict[ShutdownStep, int]:
    """Days for each step after the first."""
    return {step: int(getattr(rules, step.value)) for step in ORDER[1:]}


def _row(account: Row, file: AccountFile, as_of: datetime, rules: ShutdownSettings) -> Row:
    case = file.case
    assert case is not None
    due = case.due_on(step_days(rules), rules.recheck)
    late = _days_late(due, china_date(as_of))
    return {
        **of_trail(account, file, as_of, case.steps[-1].sequence),
        "account_code": account["account_code"],
        "name": account["name"],
        "platform": account["platform"],
        "case_id": case.case_id,
        "step": case.step.value,
        "step_on": case.step_on,
        "next_step": case.next_step.value if case.next_step else None,
        "due_on": due,
        "days_late": late,
        "is_overdue": late > 0,
        "is_reopened": case.is_reopened,
    }


def _days_late(due: date | None, today: date) -> int:
    return max((today - due).days, 0) if due else 0


def of_trail(account: Row, file: AccountFile, as_of: datetime, sequence: int) -> dict[str, Any]:
    """The columns that every facts row has, of a row that an entry of the trail proves."""
    return {
        "as_of": as_of,
        "collected_at": file.entries[-1].recorded_at,
        "collection_state": CollectionState.COLLECTED.value,
        "cause": CollectionCause.OK.value,
        "detail": None,
        "agency_code": account["agency_code"],
        "subject_id": account["account_code"],
        "subject_name": account["name"],
        "evidence": [trail_id(sequence)],
    }
