"""The text layer of a PDF (pdfium, the reader of Chromium)."""

from gongkai_monitor.text.attachment_text.result import MOST_PAGES, FileText, Gathered
from gongkai_monitor.vocabulary import FileState

_LOCKED = "password"
_FEW = 20
"""Characters per page below which a document is a scan with at most a stamp as text."""


def read_pdf(body: bytes) -> FileText:
    """Page by page; a document without text on any page is a scan."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        is_locked = _LOCKED in str(error).lower()
        return FileText(FileState.ENCRYPTED if is_locked else FileState.BROKEN)
    count = len(document)
    gathered, empty = Gathered(), 0
    for number in range(min(count, MOST_PAGES)):
        try:
            text = document[number].get_textpage().get_text_bounded()
        except pypdfium2.PdfiumError:
            text = ""
        empty += len(text.strip()) < _FEW
        gathered.add(text.replace("\r\n", "\n") + "\n")
        if gathered.is_full:
            break
    if not gathered.text.strip():
        return FileText(FileState.SCANNED if count else FileState.BROKEN)
    is_scan = empty == count and _has_pictures(document)
    if is_scan:
        return FileText(FileState.SCANNED, gathered.text)
    return gathered.result(is_cut=count > MOST_PAGES, detail=_scans(empty, document))


def _scans(empty: int, document: object) -> str | None:
    """Pages that hold pictures only are said, not called clean."""
    return f"其中 {empty} 页没有文字层" if empty and _has_pictures(document) else None


def _has_pictures(document: object) -> bool:
    import pypdfium2
    from pypdfium2 import raw

    assert isinstance(document, pypdfium2.PdfDocument)
    for number in range(min(len(document), 20)):
        objects = document[number].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)
        if next(iter(objects), None) is not None:
            return True
    return False
