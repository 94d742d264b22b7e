"""The ledger of a workspace: import a document, report progress, look at it at a moment."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_monitor.clock import china_date
from gongkai_monitor.duties.document import DutyDocument, read_duties
from gongkai_monitor.duties.ledger import LedgerDuty, ledger_of
from gongkai_monitor.duties.reading import read_text
from gongkai_monitor.duties.records import (
    DutyUpdate,
    Progress,
    StoredDocument,
    StoredDuty,
)
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.identity import content_hash
from gongkai_monitor.imports.source import refusal
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.review.attachment import is_kept
from gongkai_monitor.review.chain import broken_links
from gongkai_monitor.review.desk import noted_heads
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.duties import (
    append_duty_updates,
    read_duty_documents,
    read_duty_updates,
    read_stored_duties,
    save_duties,
)
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.registry import read_registry
from gongkai_monitor.store.runs import read_audits
from gongkai_monitor.vocabulary import DutyState

if TYPE_CHECKING:
    import duckdb

_FILE = "命令"
_MOST_AUDITS = 100_000
_WEB = ("http://", "https://")


def read_ledger(settings: Settings, as_of: datetime) -> list[LedgerDuty]:
    """The ledger at a moment."""
    with open_store(settings) as connection:
        return read_ledger_of(connection, settings, as_of)


def read_ledger_of(
    connection: "duckdb.DuckDBPyConnection", settings: Settings, as_of: datetime
) -> list[LedgerDuty]:
    """The ledger at a moment, through a connection that is open."""
    day = china_date(as_of)
    in_force = load_editions(settings.editions).in_force(day)
    return ledger_of(
        read_duty_documents(connection, as_of),
        read_stored_duties(connection, as_of),
        read_duty_updates(connection, as_of),
        read_registry(connection, as_of).agencies,
        {rule.indicator.code for rule in in_force.rules},
        day,
    )


def import_document(
    settings: Settings, path: Path, *, year: int | None, name: str, recorded_by: str, now: datetime
) -> tuple[DutyDocument, bool]:
    """Put the duties of a document into the ledger; whether they are new.

    The same file is taken once. A year has one document, further ones need a name of their own.

    Raises:
        InputError: it cannot be read, has no duties, is of another year, or its place is taken.
    """
    document = read_duties(read_text(path), year=year)
    if not document.duties:
        raise refusal(path, "有编号任务的工作要点", "没有找到编号的任务")
    if document.year is None:
        raise refusal(path, "标题或落款中有年份，或用 --year 指定", "没有年份")
    if year is not None and document.year != year:
        raise refusal(path, f"{year} 年的文件", f"文件写的是 {document.year} 年")
    key = f"{document.year}-{name}" if name else f"{document.year}"
    stored = StoredDocument(
        document_key=key,
        year=document.year,
        title=document.title,
        file_name=path.name,
        content_hash=content_hash(path.read_bytes()),
        imported_by=recorded_by,
        imported_at=now,
    )
    duties = [
        StoredDuty.of(duty, f"{key}-{place:02d}", key, now)
        for place, duty in enumerate(document.duties, start=1)
    ]

    def is_new(known: Sequence[StoredDocument]) -> bool:
        for one in known:
            if one.content_hash == stored.content_hash:
                return False
            if one.document_key == key:
                said = f"{key} 已导入《{one.title}》（{one.file_name}）"
                raise refusal(path, "尚未导入的台账，或用 --name 另起名称", said)
        return True

    with open_store(settings, read_only=False) as connection:
        return document, save_duties(connection, stored, duties, is_new)


def record_progress(
    settings: Settings, progress: Sequence[Progress], now: datetime
) -> list[DutyUpdate]:
    """Report progress, all of it or nothing.

    Raises:
        InputError: unknown duty, nobody who reports, or done without evidence.
    """
    known = {one.duty_id: one for one in read_ledger(settings, now)}
    faults = [
        Fault(file=_FILE, column=column, expected=expected, actual=actual)
        for one in progress
        for column, expected, actual in objections(one, known.get(one.duty_id))
    ]
    if faults:
        raise InputError(faults)
    with open_store(settings, read_only=False) as connection:
        return append_duty_updates(connection, progress, now)


def objections(progress: Progress, duty: LedgerDuty | None) -> list[tuple[str, str, str]]:
    """What speaks against a report: column, what is expected, what is there."""
    if duty is None:
        return [("编号", "台账中的任务编号，如 2022-05", progress.duty_id)]
    found = []
    if not progress.recorded_by.strip():
        found.append(("填报人", "填报人姓名", ""))
    if progress.state is DutyState.OVERDUE:
        found.append(("状态", "未开始、进行中或已完成（逾期由期限算出，不填报）", "逾期"))
    if progress.evidence_url and not progress.evidence_url.lower().startswith(_WEB):
        found.append(("佐证", "http(s) 网址或文件", progress.evidence_url[:60]))
    if (progress.state is DutyState.DONE or progress.milestone_on) and not progress.has_evidence:
        found.append(("佐证", "完成须附佐证（网址或文件）", ""))
    if progress.state is not DutyState.DONE and not (
        progress.note.strip() or progress.has_evidence
    ):
        found.append(("进展", "进展说明", ""))
    if progress.milestone_on and progress.milestone_on not in _days(duty):
        listed = "、".join(map(str, _days(duty))) or "没有日期"
        found.append(("节点", f"任务中的日期：{listed}", f"{progress.milestone_on}"))
    return found


def verify_updates(settings: Settings, now: datetime) -> tuple[int, list[str]]:
    """How many updates there are, and where their chain or their files do not hold.

    An end that was cut off is seen by what the audits noted of it.
    """
    with open_store(settings) as connection:
        updates = read_duty_updates(connection)
        audits = read_audits(connection, now, limit=_MOST_AUDITS)
    faults = broken_links(updates, noted_heads(audits, "duty_head"))
    if not faults:
        faults = [
            f"第 {one.sequence} 条：佐证文件 {one.file.file_name} 不在证据文件夹或已被改动"
            for one in updates
            if one.file and not is_kept(settings, one.file)
        ]
    return len(updates), faults


def _days(duty: LedgerDuty) -> list[date]:
    return sorted({one.due_on for one in duty.duty.deadlines if one.due_on})
