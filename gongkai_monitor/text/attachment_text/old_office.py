"""Office files before 2007: the cells of an xls (xlrd), the readable runs of a doc."""

import re
import struct
from typing import Any

from gongkai_monitor.text.attachment_text.office import cell_text
from gongkai_monitor.text.attachment_text.result import (
    MOST_CELLS,
    MOST_ROWS,
    FileText,
    Gathered,
)
from gongkai_monitor.vocabulary import FileState

_WORD = "WordDocument".encode("utf-16-le")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_RUN = re.compile(r"[\u4e00-\u9fa5\u3000-\u303f\uff00-\uffef\x20-\x7e\r\n\t\x07]{4,}")
_SINGLE_BYTES = re.compile(rb"[0-9A-Za-z .,:;()\-\r\n\t\x07]{11,}")


def read_old_office(body: bytes) -> FileText:
    """By the streams that the directory of an OLE file names."""
    if _LOCKED in body:
        return FileText(FileState.ENCRYPTED)
    if _WORD in body:
        return _read_doc(body)
    if any(name in body for name in _BOOKS):
        return _read_xls(body)
    return FileText(FileState.UNSUPPORTED)


def _read_xls(body: bytes) -> FileText:
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        return _cells(xlrd.open_workbook(file_contents=body, on_demand=True, logfile=_Silent()))
    except xlrd.XLRDError as error:
        is_locked = "encrypt" in str(error).lower()
        return FileText(FileState.ENCRYPTED if is_locked else FileState.BROKEN)
    except (CompDocError, struct.error, ValueError, LookupError, TypeError, AssertionError):
        return FileText(FileState.BROKEN)


def _cells(book: Any) -> FileText:
    gathered, is_cut = Gathered(), False
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        is_cut = is_cut or sheet.nrows > MOST_ROWS
        for row in range(min(sheet.nrows, MOST_ROWS)):
            values = sheet.row_values(row, 0, MOST_CELLS)
            gathered.add("\t".join(cell_text(value) for value in values if value != "") + "\n")
        book.unload_sheet(number)
    return gathered.result(is_cut=is_cut)


def _read_doc(body: bytes) -> FileText:
    """Not a reader of the format: runs of readable characters, so never the whole of it."""
    gathered = Gathered()
    for shift in (0, 1):
        for match in _RUN.finditer(body[shift:].decode("utf-16-le", "replace")):
            gathered.add(match[0].replace("\x07", "\n").replace("\r", "\n") + "\n")
    for single in _SINGLE_BYTES.finditer(body):
        gathered.add(single[0].decode("ascii").replace("\x07", "\n") + "\n")
    return FileText(FileState.PARTIAL, gathered.text, "旧版 Word 文件，只能读出部分文字")


class _Silent:
    """Where the library's remarks go."""

    def write(self, text: str) -> int:
        """Take and forget."""
        return len(text)
