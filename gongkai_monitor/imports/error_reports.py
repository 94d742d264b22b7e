"""Import 我为政府网站找错: exports of the national system (csv, xlsx, json; rule Z-5).

Its raw field names are read as well as Chinese headings, its codes as well as their labels.
Descriptions and answers are masked before they become records; who reported is never read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.imports.cells import (
    CellError,
    read_code,
    read_paragraphs,
    read_site_code,
    read_text,
)
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.gathering import Gathering
from gongkai_monitor.imports.result import ImportResult, TableReading, read_tables
from gongkai_monitor.imports.rows import ReadRow
from gongkai_monitor.imports.table import Value
from gongkai_monitor.imports.times import first_instant, last_instant, read_instant, shown
from gongkai_monitor.model.observations import ErrorReport
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.vocabulary import ErrorReportKind, ErrorReportState, Term

_KINDS: dict[str, ErrorReportKind] = {
    "0": ErrorReportKind.UNREACHABLE,
    "1": ErrorReportKind.STALE,
    "2": ErrorReportKind.INACCURATE,
    "3": ErrorReportKind.UNANSWERED,
    "4": ErrorReportKind.WORDING,
    "5": ErrorReportKind.FORGED,
    "6": ErrorReportKind.OTHER,
    "10": ErrorReportKind.SERVICE,
    "内容不可用": ErrorReportKind.UNREACHABLE,
    "留言不回复": ErrorReportKind.UNANSWERED,
    "虚假内容": ErrorReportKind.FORGED,
    "服务或功能不可用": ErrorReportKind.SERVICE,
}
_STATES: dict[str, ErrorReportState] = {
    "1": ErrorReportState.HANDLED,
    "22": ErrorReportState.NOT_UPHELD,
    **dict.fromkeys(("12", "13", "19", "20"), ErrorReportState.REJECTED),
    **dict.fromkeys(("办结", "已处理", "已答复", "已回复"), ErrorReportState.HANDLED),
    **dict.fromkeys(("不属实", "答复不属实或无需整改"), ErrorReportState.NOT_UPHELD),
    **dict.fromkeys(("不予受理", "重复", "已退回"), ErrorReportState.REJECTED),
    **dict.fromkeys(("未办结", "处理中", "待处理", "待办", "未处理"), ErrorReportState.OPEN),
}


def _word_reader(terms: type[Term], words: Mapping[str, Term]) -> Callable[[Value], Term | None]:
    """A reader of codes, labels and usual spellings of a closed list."""
    known = {member.label: member for member in terms} | dict(words)
    expected = "/".join(member.label for member in terms)

    def read(value: Value) -> Term | None:
        text = read_code(value)
        if text is None:
            return None
        if text not in known:
            raise CellError(f"{expected}，或全国系统的代码", text)
        return known[text]

    return read


COLUMNS = (
    Column(heading="留言编号", field="report_id", read=read_code, is_required=True),
    Column(heading="网站标识码", field="site_code", read=read_site_code, is_required=True),
    Column(heading="网站名称", field="site_name", read=read_text),
    Column(heading="问题网址", field="url", read=read_text),
    Column(heading="问题类型", field="kind", read=_word_reader(ErrorReportKind, _KINDS)),
    Column(heading="问题描述", field="description", read=read_paragraphs),
    Column(heading="提交时间", field="created", read=read_instant, is_required=True, is_date=True),
    Column(heading="处理单位", field="unit", read=read_text),
    Column(heading="处理时间", field="handled", read=read_instant, is_date=True),
    Column(heading="处理结果", field="result", read=read_paragraphs),
    Column(heading="处理状态", field="state", read=_word_reader(ErrorReportState, _STATES)),
    Column(heading="不予受理原因", field="reject_reason", read=read_paragraphs),
)

RAW_HEADINGS: dict[str, str] = {
    "id": "留言编号",
    "sitecode": "网站标识码",
    "wzmc": "网站名称",
    "site_name": "网站名称",
    "errorUrl": "问题网址",
    "error_url": "问题网址",
    "problem_id": "问题类型",
    "description": "问题描述",
    "createtime": "提交时间",
    "created": "提交时间",
    "transactUnit": "处理单位",
    "unit": "处理单位",
    "transactTime": "处理时间",
    "answered": "处理时间",
    "transactResult": "处理结果",
    "answer": "处理结果",
    "status": "处理状态",
    "rejectReason": "不予受理原因",
    "reject_reason": "不予受理原因",
}
"""Field names of the national system and of its public list -> our headings."""

_MASKED = ("description", "result", "reject_reason", "url", "unit")


def read_error_reports(
    path: Path,
    mapping: Mapping[str, str] | None = None,
    *,
    round_id: str,
    observed_at: datetime,
    registry: Registry | None = None,
) -> ImportResult[ErrorReport]:
    """Read an export of 找错 records.

    A bare day is read in favour of the unit: a report of a day came at its last second, an
    answer at its first. A record without a state is 已办结 when it has a handling time.

    Args:
        path: .csv (UTF-8, GBK), .xlsx or .json.
        mapping: the file's headings -> ours, beside ``RAW_HEADINGS``.
        round_id: names this import in the records.
        observed_at: when the file is imported; later times in it are faults.
        registry: sites it does not know are remarked on.
    """
    try:
        readings = read_tables(path, COLUMNS, {**RAW_HEADINGS, **(mapping or {})})
    except InputError as error:
        return ImportResult(records=(), faults=error.faults)
    codes = {site.site_code for site in registry.sites} if registry is not None else None
    reports = _Reports(codes, round_id, observed_at)
    for reading in readings:
        reports.read(reading)
    return reports.gathering.result()


@dataclass(slots=True)
class _Reports:
    """The records of a file as they are read."""

    site_codes: set[str] | None
    round_id: str
    observed_at: datetime
    gathering: Gathering[str, ErrorReport] = field(default_factory=Gathering)

    def read(self, reading: TableReading) -> None:
        strangers: dict[str, list[int]] = {}
        self.gathering.read(reading, lambda row: self._take(reading, row, strangers))
        for code, rows in strangers.items():
            self.gathering.warnings.append(
                reading.table.fault(
                    row=rows[0],
                    column="网站标识码",
                    expected="登记表中的站点",
                    actual=f"{code}（{len(rows)} 行）；已保存，不参与判定",
                )
            )

    def _take(
        self, reading: TableReading, row: ReadRow, strangers: dict[str, list[int]]
    ) -> list[Fault]:
        """Make a record of a row, or say why not."""
        if row.faults:
            return list(row.faults)
        fields: dict[str, Any] = dict(row.fields)
        created, handled = fields.pop("created"), fields.pop("handled", None)
        wrong = self._wrong_time(created, handled)
        if wrong:
            return [reading.fault(row, wrong)]
        report = self._report(fields, created, handled)
        first = self.gathering.keep(report.report_id, report, row)
        if first is not None and self.gathering.records[report.report_id] != report:
            actual = f"{report.report_id}（与第 {first} 行重复）"
            return [reading.fault(row, ("留言编号", "不重复的留言编号", actual))]
        if self.site_codes is not None and report.site_code not in self.site_codes:
            strangers.setdefault(report.site_code, []).append(row.number)
        return []

    def _report(
        self, fields: dict[str, Any], created: datetime | date, handled: datetime | date | None
    ) -> ErrorReport:
        from gongkai_monitor.text.citizen_text import mask_citizen_text

        came_at = min(last_instant(created), self.observed_at)
        handled_at = max(first_instant(handled), first_instant(created)) if handled else None
        if handled_at is not None:
            came_at = min(came_at, handled_at)
        for name in _MASKED:
            if name in fields:
                fields[name] = mask_citizen_text(fields[name])
        state = fields.pop("state", None)
        if state is None:
            state = ErrorReportState.HANDLED if handled_at else ErrorReportState.OPEN
        return ErrorReport(
            **{"kind": ErrorReportKind.OTHER, **fields},
            state=state,
            created_at=came_at,
            handled_at=handled_at,
            round_id=self.round_id,
            observed_at=self.observed_at,
        )

    def _wrong_time(
        self, created: datetime | date, handled: datetime | date | None
    ) -> tuple[str, str, str] | None:
        """(column, expected, actual) of the wrong time."""
        limit = f"不晚于导入时间 {shown(self.observed_at)} 的时间"
        if first_instant(created) > self.observed_at:
            return "提交时间", limit, shown(created)
        if handled is None:
            return None
        if first_instant(handled) > self.observed_at:
            return "处理时间", limit, shown(handled)
        if last_instant(handled) < first_instant(created):
            return "处理时间", "不早于提交时间的时间", shown(handled)
        return None
