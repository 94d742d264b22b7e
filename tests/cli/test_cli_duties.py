"""The ledger of duties through the command line alone."""

from pathlib import Path
from typing import Any

_TEXT = (
    "云岭市{year}年政务公开工作要点\n一、任务\n"
    "（一）公开预算。（责任时限：{year}年6月底前，牵头单位：市财政局，责任单位：市政府有关部门）\n"
    "（二）{second}（责任时限：持续推进，责任单位：市财政局）\n"
)


def test_from_a_document_to_the_look_back(gongkai: Any, tmp_path: Path) -> None:
    place = tmp_path / "w"
    assert gongkai("init", place).code == 0
    for year, second in ((2021, "落实政策解读制度。"), (2022, "建设政务公开专区。")):
        path = tmp_path / f"{year}.txt"
        path.write_text(_TEXT.format(year=year, second=second), encoding="utf-8")
        done = gongkai("duties", "import", path, "--by", "张三", "-w", place)
        assert done.code == 0
        assert f"《云岭市{year}年政务公开工作要点》：2 项任务，已列入台账" in done.err
        assert "单位待人工确认：市政府有关部门（未指明具体单位）" in done.err

    refused = gongkai(
        "duties", "update", "2021-01", "--state", "已完成", "--by", "李四", "-w", place
    )
    assert refused.code == 2
    assert "完成须附佐证" in refused.err
    kept = gongkai(
        "duties", "update", "2021-01", "--state", "已完成", "--by", "李四",
        "--evidence", "http://a.test/1.html", "--json", "-w", place,
    )  # fmt: skip
    assert kept.json["stored"][0]["state"] == "done"

    overdue = gongkai("duties", "list", "--state", "逾期", "--json", "-w", place).json
    assert [(row["duty_id"], row["answering"]) for row in overdue] == [("2022-01", "市财政局")]
    back = gongkai("duties", "lookback", "2021", "2022", "--json", "-w", place).json
    assert [(row["match_label"], row["before_id"], row["after_id"]) for row in back] == [
        ("延续", "2021-01", "2022-01"),
        ("未再列入", "2021-02", ""),
        ("新增", "", "2022-02"),
    ]
    assert [row["note"] for row in back] == ["", "没有完成记录；下一年未再列入", ""]
    unknown = gongkai("duties", "lookback", "2019", "2022", "-w", place)
    assert (unknown.code, "没有 2019 的台账，已有：2021、2022" in unknown.err) == (2, True)

    names = gongkai("duties", "agencies", "--json", "-w", place).json
    assert {row["name"] for row in names if row["why_not"]} == {"市财政局", "市政府有关部门"}
    assert gongkai("duties", "verify", "--json", "-w", place).json == {"count": 1, "faults": []}
    out = gongkai("duties", "workbook", "export", tmp_path / "台账.xlsx", "-w", place, "--json")
    assert out.json["rows"] == 4
    back_in = gongkai("duties", "workbook", "import", tmp_path / "台账.xlsx", "-w", place, "--json")
    assert back_in.json == {"stored": 0, "repeated": 0, "empty": 4, "faults": []}
