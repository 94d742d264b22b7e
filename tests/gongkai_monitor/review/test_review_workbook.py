"""The queue out, filled in, and back: what stands, what is wrong, and where."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gongkai_monitor.errors import InputError
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.review.desk import open_desk, store_decisions
from gongkai_monitor.review.workbook import SHEET, Filled, read_filled, write_queue
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.findings import save_findings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.vocabulary import ReviewDecision

Make = Callable[..., Finding]
Fill = dict[int, dict[str, Any]]
GOOD = {"处理决定": "属实", "理由": "原文如此", "复核人": "王某"}


def fill(path: Path, rows: Fill) -> None:
    """Type into the cells of a workbook: row number -> heading -> value."""
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    places = {cell.value: cell.column for cell in sheet[1]}
    for number, cells in rows.items():
        for heading, value in cells.items():
            sheet.cell(number, places[heading], value)
    book.save(path)


@pytest.fixture
def round_trip(
    desk_settings: Settings, candidate: Make, tmp_path: Path
) -> Callable[[Fill], Filled]:
    now = candidate().as_of + timedelta(hours=1)
    path = tmp_path / "待核实.xlsx"
    assert write_queue(path, open_desk(desk_settings, now), {}) == 3

    def go(rows: Fill) -> Filled:
        fill(path, rows)
        return read_filled(path, open_desk(desk_settings, now))

    return go


def test_the_sheet_shows_sentence_rule_and_evidence(round_trip: Any, tmp_path: Path):
    book = openpyxl.load_workbook(tmp_path / "待核实.xlsx")
    head, first = list(book[SHEET].iter_rows(max_row=2, values_only=True))
    row = dict(zip(head, first, strict=True))
    assert row["线索"] == "疑似错别字：登陆系统"
    assert row["实际"] == "登陆系统，提交申请"
    assert "http://example.invalid/" in row["证据网页"]
    assert book[SHEET].data_validations.dataValidation[0].formula1 == '"属实,误报,豁免"'


def test_good_rows_become_decisions_and_empty_ones_are_counted(round_trip: Any):
    exempt = {**GOOD, "处理决定": "豁免", "豁免至": date(2026, 12, 31), "职务": "科长"}
    filled = round_trip({2: GOOD, 3: exempt})
    assert filled.faults == ()
    assert filled.empty == 1
    assert [one.decision for one in filled.decisions] == [
        ReviewDecision.CONFIRMED,
        ReviewDecision.EXEMPT,
    ]
    assert filled.decisions[1].until == date(2026, 12, 31)
    assert filled.decisions[1].role == "科长"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({**GOOD, "处理决定": "大概"}, "处理决定"),
        ({**GOOD, "理由": None}, "理由"),
        ({**GOOD, "复核人": " "}, "复核人"),
        ({**GOOD, "处理决定": "豁免"}, "豁免至"),
        ({**GOOD, "豁免至": "2026-12-31"}, "豁免至"),
        ({**GOOD, "处理决定": "豁免", "豁免至": "年底"}, "豁免至"),
        ({**GOOD, "处理决定": "豁免", "豁免至": "2020-01-01"}, "豁免至"),
        ({**GOOD, "问题编号": "0000000000000000"}, "问题编号"),
        ({**GOOD, "理由": '="见"&A1'}, "理由"),
        ({**GOOD, "职务": "=A1"}, "职务"),
    ],
)
def test_a_wrong_row_is_named_by_sheet_row_and_column(
    round_trip: Any, cells: dict[str, Any], column: str
):
    filled = round_trip({3: cells})
    assert filled.decisions == ()
    (fault,) = filled.faults
    assert (fault.sheet, fault.row, fault.column) == (SHEET, 3, column)


def test_what_changed_after_the_export_must_be_looked_at_again(
    desk_settings: Settings, candidate: Make, round_trip: Any
):
    changed = [candidate(1, observed="登陆网站"), candidate(2), candidate(3)]
    with open_store(desk_settings, read_only=False) as conn:
        save_findings(conn, changed, candidate().as_of)
    filled = round_trip({2: GOOD, 3: GOOD, 4: GOOD})
    assert len(filled.decisions) == 2
    (fault,) = filled.faults
    assert "重新导出" in fault.actual


def test_the_same_workbook_twice_is_no_second_decision_and_another_view_is_a_conflict(
    desk_settings: Settings, candidate: Make, round_trip: Any
):
    now = candidate().as_of + timedelta(hours=1)
    store_decisions(desk_settings, round_trip({2: GOOD}).decisions, now)
    again = round_trip({})
    assert (again.decisions, again.repeated, again.faults) == ((), 1, ())
    other = round_trip({2: {"处理决定": "误报", "复核人": "李某"}})
    (fault,) = other.faults
    assert "王某" in fault.actual


def test_one_finding_twice_in_a_sheet_is_refused(round_trip: Any, candidate: Make):
    number = candidate(1).finding_id
    filled = round_trip({row: {**GOOD, "问题编号": number} for row in (2, 3, 4)})
    assert any("重复" in fault.actual for fault in filled.faults)


def test_a_hostile_sentence_is_text_in_the_sheet(candidate: Make, tmp_path: Path):
    from gongkai_monitor.review.desk import Desk

    found = candidate(1, message='=HYPERLINK("http://x")\x00\u202e', observed="x" * 50_000)
    desk = Desk(findings=(found,), reviews=(), as_of=found.as_of)
    path = tmp_path / "q.xlsx"
    write_queue(path, desk, {})
    cells = next(iter(openpyxl.load_workbook(path)[SHEET].iter_rows(min_row=2)))
    assert all(cell.data_type != "f" for cell in cells)
    filled = read_filled(path, desk)
    assert filled.empty == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"<html></html>"])
def test_a_file_that_is_no_workbook_is_named(
    content: bytes, desk_settings: Settings, candidate: Make, tmp_path: Path
):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError):
        read_filled(path, open_desk(desk_settings, candidate().as_of))


def test_a_heading_that_is_missing_is_named(
    desk_settings: Settings, candidate: Make, tmp_path: Path
):
    path = tmp_path / "x.csv"
    path.write_text("问题编号,处理决定\n1,属实\n", encoding="utf-8")
    with pytest.raises(InputError, match="理由"):
        read_filled(path, open_desk(desk_settings, candidate().as_of))
