"""Decide by the first bytes who reads a file; archives are opened to a small depth."""

import io
import zipfile
import zlib
from collections.abc import Callable

from lxml import etree  # type: ignore[import-untyped]

from gongkai_monitor.text.attachment_text.office import (
    BombError,
    check_archive,
    has_text_parts,
    is_workbook,
    read_parts,
    read_workbook,
)
from gongkai_monitor.text.attachment_text.old_office import read_old_office
from gongkai_monitor.text.attachment_text.pdf import read_pdf
from gongkai_monitor.text.attachment_text.result import (
    MOST_MEMBERS,
    MOST_NESTED,
    FileText,
    Gathered,
)
from gongkai_monitor.text.charset import decode
from gongkai_monitor.text.file_types import FileKind, file_kind
from gongkai_monitor.text.page import Page
from gongkai_monitor.vocabulary import FileState

_PLAIN = frozenset({"txt", "csv", "xml", "rtf"})
_PAGES = frozenset({"xls", "doc", "wps", "et", "html", "htm"})
_TEXTS = frozenset({FileKind.UNKNOWN, FileKind.XML, FileKind.RTF})
_READERS: dict[FileKind, Callable[[bytes], FileText]] = {
    FileKind.PDF: read_pdf,
    FileKind.OLE: read_old_office,
}
_REFUSED = {
    FileKind.EMPTY: FileText(FileState.BROKEN, detail="空文件"),
    FileKind.HTML: FileText(FileState.BROKEN, detail="返回的是网页，不是文件"),
}
_LARGEST_PAGE = 5_000_000


def read_attachment(body: bytes, ending: str, *, depth: int = 0) -> FileText:
    """The text of a file.

    Args:
        body: the whole file.
        ending: the ending of its name, for files that say nothing of themselves (txt, csv).
        depth: how many archives it stands in.
    """
    kind = file_kind(body[:1024])
    if kind is FileKind.ZIP:
        return _read_zip(body, depth)
    if kind in _READERS:
        return _READERS[kind](body)
    if kind is FileKind.HTML and ending in _PAGES:
        return _read_html(body)
    if kind in _TEXTS and ending in _PLAIN:
        gathered = Gathered()
        gathered.add(decode(body, None).text)
        return gathered.result()
    return _REFUSED.get(kind, FileText(FileState.UNSUPPORTED, detail=kind.label))


def _read_html(body: bytes) -> FileText:
    """A table saved as a web page under an office name."""
    text = decode(body, None).text
    page = Page.parse(text[:_LARGEST_PAGE], "http://attachment.invalid/")
    if page.is_refused:
        return FileText(FileState.TOO_LARGE)
    gathered = Gathered()
    gathered.add(page.text)
    return gathered.result(is_cut=len(text) > _LARGEST_PAGE)


def _read_zip(body: bytes, depth: int) -> FileText:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            check_archive(archive, MOST_MEMBERS)
            if any(one.flag_bits & 1 for one in archive.infolist()):
                return FileText(FileState.ENCRYPTED)
            if is_workbook(archive):
                return read_workbook(body)
            if has_text_parts(archive):
                return read_parts(archive)
            return _read_members(archive, depth)
    except BombError:
        return FileText(FileState.TOO_LARGE, detail="解压后过大或文件过多")
    except (
        zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, SyntaxError, EOFError, OSError,
        ValueError, KeyError, NotImplementedError, TypeError, IndexError, AttributeError,
    ):  # fmt: skip
        return FileText(FileState.BROKEN)


def _read_members(archive: zipfile.ZipFile, depth: int) -> FileText:
    """Every file of a zip; one that cannot be read makes the whole a part only."""
    if depth >= MOST_NESTED:
        return FileText(FileState.UNSUPPORTED, detail="压缩包层数过多")
    gathered, unread = Gathered(), 0
    for info in archive.infolist():
        if info.is_dir():
            continue
        ending = info.filename.rpartition(".")[2].lower()
        inner = read_attachment(archive.read(info), ending, depth=depth + 1)
        gathered.add(inner.text + "\n")
        unread += inner.state is not FileState.READ
        if gathered.is_full:
            break
    if unread and not gathered.text.strip():
        return FileText(FileState.UNSUPPORTED, detail="压缩包中的文件读不出文字")
    detail = f"压缩包中有 {unread} 个文件未能全部读出" if unread else None
    return gathered.result(is_cut=unread > 0, detail=detail)
