"""字符编码: bytes of a page to text, whatever the page declares.

Old government sites declare GB2312 and send UTF-8, or the reverse, or nothing. The bytes decide;
the declaration only breaks ties.
"""

import codecs
import re
from dataclasses import dataclass

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

UTF8 = "utf-8"
GB = "gb18030"

_GB_FAMILY = frozenset({"gb18030", "gbk", "gb2312", "cp936", "hz"})
_MAY_BE_OVERRULED = _GB_FAMILY | {UTF8, "cp1252", "ascii", "iso8859-1"}
_READABLE_PER_ERROR = 20
_MOJIBAKE_RATIO = 0.05
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_GB2312_PAIRS = re.compile(rb"(?:[\xa1-\xf7][\xa1-\xfe])+")
_THREE_BYTES = re.compile("[\u0800-\U0010ffff]")
_UNSAFE = re.compile("[\x00\ud800-\udfff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_TYPICAL_GARBAGE = re.compile("锟斤拷|烫烫烫|屯屯屯|\ufffd")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a page and the charset that gave it (``utf-8``, ``gb18030``, ...)."""

    text: str
    charset: str


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Decode a page; never raises, never leaves NULs or lone surrogates.

    Args:
        body: raw bytes, transfer encoding removed.
        content_type: the HTTP ``Content-Type`` header, if there was one.
    """
    bom_charset, bom = read_bom(body)
    if bom_charset and bom:
        return _decoded(body[len(bom) :], _name(bom_charset) or UTF8)
    declared = _declared(body, content_type)
    if declared is None and _looks_utf16(body):
        declared = "utf-16-le" if body[1:2] == b"\x00" else "utf-16-be"
    if declared and declared not in _MAY_BE_OVERRULED and _decodes(body, declared):
        return _decoded(body, declared)
    return _decoded(body, _best_of_utf8_and_gb(body, declared))


def clean_text(text: str) -> str:
    """The text without NULs and lone surrogates, which parsers and Parquet refuse."""
    if not _UNSAFE.search(text):
        return text
    return _UNSAFE.sub(lambda match: "" if match[0] == "\x00" else "\ufffd", text)


def is_mojibake(text: str) -> bool:
    """Whether the text was already destroyed at its source (a lossy wrong conversion)."""
    garbage = sum(len(match) for match in _TYPICAL_GARBAGE.findall(text))
    if garbage < 3:
        return False
    return garbage >= _MOJIBAKE_RATIO * len(_NOT_ASCII.findall(text))


def _declared(body: bytes, content_type: str | None) -> str | None:
    """Python name of the declared charset: the header first, then the page."""
    from_header = http_content_type_encoding(content_type) if content_type else None
    return _name(from_header) or _name(html_body_declared_encoding(body[:4096]))


def _name(label: str | None) -> str | None:
    """Python name of a charset label; None when it is unknown."""
    resolved = resolve_encoding(label) if label else None
    return codecs.lookup(resolved).name if resolved else None


def _best_of_utf8_and_gb(body: bytes, declared: str | None) -> str:
    """Which of the two the bytes are."""
    try:
        text = body.decode(UTF8)
    except UnicodeDecodeError:
        return _less_damaged(body)
    if text.isascii() or _THREE_BYTES.search(text):
        return UTF8
    # Only two-byte sequences: short GB text may be valid UTF-8 by accident.
    if declared == UTF8 or not _decodes(body, GB):
        return UTF8
    return GB if declared in _GB_FAMILY or _is_plain_gb2312(body) else UTF8


def _is_plain_gb2312(body: bytes) -> bool:
    """Every run of high bytes is GB2312 pairs, and one has at least two of them."""
    runs = _HIGH_BYTES.findall(body)
    return all(_GB2312_PAIRS.fullmatch(run) for run in runs) and max(map(len, runs)) >= 4


def _less_damaged(body: bytes) -> str:
    """For bytes that are not clean UTF-8: UTF-8 with a few bad bytes or cut short, or GB."""
    text = body.decode(UTF8, "replace")
    errors = text.count("\ufffd")
    readable = len(_THREE_BYTES.findall(text)) - errors
    if readable >= _READABLE_PER_ERROR * errors or _is_cut_utf8(body):
        return UTF8
    if _decodes(body, GB):
        return GB
    return UTF8 if errors < body.decode(GB, "replace").count("\ufffd") else GB


def _is_cut_utf8(body: bytes) -> bool:
    """UTF-8 whose last character is incomplete (the download was cut)."""
    for cut in (1, 2, 3):
        try:
            head = body[:-cut].decode(UTF8)
        except UnicodeDecodeError:
            continue
        return bool(_THREE_BYTES.search(head))
    return False


def _looks_utf16(body: bytes) -> bool:
    """ASCII mark-up with a NUL beside every character."""
    head = body[:400]
    return len(head) >= 8 and head.count(b"\x00") * 5 >= len(head) * 2


def _decodes(body: bytes, charset: str) -> bool:
    """Whether the bytes are valid in this charset."""
    try:
        body.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _decoded(body: bytes, charset: str) -> Decoded:
    """Decode with marks for bad bytes."""
    return Decoded(clean_text(body.decode(charset, "replace")), charset)
