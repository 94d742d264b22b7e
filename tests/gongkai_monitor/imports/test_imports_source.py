"""Files that are no tables are refused with a clear fault, whatever their ending says."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from gongkai_monitor.errors import InputError
from gongkai_monitor.imports.source import open_tables
from gongkai_monitor.imports.table import Row

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def rows_of(path: Path) -> list[list[Row]]:
    with open_tables(path) as tables:
        return [list(table.read()) for table in tables]


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        rows_of(path)
    [fault] = caught.value.faults
    assert fault.file == path.name
    return str(fault)


def workbook_bytes() -> bytes:
    book = Workbook()
    assert book.active is not None
    for number in range(200):
        book.active.append([f"账号{number}", number])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"", "空文件"),
        ("a.xls", OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "旧版 .xls"),
        ("a.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "有密码保护"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        ("a.xlsx", b"PK\x03\x04 but no archive", "文件已损坏"),
        ("a.xlsx", b"%PDF-1.7 \x00", "不是表格文件"),
        ("a.csv", b"\x81\x20\xff\xff not text\n" * 5, "编码"),
        ("a.csv", '甲,乙\n1,"没有收尾\n2,3\n'.encode(), "引号"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert said in refusal(path)


def test_a_missing_file_and_an_empty_folder(tmp_path: Path) -> None:
    assert "可以读取的文件" in refusal(tmp_path / "没有.xlsx")
    (tmp_path / "空").mkdir()
    assert "没有 .csv 文件" in refusal(tmp_path / "空")


def test_other_archives_are_named(tmp_path: Path) -> None:
    for member, said in (("mimetype", "OpenDocument"), ("a.txt", "压缩包")):
        path = tmp_path / "a.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(member, "x")
        assert said in refusal(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as stream:
            for _ in range(450):
                stream.write(b"\0" * 1_000_000)
    assert path.stat().st_size < 1_000_000
    assert "解压后不超过 400 MB" in refusal(path)


def test_entity_bombs_and_far_away_cells_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    sheet = "xl/worksheets/sheet1.xml"

    def patched(old: bytes, new: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(workbook_bytes())) as good:
            parts = {name: good.read(name) for name in good.namelist()}
        assert old in parts[sheet]
        parts[sheet] = parts[sheet].replace(old, new, 1)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)

    patched(b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet')
    assert "工作簿" in refusal(path)
    patched(b'<row r="200">', b'<row r="99999999999">')
    assert len(rows_of(path)[0]) == 199
    patched(b'r="A200"', b'r="XFD200"')
    assert len(rows_of(path)[0]) == 200


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(tmp_path: Path, share: float) -> None:
    data = workbook_bytes()
    path = tmp_path / "a.xlsx"
    path.write_bytes(data[: int(len(data) * share)])
    assert "工作簿" in refusal(path)


def test_a_damaged_byte_is_refused_or_changes_no_row(tmp_path: Path) -> None:
    data = workbook_bytes()
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    good = rows_of(path)
    for position in range(0, len(data), 97):
        path.write_bytes(data[:position] + bytes([data[position] ^ 0xFF]) + data[position + 1 :])
        try:
            rows = rows_of(path)
        except InputError:
            continue
        assert rows == good


def test_a_workbook_under_another_ending_is_read(tmp_path: Path) -> None:
    path = tmp_path / "导出.xls"
    path.write_bytes(workbook_bytes())
    assert rows_of(path)[0][0] == Row(1, ("账号0", 0))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("甲,乙", "utf-8"), ("甲,乙", "gb18030"), ("甲\t乙", "utf-16"), ("甲;乙", "utf-8-sig")],
)
def test_csv_encodings_and_separators(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{text}\n\n" + text.replace("甲", '"一\n二"'), encoding=encoding, newline="")
    assert rows_of(path)[0] == [Row(1, ("甲", "乙")), Row(3, ("一\n二", "乙"))]


def test_csv_cells_guarded_for_spreadsheets_keep_their_zeros(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('编号,名称\n="0012",甲\n', encoding="utf-8")
    assert rows_of(path)[0][1] == Row(2, ("0012", "甲"))
