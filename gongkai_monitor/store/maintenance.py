"""Nightly upkeep: inlined rows to Parquet, small files merged, old snapshots and files removed.

Every snapshot of the last two days is kept, before that the last one of each day in China, and
after a year none (``as_of`` reads of the lake reach as far back as snapshots do; what the tables
themselves say of the past is not touched). Snapshots that hold what was purged go earlier.
"""

import shutil
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from gongkai_monitor.clock import china_date
from gongkai_monitor.landing.batch import TEMPORARY
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import LAKE, open_store
from gongkai_monitor.store.place import lake_place
from gongkai_monitor.store.retention import erased_before, scrub_catalogue
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
_LOCK_SECONDS = 600.0


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
            expired = _expire(conn, now, now - timedelta(days=settings.privacy.erase_days))
            deleted = conn.execute(CLEAN, [LAKE, now - KEEP_FILES]).fetchall()
            deleted += conn.execute(ORPHANS, [LAKE, now - KEEP_FILES]).fetchall()
            return sum(row[2] for row in merged), expired, len(deleted)

        merged, expired, deleted = outside_transaction(conn, upkeep, doing="数据湖日常维护")
    if expired:
        _scrub(settings)
    return MaintenanceReport(
        merged_files=merged,
        expired_snapshots=expired,
        deleted_files=deleted,
        deleted_batches=_clean_landing(settings.incoming, now),
    )


def _scrub(settings: Settings) -> None:
    place = lake_place(settings)
    if place.catalog_file is not None:
        with suppress(Timeout), FileLock(str(place.lock_file), timeout=_LOCK_SECONDS):
            scrub_catalogue(place.catalog_file)


def expendable(
    snapshots: Iterable[tuple[int, datetime]], now: datetime, erased: datetime | None = None
) -> list[int]:
    """Which snapshots may go: not the newest, not the last two days, not a day's last one.

    Those from before ``erased`` go in any case: they hold rows that were to be erased.
    """
    ordered = sorted(snapshots)
    last_of_day: dict[date, int] = {china_date(taken): number for number, taken in ordered}
    keep = set(last_of_day.values())
    return [
        number
        for number, taken in ordered[:-1]
        if taken < now - KEEP_DAILY
        or (erased is not None and taken < erased)
        or (taken < now - KEEP_ALL and number not in keep)
    ]


def _expire(conn: duckdb.DuckDBPyConnection, now: datetime, erased: datetime) -> int:
    snapshots = conn.execute(SNAPSHOTS, [LAKE]).fetchall()
    versions = expendable(snapshots, now, erased_before(conn, erased))
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
