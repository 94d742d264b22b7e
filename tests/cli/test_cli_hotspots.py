"""The duty officer at the command line: list, register, workbook, answers to letters."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gongkai_monitor import clock


@pytest.fixture
def office(desk: Any, tmp_path: Path) -> Path:
    return Path(shutil.copytree(desk.folder, tmp_path / "工作区"))


@pytest.fixture
def run(gongkai: Callable[..., Any], office: Path) -> Callable[..., Any]:
    return lambda *arguments: gongkai("-w", office, "hotspots", *arguments)


def test_from_the_list_to_the_register(run: Callable[..., Any], tmp_path: Path) -> None:
    (hotspot,) = run("--json").json
    number = hotspot["hotspot_id"]
    assert run("list", "--json").json == [hotspot]
    assert number in run().out  # every other command asks for it
    unclear = run("step", number, "检查", "--by", "李某", "--at", "昨天")
    assert unclear.code == 2
    assert "--at 期望" in unclear.err
    assert hotspot["clock"]["state"] == "running"
    refused = run("assign", number, "--by", "李某", "--officer", "王某")
    assert refused.code == 2
    assert "须由人指定" in refused.err
    done = run("assign", number, "--by", "李某", "--officer", "王某", "--agency", "LC001", "--json")
    assert done.json["stored"][0]["kind"] == "assigned"
    assert run("step", number, "约谈施工单位", "--by", "李某").code == 0
    assert run("triage", number, "--by", "李某", "--reason", "多人", "--level", "较大").code == 0
    assert run("answer", number, "--by", "李某", "--reject").code == 2
    told = ("--title", "通报", "--at", "2026-11-20T17:30", "--url", "javascript:alert(1)")
    unsafe = run("answer", number, "--by", "李某", *told)
    assert unsafe.code == 2
    assert "http 或 https 网址" in unsafe.err
    assert run("close", number, "已停工", "--by", "李某").code == 0
    (row,) = run("--json").json
    assert (row["responsible_agency"], row["officer"], row["risk_level"]) == (
        "LC001", "王某", "larger",
    )  # fmt: skip
    said = run("log").out
    assert all(word in said for word in ("交办", "处置", "研判", "办结"))
    book = tmp_path / "台账.xlsx"
    assert run("register", book, "--json").json["rows"] == 1
    unchanged = run("import", book, "--json")
    assert unchanged.json == {"stored": [], "unchanged": 1}


def test_messages_that_no_round_has_read_are_said_below_the_list(
    gongkai: Callable[..., Any], run: Callable[..., Any], office: Path, tmp_path: Path
) -> None:
    assert "舆情分析" not in run().err
    day = clock.china_date(clock.now()) - timedelta(days=2)
    file = tmp_path / "新来信.csv"
    rows = "".join(f"N{n},{day} 09:00,路灯不亮{n}\n" for n in range(3))
    file.write_text(f"留言编号,来信时间,标题\n{rows}", encoding="utf-8")
    fresh = tmp_path / "新工作区"
    assert gongkai("init", fresh).code == 0
    for place, said in ((office, "之后没有跑过舆情分析"), (fresh, "还没有跑过舆情分析")):
        assert "舆情分析" not in gongkai("-w", place, "hotspots").err
        assert gongkai("-w", place, "import", "messages", file).code == 0
        listed = gongkai("-w", place, "hotspots", "--json")
        assert f"{said}，3 件留言尚未归入热点：请运行 gongkai run" in listed.err
        assert len(listed.json) == (place == office)


def test_the_chain_of_the_register_is_verified(
    run: Callable[..., Any], gongkai: Callable[..., Any], office: Path
) -> None:
    number = run("--json").json[0]["hotspot_id"]
    run("assign", number, "--by", "李某", "--officer", "王某", "--agency", "LC001")
    checked = gongkai("-w", office, "review", "verify", "--json")
    assert checked.code == 0
    assert checked.json["hotspot_register"]["count"] == 1


def test_answers_to_letters_are_summed_per_unit_and_told_one_by_one(
    run: Callable[..., Any],
) -> None:
    (row,) = run("replies", "--json").json
    assert (row["received"], row["answered"], row["overdue"]) == (8, 0, 0)
    assert row["no_limit"] == 8  # no edition in force says anything about the hotline
    letters = run("replies", "--letters", "--json").json
    assert {one["state_label"] for one in letters} == {"没有适用时限"}


def test_the_special_brief(gongkai: Callable[..., Any], office: Path) -> None:
    number = gongkai("-w", office, "hotspots", "--json").json[0]["hotspot_id"]
    done = gongkai("-w", office, "report", "hotspot", number, "--json")
    assert [Path(one).exists() for one in done.json["files"]] == [True]
    missing = gongkai("-w", office, "report", "hotspot", "h-none")
    assert missing.code == 1
    assert "没有热点" in missing.err


def test_likely_answers_are_listed(run: Callable[..., Any]) -> None:
    assert run("statements", "--json").json == []
