"""Real exports of messages with their own headings: all rows, right times, nothing lost."""

import csv
import gzip
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from gongkai_monitor.clock import CHINA
from gongkai_monitor.imports.messages import read_messages
from gongkai_monitor.imports.result import ImportResult
from gongkai_monitor.model.observations import Message

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
NOW = datetime(2026, 11, 20, tzinfo=UTC)
SHANGHAI = {
    "title": "标题", "reply_unit": "责任单位", "letter_date": "来信时间", "text": "内容",
    "reply_date": "答复时间", "reply": "答复内容", "url": "链接",
}  # fmt: skip
BEIJING = {
    "title": "标题", "text": "内容", "time": "来信时间", "reply": "答复内容",
    "reply_unit": "责任单位", "reply_time": "答复时间", "topic": "类型",
}  # fmt: skip
TAIDI = {
    "message_id": "留言编号", "title": "标题", "text": "内容", "time_raw": "来信时间",
    "reply": "答复内容", "reply_time_raw": "答复时间",
}  # fmt: skip
real = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not here")


def text_of(name: str) -> str:
    return gzip.decompress((DATA / name).read_bytes()).decode("utf-8")


def read(path: Path, mapping: dict[str, str]) -> ImportResult[Message]:
    return read_messages(path, mapping, round_id="r", observed_at=NOW)


@real
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize(
    ("name", "mapping"),
    [("letters_shanghai", SHANGHAI), ("letters_beijing", BEIJING), ("taidi_messages", TAIDI)],
)
def test_every_row_of_a_real_export_is_a_message(
    tmp_path: Path, name: str, mapping: dict[str, str], encoding: str
) -> None:
    file = "replies" if name == "taidi_messages" else "letters"
    text = text_of(f"{name}/{file}.csv.gz")
    path = tmp_path / "留言.csv"
    path.write_text(text, encoding=encoding, newline="")
    rows = list(csv.DictReader(io.StringIO(text)))
    result = read(path, mapping)
    assert result.faults == ()
    assert len(result.records) == len(rows)
    assert len({message.message_id for message in result.records}) == len(rows)
    assert all(message.reply for message in result.records)
    again = read(path, mapping)
    assert again.records == result.records


@real
def test_slash_text_and_dates_of_spreadsheets_are_the_same_times(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(text_of("taidi_messages/replies.csv.gz"))))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("附件4")
    sheet.append(
        ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
    )
    for number, row in enumerate(rows):
        at: object = datetime.fromisoformat(row["time_iso"]) if number % 2 else row["time_raw"]
        cells = (row["user_code"], row["title"], at, row["text"], row["reply"])
        sheet.append([row["message_id"], *cells, row["reply_time_raw"]])
    path = tmp_path / "附件4.xlsx"
    book.save(path)
    mapping = {
        "留言主题": "标题", "留言时间": "来信时间", "留言详情": "内容", "答复意见": "答复内容",
    }  # fmt: skip
    result = read(path, mapping)
    assert result.faults == ()
    assert {warning.column for warning in result.warnings} == {"留言用户"}
    expected = [datetime.fromisoformat(row["time_iso"]).replace(tzinfo=CHINA) for row in rows]
    assert [message.received_at for message in result.records] == expected
    named = sum(
        row["user_code"] in str(message) for row, message in zip(rows, result.records, strict=True)
    )
    assert named <= len(rows) // 100  # 876 answers greet their author by the user's name


HEADINGS = "来信时间,标题,内容,链接,答复时间"


def test_without_a_number_copies_of_a_letter_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    copies = ["2026-1-5,停水,没水,,", "2026-1-5,停水,没水,,", "2026-1-6,停水,没水,,"]
    path.write_text("\n".join([HEADINGS, *copies]), encoding="utf-8")
    first = read(path, {})
    assert first.faults == ()
    assert len({message.message_id for message in first.records}) == 3
    assert [warning.actual for warning in first.warnings] == [
        "缺少该列；按链接，或按时间、标题和内容识别"
    ]
    path.write_text("\n".join([HEADINGS, *copies, "2026-1-7,新,的,,"]), encoding="utf-8")
    assert read(path, {}).records[:3] == first.records


def test_with_a_link_a_later_answer_belongs_to_the_same_message(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    link = "https://a.gov.cn/l/1"
    path.write_text(f"{HEADINGS}\n2026-1-5,停水,没水,{link},\n", encoding="utf-8")
    [asked] = read(path, {}).records
    path.write_text(f"{HEADINGS}\n2026-1-5,停水,没水了,{link},2026-1-8\n", encoding="utf-8")
    [answered] = read(path, {}).records
    assert asked.message_id == answered.message_id
    assert asked.replied_at is None
    assert answered.replied_at is not None


def test_an_empty_number_in_a_file_with_numbers_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("留言编号,来信时间,标题\n,2026-1-5,停水\n2,2026-1-5,停水\n", encoding="utf-8")
    result = read(path, {})
    assert [(fault.column, fault.expected) for fault in result.faults] == [("留言编号", "必填")]
    assert [message.message_id for message in result.records] == ["2"]
