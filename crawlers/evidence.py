"""Raw responses as WARC: one gzip member per response, found again by its offset."""

import io
import zlib
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.exchange import Exchange

Headers = tuple[tuple[bytes, bytes], ...]


class EvidenceFile:
    """``<evidence>/<yyyymmdd>/<batch>.warc.gz``; created with the first response."""

    def __init__(self, root: Path, day: str, name: str) -> None:
        self.relative = f"{day}/{name}.warc.gz"
        self._path = root / self.relative
        self._file: io.BufferedWriter | None = None
        self._writer: WARCWriter | None = None

    def write(self, exchange: Exchange) -> int:
        """Append a response as received; returns the offset of its record."""
        writer = self._open()
        assert self._file is not None
        offset = self._file.tell()
        status = f"{exchange.status} {exchange.reason}".strip()
        # warcio wants text headers; the transfer coding is undone, so it is not stated
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in exchange.headers
            if name.lower() != b"transfer-encoding"
        ]
        record = writer.create_warc_record(
            exchange.url,
            "response",
            payload=io.BytesIO(exchange.raw_body),
            http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": f"{exchange.started_at:%Y-%m-%dT%H:%M:%SZ}",
                **({"WARC-Truncated": "length"} if exchange.is_cut else {}),
            },
        )
        writer.write_record(record)
        record.raw_stream.close()
        return offset

    def flush(self) -> None:
        """Hand what was written to the system, before the rows that point to it are landed."""
        if self._file is not None:
            self._file.flush()

    def close(self) -> None:
        """End the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> WARCWriter:
        if self._writer is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("ab")
            self._writer = WARCWriter(self._file, gzip=True)
        return self._writer


def read_response(path: Path, offset: int) -> tuple[Headers, bytes] | None:
    """Headers and raw body of a saved response; None when it cannot be read any more."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            for record in ArchiveIterator(file):
                headers = tuple(
                    (name.encode("latin-1"), value.encode("latin-1", "replace"))
                    for name, value in record.http_headers.headers
                )
                return headers, record.raw_stream.read()
    except (OSError, EOFError, ValueError, AttributeError, zlib.error, ArchiveLoadFailed):
        return None
    return None
