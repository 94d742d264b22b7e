"""What the listing commands print: the contract's keys, files for Excel, tables one can read."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from rich.cells import cell_len

LISTS = ["findings", "accounts", "links", "coverage", "hotspots"]
KEYS = {
    "findings": {
        "finding_id", "code", "rule", "effect", "level", "status", "subject_kind", "subject_id",
        "subject_name", "agency_code", "object", "observed", "limit", "basis", "first_seen_on",
        "last_seen_on", "evidence",
    },
    "accounts": {
        "account_code", "verdict", "disposition", "reasons", "reasons_rules", "proposed_action",
        "act_by", "keep_account", "notes", "collected_by", "attention_index",
    },
    "links": {
        "url", "state", "cause", "remedy", "places_count", "places", "attempts",
        "first_failed_at", "last_checked_at",
    },
    "coverage": {"subject_kind", "subject_id", "collection_state", "cause"},
    "hotspots": {
        "hotspot_id", "title", "size", "heat", "sentiment", "growth", "region",
        "responsible_agency", "first_at", "clock", "message_ids", "examples",
    },
}  # fmt: skip


def test_an_audit_with_something_uncollected_ends_with_3(desk: Any) -> None:
    done = desk.said["audit"]
    assert done.code == 3
    assert "未采到" in done.err
    covered = done.json["coverage"]
    assert covered["expected"] == covered["collected"] + covered["uncollected"]
    assert done.json["findings"]["open"] >= 4


@pytest.mark.parametrize("name", LISTS)
def test_json_has_the_keys_of_the_contract_and_nothing_else_is_printed(
    gongkai: Any, desk: Any, name: str
) -> None:
    done = gongkai("-w", desk.folder, name, "--format", "json")
    assert done.code == 0
    rows = done.json
    assert rows
    assert KEYS[name] <= set(rows[0])


def test_the_levels_of_silence(gongkai: Any, desk: Any) -> None:
    rows = gongkai("-w", desk.folder, "findings", "--json").json
    levels = {r["subject_id"]: r["level"] for r in rows if r["code"] == "account.content_stale"}
    assert levels == {"ZH0001": "warning", "ZH0002": "overdue", "ZH0003": "dormant"}


def test_who_was_not_read_has_no_days_and_no_proposal(gongkai: Any, desk: Any) -> None:
    rows = {r["account_code"]: r for r in gongkai("-w", desk.folder, "accounts", "--json").json}
    assert len(rows) == 300
    unread = rows["ZH0100"]
    assert unread["collection_state"] == "uncollected"
    assert (unread["days_since_post"], unread["disposition"]) == (None, None)
    # 120 days of silence, but most accounts could not be read: such data shut nobody down.
    assert (rows["ZH0003"]["verdict"], rows["ZH0003"]["disposition"]) == ("failed", "rectify")


def test_what_if_counts_only_accounts_that_were_read(gongkai: Any, desk: Any) -> None:
    rows = gongkai("-w", desk.folder, "accounts", "--what-if", "--json").json
    days = {row["value"]: row for row in rows if row["threshold"] == "超期天数"}
    assert set(days) == {7, 10, 14, 21, 30, 60, 90}
    assert {row["judged"] for row in days.values()} == {4}  # 应查 300
    assert (days[14]["is_current"], days[14]["moves"]) == (True, [])
    assert days[10]["moves"] == [{"from": "remind", "to": "rectify", "count": 1}]
    table = gongkai("-w", desk.folder, "accounts", "--what-if").out
    assert f"阈值试算（{len(rows)}）" in table
    assert "账号（" not in table


def test_attention_is_listed_by_code_and_not_by_rank(gongkai: Any, desk: Any) -> None:
    rows = gongkai("-w", desk.folder, "accounts", "--attention", "--json").json
    assert [row["account_code"] for row in rows] == sorted(row["account_code"] for row in rows)
    assert "followers" not in rows[0]
    both = gongkai("-w", desk.folder, "accounts", "--attention", "--what-if")
    assert both.code == 2


def test_links_say_the_state_in_the_fields_word(gongkai: Any, desk: Any) -> None:
    rows = gongkai("-w", desk.folder, "links", "--state", "失效", "--json").json
    assert [(row["state"], row["places_count"]) for row in rows] == [("失效", 1)]
    assert gongkai("-w", desk.folder, "links", "--state", "疑似", "--json").json == []


def test_findings_by_status(gongkai: Any, desk: Any) -> None:
    assert gongkai("-w", desk.folder, "findings", "--status", "已消除", "--json").json == []
    new = gongkai("-w", desk.folder, "findings", "--status", "新增", "--json").json
    assert {row["status"] for row in new} == {"new"}


def test_before_anything_was_stored_there_is_nothing(gongkai: Any, desk: Any) -> None:
    done = gongkai("-w", desk.folder, "findings", "--as-of", "2020-01-01", "--json")
    assert (done.code, done.json) == (0, [])


def test_the_sums_stand_below_the_coverage(gongkai: Any, desk: Any) -> None:
    done = gongkai("-w", desk.folder, "coverage")
    assert "应查 380，已查 5，未采到 375；另有不采集 0" in done.err


@pytest.mark.parametrize("name", LISTS)
def test_a_table_fits_80_columns_and_can_be_read(gongkai: Any, desk: Any, name: str) -> None:
    done = gongkai("-w", desk.folder, name)
    lines = done.out.splitlines()
    assert max(cell_len(line) for line in lines) <= 80
    headings = lines[2].split()
    assert 4 <= len(headings) <= 7
    rule = next(line for line in lines if line.strip().startswith("──"))
    filled = [line for line in lines[lines.index(rule) + 1 :] if line.strip()]
    rows = int(re.findall(r"（(\d+)）", lines[0])[0])
    assert len(filled) <= 5 * rows, "a row should not be a tower of single words"


def test_a_wide_terminal_shows_every_column(
    gongkai: Any, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "240")
    table = gongkai("-w", desk.folder, "findings").out
    assert all(heading in table for heading in ("依据", "整改建议", "最近发现", "问题所在"))


@pytest.mark.parametrize("name", LISTS)
def test_csv_opens_in_excel_and_holds_no_formula(
    gongkai: Any, desk: Any, name: str, tmp_path: Path
) -> None:
    file = tmp_path / f"{name}.csv"
    assert gongkai("-w", desk.folder, name, "--format", "csv", "-o", file).code == 0
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) > 1
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "@"}]


def test_a_name_that_looks_like_a_formula_is_text_everywhere(
    gongkai: Any, desk: Any, tmp_path: Path
) -> None:
    printed = gongkai("-w", desk.folder, "accounts", "--format", "csv").out
    assert printed.startswith("\ufeff账号编码,")
    assert ",'=HYPERLINK(临川)," in printed
    file = tmp_path / "账号.xlsx"
    assert gongkai("-w", desk.folder, "accounts", "--format", "xlsx", "-o", file).code == 0
    sheet = load_workbook(file).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "=HYPERLINK(临川)" and cell.data_type == "s" for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell for cell in cells if cell.data_type == "n" and cell.value == 12]


def test_the_daily_report_is_written(gongkai: Any, desk: Any) -> None:
    done = gongkai("-w", desk.folder, "report", "daily", "--json")
    assert done.code == 0, done.err
    assert {Path(name).suffix for name in done.json["files"]} == {".html", ".xlsx"}
    assert all(Path(name).is_file() for name in done.json["files"])
