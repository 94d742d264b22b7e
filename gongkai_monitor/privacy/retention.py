"""What is deleted once a night because its time is over: rows of the lake, files of imports."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from gongkai_monitor.clock import china_date
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.retention import purge

_BOARD_PAGES = "*/*-board-*.warc.gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeReport:
    """What one purge did.

    Attributes:
        kept_since: what citizens wrote before it went.
        rows: deleted (of ``hotspots``: cleared) rows by table.
        files: deleted files and folders.
    """

    kept_since: datetime
    rows: dict[str, int]
    files: int


def purge_expired(settings: Settings, now: datetime) -> PurgeReport:
    """Delete what is older than ``[privacy]`` allows; safe to repeat.

    Raises:
        StoreError: when the lake cannot be written.
    """
    kept_since = now - timedelta(days=settings.privacy.message_days)
    with closing(open_store(settings, read_only=False)) as conn:
        rows = purge(conn, kept_since=kept_since)
    files_since = now - timedelta(days=settings.privacy.import_days)
    old = [
        *_older(settings.drop.glob("done/*"), files_since),
        *_older(settings.drop.glob("rejected/*"), files_since),
        *_older(settings.incoming.parent.glob("rejected/*"), kept_since),
        *_board_pages(settings.evidence, kept_since),
    ]
    for path in old:
        _remove(path)
    return PurgeReport(kept_since=kept_since, rows=rows, files=len(old))


def _older(paths: Iterable[Path], limit: datetime) -> Iterator[Path]:
    """What was put there before ``limit``: moving sets this time, not that of the content."""
    return (path for path in paths if path.lstat().st_ctime < limit.timestamp())


def _board_pages(evidence: Path, limit: datetime) -> Iterator[Path]:
    """Raw answers of message boards of days before ``limit``; a day's folder bears its date."""
    last = f"{china_date(limit):%Y%m%d}"
    return (path for path in evidence.glob(_BOARD_PAGES) if path.parent.name < last)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
