"""From a file of people to the store: imports by command and by the drop folder.

An import writes a landing batch like any spider and is loaded the same way, so a killed import
leaves nothing half-written and the same file twice changes nothing.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, assert_never

from gongkai_monitor.errors import Fault, InputError, reason_of
from gongkai_monitor.identity import content_hash
from gongkai_monitor.imports.error_reports import read_error_reports
from gongkai_monitor.imports.hot_searches import read_hot_searches
from gongkai_monitor.imports.messages import read_messages
from gongkai_monitor.imports.metrics import read_metrics
from gongkai_monitor.imports.posts import read_posts
from gongkai_monitor.imports.replies import read_replies
from gongkai_monitor.imports.result import ImportResult
from gongkai_monitor.imports.source import refusal
from gongkai_monitor.imports.writing import write_rejected
from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.model.observations import Observation
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.settings import ProviderMapping, Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.letters import removed_hashes
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.registry import read_registry
from gongkai_monitor.store.withheld import count_removed
from gongkai_monitor.vocabulary import Term

_UNFINISHED = frozenset({".tmp", ".part", ".partial", ".crdownload", ".download", ".lock"})
_MOST_BYTES = 500_000_000


class ImportKind(Term):
    """What a file holds; a dropped file says it by the beginning of its name."""

    MESSAGES = "messages", "留言"
    POSTS = "posts", "推文"
    METRICS = "metrics", "账号数据"
    REPLIES = "replies", "评论回复"
    ERROR_REPORTS = "error-reports", "找错"
    HOT_SEARCHES = "hot-searches", "热搜"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    """What became of one file.

    Attributes:
        imported: rows that were taken, also those that were stored before.
        rejected: rows at fault.
        faults: what is wrong with them.
        rejected_file: where they were written to.
        withheld: rows that the store does not take, as they were deleted on request.
        warnings: remarks that stop nothing: left-out columns, repeated rows, unknown units.
    """

    imported: int
    rejected: int
    faults: tuple[Fault, ...] = ()
    rejected_file: Path | None = None
    withheld: int = 0
    warnings: tuple[Fault, ...] = ()

    @property
    def words(self) -> str:
        """42 行，退回 0 行，按删除请求不予导入 1 行."""
        kept_out = f"，按删除请求不予导入 {self.withheld} 行" if self.withheld else ""
        remarks = f"，提示 {len(self.warnings)} 条" if self.warnings else ""
        return f"{self.imported} 行，退回 {self.rejected} 行{kept_out}{remarks}"


def import_into_store(
    settings: Settings,
    kind: ImportKind,
    file: Path,
    *,
    now: datetime,
    is_partial: bool = False,
    complete_until: datetime | None = None,
    provider: str | None = None,
    rejected_folder: Path | None = None,
) -> ImportOutcome:
    """Import a file; with faults nothing changes, unless the good rows are asked for.

    Args:
        settings: of the workspace.
        kind: what the file holds.
        file: csv, xlsx or json.
        now: the moment of the import.
        is_partial: take the good rows and write the bad ones to a workbook with 退回原因.
        complete_until: (posts) up to when the exported lists are complete.
        provider: whose export it is: its headings are those of ``[mapping.providers.<name>]``.
        rejected_folder: where that workbook goes; beside the file when not given.

    Raises:
        InputError: the file cannot be opened or is no such table.
        StoreError: the store cannot be written.
    """
    with open_store(settings) as connection:
        registry = read_registry(connection, now)
        removed = frozenset(removed_hashes(connection))
    round_id = f"import-{kind}-{_digest(file)}"
    reading = _Reading(file, round_id, now, registry)
    result = _read(settings, kind, reading, complete_until, provider)
    rejected_file = None
    if result.faults:
        if not is_partial:
            return ImportOutcome(
                imported=0, rejected=len(result.rejected_rows), faults=result.faults
            )
        rejected_file = (rejected_folder or file.parent) / f"{file.stem}-退回.xlsx"
        write_rejected(result.rejected_rows, rejected_file)
    landed = chain(result.records, result.beside)
    _land(settings, f"{round_id}-{now:%Y%m%dT%H%M%S%f}", landed)
    load_incoming(settings, now=now)
    withheld = count_removed(result.records, removed)
    return ImportOutcome(
        imported=len(result.records) - withheld,
        rejected=len(result.rejected_rows),
        faults=result.faults,
        rejected_file=rejected_file,
        warnings=result.warnings,
        withheld=withheld,
    )


def _digest(file: Path) -> str:
    """What tells this file from every other; the same file twice is the same round."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            limit = f"不超过 {_MOST_BYTES // 1_000_000} MB 的文件（可分几次导入）"
            raise refusal(file, limit, f"{file.stat().st_size // 1_000_000} MB")
        return content_hash(file.read_bytes())[:16]
    except OSError as error:
        raise refusal(file, "可以读取的文件", reason_of(error)) from error


def waiting_files(settings: Settings) -> list[Path]:
    """Files in the drop folder by name; half-copied ones (``~``, ``.``, ``.part``) are left alone.

    Links too: what they point to would be read with our rights, and quoted in the faults. Files of
    another kind (an old .xls, a .pdf) are waiting as well: they are put aside with the reason.
    """
    if not settings.drop.is_dir():
        return []
    return sorted(
        path
        for path in settings.drop.iterdir()
        if path.is_file()
        and not path.is_symlink()
        and path.suffix.lower() not in _UNFINISHED
        and path.name[0] not in "~."
    )


def settled_files(settings: Settings, last: Mapping[str, str]) -> tuple[list[Path], dict[str, str]]:
    """Waiting files that nobody is writing any more, and what is to be remembered of all of them.

    A copy over the network or by a slow program stands there under its final name long before it
    is whole: only a file that has not changed since the last look is settled.

    Args:
        settings: of the workspace.
        last: what the last look remembered.
    """
    marks: dict[str, str] = {}
    for path in waiting_files(settings):
        with suppress(OSError):  # moved away in between
            marks[path.name] = mark_of(path)
    settled = [settings.drop / name for name, mark in marks.items() if last.get(name) == mark]
    return settled, marks


def mark_of(path: Path) -> str:
    """Changes with every write: size and times of a file."""
    stat = path.stat()
    return f"{stat.st_size}-{stat.st_mtime_ns}-{stat.st_ctime_ns}"


def import_dropped(settings: Settings, name: str, *, now: datetime) -> str:
    """Import one dropped file: its good rows go in, the file to ``done`` or ``rejected``.

    ``messages-….csv``, ``留言-….xlsx`` and so on say by their beginning what they hold;
    ``posts-<provider>-….csv`` whose export it is. Faults are written beside the rejected file as
    ``<name>.txt``.

    Returns:
        What happened, in Chinese.
    """
    path = settings.drop / Path(name).name
    kind = _kind_of(path.name)
    rejected = settings.drop / "rejected"
    if kind is None:
        names = "、".join(member.label for member in ImportKind)
        words = "、".join(member.value for member in ImportKind)
        _put_aside(path, rejected, [f"文件名应以 {names} 或 {words} 开头"])
        return "文件名不明，未导入"
    rejected.mkdir(exist_ok=True)
    try:
        outcome = import_into_store(
            settings,
            kind,
            path,
            now=now,
            is_partial=True,
            provider=_provider_of(settings, path.name),
            rejected_folder=rejected,
        )
    except InputError as error:
        _put_aside(path, rejected, [str(fault) for fault in error.faults])
        return f"无法读取，未导入（{len(error.faults)} 处）"
    if outcome.faults:
        _put_aside(path, rejected, [str(fault) for fault in outcome.faults])
    else:
        _put_aside(path, settings.drop / "done", [])
    return f"{kind.label}：导入 {outcome.words}"


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file on its way in."""

    file: Path
    round_id: str
    now: datetime
    registry: Registry


def _read(
    settings: Settings,
    kind: ImportKind,
    reading: _Reading,
    complete_until: datetime | None,
    provider: str | None,
) -> ImportResult[Observation]:
    file = reading.file
    context: dict[str, Any] = {
        "round_id": reading.round_id,
        "observed_at": reading.now,
        "registry": reading.registry,
    }
    mapping = settings.mapping
    headings = _headings_of(settings, kind, provider)
    match kind:
        case ImportKind.MESSAGES:
            return read_messages(file, mapping.messages, **context)
        case ImportKind.POSTS:
            return read_posts(
                file, headings.posts, complete_until=complete_until, provider=provider, **context
            )
        case ImportKind.METRICS:
            return read_metrics(file, headings.metrics, **context)
        case ImportKind.REPLIES:
            return read_replies(file, headings.replies, **context)
        case ImportKind.ERROR_REPORTS:
            return read_error_reports(file, mapping.error_reports, **context)
        case ImportKind.HOT_SEARCHES:
            return read_hot_searches(
                file, mapping.hot_searches, round_id=reading.round_id, observed_at=reading.now
            )
    assert_never(kind)


def _headings_of(settings: Settings, kind: ImportKind, provider: str | None) -> ProviderMapping:
    """The headings of a provider, or those for files without one.

    Raises:
        InputError: for a provider that the settings do not name.
    """
    providers = settings.mapping.providers
    if provider is None:
        return settings.mapping
    if provider in providers:
        return providers[provider]
    expected = f"[mapping.providers.{provider}.{kind}]；已有：{'、'.join(providers) or '无'}"
    raise InputError(
        [Fault(file="gongkai.toml", sheet="mapping", expected=expected, actual="没有该数据商")]
    )


def _land(settings: Settings, batch_id: str, records: Iterable[Observation]) -> None:
    with LandingBatch(settings.incoming, batch_id) as batch:
        for record in records:
            batch.write(record)
        batch.commit()


def _kind_of(name: str) -> ImportKind | None:
    for kind in ImportKind:
        if name.startswith((kind.value, kind.label)):
            return kind
    return None


def _provider_of(settings: Settings, name: str) -> str | None:
    """The provider that a dropped file names behind its kind, when the settings know it."""
    parts = name.replace("_", "-").split("-")
    return next((part for part in parts[1:2] if part in settings.mapping.providers), None)


def _put_aside(path: Path, folder: Path, faults: list[str]) -> None:
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    number = 1
    while target.exists():  # an earlier file of the same name is another file
        number += 1
        target = folder / f"{path.stem}-{number}{path.suffix}"
    if faults:
        (folder / f"{target.name}.txt").write_text("\n".join(faults), encoding="utf-8")
    path.replace(target)
