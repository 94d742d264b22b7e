"""找错 exports: field names of the national system or Chinese headings, csv and json."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongkai_monitor.imports.error_reports import read_error_reports
from gongkai_monitor.vocabulary import ErrorReportKind, ErrorReportState

NOW = datetime(2026, 3, 1, tzinfo=UTC)
RAW = "id,sitecode,wzmc,errorUrl,problem_id,description,createtime,transactUnit,transactTime,status"


def read(path: Path, text: str):
    path.write_text(text, encoding="utf-8")
    return read_error_reports(path, round_id="r", observed_at=NOW)


def test_raw_fields_and_codes(tmp_path: Path) -> None:
    result = read(
        tmp_path / "找错.csv",
        f"{RAW}\n901,1308000009,某市政府网,http://a.test/x,4,"
        "标题有错字，电话13812345678,2026-02-03 08:30:00,某市,2026-02-05,22\n",
    )
    assert result.faults == ()
    (report,) = result.records
    assert (report.kind, report.state) == (ErrorReportKind.WORDING, ErrorReportState.NOT_UPHELD)
    assert report.created_at == datetime(2026, 2, 3, 0, 30, tzinfo=UTC)
    assert report.handled_at == datetime(2026, 2, 4, 16, 0, tzinfo=UTC)
    assert "13812345678" not in (report.description or "")


def test_chinese_headings_and_labels(tmp_path: Path) -> None:
    result = read(
        tmp_path / "找错.csv",
        "留言编号,网站标识码,问题类型,提交时间,处理状态\n902,1308000009,错别字,2026-02-03,办理中\n",
    )
    (report,) = result.records
    assert (report.state, report.handled_at) == (ErrorReportState.OPEN, None)


def test_a_json_export(tmp_path: Path) -> None:
    rows = [{"id": 903, "sitecode": "1308000009", "createtime": "2026-02-03", "status": 12}]
    result = read(tmp_path / "找错.json", json.dumps({"code": 0, "data": {"rows": rows}}))
    (report,) = result.records
    assert (report.report_id, report.state) == ("903", ErrorReportState.REJECTED)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"rows": 3}', "[1, 2]"])
def test_no_records_is_said(tmp_path: Path, text: str) -> None:
    result = read(tmp_path / "找错.json", text)
    assert result.records == ()
    assert "记录数组" in str(result.faults[0])


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("1,1308000009,,,9,,2026-02-03,,,1", "问题类型"),
        ("1,1308000009,,,4,,2026-02-03,,,77", "处理状态"),
        ("1,13080009,,,4,,2026-02-03,,,1", "网站标识码"),
        ("1,1308000009,,,4,,2026-03-03,,,1", "提交时间"),
        ("1,1308000009,,,4,,2026-02-03,,2026-02-01,1", "处理时间"),
        (",1308000009,,,4,,2026-02-03,,,1", "留言编号"),
    ],
)
def test_bad_rows_name_their_column(tmp_path: Path, row: str, column: str) -> None:
    result = read(tmp_path / "找错.csv", f"{RAW}\n{row}\n")
    assert [fault.column for fault in result.faults] == [column]
    assert result.records == ()
    assert len(result.rejected_rows) == 1


def test_one_number_twice(tmp_path: Path) -> None:
    row = "1,1308000009,,,4,,2026-02-03,,,1"
    assert read(tmp_path / "a.csv", f"{RAW}\n{row}\n{row}\n").faults == ()
    other = row.replace(",4,", ",5,")
    assert len(read(tmp_path / "b.csv", f"{RAW}\n{row}\n{other}\n").faults) == 1


def test_the_real_public_records(shared_data: Path, tmp_path: Path) -> None:
    import gzip

    from gongkai_monitor.clock import china_date
    from gongkai_monitor.workdays import workdays_between

    text = gzip.decompress((shared_data / "find_errors" / "find_errors.csv.gz").read_bytes())
    result = read(tmp_path / "找错.csv", text.decode("utf-8"))
    assert len(result.records) == 6_797
    assert {fault.column for fault in result.faults} == {"网站标识码"}
    taken = [
        workdays_between(china_date(one.created_at), china_date(one.handled_at))
        for one in result.records
        if one.handled_at and one.created_at.year >= 2022
    ]
    share = sum(days <= 3 for days in taken) / len(taken)
    assert 0.92 < share < 0.94  # the rule base counted 91.8 % without public holidays
