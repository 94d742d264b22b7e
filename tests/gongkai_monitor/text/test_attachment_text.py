"""The text of every kind of file; what cannot be read says why and is never called read."""

import io
import zipfile

import pytest
import xlsxwriter

from gongkai_monitor.practice.files import file_bytes
from gongkai_monitor.text.attachment_text import read_attachment
from gongkai_monitor.vocabulary import FileState

LINE = "No. 1 Li 110101199003074610"


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_text_of_a_file(ending):
    found = read_attachment(file_bytes(ending, LINE), ending)
    assert found.state is FileState.READ
    assert found.text.strip() == LINE


def test_numbers_and_hidden_sheets_of_a_workbook():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("一").write_row(0, 0, ["姓名", 13812345678, 1.5])
        sheet = book.add_worksheet("二")
        sheet.write(0, 0, LINE)
        sheet.hide()
    assert read_attachment(out.getvalue(), "xlsx").text.split("\n")[:2] == [
        "姓名\t13812345678\t1.5", LINE,
    ]  # fmt: skip


def test_a_number_split_into_runs_and_text_boxes_of_a_docx():
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = (
        f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>1101011990</w:t></w:r>'
        "<w:r><w:t>03074610</w:t></w:r></w:p><w:p><w:r><w:pict><w:txbxContent><w:p><w:r>"
        "<w:t>文本框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p></w:body></w:document>"
    )
    text = read_attachment(zipped({"word/document.xml": xml.encode()}), "docx").text
    assert "110101199003074610" in text
    assert "文本框" in text


def test_a_zip_of_files():
    body = zipped({"a/名单.docx": file_bytes("docx", LINE), "b.txt": "说明".encode("gbk")})
    found = read_attachment(body, "zip")
    assert found.state is FileState.READ
    assert LINE in found.text
    assert "说明" in found.text


def test_a_zip_with_something_unreadable_is_read_in_part():
    found = read_attachment(zipped({"a.docx": file_bytes("docx"), "b.jpg": b"\xff\xd8\xff"}), "zip")
    assert found.state is FileState.PARTIAL
    assert "1 个文件" in (found.detail or "")


def test_a_table_saved_as_a_web_page():
    body = "<html><table><tr><td>张三</td><td>500</td></tr></table></html>".encode("gbk")
    assert read_attachment(body, "xls").text == "张三\n500"
    assert read_attachment(body, "pdf").state is FileState.BROKEN


def test_an_old_word_file_is_read_in_part_only():
    body = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")
        + bytes(512) + f"花名册 {LINE}".encode("utf-16-le")
    )  # fmt: skip
    found = read_attachment(body, "doc")
    assert found.state is FileState.PARTIAL
    assert LINE in found.text


def test_a_scan_is_no_clean_file():
    image = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )
    assert read_attachment(image, "pdf").state is FileState.SCANNED


@pytest.mark.parametrize(("body", "ending", "state"), [
    (b"", "pdf", FileState.BROKEN),
    (b"%PDF-1.7 garbage", "pdf", FileState.BROKEN),
    (b"PK\x03\x04garbage", "docx", FileState.BROKEN),
    (b"Rar!\x1a\x07\x00", "rar", FileState.UNSUPPORTED),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "docx",
     FileState.ENCRYPTED),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "xls",
     FileState.BROKEN),
])  # fmt: skip
def test_what_cannot_be_read_says_why(body, ending, state):
    found = read_attachment(body, ending)
    assert (found.state, found.text) == (state, "")
