"""Files that are zips of XML: docx, pptx, OFD by their text elements, xlsx through openpyxl.

python-docx is not used: it leaves out text boxes, footnotes, headers and nested tables, where
name lists like to stand. The XML is read as a stream, without entities or network.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from gongkai_monitor.text.attachment_text.result import (
    MOST_CELLS,
    MOST_ROWS,
    MOST_UNPACKED,
    FileText,
    Gathered,
)
from gongkai_monitor.vocabulary import FileState

_PARTS = (
    re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"),
    re.compile(r"ppt/(?:slides|notesSlides)/[^/]{1,80}\.xml"),
    re.compile(r"(?:[\w/]{0,80}/)?Content\.xml", re.IGNORECASE),
)
_TEXT = frozenset({"t", "TextCode", "instrText"})
_BREAKS = frozenset({"p", "br", "tc", "tr", "TextObject", "cr"})
_MOST_XML = 60_000_000


class BombError(ValueError):
    """The archive claims to hold more than any honest file."""


def check_archive(archive: zipfile.ZipFile, most_members: int) -> None:
    """Refuse what would unpack to too much; sizes are as declared, and zipfile holds to them.

    Raises:
        BombError: too many members or bytes.
    """
    members = archive.infolist()
    if len(members) > most_members or sum(one.file_size for one in members) > MOST_UNPACKED:
        raise BombError


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is an xlsx."""
    return "xl/workbook.xml" in archive.NameToInfo


def has_text_parts(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is a docx, pptx or OFD."""
    return any(_is_part(name) for name in archive.NameToInfo)


def read_parts(archive: zipfile.ZipFile) -> FileText:
    """The text of a docx, pptx or OFD."""
    gathered, is_cut = Gathered(), False
    for info in archive.infolist():
        if not _is_part(info.filename):
            continue
        if info.file_size > _MOST_XML:
            is_cut = True
            continue
        with archive.open(info) as stream:
            for piece in _texts(stream):
                gathered.add(piece)
                if gathered.is_full:
                    return gathered.result()
    if not gathered.text.strip():
        return FileText(FileState.SCANNED, detail="文件里只有图片或没有文字")
    return gathered.result(is_cut=is_cut)


def read_workbook(body: bytes) -> FileText:
    """The cells of an xlsx, row by row, hidden sheets too."""
    from openpyxl import load_workbook

    gathered, is_cut = Gathered(), False
    book: Any = load_workbook(io.BytesIO(body), read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the file says of its size is not to be trusted
        rows = sheet.iter_rows(values_only=True, max_col=MOST_CELLS)
        for number, row in enumerate(rows):
            if number >= MOST_ROWS:
                is_cut = True
                break
            gathered.add("\t".join(cell_text(value) for value in row if value is not None) + "\n")
            if gathered.is_full:
                return gathered.result()
    return gathered.result(is_cut=is_cut)


def cell_text(value: object) -> str:
    """A cell as a reader sees it: whole numbers without a point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _is_part(name: str) -> bool:
    return any(pattern.fullmatch(name) for pattern in _PARTS)


def _texts(stream: object) -> Iterator[str]:
    """Text elements in order, a line break after each paragraph and cell."""
    events = etree.iterparse(
        stream, events=("end",), resolve_entities=False, no_network=True, load_dtd=False
    )
    for _, element in events:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name in _TEXT:
            yield element.text or ""
        elif name == "tab":
            yield " "
        if name in _BREAKS:
            yield "\n"
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
