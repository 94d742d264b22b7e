"""What went wrong in the database, in words a user can act on."""

from enum import Enum

import duckdb

from gongkai_monitor.errors import StoreError

_PASSING = (
    "database is locked",
    "database table is locked",
    "transaction conflict",
    "conflict on",
    "exceeded the maximum retry count",
    "could not serialize",
    "deadlock detected",
)
_FULL = (
    "no space left",
    "disk is full",
    "disk full",
    "file too large",
    "disk quota exceeded",
    "disk i/o error",
)
_DATA = (
    duckdb.ConstraintException,
    duckdb.ConversionException,
    duckdb.InvalidInputException,
    duckdb.TypeMismatchException,
    duckdb.OutOfRangeException,
    duckdb.BinderException,
)


class FaultKind(Enum):
    """How to react to a database error."""

    PASSING = "passing"  # another process was in the way: try again
    DISK_FULL = "disk_full"  # or it does not take writes for another reason
    DATA = "data"  # these rows cannot be stored; others can
    OTHER = "other"


def fault_kind(error: duckdb.Error) -> FaultKind:
    """Classify an error of DuckDB, DuckLake or the catalogue."""
    text = str(error).lower()
    if any(sign in text for sign in _FULL):
        return FaultKind.DISK_FULL
    if any(sign in text for sign in _PASSING):
        return FaultKind.PASSING
    return FaultKind.DATA if isinstance(error, _DATA) else FaultKind.OTHER


def store_error(error: duckdb.Error, doing: str) -> StoreError:
    """The error as a StoreError in Chinese, naming what was being done."""
    first_line = str(error).strip().split("\n", maxsplit=1)[0]
    match fault_kind(error):
        case FaultKind.DISK_FULL:
            hint = "磁盘空间不足或无法写入；本次改动已全部撤销，腾出空间后重新运行即可继续"
        case FaultKind.PASSING:
            hint = "数据湖正被其他进程占用，多次重试未成功；本次改动已全部撤销，请稍后重新运行"
        case FaultKind.DATA | FaultKind.OTHER:
            hint = "数据湖读写失败，未留下半途改动"
    return StoreError(f"{doing}：{hint}（{first_line}）")
