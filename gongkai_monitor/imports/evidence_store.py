"""From a person's evidence to the store: the files are kept first, then the rows that name them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gongkai_monitor.errors import Fault, StoreError, reason_of
from gongkai_monitor.identity import stable_id
from gongkai_monitor.imports.evidence import EvidenceReading, Looks, read_evidence_list
from gongkai_monitor.imports.evidence_file import keep
from gongkai_monitor.imports.result import ImportResult
from gongkai_monitor.imports.subjects import AccountNames
from gongkai_monitor.imports.writing import write_rejected
from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.model.observations import AccountSnapshot, HandEvidence, InteractionCheck
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.registry import read_registry


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceOutcome:
    """What became of evidence."""

    files: int
    readings: int  # accounts whose list a person told about
    checks: int
    rejected: int
    faults: tuple[Fault, ...] = ()
    rejected_file: Path | None = None


def import_evidence_list(
    settings: Settings, file: Path, *, now: datetime, is_partial: bool = False
) -> EvidenceOutcome:
    """Import a list of looks; with faults nothing changes, unless the good rows are asked for.

    Raises:
        StoreError: the store or the evidence folder cannot be written.
    """
    registry = _registry(settings, now)
    round_id = f"hand-{stable_id(file.name, now.isoformat())}"
    reading = read_evidence_list(file, round_id=round_id, observed_at=now, registry=registry)
    result = reading.result
    rejected_file = None
    if result.faults:
        if not is_partial:
            return _outcome(reading, is_stored=False)
        rejected_file = file.parent / f"{file.stem}-退回.xlsx"
        write_rejected(result.rejected_rows, rejected_file)
    _store(settings, reading, round_id, now)
    return _outcome(reading, is_stored=True, rejected_file=rejected_file)


def import_look(
    settings: Settings, files: Sequence[Path], fields: Mapping[str, Any], *, now: datetime
) -> EvidenceOutcome:
    """Import one look at one account; the fields are those of the list's columns.

    Raises:
        InputError: a file may not be kept.
        StoreError: the store or the evidence folder cannot be written.
    """
    names = AccountNames.of(_registry(settings, now))
    round_id = f"hand-{stable_id(*(str(file) for file in files), now.isoformat())}"
    folders = {file.parent for file in files}
    if len(folders) != 1:
        fault = Fault(file=files[0].name, expected="同一文件夹中的文件", actual="几个文件夹")
        return _outcome(EvidenceReading(result=ImportResult(records=(), faults=(fault,))))
    looks = Looks(names, round_id, now, folders.pop())
    wrong = looks.take({**fields, "files": tuple(file.name for file in files)})
    faults = () if wrong is None else (
        Fault(file=files[0].name, column=wrong[0], expected=wrong[1], actual=wrong[2]),
    )  # fmt: skip
    reading = EvidenceReading(
        result=ImportResult(records=tuple(looks.records), faults=faults),
        files=tuple(looks.files.values()),
    )
    if faults:
        return _outcome(reading)
    _store(settings, reading, round_id, now)
    return _outcome(reading, is_stored=True)


def _registry(settings: Settings, now: datetime) -> Registry:
    with open_store(settings) as conn:
        return read_registry(conn, now)


def _store(settings: Settings, reading: EvidenceReading, round_id: str, now: datetime) -> None:
    for file, taken_at in reading.files:
        try:
            keep(file, settings.evidence, taken_at)
        except OSError as error:
            raise StoreError(f"证据文件 {file.name} 无法保存：{reason_of(error)}") from error
    if not reading.result.records:
        return
    with LandingBatch(settings.incoming, round_id) as batch:
        for record in reading.result.records:
            batch.write(record)
        batch.commit()
    load_incoming(settings, now=now)


def _outcome(
    reading: EvidenceReading, *, is_stored: bool = False, rejected_file: Path | None = None
) -> EvidenceOutcome:
    records = reading.result.records if is_stored else ()
    kinds = [type(record) for record in records]
    return EvidenceOutcome(
        files=kinds.count(HandEvidence),
        readings=kinds.count(AccountSnapshot),
        checks=kinds.count(InteractionCheck),
        rejected=len(reading.result.rejected_rows),
        faults=reading.result.faults,
        rejected_file=rejected_file,
    )
