"""Opening the lake: a DuckDB connection with the workspace's DuckLake attached and in use.

Sessions run in Asia/Shanghai: instants are stored in UTC, but ``instant::date``, printed times
and time literals without a zone are Chinese ones, so a forgotten conversion is right.
"""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock

from gongkai_monitor.clock import CHINA
from gongkai_monitor.errors import StoreError
from gongkai_monitor.settings import Settings
from gongkai_monitor.store import migrations
from gongkai_monitor.store.extensions import EXTENSION_CONFIG, load_extensions
from gongkai_monitor.store.faults import store_error
from gongkai_monitor.store.place import LakePlace, lake_place
from gongkai_monitor.store.transaction import LOCK_VARIABLE

LAKE = "lake"
"""Name of the attached lake in every session."""

EARLIEST_SNAPSHOT = "SELECT min(snapshot_time) FROM ducklake_snapshots(?)"
NO_LAKE = "数据湖尚未建立（{place}）；请先运行 gongkai init"
_MEMORY_LIMIT = "2GB"
_SESSION = (
    "SET GLOBAL TimeZone = 'Asia/Shanghai'",
    "SET GLOBAL ducklake_max_retry_count = 200",
    "SET GLOBAL ducklake_retry_wait_ms = 20",
    "SET GLOBAL ducklake_retry_backoff = 1.2",
)
_SQLITE_SESSION = "SET GLOBAL sqlite_disable_multithreaded_scans = true"
"""Else each scan of the catalogue opens SQLite anew, outside of the reader's own transaction: a
query beside upkeep finds neither the rows that were moved nor the file they went to."""


def open_store(
    workspace: str | Path | Settings, *, read_only: bool = True, as_of: datetime | None = None
) -> duckdb.DuckDBPyConnection:
    """Open the lake of a workspace; tables are named without a prefix.

    A read-only connection cannot change the lake, and its SQL cannot open other files, other
    databases or the network (``store.query`` is stricter still, for queries of strangers).
    DataFrames are handed in with ``conn.register(name, frame)``.

    Args:
        workspace: its folder or its settings.
        read_only: False for the pipeline; creates the lake and updates its schema when needed.
        as_of: the lake as it was stored at this instant (read-only).

    Raises:
        WorkspaceError: the folder is no workspace.
        StoreError: no lake yet, locked, another schema version, or no snapshot at ``as_of``.
    """
    settings = workspace if isinstance(workspace, Settings) else Settings.load(Path(workspace))
    place = lake_place(settings)
    if as_of is not None and not read_only:
        raise StoreError("历史时点的数据湖只能以只读方式打开")
    if read_only and not place.exists:
        raise StoreError(NO_LAKE.format(place=place.catalog_file))
    conn = _connect(place)
    try:
        if read_only:
            _attach(conn, place, _reading_options(as_of))
            if as_of is None:
                _require_current(conn)
            _close_doors(conn, place)
        else:
            _open_for_writing(conn, place)
    except duckdb.Error as error:
        conn.close()
        if as_of is not None and "snapshot" in str(error).lower():
            raise StoreError(_no_snapshot(settings, as_of)) from error
        if "creating a new DuckLake" in str(error):
            raise StoreError(NO_LAKE.format(place="目录服务器上没有")) from error
        raise store_error(error, "打开数据湖") from error
    except BaseException:
        conn.close()
        raise
    return conn


def migrate(settings: Settings) -> None:
    """Create the lake of a workspace, or bring it to the newest schema.

    Raises:
        StoreError: when it cannot be written.
    """
    open_store(settings, read_only=False).close()


def earliest_snapshot(conn: duckdb.DuckDBPyConnection) -> datetime | None:
    """Instant of the oldest snapshot that is still kept."""
    row = conn.execute(EARLIEST_SNAPSHOT, [LAKE]).fetchone()
    return row[0] if row else None


def _connect(place: LakePlace) -> duckdb.DuckDBPyConnection:
    own = {"memory_limit": _MEMORY_LIMIT, "temp_directory": str(place.spill_folder)}
    conn = duckdb.connect(":memory:", config={**EXTENSION_CONFIG, **own})
    load_extensions(conn, place.extensions)
    for statement in _SESSION:
        conn.execute(statement)
    if place.catalog_file is not None:
        conn.execute(_SQLITE_SESSION)
    return conn


def _reading_options(as_of: datetime | None) -> str:
    if as_of is None:
        return "READ_ONLY"
    if as_of.utcoffset() is None:
        raise ValueError("as_of: an aware datetime is expected")
    return f"READ_ONLY, SNAPSHOT_TIME '{as_of.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}+00'"


def _attach(conn: duckdb.DuckDBPyConnection, place: LakePlace, options: str = "") -> None:
    catalog, data_path = (text.replace("'", "''") for text in (place.catalog, place.data_path))
    more = f", {options}" if options else ""
    # Files are recorded relative to the data path, so a workspace may be moved or copied.
    data = f"DATA_PATH '{data_path}', OVERRIDE_DATA_PATH true"
    conn.execute(f"ATTACH 'ducklake:{catalog}' AS {LAKE} ({data}{more})")
    conn.execute(f"USE {LAKE}")


def _open_for_writing(conn: duckdb.DuckDBPyConnection, place: LakePlace) -> None:
    try:
        place.lock_file.parent.mkdir(parents=True, exist_ok=True)
        if "://" not in place.data_path:
            Path(place.data_path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"无法建立数据湖文件夹：{error}") from error
    if place.exists and place.catalog_file is not None:
        _attach(conn, place)
    else:
        with FileLock(str(place.lock_file)):  # two first openers must not both create it
            _prepare_catalog(place)
            _attach(conn, place)
    conn.execute(f"SET VARIABLE {LOCK_VARIABLE} = ?", [str(place.lock_file)])
    migrations.migrate(conn)
    _require_current(conn)


def _prepare_catalog(place: LakePlace) -> None:
    """Put a new SQLite catalogue into WAL mode, where readers and the writer do not wait."""
    if place.catalog_file is None or place.catalog_file.is_file():
        return
    connection = sqlite3.connect(place.catalog_file)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()


def _require_current(conn: duckdb.DuckDBPyConnection) -> None:
    applied = migrations.applied_versions(conn)
    known = {migration.version for migration in migrations.migrations()}
    if known - applied:
        raise StoreError("数据湖结构版本较旧，尚未更新；请先运行 gongkai init 更新结构")
    if applied - known:
        raise StoreError(
            f"数据湖结构版本 {max(applied)} 比本程序新（{max(known)}）；请升级 gongkai-monitor"
        )


def _close_doors(conn: duckdb.DuckDBPyConnection, place: LakePlace) -> None:
    """From here on SQL reaches the lake's own files only, and this cannot be undone."""
    allowed = place.data_path.replace("'", "''")
    conn.execute(f"SET allowed_directories = ['{allowed}']")
    conn.execute("SET enable_external_access = false")
    conn.execute("SET lock_configuration = true")


def _no_snapshot(settings: Settings, as_of: datetime) -> str:
    with open_store(settings) as conn:
        earliest = earliest_snapshot(conn)
    kept = f"；现存最早快照为 {earliest:%Y-%m-%d %H:%M:%S}" if earliest else ""
    return (
        f"没有 {as_of.astimezone(CHINA):%Y-%m-%d %H:%M:%S} 或更早的快照（尚未建立或已清理）{kept}"
    )
