"""Landing files into the lake: every batch exactly once, whatever happens in between.

A group of batches is one transaction: their rows (insert-if-absent on natural keys) and their
``loaded_batches`` rows. Only then are the folders moved to ``landing/loaded``. So a kill before
COMMIT leaves the lake as it was and the folders where they were; a kill after it leaves folders
that the next run finds recorded and only moves. The first load decides: a row whose key is
stored already is dropped, so batches are taken in the order of their names.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from gongkai_monitor.errors import StoreError
from gongkai_monitor.landing import BatchFault
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.faults import FaultKind, fault_kind
from gongkai_monitor.store.incoming import Batch, groups, inspect, put_aside, waiting
from gongkai_monitor.store.lake import LAKE, open_store
from gongkai_monitor.store.letters import removed_hashes
from gongkai_monitor.store.merge import merge_files
from gongkai_monitor.store.transaction import in_transaction, outside_transaction
from gongkai_monitor.store.withheld import strip_removed

FIND_LOADED = """
SELECT count(*) FROM loaded_batches WHERE batch_id = ? AND fingerprint = ?
"""
RECORD_LOADED = "INSERT INTO loaded_batches VALUES (?, ?, ?, ?)"
_LOADER_SECONDS = 900.0
_SESSION = (
    "SET GLOBAL memory_limit = '600MB'",  # beyond that it spills; Python and Arrow come on top
    "SET GLOBAL preserve_insertion_order = false",
    "SET GLOBAL enable_external_file_cache = false",  # landing files are read once
)
_OPTION = "parquet_row_group_size"
ROW_GROUP_ROWS = 20_480
"""Of the lake's files; a writer holds a row group per thread, and 120,000 texts are 400 MB."""
FIND_OPTION = "SELECT count(*) FROM {lake}.options() WHERE option_name = ? AND value = ?"
SET_OPTION = "CALL {lake}.set_option(?, ?)"

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What one run of the loader did."""

    batches: tuple[str, ...] = ()  # loaded, or found loaded and moved
    rows_by_table: dict[str, int] = field(default_factory=dict)  # rows that were new
    rejected: dict[str, str] = field(default_factory=dict)  # batch -> reason in Chinese


def load_incoming(
    settings: Settings, *, now: datetime, step: Step = lambda _name: None
) -> LoadReport:
    """Load every waiting batch; a broken one is put aside with its reason, the others load.

    Args:
        settings: of the workspace.
        now: instant recorded with the batches.
        step: called between any two steps with the step's name (tests stop the process there).

    Raises:
        StoreError: locked, disk full, or unreadable lake; what was not loaded stays waiting.
    """
    root = settings.incoming.parent
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(str(root / ".loader.lock"), timeout=_LOADER_SECONDS):
            return _Load(settings, now, step).run()
    except Timeout as error:
        raise StoreError("另一个入库进程一直未结束，本次入库未进行") from error
    except OSError as error:
        raise StoreError(f"入库时文件操作失败，未入库的批次保持原样：{error}") from error


class _Load:
    """One run of the loader."""

    def __init__(self, settings: Settings, now: datetime, step: Step) -> None:
        self.settings = settings
        self.now = now
        self.step = step
        self.loaded: list[str] = []
        self.rows: Counter[str] = Counter()
        self.rejected: dict[str, str] = {}
        self.removed: frozenset[str] = frozenset()

    def run(self) -> LoadReport:
        sound = [batch for path in waiting(self.settings.incoming) if (batch := self.inspect(path))]
        self.step("inspected")
        if sound:
            with closing(open_store(self.settings, read_only=False)) as conn:
                _prepare(conn)
                self.removed = frozenset(removed_hashes(conn))
                for group in groups(sound):
                    self.load_group(conn, group)
        return LoadReport(
            batches=tuple(self.loaded), rows_by_table=dict(self.rows), rejected=self.rejected
        )

    def inspect(self, path: Path) -> Batch | None:
        try:
            return inspect(path)
        except BatchFault as fault:
            self.reject(path, str(fault))
            return None

    def load_group(self, conn: duckdb.DuckDBPyConnection, group: list[Batch]) -> None:
        """Load a group; when its data are at fault, each of its batches on its own."""
        try:
            added = in_transaction(conn, lambda: self.merge(conn, group), doing="采集结果入库")
        except StoreError as error:
            cause = error.__cause__
            if not (isinstance(cause, duckdb.Error) and fault_kind(cause) is FaultKind.DATA):
                raise
            if len(group) == 1:
                self.reject(group[0].folder, f"无法入库：{cause}")
                return
            for batch in group:
                self.load_group(conn, [batch])
            return
        self.step("committed")
        self.rows.update(added)
        for batch in group:
            place = put_aside(batch.folder, self.settings.incoming.parent / "loaded")
            strip_removed(place, self.removed)
            self.loaded.append(batch.name)
            self.step("moved")

    def merge(self, conn: duckdb.DuckDBPyConnection, group: list[Batch]) -> Counter[str]:
        fresh = [batch for batch in group if not _is_loaded(conn, batch)]
        added: Counter[str] = Counter()
        for table in sorted({table for batch in fresh for table in batch.rows}):
            paths = [batch.folder / f"{table}.parquet" for batch in fresh if table in batch.rows]
            added[table] = merge_files(conn, table, paths)
            self.step(f"merged {table}")
        for batch in fresh:
            row = [batch.name, batch.fingerprint, self.now, batch.row_count]
            conn.execute(RECORD_LOADED, row)
        self.step("recorded")
        return added

    def reject(self, path: Path, reason: str) -> None:
        put_aside(path, self.settings.incoming.parent / "rejected", reason)
        self.rejected[path.name] = reason
        self.step("rejected")


def _prepare(conn: duckdb.DuckDBPyConnection) -> None:
    """Bound the memory of this connection, and once for all that of the lake's writers."""
    for statement in _SESSION:
        conn.execute(statement)
    option = [_OPTION, str(ROW_GROUP_ROWS)]
    found = conn.execute(FIND_OPTION.format(lake=LAKE), option).fetchone()
    if not (found and found[0]):
        outside_transaction(
            conn,
            lambda: conn.execute(SET_OPTION.format(lake=LAKE), [_OPTION, ROW_GROUP_ROWS]),
            doing="设置数据湖文件大小",
        )


def _is_loaded(conn: duckdb.DuckDBPyConnection, batch: Batch) -> bool:
    row = conn.execute(FIND_LOADED, [batch.name, batch.fingerprint]).fetchone()
    return bool(row and row[0])
