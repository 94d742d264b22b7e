"""人工采集: what one look proves, and what is refused."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gongkai_monitor.errors import InputError
from gongkai_monitor.imports.evidence import COLUMNS, EvidenceReading, read_evidence_list
from gongkai_monitor.imports.evidence_file import MOST_BYTES, keep, kind_of, read_evidence_file
from gongkai_monitor.model.observations import (
    AccountSnapshot,
    HandEvidence,
    InteractionCheck,
    Post,
)
from gongkai_monitor.model.registry import Account, Registry
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    CollectedBy,
    FilingStatus,
    HandEvidenceKind,
    InteractionWay,
    Platform,
)

NOW = datetime(2026, 9, 20, 2, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
REGISTRY = Registry(
    accounts=tuple(
        Account(
            account_code=code, platform=Platform.DOUYIN, name=f"临川{code}", agency_code="LC001",
            function=AccountFunction.PUBLISHING, filing_status=FilingStatus.FILED,
            source=AccountSource.NONE,
        )
        for code in ("A1", "A2")
    )
)  # fmt: skip
HEAD = ",".join(column.heading for column in COLUMNS)
FIELDS = {column.heading: "" for column in COLUMNS}
LOOK = {
    "账号编码": "A1", "采集时间": "2026-09-18 10:20", "采集人": "李某", "职务": "科员",
    "证据文件": "图.png",
}  # fmt: skip


def read(folder: Path, *looks: dict[str, str]) -> EvidenceReading:
    (folder / "图.png").write_bytes(PNG)
    lines = [",".join((FIELDS | LOOK | look).values()) for look in looks]
    path = folder / "清单.csv"
    path.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    return read_evidence_list(path, round_id="h1", observed_at=NOW, registry=REGISTRY)


def only(reading: EvidenceReading, kind: type) -> list:
    assert reading.result.faults == ()
    return [record for record in reading.result.records if isinstance(record, kind)]


def test_a_look_proves_silence_up_to_its_own_moment(tmp_path: Path) -> None:
    reading = read(tmp_path, {"最近更新时间": "2026-08-01", "最近推文标题": "致 13800138000"})
    (snapshot,) = only(reading, AccountSnapshot)
    assert snapshot.observed_at == datetime(2026, 9, 18, 2, 20, tzinfo=UTC)
    assert snapshot.newest_at == datetime(2026, 7, 31, 16, tzinfo=UTC)
    assert (snapshot.collected_by, snapshot.is_complete) == (CollectedBy.MANUAL, True)
    assert "人工采集：李某（科员）2026-09-18 10:20" in (snapshot.detail or "")
    (post,) = only(reading, Post)
    assert "13800138000" not in (post.title or "")
    (proof,) = only(reading, HandEvidence)
    assert (proof.kind, proof.byte_count) == (HandEvidenceKind.SCREENSHOT, len(PNG))
    assert snapshot.evidence_id == proof.evidence_id == proof.content_hash[:16]
    assert [file.name for file, _ in reading.files] == ["图.png"]


def test_a_look_without_a_word_about_posts_proves_nothing_about_them(tmp_path: Path) -> None:
    reading = read(tmp_path, {"互动方式": "评论", "互动有效": "否", "说明": "评论已关闭"})
    assert only(reading, AccountSnapshot) == []
    (check,) = only(reading, InteractionCheck)
    assert (check.way, check.is_ok, check.seen) == (InteractionWay.COMMENT, False, "评论已关闭")


def test_never_posted_must_be_said(tmp_path: Path) -> None:
    (snapshot,) = only(read(tmp_path, {"有无推文": "无"}), AccountSnapshot)
    assert (snapshot.post_count, snapshot.total_count, snapshot.newest_at) == (0, 0, None)


def test_rows_that_nobody_filled_in_are_left_out(tmp_path: Path) -> None:
    empty = {"账号编码": "A2", "采集时间": "", "采集人": "", "职务": "", "证据文件": ""}
    reading = read(tmp_path, empty, {"有无推文": "无"})
    assert {one.account_code for one in only(reading, AccountSnapshot)} == {"A1"}


@pytest.mark.parametrize(
    ("look", "column"),
    [
        ({"证据文件": ""}, "证据文件"),
        ({"证据文件": "没有.png"}, "证据文件"),
        ({"证据文件": "../图.png"}, "证据文件"),
        ({"采集人": ""}, "采集人"),
        ({"职务": ""}, "职务"),
        ({"采集时间": "2026-09-21"}, "采集时间"),
        ({"采集时间": "2024-09-21"}, "采集时间"),
        ({"最近更新时间": "2026-09-19"}, "最近更新时间"),
        ({"有无推文": "有"}, "最近更新时间"),
        ({"有无推文": "无", "最近更新时间": "2026-09-01"}, "有无推文"),
        ({"最近推文标题": "没有时间"}, "最近更新时间"),
        ({"互动有效": "否"}, "互动方式"),
        ({"账号编码": "A9"}, "账号编码"),
        ({"有无推文": "不清楚"}, "有无推文"),
    ],
)
def test_a_wrong_row_is_told_by_its_column(
    tmp_path: Path, look: dict[str, str], column: str
) -> None:
    reading = read(tmp_path, look)
    assert [fault.column for fault in reading.result.faults] == [column]
    assert reading.result.records == ()
    assert reading.files == ()


def test_two_looks_of_one_moment_must_agree(tmp_path: Path) -> None:
    first, second = {"最近更新时间": "2026-09-01"}, {"最近更新时间": "2026-09-02"}
    assert [fault.column for fault in read(tmp_path, first, second).result.faults] == ["采集时间"]
    assert len(only(read(tmp_path, first, first), AccountSnapshot)) == 1


def test_the_bytes_must_be_what_the_name_says(tmp_path: Path) -> None:
    for name, content in {
        "a.png": b"<html>", "b.jpg": PNG, "c.exe": b"MZ", "d.png": b"", "e.svg": b"<svg/>",
        "f.png": PNG + b"0" * MOST_BYTES,
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError):
            read_evidence_file(tmp_path / name)
    (tmp_path / "real.png").write_bytes(PNG)
    (tmp_path / "link.png").symlink_to(tmp_path / "real.png")
    with pytest.raises(InputError):
        read_evidence_file(tmp_path / "link.png")


def test_workbooks_with_macros_and_other_archives_are_refused(tmp_path: Path) -> None:
    def archive(*names: str) -> bytes:
        path = tmp_path / "x.zip"
        with zipfile.ZipFile(path, "w") as book:
            for name in names:
                book.writestr(name, "")
        return path.read_bytes()

    parts = ("[Content_Types].xml", "xl/workbook.xml")
    assert kind_of(archive(*parts)) == "xlsx"
    assert kind_of(archive(*parts, "xl/vbaProject.bin")) is None
    assert kind_of(archive("word/document.xml")) is None


@given(some.binary(max_size=200))
def test_any_bytes_are_told_or_refused(content: bytes) -> None:
    assert kind_of(content) in {None, "png", "jpg", "webp", "pdf", "xlsx"}
    assert kind_of(b"PK\x03\x04" + content) in {None, "xlsx"}


def test_a_file_is_kept_once_under_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "图.png"
    path.write_bytes(PNG)
    file = read_evidence_file(path)
    kept = keep(file, tmp_path / "evidence", NOW)
    assert kept == keep(file, tmp_path / "evidence", NOW)
    assert kept.relative_to(tmp_path / "evidence").as_posix() == (
        f"hand/202609/{file.content_hash}.png"
    )
    assert kept.read_bytes() == PNG
    assert [one.name for one in kept.parent.iterdir()] == [kept.name]
