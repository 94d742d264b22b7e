"""The queue of accounts out, filled in, and back."""

from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest

from gongkai_monitor.errors import InputError
from gongkai_monitor.review.account_desk import decide_accounts, open_account_desk
from gongkai_monitor.review.account_steps import add_appeal
from gongkai_monitor.review.account_workbook import (
    SHEET,
    FilledAccounts,
    read_filled_accounts,
    write_account_queue,
)
from gongkai_monitor.settings import Settings
from gongkai_monitor.vocabulary import AppealKind, Disposition

GOOD = {"处理决定": "整改", "理由": "限期恢复更新", "处理人": "王某", "职务": "科长"}


@pytest.fixture
def exported(accounts_office: Settings, office: ModuleType, tmp_path: Path) -> Path:
    path = tmp_path / "账号.xlsx"
    assert write_account_queue(path, open_account_desk(accounts_office, office.NOW)) == 1
    return path


def fill(path: Path, cells: dict[str, Any], row: int = 2) -> None:
    book = openpyxl.load_workbook(path)
    places = {cell.value: cell.column for cell in book[SHEET][1]}
    for heading, value in cells.items():
        book[SHEET].cell(row, places[heading], value)
    book.save(path)


def read(path: Path, settings: Settings, office: ModuleType) -> FilledAccounts:
    return read_filled_accounts(path, open_account_desk(settings, office.NOW))


def test_the_sheet_shows_what_a_reviewer_must_see(exported: Path):
    head, first = list(openpyxl.load_workbook(exported)[SHEET].iter_rows(values_only=True))
    row = dict(zip(head, first, strict=True))
    assert row["处置建议"] == "关停"
    assert "120 天未更新" in row["建议理由"]
    assert "国办秘函〔2019〕19号" in row["存在问题"]
    assert "http://a.test/feed" in row["证据"]


def test_a_good_row_becomes_a_decision_once(
    exported: Path, accounts_office: Settings, office: ModuleType
):
    fill(exported, GOOD)
    filled = read(exported, accounts_office, office)
    assert filled.faults == ()
    decide_accounts(accounts_office, filled.wishes, now=office.NOW)
    again = read(exported, accounts_office, office)
    assert (again.wishes, again.repeated, again.faults) == ((), 1, ())


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({**GOOD, "处理决定": "再看看"}, "处理决定"),
        ({**GOOD, "理由": " "}, "理由"),
        ({**GOOD, "处理人": None}, "处理人"),
        ({**GOOD, "职务": None}, "职务"),
        ({**GOOD, "处理决定": "暂缓"}, "暂缓至"),
        ({**GOOD, "处理决定": "暂缓", "暂缓至": "年底"}, "暂缓至"),
        ({**GOOD, "处理决定": "暂缓", "暂缓至": date(2020, 1, 1)}, "暂缓至"),
        ({**GOOD, "处理决定": "整合"}, "审批人"),
        ({**GOOD, "处理决定": "关停", "审批人": "张某"}, "处理决定"),
        ({**GOOD, "账号编码": "W9"}, "账号编码"),
        ({**GOOD, "理由": '="见"&A1'}, "理由"),
        ({**GOOD, "审批人": "=A1"}, "审批人"),
    ],
)
def test_a_wrong_row_is_named_by_sheet_row_and_column(
    exported: Path, accounts_office: Settings, office: ModuleType, cells: Any, column: str
):
    fill(exported, cells)
    filled = read(exported, accounts_office, office)
    assert filled.wishes == ()
    assert {(one.sheet, one.row, one.column) for one in filled.faults} == {(SHEET, 2, column)}


def test_a_row_is_stale_when_the_account_posted_meanwhile(
    exported: Path, accounts_office: Settings, office: ModuleType
):
    fill(exported, GOOD)
    changed = office.dormant_finding(15, "2026-11-05", as_of=office.NOW)
    office.audit(accounts_office, office.NOW, changed)
    (fault,) = read(exported, accounts_office, office).faults
    assert "重新导出" in fault.actual


def test_a_row_is_not_stale_because_a_day_went_by(
    exported: Path, accounts_office: Settings, office: ModuleType
):
    fill(exported, GOOD)
    office.audit(accounts_office, office.NOW, office.dormant_finding(121, as_of=office.NOW))
    assert read(exported, accounts_office, office).faults == ()


def test_a_row_is_stale_when_the_unit_appealed_meanwhile(
    exported: Path, accounts_office: Settings, office: ModuleType
):
    fill(exported, GOOD)
    add_appeal(
        accounts_office, "W1", kind=AppealKind.STATEMENT, text="机构改革", handed_in_by="李某",
        received_on=office.TODAY, recorded_by="王某", now=office.NOW,
    )  # fmt: skip
    (fault,) = read(exported, accounts_office, office).faults
    assert "单位意见" in fault.actual


def test_another_decision_made_meanwhile_is_a_conflict_also_in_the_last_moment(
    exported: Path, accounts_office: Settings, office: ModuleType
):
    fill(exported, GOOD)
    desk = open_account_desk(accounts_office, office.NOW)
    mine = read_filled_accounts(exported, desk)
    (own,) = mine.wishes
    other = own.__class__(
        account_code="W1",
        decision=Disposition.REMIND,
        decided_by="李某",
        role="主任",
        reason="先提醒",
    )
    decide_accounts(accounts_office, [other], now=office.NOW)
    with pytest.raises(InputError, match="李某"):
        decide_accounts(accounts_office, mine.wishes, now=office.NOW, known=desk)
    (fault,) = read(exported, accounts_office, office).faults
    assert "李某" in fault.actual


def test_one_account_twice_is_refused(
    exported: Path, accounts_office: Settings, office: ModuleType
):
    fill(exported, GOOD)
    fill(exported, {**GOOD, "账号编码": "W1"}, row=3)
    assert any("重复" in one.actual for one in read(exported, accounts_office, office).faults)


def test_a_name_that_begins_like_a_formula_is_text(
    accounts_office: Settings, office: ModuleType, tmp_path: Path
):
    hostile = office.dormant_finding(message='=HYPERLINK("http://x")\u202e', as_of=office.NOW)
    office.audit(accounts_office, office.NOW, hostile)
    path = tmp_path / "x.xlsx"
    write_account_queue(path, open_account_desk(accounts_office, office.NOW))
    cells = next(iter(openpyxl.load_workbook(path)[SHEET].iter_rows(min_row=2)))
    assert all(cell.data_type != "f" for cell in cells)
