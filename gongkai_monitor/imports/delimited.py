"""Read .csv files as offices have them: UTF-8 with or without BOM, GBK, Excel's UTF-16 text."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from gongkai_monitor.errors import Fault, InputError, reason_of
from gongkai_monitor.imports.table import Row, Table, is_blank

_CHUNK = 1 << 20
_LONGEST_FIELD = 10_000_000
_DELIMITERS = ",\t;"


def open_delimited(path: Path) -> Table:
    """A csv file as a table; nothing is read before its rows are asked for."""
    return Table(file=path.name, sheet=path.stem, read=lambda: _rows(path))


def _rows(path: Path) -> Iterator[Row]:
    try:
        encoding = _encoding(path)
        with path.open(encoding=encoding, newline="") as stream:
            first = stream.readline(_CHUNK)
            stream.seek(0)
            delimiter = max(_DELIMITERS, key=first.count)
            yield from _records(path, csv.reader(stream, delimiter=delimiter, strict=True))
    except OSError as error:
        reason = reason_of(error)
        raise _unreadable(path, None, "可以读取的文件", reason) from error


def _records(path: Path, records: "csv._reader") -> Iterator[Row]:  # type: ignore[name-defined]
    """Number the records the way the spreadsheet program does: one row a record."""
    number = 0
    csv.field_size_limit(_LONGEST_FIELD)
    while True:
        number += 1
        try:
            cells = next(records, None)
        except csv.Error as error:
            expected = "成对的引号和不超长的单元格；这一行之后的内容没有读取"
            raise _unreadable(path, number, expected, str(error)) from error
        if cells is None:
            return
        values = tuple(_unwrap(cell) for cell in cells)
        if not all(is_blank(value) for value in values):
            yield Row(number, values)


def _unwrap(cell: str) -> str:
    """``="0012"`` is how exports keep a spreadsheet program from eating zeros."""
    if cell.startswith('="') and cell.endswith('"') and cell.count('"') == 2:
        return cell[2:-1]
    return cell


def _encoding(path: Path) -> str:
    """The encoding that decodes the whole file.

    Raises:
        InputError: when none does.
    """
    with path.open("rb") as stream:
        head = stream.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        if _decodes(path, encoding):
            return encoding
    raise _unreadable(path, None, "UTF-8 或 GBK 编码的文本", "无法解码的字节")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as stream:
        try:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeError:
            return False
    return True


def _unreadable(path: Path, row: int | None, expected: str, actual: str) -> InputError:
    return InputError([Fault(file=path.name, row=row, expected=expected, actual=actual)])
