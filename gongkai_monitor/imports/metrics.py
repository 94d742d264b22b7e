"""Import followers per account and day. They prove nothing about posts, and say so.

The snapshots carry ``source`` ``metrics`` and are never a collection of the account: a table of
followers must neither prove an account read nor hide that it was.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.imports.accounts import ACCOUNT_COLUMNS, column_fault, find_account
from gongkai_monitor.imports.cells import read_count
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.result import (
    ImportResult,
    TableReading,
    masked_faults,
    masked_rejection,
    read_tables,
)
from gongkai_monitor.imports.rows import ReadRow, RejectedRow
from gongkai_monitor.imports.subjects import AccountNames
from gongkai_monitor.imports.times import first_instant, read_date
from gongkai_monitor.model.observations import AccountSnapshot
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.vocabulary import CollectionCause, CollectionState

SOURCE = "metrics"

COLUMNS = (
    *ACCOUNT_COLUMNS,
    Column(heading="日期", field="counted_on", read=read_date, is_required=True, is_date=True),
    Column(heading="粉丝数", field="followers", read=read_count, is_required=True),
)


def read_metrics(
    path: Path,
    mapping: Mapping[str, str] | None = None,
    *,
    round_id: str,
    observed_at: datetime,
    registry: Registry,
) -> ImportResult[AccountSnapshot]:
    """Read followers per account and day: 账号编码 (or 平台 and 账号名称), 日期, 粉丝数.

    ``observed_at`` of a snapshot is the beginning of its day; its round is
    ``<round_id>-metrics-<yyyymmdd>``, for an account has one snapshot per round.
    """
    try:
        readings = read_tables(path, COLUMNS, mapping or {})
    except InputError as error:
        return ImportResult(records=(), faults=error.faults)
    names = AccountNames.of(registry)
    faults: list[Fault] = []
    rejected: list[RejectedRow] = []
    records: dict[tuple[str, date], AccountSnapshot] = {}
    for reading in readings:
        unusable = [*reading.headings.faults, *filter(None, [column_fault(reading)])]
        faults += unusable
        for row in reading.rows:
            snapshot, wrong = _snapshot(reading, row, names, round_id, observed_at)
            if snapshot is not None and not unusable:
                key = (snapshot.account_code, china_date(snapshot.observed_at))
                if records.setdefault(key, snapshot) != snapshot:
                    wrong = [_fault(reading, row, ("日期", "每个账号每天一行", str(key[1])))]
            if wrong or unusable:
                faults += [] if unusable else wrong
                rejected.append(masked_rejection(reading, row, [*unusable, *wrong]))
        faults += reading.breaks
    return ImportResult(
        records=tuple(records.values()),
        faults=masked_faults(faults),
        rejected_rows=tuple(rejected),
        warnings=tuple(w for reading in readings for w in reading.headings.warnings),
    )


def _snapshot(
    reading: TableReading, row: ReadRow, names: AccountNames, round_id: str, observed_at: datetime
) -> tuple[AccountSnapshot | None, list[Fault]]:
    """The snapshot of a row, or what is wrong with it."""
    code, wrong = find_account(row.fields, names)
    faults = list(row.faults)
    if wrong and not any(fault.column in {"账号编码", "平台", "账号名称"} for fault in faults):
        faults.append(_fault(reading, row, wrong))
    day, followers = row.fields.get("counted_on"), row.fields.get("followers")
    if faults or code is None or not isinstance(day, date) or not isinstance(followers, int):
        return None, faults
    if day > china_date(observed_at):
        limit = f"不晚于导入日期 {china_date(observed_at)}"
        return None, [_fault(reading, row, ("日期", limit, str(day)))]
    return AccountSnapshot(
        account_code=code,
        round_id=f"{round_id}-metrics-{day:%Y%m%d}",
        observed_at=first_instant(day),
        collection_state=CollectionState.UNCOLLECTED,
        cause=CollectionCause.PARTIAL,
        detail=f"人工采集：仅粉丝数（{reading.table.file}）",
        source=SOURCE,
        followers=followers,
    ), []


def _fault(reading: TableReading, row: ReadRow, wrong: tuple[str, str, str]) -> Fault:
    column, expected, actual = wrong
    return reading.table.fault(row=row.number, column=column, expected=expected, actual=actual)
