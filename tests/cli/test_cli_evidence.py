"""From the sampling plan to a proposal on hand evidence, as an office does it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from gongkai_monitor import clock

PNG = b"\x89PNG\r\n\x1a\n" + b"1" * 40


def filled(path: Path, looks: dict[str, dict[str, str]]) -> list[str]:
    """Fill the first rows of a plan in; the codes of all its accounts."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    codes = []
    for row in range(2, sheet.max_row + 1):
        code = sheet.cell(row, heads["账号编码"]).value
        codes.append(str(code))
        for heading, value in looks.get(str(code), {}).items():
            sheet.cell(row, heads[heading]).value = value
    book.save(path)
    return codes


def test_a_plan_is_filled_in_handed_back_and_judged(
    gongkai: Callable[..., Any], city_book: Path, tmp_path: Path
) -> None:
    desk = tmp_path / "desk"
    assert gongkai("init", desk).code == 0
    assert gongkai("registry", "import", city_book, "-w", desk).code == 0
    plan = tmp_path / "清单.xlsx"
    sample = gongkai("sample", "accounts", plan, "--share", "3", "-w", desk, "--json").json
    assert (sample["strata"], sample["accounts"]) == (3, 300)
    again = gongkai("sample", "accounts", plan, "--share", "3", "-w", desk, "--json").json
    assert again == sample

    untouched = gongkai("import", "evidence", plan, "-w", desk, "--json")
    assert (untouched.code, untouched.json["files"], untouched.json["readings"]) == (0, 0, 0)

    (tmp_path / "图.png").write_bytes(PNG)
    now = clock.now().astimezone(clock.CHINA) - timedelta(hours=1)
    look = {
        "采集时间": f"{now:%Y-%m-%d %H:%M}", "采集人": "李某", "职务": "科员", "证据文件": "图.png",
    }  # fmt: skip
    silent, alive, bad = sample["account_codes"][:3]
    days_ago = {silent: 40, alive: 2}
    looks = {
        code: look | {"最近更新时间": f"{now - timedelta(days=days):%Y-%m-%d %H:%M}"}
        for code, days in days_ago.items()
    }
    assert filled(plan, looks | {bad: look | {"证据文件": "没有.png"}}) == sample["account_codes"]

    refused = gongkai("import", "evidence", plan, "-w", desk)
    assert refused.code == 2
    assert "证据文件" in refused.err
    assert not list((desk / "evidence").glob("hand/*/*"))
    done = gongkai("import", "evidence", plan, "--partial", "-w", desk, "--json")
    assert (done.json["files"], done.json["readings"], done.json["rejected"]) == (2, 2, 1)
    assert len(list((desk / "evidence").glob("hand/*/*.png"))) == 1

    assert gongkai("audit", "-w", desk).code in {0, 3}
    listed = gongkai("findings", "-w", desk, "--format", "json").json
    stale = [row for row in listed if row["code"] == "account.content_stale"]
    assert [row["subject_id"] for row in stale] == [silent]
    rows = gongkai("coverage", "-w", desk, "--format", "json").json
    states = {row["subject_id"]: row for row in rows}
    assert states[alive]["collection_state"] == "collected"
    assert "人工采集：李某（科员）" in states[alive]["detail"]
    assert states[bad]["collection_state"] == "uncollected"
    report = gongkai("report", "daily", "-w", desk)
    assert report.code in {0, 3}
    pages = "".join(path.read_text("utf-8") for path in (desk / "reports").rglob("*.html"))
    assert "人工采集（截图）：李某（科员）" in pages


def test_files_of_one_account_need_who_and_when(
    gongkai: Callable[..., Any], city_book: Path, tmp_path: Path
) -> None:
    desk = tmp_path / "desk"
    gongkai("init", desk)
    gongkai("registry", "import", city_book, "-w", desk)
    shot = tmp_path / "图.png"
    shot.write_bytes(PNG)
    assert gongkai("import", "evidence", shot, "--account", "ZH0001", "-w", desk).code == 2
    today = f"{clock.now().astimezone(clock.CHINA):%Y-%m-%d}"
    who = ("--taken-at", today, "--by", "李某", "--role", "科员", "-w", desk)
    wrong = gongkai("import", "evidence", shot, "--account", "ZH9999", *who)
    assert wrong.code == 2
    assert "登记表中的账号编码" in wrong.err
    done = gongkai("import", "evidence", shot, "--account", "ZH0001", "--no-posts", *who, "--json")
    assert (done.code, done.json["files"], done.json["readings"]) == (0, 1, 1)
