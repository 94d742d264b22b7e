"""A deployment's own word list: workbook in, faults by their place, workbook out."""

import pytest
from openpyxl import Workbook

from gongkai_monitor.errors import InputError
from gongkai_monitor.settings import Settings
from gongkai_monitor.text.wording import Checker
from gongkai_monitor.text.wording.own import (
    OWN_LIST,
    read_own_words,
    read_workbook,
    save_own_words,
    write_workbook,
)

HEADINGS = ("错误", "正确", "类别", "语境")
GOOD = [
    ("市经信局", "市工业和信息化局", "规范名称有误", None),
    ("张三丰局长", "张三丰主任", "规范名称有误", "附近 经信"),
    ("登陆岛", None, "例外", None),
]


def book(path, rows):
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "词库"
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    workbook.save(path)
    return path


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "gongkai.toml").write_text("", encoding="utf-8")
    return Settings.load(tmp_path)


def test_a_list_goes_in_and_comes_out_the_same(settings, tmp_path):
    save_own_words(settings, read_workbook(book(tmp_path / "词库.xlsx", GOOD)))
    words = read_own_words(settings)
    assert [entry.wrong for entry in words.entries] == ["市经信局", "张三丰局长"]
    assert words.exceptions == ("登陆岛",)
    write_workbook(words, tmp_path / "导出.xlsx")
    assert read_workbook(tmp_path / "导出.xlsx").words == words
    found = Checker(words).check("市经信局张三丰局长出席")
    assert [one.right for one in found] == ["市工业和信息化局", "张三丰主任"]


def test_every_fault_is_named_by_its_place_and_nothing_changes(settings, tmp_path):
    rows = [
        *GOOD,
        ("市发改", "市发改", "错别字", None),
        ("市民正局", "市民政局", "错字", None),
        ("市教育居", "市教育局", "错别字", "旁边 学校"),
        ("局", "居", "错别字", None),
        ("市经信局", "市工信局", "规范名称有误", None),
    ]
    reading = read_workbook(book(tmp_path / "有误.xlsx", rows))
    assert [str(fault).split(":")[0] for fault in reading.faults] == [
        "有误.xlsx › 词库 › 第 5 行 › 正确",
        "有误.xlsx › 词库 › 第 6 行 › 类别",
        "有误.xlsx › 词库 › 第 7 行 › 语境",
        "有误.xlsx › 词库 › 第 8 行 › 错误",
        "有误.xlsx › 词库 › 第 9 行 › 错误",
    ]
    with pytest.raises(InputError):
        save_own_words(settings, reading)
    assert not (settings.workspace / OWN_LIST).exists()


def test_a_missing_column_is_a_fault(tmp_path):
    workbook = Workbook()
    workbook.active.title = "词库"
    workbook.active.append(("错误", "正确"))
    workbook.save(tmp_path / "缺列.xlsx")
    (fault,) = read_workbook(tmp_path / "缺列.xlsx").faults
    assert fault.column == "类别"


def test_without_an_import_there_is_no_own_list(settings):
    assert read_own_words(settings).entries == ()


def test_a_damaged_list_stops_the_work(settings):
    (settings.workspace / OWN_LIST).write_text("错误,正确,类别,语境\n甲乙,丙丁,不明,\n", "utf-8")
    with pytest.raises(InputError):
        read_own_words(settings)
