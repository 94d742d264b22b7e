"""人工采集: what a person saw of an account, with the screenshot or export that proves it.

One row of the list is one look at one account: who looked, when, the files, and what was seen:
the newest post, or that there is none, or whether a way to reach the account works. The rows are
judged by the same rules as those of a machine; a look proves silence up to its own moment only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from gongkai_monitor.clock import CHINA
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.identity import stable_id
from gongkai_monitor.imports.accounts import ACCOUNT_COLUMNS, column_faults, find_account
from gongkai_monitor.imports.cells import (
    CellError,
    read_names,
    read_paragraphs,
    read_text,
    read_url,
    term_reader,
    text_of,
)
from gongkai_monitor.imports.cleaning import narrow
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.evidence_file import EvidenceFile, read_evidence_file
from gongkai_monitor.imports.gathering import Gathering
from gongkai_monitor.imports.result import ImportResult, TableReading, read_tables
from gongkai_monitor.imports.rows import ReadRow
from gongkai_monitor.imports.subjects import AccountNames
from gongkai_monitor.imports.table import Value
from gongkai_monitor.imports.times import first_instant, last_instant, read_instant
from gongkai_monitor.model.observations import (
    AccountSnapshot,
    HandEvidence,
    InteractionCheck,
    Observation,
    Post,
)
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.text.post_key import post_key_of
from gongkai_monitor.vocabulary import (
    CollectedBy,
    CollectionCause,
    CollectionState,
    HandEvidenceKind,
    InteractionWay,
    TimePrecision,
    YesNo,
)

SOURCE = "import"
_SEEN = {"有": True, "是": True, "无": False, "否": False}
_OLDEST = timedelta(days=366)


def read_seen(value: Value) -> bool | None:
    """有无推文: 有/无. 无 says that the account has never posted: no empty cell."""
    text = narrow(text_of(value, "有/无"))
    if text and text not in _SEEN:
        raise CellError("有/无", text)
    return _SEEN.get(text)


COLUMNS = (
    *ACCOUNT_COLUMNS,
    Column(heading="采集时间", field="taken", read=read_instant, must_stand=True, is_date=True,
           width=18, hint="看到的时间，如 2026-09-18 10:20"),
    Column(heading="采集人", field="taken_by", read=read_text, must_stand=True, width=12),
    Column(heading="职务", field="role", read=read_text, must_stand=True, width=14),
    Column(heading="取证方式", field="kind", read=term_reader(HandEvidenceKind),
           labels=tuple(kind.label for kind in HandEvidenceKind), width=12),
    Column(heading="证据文件", field="files", read=read_names, must_stand=True, width=28,
           hint="与本清单同一文件夹中的文件名，多个用顿号分开"),
    Column(heading="有无推文", field="has_posts", read=read_seen, labels=("有", "无"), width=10,
           hint="从未发过推文的填“无”"),
    Column(heading="最近更新时间", field="published", read=read_instant, is_date=True, width=18),
    Column(heading="最近推文标题", field="title", read=read_text, width=36),
    Column(heading="最近推文链接", field="url", read=read_url, width=36),
    Column(heading="互动方式", field="way", read=term_reader(InteractionWay),
           labels=tuple(way.label for way in InteractionWay), width=14),
    Column(heading="互动有效", field="way_ok", read=term_reader(YesNo),
           labels=tuple(one.label for one in YesNo), width=10),
    Column(heading="说明", field="note", read=read_paragraphs, width=36),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceReading:
    """What a list holds: its result, and the files that its records name with their moments."""

    result: ImportResult[Observation]
    files: tuple[tuple[EvidenceFile, datetime], ...] = ()


def read_evidence_list(
    path: Path, *, round_id: str, observed_at: datetime, registry: Registry
) -> EvidenceReading:
    """Read a list (清单) of looks; the files stand beside it, in the same folder.

    Args:
        path: .xlsx or .csv with the columns ``COLUMNS``. Rows without 采集时间, 采集人 and
            证据文件 are those of the sampling plan that nobody has filled in yet: left out.
        round_id: names this import in the records.
        observed_at: when it is imported; later times in it are faults.
        registry: the accounts.
    """
    try:
        readings = read_tables(path, COLUMNS, {})
    except InputError as error:
        return EvidenceReading(result=ImportResult(records=(), faults=error.faults))
    looks = Looks(AccountNames.of(registry), round_id, observed_at, path.parent)
    gathering: Gathering[str, Observation] = Gathering()
    for reading in readings:
        filled = replace(reading, rows=tuple(row for row in reading.rows if _is_filled(row)))
        gathering.read(filled, partial(_take, looks, filled), column_faults(filled))
    result = gathering.result_of(looks.records)
    return EvidenceReading(result=result, files=tuple(looks.files.values()))


def _is_filled(row: ReadRow) -> bool:
    return bool({"taken", "taken_by", "files"} & row.fields.keys() or row.faults)


def _take(looks: "Looks", reading: TableReading, row: ReadRow) -> list[Fault]:
    faults = list(row.faults)
    for column in COLUMNS:
        is_told = any(fault.column == column.heading for fault in faults)
        if column.must_stand and column.field not in row.fields and not is_told:
            faults.append(reading.fault(row, (column.heading, "必填", "空")))
    if faults:
        return faults
    try:
        wrong = looks.take(row.fields)
    except InputError as error:
        return [
            reading.fault(row, ("证据文件", fault.expected, f"{fault.file}：{fault.actual}"))
            for fault in error.faults
        ]
    return [reading.fault(row, wrong)] if wrong else []


@dataclass(slots=True)
class Looks:
    """Looks as they are taken: records, and the files to keep."""

    names: AccountNames
    round_id: str
    observed_at: datetime
    folder: Path
    records: list[Observation] = field(default_factory=list)
    files: dict[str, tuple[EvidenceFile, datetime]] = field(default_factory=dict)
    _told: dict[tuple[str, datetime], AccountSnapshot] = field(default_factory=dict)
    _kept: set[tuple[str, str]] = field(default_factory=set)

    def take(self, fields: Mapping[str, Any]) -> tuple[str, str, str] | None:
        """Take one look; (column, expected, actual) of what is wrong with it.

        Raises:
            InputError: one of its files may not be kept.
        """
        code, wrong = find_account(fields, self.names)
        if wrong or code is None:
            return wrong
        if wrong := _wrong_times(fields, self.observed_at) or _wrong_words(fields):
            return wrong
        taken_at = first_instant(fields["taken"])
        files = [self._file(name) for name in fields["files"]]
        first = files[0].evidence_id
        snapshot = self._snapshot(code, taken_at, files, fields)
        before = self._told.get((code, taken_at))
        if snapshot and before and before.newest_at != snapshot.newest_at:
            at = f"{taken_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
            return ("采集时间", "同一账号同一时间只有一种更新情况", at)
        for file in files:
            self._keep(code, taken_at, file, fields)
        if snapshot is not None and before is None:
            self._told[code, taken_at] = snapshot
            self.records.append(snapshot)
            if snapshot.newest_at is not None:
                self.records.append(self._post(code, snapshot.newest_at, fields))
        if "way" in fields:
            self.records.append(self._check(code, taken_at, first, fields))
        return None

    def _file(self, name: str) -> EvidenceFile:
        if Path(name).name != name:
            fault = Fault(file=name, expected="清单所在文件夹中的文件名", actual="带路径的文件名")
            raise InputError([fault])
        return read_evidence_file(self.folder / name)

    def _keep(
        self, code: str, taken_at: datetime, file: EvidenceFile, fields: Mapping[str, Any]
    ) -> None:
        self.files.setdefault(file.evidence_id, (file, taken_at))
        if (file.evidence_id, code) in self._kept:
            return
        self._kept.add((file.evidence_id, code))
        default = HandEvidenceKind.EXPORT if file.extension == "xlsx" else None
        self.records.append(
            HandEvidence(
                evidence_id=file.evidence_id,
                account_code=code,
                taken_at=taken_at,
                taken_by=fields["taken_by"],
                role=fields["role"],
                kind=fields.get("kind") or default or HandEvidenceKind.SCREENSHOT,
                file_name=file.name,
                content_hash=file.content_hash,
                byte_count=len(file.content),
                note=_masked(fields.get("note")),
                round_id=self.round_id,
                observed_at=self.observed_at,
            )
        )

    def _snapshot(
        self, code: str, taken_at: datetime, files: Sequence[EvidenceFile],
        fields: Mapping[str, Any],
    ) -> AccountSnapshot | None:  # fmt: skip
        """What the look proves about the list; nothing when it says nothing about posts."""
        published = fields.get("published")
        if published is None and fields.get("has_posts") is not False:
            return None
        newest = min(first_instant(published), taken_at) if published is not None else None
        names = "、".join(file.name for file in files)
        at = taken_at.astimezone(CHINA)
        who = f"{fields['taken_by']}（{fields['role']}）"
        return AccountSnapshot(
            account_code=code,
            round_id=f"{self.round_id}-{at:%Y%m%dT%H%M%S}",
            observed_at=taken_at,
            collection_state=CollectionState.COLLECTED,
            cause=CollectionCause.OK,
            detail=f"人工采集：{who}{at:%Y-%m-%d %H:%M}，{names}",
            source=SOURCE,
            collected_by=CollectedBy.MANUAL,
            post_count=int(newest is not None),
            newest_at=newest,
            oldest_at=newest,
            is_complete=True,
            reach_back_at=newest,
            total_count=None if newest is not None else 0,
            evidence_id=files[0].evidence_id,
        )

    def _post(self, code: str, published_at: datetime, fields: Mapping[str, Any]) -> Post:
        title = _masked(fields.get("title"))
        is_day = not isinstance(fields["published"], datetime)
        url = fields.get("url")
        key = post_key_of(url) or url
        key = key or stable_id("post", code, published_at.isoformat(), title or "")
        return Post(
            account_code=code,
            post_key=key,
            published_at=published_at,
            time_precision=TimePrecision.DAY if is_day else TimePrecision.MINUTE,
            title=title,
            url=url,
            source=SOURCE,
            round_id=self.round_id,
            observed_at=self.observed_at,
        )

    def _check(
        self, code: str, taken_at: datetime, evidence_id: str, fields: Mapping[str, Any]
    ) -> InteractionCheck:
        is_ok = {YesNo.YES: True, YesNo.NO: False}.get(fields.get("way_ok", YesNo.UNKNOWN))
        return InteractionCheck(
            account_code=code,
            way=fields["way"],
            checked_at=taken_at,
            is_ok=is_ok,
            seen=_masked(fields.get("note")),
            checked_by=fields["taken_by"],
            evidence_id=evidence_id,
            round_id=self.round_id,
            observed_at=self.observed_at,
        )


def _wrong_times(fields: Mapping[str, Any], observed_at: datetime) -> tuple[str, str, str] | None:
    taken: datetime | date = fields["taken"]
    published: datetime | date | None = fields.get("published")
    if not observed_at - _OLDEST <= first_instant(taken) <= observed_at:
        now = f"{observed_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
        return ("采集时间", f"导入时间 {now} 之前一年内的时间", str(taken))
    if published is not None and first_instant(published) > last_instant(taken):
        return ("最近更新时间", "不晚于采集时间", str(published))
    return None


def _wrong_words(fields: Mapping[str, Any]) -> tuple[str, str, str] | None:
    has_posts, published = fields.get("has_posts"), fields.get("published")
    if has_posts and published is None:
        return ("最近更新时间", "有推文的必填", "空")
    if has_posts is False and published is not None:
        return ("有无推文", "有最近更新时间的填“有”或不填", "无")
    if published is None and {"title", "url"} & fields.keys():
        return ("最近更新时间", "填了推文标题或链接的必填", "空")
    if "way_ok" in fields and "way" not in fields:
        return ("互动方式", "填了互动有效的必填", "空")
    return None


def _masked(text: str | None) -> str | None:
    from gongkai_monitor.text.personal_data import mask_personal_data

    return mask_personal_data(text) if text else None
