"""Deletion of one message on request (个人信息保护法 第四十七条), wherever it lies in a workspace.

What remains is a note of two hashes (``deletions``): a later crawl or import does not bring the
message back, and its day, source and whether it was answered keep counts true.
"""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb
from filelock import FileLock

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.identity import removal_hash
from gongkai_monitor.privacy.files import (
    blank_responses,
    clean_landing,
    quoting_files,
    unread_files,
)
from gongkai_monitor.privacy.needles import forms_of, needles_of
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.deletion import (
    Remembered,
    delete_message,
    find_messages,
    find_places,
    forget_history,
    own_words,
    purged_tables,
    saved_response_files,
)
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.letters import removed_hashes
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.place import lake_place
from gongkai_monitor.store.retention import scrub_catalogue

_IMPORTED = ("drop/done", "drop/rejected")
_MADE = ("reports",)
_BROUGHT = ("drop", "evidence/hand", "evidence/trail", "plans", "jobs", "logs", "dagster", "models")
_SEARCHED = ("drop", "reports", "evidence/hand", "evidence/trail")
_LOCK_SECONDS = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionReport:
    """What one deletion does, or (``is_dry_run``) would do.

    Attributes:
        message_ids: what was found.
        rows: by table; a ``*`` marks chained tables, whose rows stay as they are.
        saved_responses: blanked responses by file.
        landing_files, imported_files, report_files: changed, removed, removed or only named.
        unread: files with a part that could not be opened (damaged, locked, too large), so that
            nobody knows whether they quote it.
        remaining: files that still quote the message and are for a person to look at.
        snapshots: dropped snapshots: the history of the whole lake before now is gone.
    """

    is_dry_run: bool
    message_ids: tuple[str, ...]
    rows: dict[str, int]
    saved_responses: dict[str, int]
    landing_files: tuple[str, ...] = ()
    imported_files: tuple[str, ...] = ()
    report_files: tuple[str, ...] = ()
    remaining: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    snapshots: int = 0


@dataclass(slots=True)
class _Work:
    settings: Settings
    key: str
    found: list[Remembered] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    saved: dict[str, int] = field(default_factory=dict)
    unread: dict[Path, None] = field(default_factory=dict)
    needles: tuple[str, ...] = ()

    def look_for(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Find the message and the words by which its other places are found."""
        self.found = find_messages(conn, self.key)
        titles = [title for one in self.found for title in one.titles]
        needles = needles_of(titles, [text for one in self.found for text in one.texts])
        for one in self.found:
            needles = own_words(conn, one, needles)
        self.needles = needles

    def must_be_found(self) -> None:
        """Nothing to delete is a wrong key."""
        if not self.found:
            fault = Fault(file="数据湖", expected="留言编号或来源网址", actual=f"没有 {self.key}")
            raise InputError([fault])

    @property
    def forms(self) -> tuple[bytes, ...]:
        return forms_of(self.needles)

    def add(self, counts: dict[str, int], total: dict[str, int]) -> None:
        for name, count in counts.items():
            total[name] = total.get(name, 0) + count


def delete_on_request(
    settings: Settings,
    key: str,
    *,
    now: datetime,
    by: str = "",
    reason: str = "",
    dry_run: bool = False,
    with_reports: bool = False,
) -> DeletionReport:
    """Delete one message, comment or 找错 report; the same again finishes what was cut off.

    No other process may be at work on the workspace: history that it reads goes away.

    Args:
        settings: of the workspace.
        key: its id, or (messages) its address.
        now: the moment of the deletion.
        by: who deletes.
        reason: why; no personal data.
        dry_run: only say what would go.
        with_reports: remove the files below ``reports/`` that quote it.

    Raises:
        InputError: nothing has this id or address.
        StoreError: the lake cannot be written.
    """
    work = _Work(settings, key)
    if not dry_run:
        load_incoming(settings, now=now)
    with closing(open_store(settings, read_only=dry_run)) as conn:
        work.look_for(conn)
        is_begun = not work.found and removal_hash(key) in removed_hashes(conn)
        if dry_run or not is_begun:
            work.must_be_found()
        _blank(conn, work, now=now, dry_run=dry_run)
        # The rows go last: after a run that was cut off, the next one finds them and the files.
        files = _files(work, dry_run=dry_run, with_reports=with_reports)
        for one in work.found:
            if dry_run:
                work.add(find_places(conn, one, work.needles).rows, work.rows)
            else:
                counts = delete_message(conn, one, work.needles, now=now, by=by, reason=reason)
                work.add(counts, work.rows)
        tables = purged_tables(conn) if is_begun else work.rows
        snapshots = 0 if dry_run else forget_history(conn, tables)
    if not dry_run:
        _scrub_catalogue(settings)
    return DeletionReport(
        is_dry_run=dry_run,
        message_ids=tuple(dict.fromkeys(one.message_id for one in work.found)) or (key,),
        rows=work.rows,
        saved_responses=work.saved,
        snapshots=snapshots,
        **files,
    )


def _blank(conn: duckdb.DuckDBPyConnection, work: _Work, *, now: datetime, dry_run: bool) -> None:
    for one in work.found:
        if one.site_code or one.url:
            files = saved_response_files(conn, one)
            counts, unread = blank_responses(
                work.settings.evidence, files, one, work.forms, now=now, dry_run=dry_run
            )
            work.add(counts, work.saved)
            work.unread |= dict.fromkeys(unread)


def _files(work: _Work, *, dry_run: bool, with_reports: bool) -> dict[str, tuple[str, ...]]:
    """Clean or remove the files that quote the message; their names by field of the report."""
    folder = work.settings.workspace
    forms = work.forms
    landing: list[Path] = []
    for one in work.found if not dry_run else ():
        landing += clean_landing(work.settings, one, work.needles)
    if dry_run:
        landing = quoting_files([work.settings.incoming.parent], forms)
    imported = quoting_files([folder / name for name in _IMPORTED], forms)
    reports = quoting_files([folder / name for name in _MADE], forms)
    for path in () if dry_run else (*imported, *(reports if with_reports else ())):
        path.unlink()
    others = quoting_files([folder / name for name in _BROUGHT], forms)
    left = [path for path in others if path not in imported]
    if not with_reports:
        left += reports
    return {
        "landing_files": _names(folder, landing),
        "imported_files": _names(folder, imported),
        "report_files": _names(folder, reports if with_reports else ()),
        "remaining": _names(folder, left),
        "unread": _names(
            folder, [*work.unread, *unread_files(folder / name for name in _SEARCHED)]
        ),
    }


def _scrub_catalogue(settings: Settings) -> None:
    """Rows and statistics in the free pages of the embedded catalogue."""
    place = lake_place(settings)
    if place.catalog_file is not None:
        with FileLock(str(place.lock_file), timeout=_LOCK_SECONDS):
            scrub_catalogue(place.catalog_file)


def _names(folder: Path, paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(path.relative_to(folder).as_posix() for path in paths)
