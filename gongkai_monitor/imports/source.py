"""Open what the user hands over: an .xlsx workbook, a .csv or .json file, a folder of .csv files.

The content decides, not the ending: many systems export HTML or an old workbook as ``.xls``,
or a new workbook under that name.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai_monitor.errors import Fault, InputError, reason_of
from gongkai_monitor.imports.delimited import open_delimited
from gongkai_monitor.imports.json_records import open_json
from gongkai_monitor.imports.table import Table
from gongkai_monitor.imports.workbook import open_workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_EXPECTED = ".xlsx 工作簿或 .csv 文件"
_HEAD = 4_096


@contextmanager
def open_tables(path: Path) -> Iterator[list[Table]]:
    """The tables of a file or folder; they can be read while the context is open.

    Raises:
        InputError: when the path cannot be read as tables at all.
    """
    try:
        files = _csv_files(path) if path.is_dir() else []
        head = b"" if files else _head(path)
    except OSError as error:
        raise refusal(path, "可以读取的文件", reason_of(error)) from error
    if files:
        yield [open_delimited(file) for file in files]
        return
    if head.startswith(_ZIP):
        with open_workbook(path) as tables:
            yield tables
        return
    if path.suffix.lower() == ".json":
        yield [open_json(path)]
        return
    _refuse_other_kinds(path, head)
    yield [open_delimited(path)]


def refusal(path: Path, expected: str, actual: str) -> InputError:
    """The error of a file that cannot be read."""
    return InputError([Fault(file=path.name, expected=expected, actual=actual)])


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_HEAD)


def _csv_files(folder: Path) -> list[Path]:
    names = (file for file in folder.iterdir() if file.suffix.lower() == ".csv")
    files = sorted(
        file for file in names if file.is_file() and not file.name.startswith((".", "~"))
    )
    if not files:
        raise refusal(folder, "文件夹里有以工作表命名的 .csv 文件", "没有 .csv 文件")
    return files


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    if not head:
        raise refusal(path, _EXPECTED, "空文件")
    if head.startswith(_OLE):
        data = path.read_bytes()
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise refusal(path, "没有密码保护的 .xlsx 工作簿（请先取消打开密码）", "有密码保护")
        raise refusal(path, f"{_EXPECTED}（请另存为 .xlsx）", "旧版 .xls 或其他 Office 文件")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head")):
        raise refusal(path, f"{_EXPECTED}（请另存为 .xlsx）", "网页或 XML 内容")
    if start.startswith(b"%pdf") or (
        b"\x00" in head and head[:2] not in {b"\xff\xfe", b"\xfe\xff"}
    ):
        raise refusal(path, _EXPECTED, "不是表格文件")
