"""Content decoding with a cap, so that a small body cannot unfold into gigabytes."""

import zlib

SUPPORTED = "gzip, deflate"
_CHUNK = 65_536


class TooLargeError(ValueError):
    """The decoded body is larger than allowed."""


def decompress(body: bytes, encoding: str, max_bytes: int) -> bytes:
    """Undo ``Content-Encoding``; a body cut short gives what could be read.

    Raises:
        TooLargeError: when more than ``max_bytes`` come out.
        ValueError: for an unknown encoding or a damaged body.
    """
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in {"gzip", "x-gzip"}:
            body = _inflate(body, max_bytes, 31)
        elif name == "deflate":
            body = _inflate(body, max_bytes, 15 if _has_zlib_header(body) else -15)
        elif name not in {"", "identity"}:
            raise ValueError(f"unsupported content encoding {name!r}")
    return body


def _has_zlib_header(body: bytes) -> bool:
    return len(body) > 1 and body[0] & 0x0F == 8 and (body[0] * 256 + body[1]) % 31 == 0


def _inflate(body: bytes, max_bytes: int, window_bits: int) -> bytes:
    decoded = bytearray()
    while body:
        member = zlib.decompressobj(window_bits)
        waiting = body
        try:
            while waiting and not member.eof:
                decoded += member.decompress(waiting, _CHUNK)
                if len(decoded) > max_bytes:
                    raise TooLargeError(f"more than {max_bytes} bytes after decoding")
                waiting = member.unconsumed_tail
        except zlib.error as error:
            if decoded:  # rubbish after a whole member
                break
            raise ValueError(f"damaged compressed body: {error}") from error
        body = member.unused_data if window_bits == 31 else b""
    return bytes(decoded)
