"""Batches waiting in ``landing/incoming``: which are sound, in which groups, where they go."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai_monitor.landing import BatchFault, check_batch

GROUP_BYTES = 128_000_000
GROUP_ROWS = 1_000_000
GROUP_BATCHES = 200
"""Batches of one transaction: a commit costs the same for one batch or two hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A sound batch folder. The same name and fingerprint is the same batch."""

    name: str
    folder: Path
    fingerprint: str
    rows: dict[str, int]
    size: int

    @property
    def row_count(self) -> int:
        """Rows of all its tables."""
        return sum(self.rows.values())


def waiting(incoming: Path) -> list[Path]:
    """Entries of the incoming folder by name; hidden ones are still being written."""
    if not incoming.is_dir():
        return []
    return sorted(path for path in incoming.iterdir() if not path.name.startswith("."))


def inspect(path: Path) -> Batch:
    """Prove that a batch can be loaded.

    Raises:
        BatchFault: it cannot, and why.
    """
    if not path.is_dir():
        raise BatchFault(f"{path.name}: 期望批次文件夹，实际是单个文件")
    rows = check_batch(path)
    files = [path / f"{table}.parquet" for table in sorted(rows)]
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as handle:
            digest.update(hashlib.file_digest(handle, "sha256").digest())
        digest.update(file.name.encode())
    return Batch(
        name=path.name,
        folder=path,
        fingerprint=digest.hexdigest(),
        rows=rows,
        size=sum(file.stat().st_size for file in files),
    )


def groups(batches: Iterable[Batch]) -> Iterator[list[Batch]]:
    """Consecutive batches that are loaded in one transaction."""
    group: list[Batch] = []
    for batch in batches:
        together = [*group, batch]
        is_too_large = (
            sum(one.size for one in together) > GROUP_BYTES
            or sum(one.row_count for one in together) > GROUP_ROWS
            or len(together) > GROUP_BATCHES
        )
        if group and is_too_large:
            yield group
            group = []
        group.append(batch)
    if group:
        yield group


def put_aside(path: Path, folder: Path, reason: str | None = None) -> Path:
    """Move a batch into ``loaded`` or ``rejected``; the reason is written beside it first."""
    folder.mkdir(parents=True, exist_ok=True)
    place, copy = folder / path.name, 0
    while place.exists():
        copy += 1
        place = folder / f"{path.name}~{copy}"
    if reason is not None:
        place.with_name(f"{place.name}.原因.txt").write_text(reason + "\n", encoding="utf-8")
    path.rename(place)
    return place
