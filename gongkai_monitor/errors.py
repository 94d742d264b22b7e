"""Our exceptions.

* GongkaiError
  - InputError            a file of the user is wrong; carries every fault (exit code 2)
  - WorkspaceError        the workspace is missing, locked or unreadable
  - StoreError            the store cannot be read or written (disk full, locked)
    - QueryError          a question to the store is wrong or not allowed (exit code 2)
  - CalendarCoverageError a year without a published work calendar
  - PageChangedError      a page has not the shape that its family expects
  - IncompleteError       done, but something was not collected (exit code 3)
"""

import errno
from collections.abc import Sequence
from dataclasses import dataclass

_REASONS = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只读文件系统",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经存在",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}


class GongkaiError(Exception):
    """Base of every error this product raises on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault in a file, located the way its author sees it.

    ``row`` is the number that the spreadsheet program shows (the heading is row 1).
    """

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    expected: str
    actual: str = ""

    def __str__(self) -> str:
        """``文件 › 工作表 › 行 › 列: 期望…，实际…``."""
        where = [self.file, self.sheet, f"第 {self.row} 行" if self.row else "", self.column]
        place = " › ".join(part for part in where if part)
        actual = f"，实际 {self.actual}" if self.actual else ""
        return f"{place}: 期望 {self.expected}{actual}"


class InputError(GongkaiError):
    """A file of the user is wrong; nothing was changed."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class WorkspaceError(GongkaiError):
    """The workspace is missing or cannot be used."""


class StoreError(GongkaiError):
    """The store cannot be read or written."""


class QueryError(StoreError):
    """A question to the store is wrong or not allowed."""


class CalendarCoverageError(GongkaiError):
    """The official holiday calendar of this year is not known."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"{year} 年的国务院放假安排未收录，不能推算工作日")


class PageChangedError(GongkaiError):
    """A page has not the shape that its family expects."""

    def __init__(self, url: str, expected: str) -> None:
        self.url = url
        self.expected = expected
        super().__init__(f"{url}: 期望 {expected}")


class IncompleteError(GongkaiError):
    """The work is done, but something was not collected."""


def reason_of(error: OSError) -> str:
    """What the operating system refused, in Chinese where it is one of the usual things."""
    if error.errno in _REASONS:
        return _REASONS[error.errno]
    return error.strerror or str(error)
