"""Import followers per account and day. They prove nothing about posts, and say so.

The snapshots carry ``source`` ``metrics`` and are never a collection of the account: a table of
followers must neither prove an account read nor hide that it was.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.imports.accounts import ACCOUNT_COLUMNS, account_of, column_faults
from gongkai_monitor.imports.cells import read_count
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.gathering import Gathering
from gongkai_monitor.imports.result import ImportResult, TableReading, read_tables
from gongkai_monitor.imports.rows import ReadRow
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
    gathering: Gathering[tuple[str, date], AccountSnapshot] = Gathering()

    def take(reading: TableReading, row: ReadRow) -> list[Fault]:
        snapshot, faults = _snapshot(reading, row, names, round_id, observed_at)
        if snapshot is None:
            return faults
        key = (snapshot.account_code, china_date(snapshot.observed_at))
        first = gathering.keep(key, snapshot, row)
        if first is not None and gathering.records[key] != snapshot:
            return [reading.fault(row, ("日期", "每个账号每天一行", str(key[1])))]
        return []

    for reading in readings:
        gathering.read(reading, partial(take, reading), column_faults(reading))
    return gathering.result()


def _snapshot(
    reading: TableReading, row: ReadRow, names: AccountNames, round_id: str, observed_at: datetime
) -> tuple[AccountSnapshot | None, list[Fault]]:
    """The snapshot of a row, or what is wrong with it."""
    code, faults = account_of(reading, row, names)
    day, followers = row.fields.get("counted_on"), row.fields.get("followers")
    if faults or code is None or not isinstance(day, date) or not isinstance(followers, int):
        return None, faults
    if day > china_date(observed_at):
        limit = f"不晚于导入日期 {china_date(observed_at)}"
        return None, [reading.fault(row, ("日期", limit, str(day)))]
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
