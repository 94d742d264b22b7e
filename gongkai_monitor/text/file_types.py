"""What a file is by its first bytes, and whether that fits its name."""

from gongkai_monitor.vocabulary import Term


class FileKind(Term):
    """Kinds of files told apart by their first bytes."""

    HTML = "html", "网页"
    PDF = "pdf", "PDF"
    ZIP = "zip", "ZIP 类（docx、xlsx、pptx、ofd、zip）"
    OLE = "ole", "OLE 类（doc、xls、ppt、wps、et）"
    RAR = "rar", "RAR"
    SEVEN_ZIP = "7z", "7z"
    GZIP = "gzip", "gzip"
    RTF = "rtf", "RTF"
    XML = "xml", "XML"
    IMAGE = "image", "图片"
    AUDIO_VIDEO = "audio_video", "音视频"
    EMPTY = "empty", "空文件"
    UNKNOWN = "unknown", "未知"


_MAGIC: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF", FileKind.PDF),
    (b"PK\x03\x04", FileKind.ZIP),
    (b"PK\x05\x06", FileKind.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.OLE),
    (b"Rar!\x1a\x07", FileKind.RAR),
    (b"7z\xbc\xaf\x27\x1c", FileKind.SEVEN_ZIP),
    (b"\x1f\x8b", FileKind.GZIP),
    (b"{\\rtf", FileKind.RTF),
    (b"\x89PNG", FileKind.IMAGE),
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"GIF8", FileKind.IMAGE),
    (b"BM", FileKind.IMAGE),
    (b"ID3", FileKind.AUDIO_VIDEO),
    (b"\xff\xfb", FileKind.AUDIO_VIDEO),
    (b"FLV", FileKind.AUDIO_VIDEO),
    (b"RIFF", FileKind.AUDIO_VIDEO),
    (b"0&\xb2u\x8ef\xcf\x11", FileKind.AUDIO_VIDEO),
)
_OFFICE = frozenset({FileKind.OLE, FileKind.ZIP, FileKind.RTF, FileKind.XML})
_ARCHIVE = frozenset({FileKind.ZIP, FileKind.RAR, FileKind.SEVEN_ZIP, FileKind.GZIP})
_FITTING: dict[str, frozenset[FileKind]] = {
    "pdf": frozenset({FileKind.PDF}),
    "ofd": frozenset({FileKind.ZIP}),
    **dict.fromkeys(("doc", "xls", "ppt", "wps", "et", "dps"), _OFFICE),
    **dict.fromkeys(("docx", "xlsx", "pptx"), frozenset({FileKind.ZIP, FileKind.OLE})),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tgz"), _ARCHIVE),
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "bmp"), frozenset({FileKind.IMAGE})),
}
"""Kinds that a reader's programs open under each ending; a docx may be an encrypted OLE file."""

_MUST_NOT_BE = frozenset({FileKind.HTML, FileKind.EMPTY})


def file_kind(first_bytes: bytes) -> FileKind:
    """The kind of a file by its first bytes (256 are enough)."""
    if not first_bytes:
        return FileKind.EMPTY
    for magic, kind in _MAGIC:
        if first_bytes.startswith(magic):
            return kind
    if first_bytes[4:8] == b"ftyp":
        return FileKind.AUDIO_VIDEO
    start = first_bytes[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<script", b"<body", b"<meta")):
        return FileKind.HTML
    if start.startswith(b"<?xml"):
        return FileKind.HTML if b"<html" in start else FileKind.XML
    return FileKind.HTML if b"<html" in start and start.startswith(b"<") else FileKind.UNKNOWN


def is_wrong_type(ending: str, first_bytes: bytes) -> bool:
    """Whether a file cannot be what its ending says; in doubt it is not called wrong.

    Old office files saved as HTML (``.xls``, ``.doc`` holding a table) open all the same and
    carry office marks in their head, so they are not wrong.
    """
    fitting = _FITTING.get(ending.lower())
    if fitting is None:
        return False
    kind = file_kind(first_bytes)
    if kind is FileKind.HTML and ending.lower() in {"doc", "xls", "wps", "et"}:
        return b"urn:schemas-microsoft-com:office" not in first_bytes
    return kind in _MUST_NOT_BE if kind not in fitting else False
