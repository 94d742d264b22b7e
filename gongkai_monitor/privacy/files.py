"""One message out of the files of a workspace: landing files, saved responses, imported files.

Saved responses are blanked in place: the record is overwritten by an empty one of the same length,
so that every other record keeps its offset. Files that people brought or made are not changed:
those that quote the message are named, and reports are removed when that is asked for.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from gongkai_monitor.privacy.needles import blank_member, gzip_spans, holds, http_body, is_readable
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.deletion import MARK, Remembered
from gongkai_monitor.store.merge import REMOVED_BY
from gongkai_monitor.store.withheld import replace_table

_BLANK = (
    "WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:gongkai:removed>\r\n"
    "WARC-Date: {at:%Y-%m-%dT%H:%M:%SZ}\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n"
    "\r\n\r\n\r\n"
)
_LARGEST = 1_000_000_000


def clean_landing(settings: Settings, one: Remembered, needles: Iterable[str]) -> list[Path]:
    """Take the message out of the batches that were loaded or put aside; the files changed."""
    root = settings.incoming.parent
    paths = [path for name in ("loaded", "rejected") for path in root.glob(f"{name}/*/*.parquet")]
    return [path for path in paths if _clean_table(path, one, tuple(needles))]


def _clean_table(path: Path, one: Remembered, needles: tuple[str, ...]) -> bool:
    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError):
        return False
    changed = table
    keyed = REMOVED_BY.get(path.stem)
    if keyed is not None and keyed[0] in table.column_names:
        own = one.message_id if keyed[1] == "id_hash" else one.url
        if own is not None:
            changed = changed.filter(pc.invert(pc.equal(changed[keyed[0]], own)))
    for place, name in enumerate(changed.column_names):
        column = changed[name]
        for needle in needles if pa.types.is_string(column.type) else ():
            if pc.any(pc.match_substring(column, needle)).as_py():
                column = pc.replace_substring(column, needle, MARK)
                changed = changed.set_column(place, changed.schema.field(name), column)
    if changed.equals(table):
        return False
    replace_table(path, changed)
    return True


def blank_responses(
    evidence: Path,
    files: Iterable[str],
    one: Remembered,
    forms: Iterable[bytes],
    *,
    now: datetime,
    dry_run: bool = False,
) -> tuple[dict[str, int], list[Path]]:
    """Blank the saved responses that hold the message.

    Args:
        evidence: the folder of evidence.
        files: names below it.
        one: the message; what was answered from its own address is blanked in any case.
        forms: of its words (``needles.forms_of``).
        now: written into the empty record.
        dry_run: only count.

    Returns:
        How many by file, and the files with a part that nobody could look into.
    """
    wanted = tuple(forms)
    counts, unread = {}, []
    for name in sorted(set(files)):
        path = evidence / name
        if not path.is_file():  # its time was over
            continue
        spans, is_whole = _records_of(path, one, wanted)
        if spans and not dry_run:
            _overwrite(path, spans, _BLANK.format(at=now).encode())
        if spans:
            counts[name] = len(spans)
        if not is_whole:
            unread.append(path)
    return counts, unread


def _records_of(
    path: Path, one: Remembered, forms: tuple[bytes, ...]
) -> tuple[list[tuple[int, int]], bool]:
    """The records to blank, and whether all the others could be looked into."""
    try:
        body = path.read_bytes()
    except OSError:
        return [], False
    target = f"WARC-Target-URI: {one.url}\r\n".encode() if one.url else None
    spans, end, is_whole = [], 0, True
    for begin, end, record in gzip_spans(body):
        head = record.partition(b"\r\n\r\n")[0] + b"\r\n"
        content = http_body(record)
        if (target and target in head) or holds(content, forms) or holds(record, forms):
            spans.append((begin, end))
        else:
            is_whole = is_whole and is_readable(content)
    return spans, is_whole and end == len(body)


def _overwrite(path: Path, spans: list[tuple[int, int]], blank: bytes) -> None:
    with path.open("r+b") as file:
        for begin, end in spans:
            member = blank_member(end - begin, blank) or blank_member(end - begin, b"")
            file.seek(begin)
            file.write(member or b"\x00" * (end - begin))
        file.flush()
        os.fsync(file.fileno())


def quoting_files(folders: Iterable[Path], forms: Iterable[bytes]) -> list[Path]:
    """Files below the folders that hold the words in any form."""
    wanted = tuple(forms)
    return [path for path in _files_below(folders) if _holds(path, wanted)]


def unread_files(folders: Iterable[Path]) -> list[Path]:
    """Files below the folders of which nobody can say whether they hold the words."""
    return [path for path in _files_below(folders) if not _is_readable(path)]


def _files_below(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path


def _is_readable(path: Path) -> bool:
    try:
        return path.stat().st_size <= _LARGEST and is_readable(path.read_bytes())
    except OSError:
        return False


def _holds(path: Path, forms: tuple[bytes, ...]) -> bool:
    try:
        if path.stat().st_size > _LARGEST:
            return False
        if path.suffix == ".parquet":
            return _parquet_holds(path, forms)
        return holds(path.read_bytes(), forms)
    except OSError:
        return False


def _parquet_holds(path: Path, forms: tuple[bytes, ...]) -> bool:
    """The raw bytes (statistics in the footer too) and the values of every row group."""
    if holds(path.read_bytes(), forms):
        return True
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=4_096):
                text = str(batch.to_pylist()).encode()
                if any(form in text for form in forms):
                    return True
    except (pa.ArrowException, OSError):
        return False
    return False
