"""Every fault of a workbook is listed with its place, and none hides another."""

# ruff: noqa: DTZ001 - spreadsheets know no zones

import importlib.util
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from gongkai_monitor.errors import Fault
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.registry.export import write_registry
from gongkai_monitor.registry.reader import ReadResult, read_registry
from gongkai_monitor.vocabulary import AccountSource, Platform

_SPEC = importlib.util.spec_from_file_location("books", Path(__file__).parent / "books.py")
assert _SPEC is not None
assert _SPEC.loader is not None
books = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(books)


def places(faults: tuple[Fault, ...]) -> set[tuple[str, int | None, str]]:
    return {(fault.sheet, fault.row, fault.column) for fault in faults}


def read(tmp_path: Path, **rows: Any) -> ReadResult:
    path = tmp_path / "登记表.xlsx"
    books.build(path, **rows)
    return read_registry(path)


def test_a_good_workbook_has_no_faults(tmp_path: Path) -> None:
    result = read(tmp_path)
    assert result.faults == ()
    assert result.registry.accounts[0].platform is Platform.WEIBO
    assert result.registry.accounts[0].source is AccountSource.NONE
    assert len(result.registry.channels) == 1


def test_a_workbook_full_of_faults_lists_them_all(tmp_path: Path) -> None:
    row = books.account
    result = read(
        tmp_path,
        单位=[
            *books.GOOD["单位"],
            {"单位编码": "LC001", "单位名称": "临川市体育局", "层级": "市"},
            {"单位编码": "LC003", "单位名称": None, "层级": "地级市", "类型": "企业"},
        ],
        站点=[
            *books.GOOD["站点"],
            books.GOOD["站点"][0] | {"网站标识码": "130800", "首页网址": "www.linchuan.example"},
            books.GOOD["站点"][0] | {"网站标识码": "9901000002", "主办单位编码": "LC999"},
        ],
        栏目=[
            *books.GOOD["栏目"],
            books.GOOD["栏目"][0],
            books.GOOD["栏目"][0] | {"网站标识码": "9901000009", "级别": "一", "更新周期天数": 0},
        ],
        账号=[
            row(开设日期="2020-1-2", 备案日期=43832),
            row(账号编码="002", 平台="微博", 开设日期="2020年13月2日", 主页网址="weibo.example"),
            row(账号编码="003", 功能类型=None, 备案状态="未知", 数据来源="人工"),
            row(账号编码="001"),
            row(账号编码="004", 主办单位编码="LC003", 支持互动="也许"),
        ],
    )
    assert places(result.faults) == {
        ("单位", 4, "单位编码"),
        ("单位", 5, "单位名称"),
        ("单位", 5, "层级"),
        ("单位", 5, "类型"),
        ("站点", 3, "网站标识码"),
        ("站点", 3, "首页网址"),
        ("站点", 4, "主办单位编码"),
        ("栏目", 3, "网站标识码、栏目网址"),
        ("栏目", 4, "网站标识码"),
        ("栏目", 4, "级别"),
        ("栏目", 4, "更新周期天数"),
        ("账号", 3, "平台"),
        ("账号", 3, "开设日期"),
        ("账号", 3, "主页网址"),
        ("账号", 4, "功能类型"),
        ("账号", 4, "备案状态"),
        ("账号", 4, "数据来源"),
        ("账号", 5, "账号编码"),
        ("账号", 6, "支持互动"),
    }
    assert len(result.faults) == 19
    texts = [str(fault) for fault in result.faults]
    assert (
        "登记表.xlsx › 账号 › 第 5 行 › 账号编码: 期望 不重复的账号编码，实际 001（与第 2 行重复）"
    ) in texts
    assert any("微信订阅号/微信服务号" in text and text.endswith("实际 微博") for text in texts)
    assert [account.account_code for account in result.registry.accounts] == ["001"]
    assert len(result.rejected_rows) == 10
    [cascade] = [r for r in result.rejected_rows if r.sheet == "账号" and r.number == 6]
    assert any("单位表第 5 行（LC003）被退回" in reason for reason in cascade.reasons)


@pytest.mark.parametrize(
    "written",
    ["2020-1-2", "2020/1/2", "2020.1.2", "2020年1月2日", "20200102", "２０２０－１－２",
     43832, date(2020, 1, 2), datetime(2020, 1, 2, 8, 30)],
)  # fmt: skip
def test_dates_of_every_kind(tmp_path: Path, written: object) -> None:
    result = read(tmp_path, 账号=[books.account(开设日期=written)])
    assert result.faults == ()
    assert result.registry.accounts[0].opened_on == date(2020, 1, 2)


def test_serials_of_the_1904_calendar(tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    book = books.build(path, 账号=[books.account(开设日期=43832 - 1462, 备案日期=date(2020, 1, 2))])
    from openpyxl.utils.datetime import MAC_EPOCH

    book.epoch = MAC_EPOCH
    book.save(path)
    account = read_registry(path).registry.accounts[0]
    assert (account.opened_on, account.filed_on) == (date(2020, 1, 2), date(2020, 1, 2))


def test_numbers_for_codes_and_full_width_text(tmp_path: Path) -> None:
    site = books.GOOD["站点"][0]
    result = read(
        tmp_path,
        站点=[
            site | {"网站标识码": 1308000009},
            site | {"网站标识码": 1308000010.0},
            site
            | {
                "网站标识码": "　１３０８００００１１ ",
                "网站名称": " 临川（旧）　",
                "状态": "运行 ",
            },
        ],
        栏目=[],
    )
    assert result.faults == ()
    codes = [row.site_code for row in result.registry.sites]
    assert codes == ["1308000009", "1308000010", "1308000011"]
    assert result.registry.sites[2].name == "临川（旧）"


def test_a_zero_padded_number_keeps_the_zeros_it_shows(tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    book = books.build(path)
    book["账号"]["A2"] = 7
    book["账号"]["A2"].number_format = "00000"
    book.save(path)
    assert read_registry(path).registry.accounts[0].account_code == "00007"


def test_missing_sheets_and_columns_do_not_hide_other_faults(tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    book = books.build(path, 站点=None, 栏目=None, 账号=[books.account(主页网址="x")])
    book["账号"].delete_cols(2)  # 平台
    book.save(path)
    faults = read_registry(path).faults
    assert places(faults) == {("站点", None, ""), ("账号", 1, "平台"), ("账号", 2, "主页网址")}


def test_misspelt_names_are_faults_and_others_are_remarks(tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    book = books.build(path)
    sheet = book["账号"]
    sheet["J1"] = "备案日起"
    sheet["P1"] = "负责人"
    book["栏目"].title = "网站栏目"
    book.create_sheet("统计")
    book.save(path)
    result = read_registry(path)
    assert places(result.faults) == {("账号", 1, "备案日起"), ("栏目", None, "")}
    assert "是否为“备案日期”" in str(result.faults[1])
    assert {(w.sheet, w.column) for w in result.warnings} == {
        ("网站栏目", ""),
        ("统计", ""),
        ("账号", "负责人"),
    }


def test_headings_with_marks_breaks_and_a_title_above(tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    book = books.build(path)
    sheet = book["账号"]
    for cell in sheet[1]:
        cell.value = f" {cell.value}\n＊" if cell.column < 4 else cell.value
    sheet.insert_rows(1, 2)
    sheet["A1"] = "临川市政务新媒体台账"
    sheet.merge_cells("A1:O1")
    book.save(path)
    result = read_registry(path)
    assert result.faults == ()
    assert len(result.registry.accounts) == 1
    sheet["A4"] = None
    book.save(path)
    assert places(read_registry(path).faults) == {("账号", 4, "账号编码")}


def test_a_heading_that_stands_twice(tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    book = books.build(path)
    book["单位"]["K1"] = "单位名称*"
    book.save(path)
    assert places(read_registry(path).faults) == {("单位", 1, "单位名称")}


def test_a_merge_down_stands_for_its_rows_and_a_merge_across_is_named(tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    rows = [books.account(账号编码=f"00{n}", 认证主体="临川市教育局") for n in range(1, 4)]
    book = books.build(path, 账号=rows)
    sheet = book["账号"]
    sheet.merge_cells("F2:F4")
    sheet.merge_cells("G2:G9")  # longer than the data: its tail is no row
    book.save(path)
    result = read_registry(path)
    assert result.faults == ()
    assert {account.certified_subject for account in result.registry.accounts} == {"临川市教育局"}
    assert len(result.registry.accounts) == 3
    sheet.merge_cells("B3:C3")
    book.save(path)
    faults = read_registry(path).faults
    assert places(faults) == {("账号", 3, "平台"), ("账号", 3, "账号名称")}
    assert "合并单元格 B3:C3" in str(faults[0])


def test_formulas_give_their_stored_result_or_a_fault(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "登记表.xlsx"
    books.build(path)
    source = load_workbook(path)
    with xlsxwriter.Workbook(str(path)) as book:
        for sheet in source.worksheets:
            copy = book.add_worksheet(sheet.title)
            for line, cells in enumerate(sheet.iter_rows(values_only=True)):
                copy.write_row(line, 0, cells)
            if sheet.title == "账号":
                copy.write_formula("C2", '="临川"&"教育"', None, "临川教育")
                copy.write_formula("F2", '=IF(1=1,"","")', None, "")
                copy.write_formula("E2", "=NA()", None, "#N/A")
    # An empty text as result; xlsxwriter leaves out the type that Excel writes.
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(b'<c r="F2"><f>', b'<c r="F2" t="str"><f>'))
    result = read_registry(path)
    assert places(result.faults) == {("账号", 2, "主页网址")}
    assert "Excel 错误值 #N/A" in str(result.faults[0])

    book = books.build(path)
    book["账号"]["C2"] = '="临川"&"教育"'
    book["账号"]["D2"] = "=1+1"
    book.save(path)
    faults = read_registry(path).faults
    assert places(faults) == {("账号", 2, "账号名称"), ("账号", 2, "平台标识")}
    assert "没有保存结果的公式" in str(faults[0])


def test_hidden_rows_and_sheets_are_read_and_blank_rows_skipped(tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    book = books.build(
        path, 账号=[books.account(), {}, {}, books.account(账号编码="002", 平台="X")]
    )
    book["账号"].row_dimensions[5].hidden = True
    book["单位"].sheet_state = "hidden"
    book.save(path)
    result = read_registry(path)
    assert places(result.faults) == {("账号", 5, "平台")}
    assert len(result.registry.agencies) == 2


def test_units_may_stand_under_outsiders_but_not_under_themselves(tmp_path: Path) -> None:
    unit = {"单位名称": "某局", "层级": "市"}
    result = read(
        tmp_path,
        单位=[
            *books.GOOD["单位"],
            unit | {"单位编码": "X1", "上级单位编码": "X2"},
            unit | {"单位编码": "X2", "上级单位编码": "X1"},
            unit | {"单位编码": "X3", "主管单位编码": "X3"},
            unit | {"单位编码": "X4", "上级单位编码": "省政府"},
        ],
    )
    assert places(result.faults) == {("单位", 5, "上级单位编码"), ("单位", 6, "主管单位编码")}
    assert [(w.row, w.column) for w in result.warnings] == [(7, "上级单位编码")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_folder_of_csv_files(tmp_path: Path, encoding: str) -> None:
    workbook = tmp_path / "登记表.xlsx"
    books.build(workbook)
    folder = tmp_path / "登记表"
    folder.mkdir()
    for sheet in load_workbook(workbook).worksheets:
        lines = [
            "".join(f'"{c or ""}",' for c in r)[:-1] for r in sheet.iter_rows(values_only=True)
        ]
        (folder / f"{sheet.title}.csv").write_text("\r\n".join(lines) + "\r\n", encoding=encoding)
    expected = read_registry(workbook)
    result = read_registry(folder)
    assert result.faults == ()
    assert result.registry == expected.registry
    (folder / "账号.csv").write_text("账号编码,平台\n\n002,微博\n", encoding=encoding)
    faults = read_registry(folder).faults
    assert all(fault.file == "账号.csv" for fault in faults)
    assert ("账号", 3, "平台") in places(faults)
    assert ("账号", 1, "账号名称") in places(faults)


def test_an_empty_sheet_says_which_headings_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    book = Workbook()
    book.create_sheet("单位")
    book.create_sheet("站点").append(["甲", "乙"])
    book.create_sheet("账号")
    book.save(path)
    result = read_registry(path)
    assert {fault.actual for fault in result.faults} == {"空表", "甲、乙"}
    assert result.registry == Registry()


@pytest.mark.slow
def test_fifty_thousand_rows_in_reasonable_time_and_memory(tmp_path: Path, city: Registry) -> None:
    from dataclasses import replace
    from subprocess import run
    from sys import executable

    accounts = tuple(replace(city.accounts[n % 300], account_code=f"{n:06}") for n in range(50_000))
    path = tmp_path / "登记表.xlsx"
    write_registry(replace(city, accounts=accounts), path)
    program = (
        "import sys, time; from pathlib import Path;"
        "from gongkai_monitor.registry.reader import read_registry;"
        "start = time.monotonic(); result = read_registry(Path(sys.argv[1]));"
        # ru_maxrss would count what pytest held when it started this process
        "lines = Path('/proc/self/status').read_text().splitlines();"
        "peak = next(int(one.split()[1]) for one in lines if one.startswith('VmHWM')) // 1024;"
        "print(len(result.registry.accounts), len(result.faults),"
        " round(time.monotonic() - start, 1), peak)"
    )
    done = run([executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    rows, faults, seconds, megabytes = done.stdout.split()
    print(f"50,000 rows: {seconds} s, {megabytes} MB")
    assert (rows, faults) == ("50000", "0")
    assert float(seconds) < 120
    assert int(megabytes) < 400
