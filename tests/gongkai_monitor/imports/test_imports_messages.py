"""Messages: any headings, any times, nobody's name or number."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from gongkai_monitor.imports.messages import read_messages
from gongkai_monitor.imports.result import ImportResult
from gongkai_monitor.imports.writing import write_rejected
from gongkai_monitor.model.observations import Message
from gongkai_monitor.model.registry import Agency, Registry
from gongkai_monitor.vocabulary import AgencyLevel

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HEADINGS = "留言编号,来信时间,标题,内容,区域,类型,点赞数,责任单位,答复时间,答复内容"
REGISTRY = Registry(
    agencies=(
        Agency(
            agency_code="LC001",
            name="临川市教育局",
            level=AgencyLevel.CITY,
            aliases=("市教育局", "教育部门"),
        ),
        Agency(
            agency_code="LC002",
            name="临川市体育局",
            level=AgencyLevel.CITY,
            aliases=("教育部门",),
        ),
    )
)


def read(
    path: Path, *lines: str, headings: str = HEADINGS, **options: object
) -> ImportResult[Message]:
    path.write_text("\n".join((headings, *lines)), encoding=str(options.pop("encoding", "utf-8")))
    mapping = options.pop("mapping", None)
    return read_messages(
        path,
        mapping,  # type: ignore[arg-type]
        round_id="r1",
        observed_at=NOW,
        registry=REGISTRY,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_messages_become_records(tmp_path: Path, encoding: str) -> None:
    result = read(
        tmp_path / "留言.csv",
        '001,2019/4/25 9:32:09,校车,"第一行\n电话 13812345678",城东区,教育,1.2万,'
        "市教育局,2019-4-26,已办",
        encoding=encoding,
    )
    assert result.faults == ()
    assert result.records == (
        Message(
            message_id="001",
            received_at=datetime(2019, 4, 25, 1, 32, 9, tzinfo=UTC),
            title="校车",
            text="第一行\n电话 【手机号】",
            region="城东区",
            category="教育",
            likes=12_000,
            agency_code="LC001",
            replied_at=datetime(2019, 4, 25, 16, tzinfo=UTC),
            reply="已办",
            source="import",
            round_id="r1",
            observed_at=NOW,
        ),
    )


def test_units_by_code_name_or_alias_and_unknown_ones_as_remarks(tmp_path: Path) -> None:
    units = ["LC001", "临川市体育局", "市 教育局", "教育部门", "某某委", "某某委", ""]
    lines = [f"{n},2019-4-25 9:00,题,,,,,{unit},," for n, unit in enumerate(units, start=1)]
    result = read(tmp_path / "留言.csv", *lines)
    assert [message.agency_code for message in result.records] == [
        "LC001", "LC002", "LC001", None, None, None, None,
    ]  # fmt: skip
    assert result.faults == ()
    assert [(w.row, w.actual) for w in result.warnings] == [
        (5, "教育部门（1 行）；责任单位记为未知"),
        (6, "某某委（2 行）；责任单位记为未知"),
    ]


@pytest.mark.parametrize(
    ("received", "replied", "hours"),
    [
        ("2026-1-5", "2026-1-5", 0),
        ("2026-1-5", "2026-1-7", 24 + 1 / 3600),
        ("2026-1-5 10:00", "2026-1-5", 0),
        ("2026-1-5", "2026-1-5 08:00", 0),
        ("2026-1-5 10:00", "2026-1-7 10:00", 48),
    ],
)
def test_a_bare_day_never_makes_an_answer_late(
    tmp_path: Path, received: str, replied: str, hours: float
) -> None:
    [message] = read(tmp_path / "a.csv", f"1,{received},题,,,,,,{replied},").records
    assert message.replied_at is not None
    assert message.replied_at - message.received_at == timedelta(hours=hours)


def test_times_are_told_as_they_were_written(tmp_path: Path) -> None:
    (fault,) = read(tmp_path / "a.csv", "2,2027-1-1 10:00,题,,,,,,,").faults
    assert fault.expected == "不晚于导入时间 2026-03-01 08:00 的时间"
    assert fault.actual == "2027-01-01 10:00"


def test_bad_rows_are_listed_and_given_back_without_personal_data(tmp_path: Path) -> None:
    result = read(
        tmp_path / "a.csv",
        "1,13812345678,题,,,,,,,,王某某",
        "2,2027-1-1 10:00,题,,,,,,,,王某某",
        "3,2026-1-5 10:00,,,,,很多,,2026-1-4,,王某某",
        "4,2026-1-5 10:00,题,,,,,,2026-1-4 9:00,,王某某",
        "5,2026-1-5 10:00,题,,,,,,,,王某某",
        "5,2026-1-5 10:00,题,,,,,,,,王某某",
        "5,2026-1-5 11:00,另,,,,,,,,王某某",
        headings=HEADINGS + ",来信人",
    )
    assert [(fault.row, fault.column) for fault in result.faults] == [
        (2, "来信时间"),
        (3, "来信时间"),
        (4, "标题"),
        (4, "点赞数"),
        (5, "答复时间"),
        (8, "留言编号"),
    ]
    assert [message.message_id for message in result.records] == ["5"]
    shown = "".join(map(str, (result.faults, result.rejected_rows, result.records)))
    assert "13812345678" not in shown
    assert "王某某" not in shown
    assert {warning.column for warning in result.warnings} == {"来信人", "留言编号"}
    write_rejected(result.rejected_rows, tmp_path / "退回.xlsx")
    assert len(result.rejected_rows) == 5


def test_headings_by_mapping_and_a_wrong_mapping(tmp_path: Path) -> None:
    mapping = {"信件号": "留言编号", "写信日期": "来信时间", "主题": "标题"}
    headings = "信件号,写信日期,主题"
    line = "1,2026-1-5 10:00,题"
    result = read(tmp_path / "a.csv", line, headings=headings, mapping=mapping)
    assert [message.title for message in result.records] == ["题"]
    wrong = read(
        tmp_path / "a.csv", "1,2026-1-5 10:00,题", headings=headings, mapping={"主题": "题目"}
    )
    assert [(fault.file, fault.column) for fault in wrong.faults] == [("gongkai.toml", "主题")]
    missing = read(tmp_path / "a.csv", line, headings=headings)
    assert missing.faults
    assert missing.records == ()


def test_workbooks_with_dates_and_long_numbers(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["说明"])
    sheet = book.create_sheet("导出")
    sheet.append(HEADINGS.split(",")[:3])
    sheet.append([20260105001, datetime(2026, 1, 5, 10), "题"])  # noqa: DTZ001
    sheet.append(["002", 46027.5, "题"])
    sheet.append([110101190001011000, "2026年1月5日 10:30", "题"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    result = read_messages(path, round_id="r", observed_at=NOW)
    assert [(m.message_id, m.received_at.hour) for m in result.records] == [
        ("20260105001", 2),
        ("002", 4),
    ]
    assert [(fault.sheet, fault.row, fault.column) for fault in result.faults] == [
        ("导出", 4, "留言编号")
    ]


def test_a_broken_file_is_one_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"")
    result = read_messages(path, round_id="r", observed_at=NOW)
    assert (len(result.faults), result.records) == (1, ())
