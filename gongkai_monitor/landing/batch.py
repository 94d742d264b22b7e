"""The landing writer: records in, one folder of Parquet files out, visible all at once.

Nothing is visible before ``commit()``/``checkpoint()``; each makes a whole folder visible by one
rename, after its files are on disk. A killed process loses what it wrote since its last
checkpoint, and nothing else: the half-written folder is discarded when the batch is opened again
(or by ``store.maintenance``). A spider that resumes from its JOBDIR does not ask again for pages
it had already processed, so a long spider calls ``checkpoint()`` every few hundred pages; what
the last part lost is read again by the next round.
"""

import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from gongkai_monitor.errors import StoreError
from gongkai_monitor.landing.buffer import TableBuffer
from gongkai_monitor.model.observations import TABLES, Observation

TEMPORARY = ".tmp-"
_TABLE_OF = {record: table for table, record in TABLES.items()}


class LandingBatch:
    """One batch of observations: ``with LandingBatch(root, batch_id) as batch: batch.write(…)``.

    Leaving the block normally commits; leaving it by an exception makes nothing more visible.

    Args:
        root: the workspace's ``landing/incoming`` folder; created when absent.
        batch_id: ``<round_id>-<spider>-<subject>``; characters that a folder name cannot hold
            are replaced.
    """

    def __init__(self, root: Path, batch_id: str) -> None:
        self.batch_id = folder_name(batch_id)
        self._root = root
        self._folder = root / f"{TEMPORARY}{self.batch_id}"
        self._buffers: dict[str, TableBuffer] = {}
        self._closed = False
        shutil.rmtree(self._folder, ignore_errors=True)
        self._root.mkdir(parents=True, exist_ok=True)

    def write(self, record: Observation) -> None:
        """Add one record to the table of its class.

        Raises:
            TypeError: for an object that is no observation.
            ValueError: for an instant without a time zone, or a finished batch.
            StoreError: when the disk does not take it.
        """
        if self._closed:
            raise ValueError(f"batch {self.batch_id} is finished")
        table = _TABLE_OF.get(type(record))
        if table is None:
            raise TypeError(f"{type(record).__name__} is no observation record")
        buffer = self._buffers.get(table)
        if buffer is None:
            self._folder.mkdir(exist_ok=True)
            path = self._folder / f"{table}.parquet"
            buffer = self._buffers[table] = TableBuffer(type(record), path)
        try:
            buffer.add(record)
        except OSError as error:
            raise StoreError(f"采集结果写入失败（{self._folder}）：{error}") from error

    def checkpoint(self) -> Path | None:
        """Make everything written so far visible as one part; None when there was nothing.

        Raises:
            StoreError: when the disk does not take it; nothing became visible then.
        """
        if not self._buffers:
            return None
        try:
            for buffer in self._buffers.values():
                buffer.close()
                _sync(buffer.path)
            _sync(self._folder)
            place = _publish(self._folder, self._root, self.batch_id)
        except OSError as error:
            self.abort()
            raise StoreError(f"采集结果写入失败（{self._folder}）：{error}") from error
        self._buffers = {}
        return place

    def commit(self) -> Path | None:
        """Make the rest visible and finish; the folder of the last part, None when empty."""
        place = self.checkpoint()
        self._closed = True
        return place

    def abort(self) -> None:
        """Drop what was written since the last checkpoint and finish."""
        self._closed = True
        for buffer in self._buffers.values():
            try:
                buffer.abandon()
            except OSError:
                continue  # a full disk cannot take the footer either; the file goes anyway
        self._buffers = {}
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._closed:
            return
        if kind is None:
            self.commit()
        else:
            self.abort()


def folder_name(batch_id: str) -> str:
    """The batch id as a folder name: letters of any script, digits and ``-_.@+`` stay."""
    name = "".join(c if c.isalnum() or c in "-_.@+" else "_" for c in batch_id).strip(".")
    if not name:
        raise ValueError(f"batch id {batch_id!r} makes no folder name")
    return name


def _publish(folder: Path, root: Path, name: str) -> Path:
    """Rename the finished folder to the first free ``name``, ``name.1``, and so on."""
    part = 0
    while True:
        place = root / (f"{name}.{part}" if part else name)
        try:
            folder.rename(place)
        except OSError:
            if not place.exists():
                raise
            part += 1
            continue
        _sync(root)
        return place


def _sync(path: Path) -> None:
    """Force a file or folder to disk (folders cannot be synced on Windows)."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
