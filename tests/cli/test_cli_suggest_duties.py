"""``gongkai registry suggest-duties``: proposed from handled messages, looked at, taken over."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gongkai_monitor import clock
from tests.cli.conftest import local, write_csv

WHERE = (
    "早晨",
    "晚上",
    "周末",
    "月初",
    "厨房",
    "楼上",
    "办公室",
    "商铺",
    "食堂",
    "宿舍",
    "仓库",
    "车间",
)
WATER, SCHOOL, RARE = "LC001", "LC002", "LC003"


@pytest.fixture
def folder(gongkai: Any, tmp_path: Path, city_book: Path) -> Path:
    """A register, and a year of messages of which most were given to a unit."""
    place = tmp_path / "工作区"
    gongkai("init", place)
    assert gongkai("registry", "import", city_book, "-w", place).code == 0
    said = [(f"{one}停水，电话13800138000", f"{one}停水没有通知", WATER) for one in WHERE]
    said += [(f"{one}操场", f"{one}学生用的操场坏了", SCHOOL) for one in WHERE]
    said += [("枯树倒伏", "门前枯树倒伏挡路", RARE), ("枯树", "路边枯树没人管", RARE)]
    said += [(f"{one}路灯", f"{one}路灯不亮", "") for one in WHERE]
    said += [
        (f"{one}{n}栋问题", f"{one}第{n}栋求助", RARE) for n in range(250) for one in WHERE[:2]
    ]
    messages = [
        {
            "留言编号": f"LY{n}", "来信时间": local(clock.now() - timedelta(days=2, minutes=n)),
            "标题": title, "内容": text, "责任单位": unit,
        }
        for n, (title, text, unit) in enumerate(said)
    ]  # fmt: skip
    done = gongkai("-w", place, "import", "messages", write_csv(place / "留言.csv", messages))
    assert done.code == 0, done.err
    return place


def rows_of(book: Path) -> dict[str, dict[str, Any]]:
    found = list(load_workbook(book)["职责"].iter_rows(values_only=True))
    headings = [str(heading).rstrip("*") for heading in found[0]]
    rows = [dict(zip(headings, row, strict=True)) for row in found[1:]]
    return {row["关键词"]: row for row in rows}


def test_duties_are_proposed_with_their_evidence_and_taken_over(
    gongkai: Any, folder: Path, tmp_path: Path
) -> None:
    book = tmp_path / "职责建议.xlsx"
    done = gongkai("-w", folder, "registry", "suggest-duties", "-o", book, "--json")
    assert done.code == 0, done.err
    rows = rows_of(book)
    assert done.json["suggested"] == len(rows)
    water = rows["停水"]
    assert (water["责任单位编码"], water["责任单位名称"]) == (WATER, "临川市第1局")
    assert (water["来件数"], water["占比"]) == (len(WHERE), "100%")
    assert f"{len(WHERE)} 件不同来件" in water["建议依据"]
    assert "停水" in water["标题举例"]
    assert "13800138000" not in water["标题举例"]
    assert "枯树" not in rows, "two messages prove nothing, and are not quoted"
    assert "路灯" not in rows, "nobody handled these"
    before = gongkai("-w", folder, "registry", "export", tmp_path / "前.xlsx", "--json").json
    added = gongkai("-w", folder, "registry", "import", "--add", book, "--json")
    assert added.code == 0, added.err
    assert added.json["responsibilities"] == before["responsibilities"] + len(rows)
    assert added.json["channels"] == before["channels"]
    again = gongkai("-w", folder, "registry", "suggest-duties", "-o", book, "--json")
    assert again.json["suggested"] == 0, "what the register holds is not proposed again"


def test_only_what_was_known_at_the_moment_and_in_the_days_asked_for(
    gongkai: Any, folder: Path, tmp_path: Path
) -> None:
    book = tmp_path / "空.xlsx"
    for asked in (("--as-of", "2020-01-01"), ("--days", "1")):
        done = gongkai("-w", folder, "registry", "suggest-duties", "-o", book, *asked, "--json")
        assert (done.code, done.json["suggested"]) == (0, 0)


def test_a_duty_of_an_unknown_unit_adds_nothing(
    gongkai: Any, folder: Path, tmp_path: Path, make_book: Any
) -> None:
    rows = [{"关键词": "停水", "责任单位编码": WATER}, {"关键词": "停气", "责任单位编码": "无此"}]
    book = make_book(tmp_path / "职责.xlsx", {"职责": rows})
    done = gongkai("-w", folder, "registry", "import", "--add", book)
    assert done.code == 2
    assert "职责.xlsx › 职责 › 第 3 行 › 责任单位编码" in done.err


def test_a_workbook_without_either_sheet_is_refused(
    gongkai: Any, folder: Path, tmp_path: Path, make_book: Any
) -> None:
    book = make_book(tmp_path / "别的.xlsx", {"其他": [{"关键词": "停水"}]})
    done = gongkai("-w", folder, "registry", "import", "--add", book)
    assert done.code == 2
    assert "栏目" in done.err
    assert "职责" in done.err
