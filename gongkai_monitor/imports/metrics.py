"""Import numbers per day: followers of accounts, and reads, likes … of single posts.

They prove nothing about posts, and say so: the snapshots carry ``source`` ``metrics`` and are never
a collection of the account. A table of followers must neither prove an account read nor hide that
it was.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.imports.accounts import ACCOUNT_COLUMNS, account_of, column_faults
from gongkai_monitor.imports.cells import read_code, read_count, read_url
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.gathering import Gathering
from gongkai_monitor.imports.result import ImportResult, TableReading, read_tables
from gongkai_monitor.imports.rows import ReadRow
from gongkai_monitor.imports.subjects import AccountNames
from gongkai_monitor.imports.times import first_instant, read_date
from gongkai_monitor.model.observations import AccountSnapshot, PostCount
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.text.post_key import post_key_of
from gongkai_monitor.vocabulary import CollectionCause, CollectionState

SOURCE = "metrics"

COLUMNS = (
    *ACCOUNT_COLUMNS,
    Column(heading="日期", field="counted_on", read=read_date, is_required=True, is_date=True),
    Column(heading="粉丝数", field="followers", read=read_count),
    Column(heading="推文编号", field="post_key", read=read_code),
    Column(heading="链接", field="url", read=read_url),
    Column(heading="阅读数", field="reads", read=read_count),
    Column(heading="点赞数", field="likes", read=read_count),
    Column(heading="评论数", field="comments", read=read_count),
    Column(heading="转发数", field="reposts", read=read_count),
)
_NUMBERS = ("reads", "likes", "comments", "reposts")


def read_metrics(
    path: Path,
    mapping: Mapping[str, str] | None = None,
    *,
    round_id: str,
    observed_at: datetime,
    registry: Registry,
) -> ImportResult[AccountSnapshot | PostCount]:
    """Read numbers per day: 账号编码 (or 平台 and 账号名称), 日期, and 粉丝数 or those of a post.

    A row with 推文编号 or 链接 is about that post, any other about the account. ``observed_at`` is
    the beginning of the day; the round is ``<round_id>-metrics-<yyyymmdd>``, for an account and a
    post have one row per round.
    """
    try:
        readings = read_tables(path, COLUMNS, mapping or {})
    except InputError as error:
        return ImportResult(records=(), faults=error.faults)
    names = AccountNames.of(registry)
    gathering: Gathering[tuple[str, str, date], AccountSnapshot | PostCount] = Gathering()

    def take(reading: TableReading, row: ReadRow) -> list[Fault]:
        record, faults = _record(reading, row, names, round_id, observed_at)
        if record is None:
            return faults
        post = record.post_key if isinstance(record, PostCount) else ""
        key = (record.account_code, post, china_date(record.observed_at))
        first = gathering.keep(key, record, row)
        if first is not None and gathering.records[key] != record:
            return [reading.fault(row, ("日期", "每个账号（推文）每天一行", str(key[2])))]
        return []

    for reading in readings:
        gathering.read(reading, partial(take, reading), column_faults(reading))
    return gathering.result()


def _record(
    reading: TableReading, row: ReadRow, names: AccountNames, round_id: str, observed_at: datetime
) -> tuple[AccountSnapshot | PostCount | None, list[Fault]]:
    """The record of a row, or what is wrong with it."""
    code, faults = account_of(reading, row, names)
    fields: dict[str, Any] = dict(row.fields)
    day, followers = fields.get("counted_on"), fields.get("followers")
    if faults or code is None or not isinstance(day, date):
        return None, faults
    if day > china_date(observed_at):
        limit = f"不晚于导入日期 {china_date(observed_at)}"
        return None, [reading.fault(row, ("日期", limit, str(day)))]
    url, number = fields.get("url"), fields.get("post_key")
    key = post_key_of(url) or post_key_of(number) or number or url
    numbers = {name: fields[name] for name in _NUMBERS if name in fields}
    day_round = f"{round_id}-metrics-{day:%Y%m%d}"
    if key is not None and numbers:
        return PostCount(
            account_code=code,
            post_key=key,
            round_id=day_round,
            observed_at=first_instant(day),
            source=SOURCE,
            **numbers,
        ), []
    if followers is None:
        expected = "粉丝数，或推文编号（链接）与其阅读、点赞、评论、转发数"
        return None, [reading.fault(row, ("粉丝数", expected, "空"))]
    return AccountSnapshot(
        account_code=code,
        round_id=day_round,
        observed_at=first_instant(day),
        collection_state=CollectionState.UNCOLLECTED,
        cause=CollectionCause.PARTIAL,
        detail=f"人工采集：仅粉丝数（{reading.table.file}）",
        source=SOURCE,
        followers=followers,
    ), []
