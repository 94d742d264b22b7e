"""``gongkai registry`` and ``gongkai import`` with a city's register and with faulty files."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook


@pytest.fixture
def faulty_book(
    tmp_path: Path, city_sheets: dict[str, list[dict[str, Any]]], make_book: Any
) -> Path:
    sheets = city_sheets
    sheets["单位"].append({"单位编码": "LC001", "单位名称": "临川市体育局", "层级": "市"})
    sheets["站点"][3] = sheets["站点"][3] | {"首页网址": "www.linchuan.example"}
    sheets["账号"][5] = sheets["账号"][5] | {"平台": "微薄"}
    sheets["账号"][6] = sheets["账号"][6] | {"主办单位编码": "LC999"}
    sheets["账号"][7] = sheets["账号"][7] | {"开设日期": "2020年13月2日"}
    book: Path = make_book(tmp_path / "有误.xlsx", sheets)
    return book


PLACES = [
    "有误.xlsx › 单位 › 第 122 行 › 单位编码",
    "有误.xlsx › 站点 › 第 5 行 › 首页网址",
    "有误.xlsx › 账号 › 第 7 行 › 平台",
    "有误.xlsx › 账号 › 第 8 行 › 主办单位编码",
    "有误.xlsx › 账号 › 第 9 行 › 开设日期",
]


def test_a_citys_register_is_checked_and_imported(gongkai: Any, desk: Any, city_book: Path) -> None:
    checked = gongkai("registry", "check", city_book, "--json")
    assert checked.code == 0
    sums = {"agencies": 120, "sites": 40, "channels": 40, "accounts": 300, "responsibilities": 0}
    assert checked.json == {"faults": [], **sums}
    assert "单位 120、站点 40、栏目 40、账号 300" in desk.said["register"].err
    again = gongkai("registry", "import", city_book, "-w", desk.folder, "--json")
    assert again.json == {**sums, "changes": 0, "rejected_file": None}


def test_every_fault_is_listed_by_its_place_and_nothing_changes(
    gongkai: Any, tmp_path: Path, faulty_book: Path
) -> None:
    folder = tmp_path / "ws"
    gongkai("init", folder)
    for done in (
        gongkai("registry", "check", faulty_book),
        gongkai("-w", folder, "registry", "import", faulty_book),
    ):
        assert done.code == 2
        assert [place for place in PLACES if place not in done.err] == []
        assert "共 5 处有误，未作任何更改" in done.err
    done = gongkai("registry", "check", faulty_book, "--json")
    assert done.code == 2
    assert len(done.json["faults"]) == 5
    counted = gongkai("-w", folder, "sql", "SELECT count(*) AS n FROM agencies", "--json")
    assert counted.json == [{"n": 0}]


def test_partial_takes_the_good_rows_and_writes_the_bad_ones_back(
    gongkai: Any, tmp_path: Path, faulty_book: Path
) -> None:
    folder = tmp_path / "ws"
    gongkai("init", folder)
    done = gongkai("-w", folder, "registry", "import", faulty_book, "--partial", "--json")
    assert done.code == 0
    assert (done.json["agencies"], done.json["sites"]) == (120, 39)
    assert done.json["accounts"] == 297
    back = load_workbook(done.json["rejected_file"], read_only=True)
    headings = [cell.value for cell in next(back["账号"].iter_rows())]
    assert "退回原因" in headings


def test_what_is_exported_can_be_imported_again_without_a_change(
    gongkai: Any, desk: Any, tmp_path: Path
) -> None:
    book = tmp_path / "导出.xlsx"
    done = gongkai("-w", desk.folder, "registry", "export", book, "--json")
    assert (done.code, done.json["accounts"]) == (0, 300)
    again = gongkai("-w", desk.folder, "registry", "import", book, "--json")
    assert (again.code, again.json["changes"]) == (0, 0)


def test_posts_and_messages_were_imported(desk: Any) -> None:
    assert desk.said["posts"].json["imported"] >= 32
    assert desk.said["posts"].json["faults"] == []
    assert desk.said["messages"].code == 0, desk.said["messages"].err
    assert "已导入 留言 8 行，退回 0 行" in desk.said["messages"].err


def test_metrics_are_imported(gongkai: Any, desk: Any, tmp_path: Path, make_csv: Any) -> None:
    rows = [{"账号编码": "ZH0000", "日期": "2026-03-02", "粉丝数": "12,345"}]
    file = make_csv(tmp_path / "账号数据.csv", rows)
    done = gongkai("-w", desk.folder, "import", "metrics", file, "--json")
    assert (done.code, done.json["imported"]) == (0, 1)


def test_faulty_messages_change_nothing_unless_the_good_rows_are_asked_for(
    gongkai: Any, tmp_path: Path, make_csv: Any
) -> None:
    folder = tmp_path / "ws"
    gongkai("init", folder)
    rows = [
        {"留言编号": "A1", "来信时间": "2026-03-02 08:00", "标题": "路灯不亮"},
        {"留言编号": "A2", "来信时间": "昨天", "标题": "路灯不亮"},
        {"留言编号": "A3", "来信时间": "2026-03-02 08:00", "标题": ""},
    ]
    file = make_csv(tmp_path / "留言.csv", rows)
    refused = gongkai("-w", folder, "import", "messages", file, "--json")
    assert refused.code == 2
    assert refused.json["imported"] == 0
    assert len(refused.json["faults"]) == 2
    assert "留言.csv › 留言 › 第 3 行 › 来信时间" in refused.err
    count = ("sql", "SELECT count(*) AS n FROM messages", "--json")
    assert gongkai("-w", folder, *count).json == [{"n": 0}]
    partly = gongkai("-w", folder, "import", "messages", file, "--partial", "--json")
    assert (partly.code, partly.json["imported"], partly.json["rejected"]) == (0, 1, 2)
    assert Path(partly.json["rejected_file"]).is_file()
    assert gongkai("-w", folder, *count).json == [{"n": 1}]
