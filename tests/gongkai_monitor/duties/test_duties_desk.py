"""The ledger of a workspace: import, reports, the workbook there and back."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from gongkai_monitor.duties import workbook
from gongkai_monitor.duties.desk import (
    import_document,
    read_ledger,
    record_progress,
    verify_updates,
)
from gongkai_monitor.duties.records import Progress
from gongkai_monitor.duties.rows import duty_rows
from gongkai_monitor.errors import InputError
from gongkai_monitor.review.attachment import attach
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.runs import AuditRecord, save_audit
from gongkai_monitor.vocabulary import DutyState
from gongkai_monitor.workspace import create_workspace

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
_LINES = (
    "云岭市2026年政务公开工作要点",
    "一、任务",
    "（一）公开预算。（责任时限：2026年6月底前，责任单位：市财政局）",
    "（二）落实政策解读制度。（责任时限：持续推进，责任单位：市政府各部门）",
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A 工作要点 in Word and a workspace whose ledger holds it."""
    folder = tmp_path_factory.mktemp("duties")
    paper = docx.Document()
    for line in _LINES:
        paper.add_paragraph(line)
    paper.save(str(folder / "要点.docx"))
    create_workspace(folder / "w")
    assert _import(Settings.load(folder / "w"), folder / "要点.docx")
    return folder


@pytest.fixture
def document(template: Path) -> Path:
    """The document in Word."""
    return template / "要点.docx"


@pytest.fixture
def office(tmp_path: Path, template: Path) -> Settings:
    """A workspace of one's own whose ledger holds the document."""
    shutil.copytree(template / "w", tmp_path / "w")
    return Settings.load(tmp_path / "w")


def _import(settings: Settings, path: Path, **more: Any) -> bool:
    wanted = {"year": None, "name": "", "recorded_by": "张三", "now": NOW, **more}
    return import_document(settings, path, **wanted)[1]


def _done(**more: Any) -> Progress:
    values = {
        "duty_id": "2026-01",
        "state": DutyState.DONE,
        "recorded_by": "李四",
        "evidence_url": "http://a.test/1.html",
        **more,
    }
    return Progress(**values)


def test_a_document_becomes_a_ledger_once(office: Settings, document: Path) -> None:
    rows = duty_rows(read_ledger(office, NOW))
    assert [(row["duty_id"], row["state_label"], row["days_late"]) for row in rows] == [
        ("2026-01", "逾期", 143),
        ("2026-02", "未开始", 0),
    ]
    assert rows[0]["watched_by"] == "要人工填报"
    assert "document.interpretation_overdue" in rows[1]["indicators"]
    assert _import(office, document, now=NOW + timedelta(days=1)) is False
    assert len(read_ledger(office, NOW + timedelta(days=1))) == 2
    assert read_ledger(office, NOW - timedelta(seconds=1)) == []


def test_another_document_of_the_year_needs_a_name(office: Settings, tmp_path: Path) -> None:
    other = tmp_path / "省要点.txt"
    other.write_text("\n".join(_LINES).replace("云岭市", "某省"), encoding="gb18030")
    with pytest.raises(InputError, match="2026 已导入《云岭市2026年政务公开工作要点》"):
        _import(office, other)
    assert _import(office, other, name="省")
    assert [one.duty_id for one in read_ledger(office, NOW)][-1] == "2026-省-02"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.txt", "各单位请知悉。", "没有找到编号的任务"),
        ("无年份.txt", "（一）公开预算。", "没有年份"),
        ("图片.pdf", "%PDF-1.4 broken", "期望 有文字的"),
    ],
)
def test_what_is_no_document_with_duties_is_refused(
    office: Settings, tmp_path: Path, name: str, content: str, said: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        _import(office, path, name="另")


def test_the_year_that_is_given_must_be_that_of_the_document(
    office: Settings, document: Path
) -> None:
    with pytest.raises(InputError, match="期望 2025 年的文件，实际 文件写的是 2026 年"):
        _import(office, document, year=2025)


def test_done_with_evidence_is_done(office: Settings) -> None:
    record_progress(office, [_done()], NOW)
    first = read_ledger(office, NOW)[0]
    assert (first.state, first.done_late_days) == (DutyState.DONE, 143)
    assert verify_updates(office, NOW) == (1, [])


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (_done(evidence_url=""), "完成须附佐证"),
        (_done(state=DutyState.OVERDUE), "逾期由期限算出"),
        (_done(recorded_by=" "), "填报人姓名"),
        (_done(duty_id="2026-77"), "台账中的任务编号"),
        (_done(evidence_url="ftp://a.test/"), "网址或文件"),
        (_done(state=DutyState.IN_PROGRESS, evidence_url=""), "进展说明"),
        (_done(milestone_on=NOW.date()), "任务中的日期：2026-06-30"),
    ],
)
def test_reports_that_are_refused_change_nothing(
    office: Settings, progress: Progress, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        record_progress(office, [_done(duty_id="2026-02"), progress], NOW)
    assert verify_updates(office, NOW) == (0, [])


def test_a_kept_file_that_was_changed_is_found(office: Settings, tmp_path: Path) -> None:
    picture = tmp_path / "截图.png"
    picture.write_bytes(PNG)
    kept = attach(office, picture, NOW)
    record_progress(office, [_done(evidence_url="", attachment=kept)], NOW)
    assert verify_updates(office, NOW) == (1, [])
    (office.evidence / kept.place).write_bytes(PNG + b"1")
    assert "佐证文件 截图.png" in verify_updates(office, NOW)[1][0]


def test_an_end_that_was_cut_off_is_found_by_what_an_audit_noted(office: Settings) -> None:
    (update,) = record_progress(office, [_done()], NOW)
    audit = AuditRecord(
        audit_id="a", as_of=NOW, editions=(), calendar_years=(), started_at=NOW, ended_at=NOW,
        finding_count=0, detail={"duty_head": "f" * 64},
    )  # fmt: skip
    with open_store(office, read_only=False) as connection:
        save_audit(connection, audit)
    count, faults = verify_updates(office, NOW)
    assert (count, len(faults)) == (1, 1)
    assert "末尾被截断或替换" in faults[0]
    assert update.own_hash not in faults[0]


def _filled(settings: Settings, path: Path) -> workbook.FilledLedger:
    return workbook.read_filled_ledger(
        path, read_ledger(settings, NOW), lambda file: attach(settings, file, NOW)
    )


def _fill(path: Path, row: int, **cells: str) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book[workbook.SHEET]
    places = {cell.value: cell.column for cell in sheet[1]}
    for heading, text in cells.items():
        sheet.cell(row, places[heading], text)
    book.save(path)


def test_the_workbook_goes_out_and_comes_back(office: Settings, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    assert workbook.write_ledger(path, read_ledger(office, NOW)) == 2
    (tmp_path / "截图.png").write_bytes(PNG)
    _fill(path, 2, 填报状态="已完成", 填报佐证="截图.png", 填报人="李四", 填报进展="已公开")
    filled = _filled(office, path)
    assert (filled.faults, filled.empty, filled.repeated) == ((), 1, 0)
    record_progress(office, filled.progress, NOW)
    assert read_ledger(office, NOW)[0].state is DutyState.DONE
    again = _filled(office, path)
    assert (again.progress, again.faults, again.repeated) == ((), (), 1)


def test_a_row_is_stale_when_somebody_reported_since(office: Settings, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    workbook.write_ledger(path, read_ledger(office, NOW))
    record_progress(office, [_done()], NOW)
    _fill(path, 2, 填报状态="进行中", 填报进展="还在办", 填报人="王五")
    (fault,) = _filled(office, path).faults
    assert str(fault) == (
        "台账.xlsx › 工作台账 › 第 2 行 › 内容校验值: 期望 与现在的台账一致，"
        "实际 导出后已有新的填报，请重新导出后再填"
    )


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"填报状态": "完成了", "填报人": "李四"}, "填报状态"),
        ({"填报状态": "已完成", "填报人": "李四"}, "填报佐证"),
        ({"填报状态": "已完成", "填报人": "李四", "填报佐证": "../w/gongkai.toml"}, "填报佐证"),
        ({"填报状态": "已完成", "填报人": "李四", "填报佐证": "没有.png"}, "填报佐证"),
        ({"填报状态": "进行中", "填报进展": "在办"}, "填报人"),
        ({"填报状态": "进行中", "填报人": "李四"}, "填报进展"),
        ({"编号": "2026-99", "填报状态": "进行中", "填报人": "李四", "填报进展": "在办"}, "编号"),
        ({"填报状态": "进行中", "填报人": "李四", "填报进展": '="在"&"办"'}, "填报进展"),
    ],
)
def test_wrong_rows_are_named_by_their_column(
    office: Settings, tmp_path: Path, cells: dict[str, str], column: str
) -> None:
    path = tmp_path / "台账.xlsx"
    workbook.write_ledger(path, read_ledger(office, NOW))
    _fill(path, 3, **cells)
    filled = _filled(office, path)
    assert filled.progress == ()
    assert [(fault.row, fault.column) for fault in filled.faults] == [(3, column)]
