"""By which words a deleted message is looked for, however a file is packed and encoded. Pure."""

import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator

_TOKEN = re.compile(r"【[^【】]{1,8}】")
_BREAK = re.compile(r"[\n\r。！？；!?;…]+")
_LEAST, _MOST = 8, 40
_MOST_NEEDLES = 24
_MOST_UNPACKED = 200_000_000
_MOST_DEPTH = 3
_PIECE = 16_384
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_ZIP_FAULTS = (zipfile.BadZipFile, OSError, RuntimeError, zlib.error, NotImplementedError)


def needles_of(titles: Iterable[str], texts: Iterable[str]) -> tuple[str, ...]:
    """Passages of a masked message long enough to be nobody else's, the longest first.

    Titles that are shorter say nothing (咨询); texts that are short as a whole are taken whole.
    """
    found: dict[str, None] = {}
    for text in (*titles, *texts):
        passages = [part.strip() for whole in _TOKEN.split(text) for part in _BREAK.split(whole)]
        for passage in passages:
            if len(passage) >= _LEAST:
                found[passage] = None
                found[passage[:_MOST]] = None
    return tuple(sorted(found, key=len, reverse=True)[:_MOST_NEEDLES])


def forms_of(needles: Iterable[str]) -> tuple[bytes, ...]:
    """The needles as bytes of files: UTF-8, GBK, UTF-16, escaped for JSON and for HTML."""
    forms: dict[bytes, None] = {}
    for needle in needles:
        forms[needle.encode("utf-8")] = None
        forms[needle.encode("utf-16-le")] = None
        forms[needle.encode("gb18030", "replace")] = None
        escaped = json.dumps(needle)[1:-1]
        forms[escaped.encode()] = None
        forms["".join(f"&#{ord(char)};" for char in needle).encode()] = None
    return tuple(forms)


def holds(body: bytes, forms: Iterable[bytes]) -> bool:
    """Whether bytes hold one of the forms, also inside gzip, deflate and zip."""
    wanted = tuple(forms)
    return any(form in part for part in unpacked(body) for form in wanted)


def is_readable(body: bytes) -> bool:
    """Whether everything packed in bytes could be looked into: not damaged, locked or too large."""
    return None not in _layers(body)


def unpacked(body: bytes) -> Iterator[bytes]:
    """The bytes themselves and everything that is packed in them, within reason."""
    return (part for part in _layers(body) if part is not None)


def _layers(body: bytes, depth: int = 0) -> Iterator[bytes | None]:
    """The same with None for each part that nobody could look into."""
    yield body
    is_gzip, is_zip = body[:2] == _GZIP, body[:4] == _ZIP
    if depth >= _MOST_DEPTH and (is_gzip or is_zip):
        yield None
    elif is_gzip:
        end = 0
        for _, until, content in gzip_spans(body):
            end = until
            yield from _layers(content, depth + 1)
        if rest := body[end:].rstrip(b"\x00"):
            yield _begun(rest)
            yield None
    elif is_zip:
        yield from _zip_layers(body, depth)


def gzip_spans(body: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(begin, end, content) of every gzip member; a damaged rest ends it."""
    view = memoryview(body)
    at = 0
    while at < len(body) and body[at : at + 2] == _GZIP:
        found = _gzip_member(view, at)
        if found is None:
            return
        end, content = found
        yield at, end, content
        at = end


def _gzip_member(view: memoryview, begin: int) -> tuple[int, bytes] | None:
    """End and content of one member, read piece by piece: a file holds many thousands of them."""
    member = zlib.decompressobj(31)
    parts: list[bytes] = []
    room, at = _MOST_UNPACKED, begin
    try:
        while not member.eof and at < len(view) and room > 0:
            parts.append(member.decompress(view[at : at + _PIECE], room))
            room -= len(parts[-1])
            at += _PIECE
    except zlib.error:
        return None
    if not member.eof:
        return None
    return min(at, len(view)) - len(member.unused_data), b"".join(parts)


def _begun(rest: bytes) -> bytes:
    """What a damaged gzip member holds before the damage."""
    member = zlib.decompressobj(31)
    parts: list[bytes] = []
    room = _MOST_UNPACKED
    try:
        for at in range(0, len(rest), _PIECE):
            parts.append(member.decompress(rest[at : at + _PIECE], room))
            room -= len(parts[-1])
            if member.eof or room <= 0:
                break
    except zlib.error:
        pass
    return b"".join(parts)


def _zip_layers(body: bytes, depth: int) -> Iterator[bytes | None]:
    try:
        for entry in _zip_entries(body):
            yield from _layers(entry, depth + 1)
    except _ZIP_FAULTS:
        yield None


def _zip_entries(body: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        left = _MOST_UNPACKED
        for entry in archive.infolist():
            left -= entry.file_size
            if left < 0:
                raise zipfile.BadZipFile("more than is looked into")
            yield archive.read(entry)


def http_body(record: bytes) -> bytes:
    """What a saved HTTP response holds, its content coding undone where it is known.

    A gzip coding stays: ``holds`` and ``is_readable`` look into it.
    """
    head, _, rest = record.partition(b"\r\n\r\n")  # WARC
    inner, _, body = rest.removesuffix(b"\r\n\r\n").partition(b"\r\n\r\n")  # HTTP
    coding = re.search(rb"(?im)^content-encoding:[ \t]*(\S+)", inner)
    del head
    if coding and coding[1].lower() == b"deflate":
        for window in (15, -15):
            try:
                return zlib.decompressobj(window).decompress(body, _MOST_UNPACKED)
            except zlib.error:
                continue
    return body


def blank_member(length: int, record: bytes) -> bytes | None:
    """A gzip member of exactly ``length`` bytes that holds ``record``; None when it is too long.

    The rest is filled by the comment field of the gzip header, so that nothing behind it moves.
    """
    packed = gzip.compress(record, mtime=0)
    room = length - len(packed) - 1
    if room < 0:
        return None
    head = packed[:3] + b"\x10" + packed[4:10]  # FCOMMENT
    return head + b" " * room + b"\x00" + packed[10:]
