"""Nightly upkeep: inlined rows to Parquet, small files merged, old snapshots and files removed.

Every snapshot of the last two days is kept, before that the last one of each day in China, and
after a year none (``as_of`` reads of the lake reach as far back as snapshots do; what the tables
themselves say of the past is not touched).
"""

import shutil
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb

from gongkai_monitor.clock import china_date
from gongkai_monitor.landing.batch import TEMPORARY
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import LAKE, open_store
from gongkai_monitor.store.transaction import outside_transaction

FLUSH = "CALL ducklake_flush_inlined_data(?)"
MERGE = "CALL ducklake_merge_adjacent_files(?)"
SNAPSHOTS = "SELECT snapshot_id, snapshot_time FROM ducklake_snapshots(?) ORDER BY snapshot_id"
EXPIRE = "CALL ducklake_expire_snapshots(?, versions => ?)"
CLEAN = "CALL ducklake_cleanup_old_files(?, older_than => ?)"
ORPHANS = "CALL ducklake_delete_orphaned_files(?, older_than => ?)"

KEEP_ALL = timedelta(days=2)
KEEP_DAILY = timedelta(days=366)
KEEP_FILES = timedelta(days=1)
"""Files no snapshot needs are deleted this long after, so that running queries can finish."""
KEEP_LOADED = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceReport:
    """What one upkeep did."""

    merged_files: int
    expired_snapshots: int
    deleted_files: int
    deleted_batches: int


def maintain(settings: Settings, now: datetime) -> MaintenanceReport:
    """Do the upkeep of one night; safe to repeat and safe beside readers and the loader.

    Raises:
        StoreError: when the lake stays locked or cannot be written.
    """
    with closing(open_store(settings, read_only=False)) as conn:

        def upkeep() -> tuple[int, int, int]:
            conn.execute(FLUSH, [LAKE])
            merged = conn.execute(MERGE, [LAKE]).fetchall()
            expired = _expire(conn, now)
            deleted = conn.execute(CLEAN, [LAKE, now - KEEP_FILES]).fetchall()
            deleted += conn.execute(ORPHANS, [LAKE, now - KEEP_FILES]).fetchall()
            return sum(row[2] for row in merged), expired, len(deleted)

        merged, expired, deleted = outside_transaction(conn, upkeep, doing="数据湖日常维护")
    return MaintenanceReport(
        merged_files=merged,
        expired_snapshots=expired,
        deleted_files=deleted,
        deleted_batches=_clean_landing(settings.incoming, now),
    )


def expendable(snapshots: Iterable[tuple[int, datetime]], now: datetime) -> list[int]:
    """Which snapshots may go: not the newest, not the last two days, not a day's last one."""
    ordered = sorted(snapshots)
    last_of_day: dict[date, int] = {china_date(taken): number for number, taken in ordered}
    keep = set(last_of_day.values())
    return [
        number
        for number, taken in ordered[:-1]
        if taken < now - KEEP_DAILY or (taken < now - KEEP_ALL and number not in keep)
    ]


def _expire(conn: duckdb.DuckDBPyConnection, now: datetime) -> int:
    versions = expendable(conn.execute(SNAPSHOTS, [LAKE]).fetchall(), now)
    if versions:
        conn.execute(EXPIRE, [LAKE, versions])
    return len(versions)


def _clean_landing(incoming: Path, now: datetime) -> int:
    """Delete loaded batches after a week, and half-written ones that nobody came back to."""
    loaded = incoming.parent / "loaded"
    candidates = [*loaded.glob("*"), *incoming.glob(f"{TEMPORARY}*")]
    old = [path for path in candidates if path.stat().st_mtime < (now - KEEP_LOADED).timestamp()]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)
