"""One writer at a time on a machine, and a second try when another process was in the way.

DuckLake lets two processes append at once, also the same row; what we store is inserted only
when it is absent, so everything that reads before it writes runs under one lock file. Readers
never wait for it.
"""

import random
import time
from collections.abc import Callable
from typing import TypeVar

import duckdb
from filelock import FileLock, Timeout

from gongkai_monitor.errors import StoreError
from gongkai_monitor.store.faults import FaultKind, fault_kind, store_error

T = TypeVar("T")

LOCK_VARIABLE = "gongkai_lock_file"
"""Session variable of a writing connection: where its lock file is."""
_BUSY_VARIABLE = "gongkai_in_transaction"
_LOCK_SECONDS = 600.0
_ATTEMPTS = 10
_LONGEST_PAUSE = 2.0


def in_transaction(conn: duckdb.DuckDBPyConnection, work: Callable[[], T], *, doing: str) -> T:
    """Run ``work`` in one transaction under the writers' lock; all of it is stored or nothing.

    ``work`` may run several times (after a conflict) and must not change anything but ``conn``.
    Inside another ``in_transaction`` of the same connection it joins that transaction.

    Args:
        conn: a connection of ``open_store(read_only=False)``.
        work: executes the statements.
        doing: what is being done, in Chinese, for the error message.

    Raises:
        StoreError: read-only connection, lock not free, disk full, or a failed statement.
    """
    if _variable(conn, _BUSY_VARIABLE):
        return work()
    return _locked(conn, lambda: _once(conn, work), doing)


def outside_transaction(conn: duckdb.DuckDBPyConnection, work: Callable[[], T], *, doing: str) -> T:
    """Run repeatable upkeep under the writers' lock; each of its statements commits by itself."""
    return _locked(conn, work, doing)


def _locked(conn: duckdb.DuckDBPyConnection, work: Callable[[], T], doing: str) -> T:
    lock_file = _variable(conn, LOCK_VARIABLE)
    if lock_file is None:
        raise StoreError(f"{doing}：数据湖以只读方式打开，不能写入")
    lock = FileLock(str(lock_file), timeout=_LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreError(
            f"{doing}：数据湖正被其他进程写入，等待 {_LOCK_SECONDS:.0f} 秒未能取得写入权"
        ) from error
    except OSError as error:
        raise StoreError(f"{doing}：无法使用写入锁 {lock_file}（{error}）") from error
    try:
        return _retry(work, doing)
    finally:
        lock.release()


def _retry(work: Callable[[], T], doing: str) -> T:
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            return work()
        except duckdb.Error as error:
            if fault_kind(error) is not FaultKind.PASSING or attempt == _ATTEMPTS:
                raise store_error(error, doing) from error
        pause = min(_LONGEST_PAUSE, 0.05 * 2**attempt)
        time.sleep(pause * random.uniform(0.5, 1.0))
    raise AssertionError("unreachable")


def _once(conn: duckdb.DuckDBPyConnection, work: Callable[[], T]) -> T:
    conn.execute("BEGIN")
    conn.execute(f"SET VARIABLE {_BUSY_VARIABLE} = true")
    try:
        result = work()
        conn.execute("COMMIT")
    except BaseException:
        _rollback(conn)
        raise
    finally:
        conn.execute(f"RESET VARIABLE {_BUSY_VARIABLE}")
    return result


def _rollback(conn: duckdb.DuckDBPyConnection) -> None:
    try:
        conn.execute("ROLLBACK")
    except duckdb.TransactionException:
        return  # a failed COMMIT has already ended the transaction


def _variable(conn: duckdb.DuckDBPyConnection, name: str) -> object:
    row = conn.execute("SELECT getvariable(?)", [name]).fetchone()
    return row[0] if row else None
