"""Attachments and pages made to exhaust the reader: all end within bounds, none counts as clean."""

import io
import time
import zipfile
import zlib

import pytest

from gongkai_monitor.text.attachment_text.elsewhere import read_elsewhere
from gongkai_monitor.text.hidden_links import find_hidden_links, find_injected_text
from gongkai_monitor.text.leaks import find_leaks
from gongkai_monitor.text.page import Page
from gongkai_monitor.vocabulary import FileState

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(name: str, body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return out.getvalue()


def test_a_docx_that_unpacks_to_a_quarter_gigabyte():
    found = read_elsewhere(zipped("word/document.xml", bytes(250_000_000)), "docx")
    assert found.state is FileState.TOO_LARGE


def test_a_docx_part_beyond_the_bound_is_not_read():
    body = b"<a>" + b" " * 70_000_000
    found = read_elsewhere(zipped("word/document.xml", body), "docx")
    assert found.state is not FileState.READ


def test_zips_in_zips():
    body = zipped("a.txt", b"1" * 100)
    for _ in range(12):
        body = zipped("a.zip", body)
    assert read_elsewhere(body, "zip").state is not FileState.READ


def test_a_zip_that_lies_about_its_size():
    body = bytearray(zipped("word/document.xml", bytes(50_000_000)))
    at = body.rfind(b"PK\x01\x02")
    body[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert read_elsewhere(bytes(body), "docx").state is not FileState.READ


def test_entities_are_not_expanded():
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    xml = (
        '<!DOCTYPE d [<!ENTITY l0 "lol"><!ENTITY x SYSTEM "file:///etc/passwd">'
        f'{lines}]><w:document xmlns:w="{WORD}"><w:p><w:t>&l8;&x;</w:t></w:p></w:document>'
    )
    found = read_elsewhere(zipped("word/document.xml", xml.encode()), "docx")
    assert "root:" not in found.text
    assert len(found.text) < 10_000


def test_a_workbook_of_endless_rows_and_columns():
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", (
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
        ))  # fmt: skip
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><dimension ref="A1:XFD1048576"/><sheetData>'
            + '<row><c r="XFD1048576"><v>1</v></c></row>' * 900_000,
        )
    started = time.monotonic()
    found = read_elsewhere(out.getvalue(), "xlsx")
    assert found.state is not FileState.READ
    assert time.monotonic() - started < 70


@pytest.mark.parametrize("inner", [
    b"1 0 obj<</Pages 2 0 R>>endobj 2 0 obj<</Kids[2 0 R]>>endobj trailer<</Root 1 0 R>>",
    b"".join(b"%d 0 obj<</A %d 0 R>>endobj\n" % (n, n + 1) for n in range(1, 200_000)),
    b"[" * 2_000_000,
])  # fmt: skip
def test_a_pdf_of_endless_objects(inner):
    started = time.monotonic()
    found = read_elsewhere(b"%PDF-1.7\n" + inner + b"\n%%EOF", "pdf")
    assert found.state is not FileState.READ
    assert time.monotonic() - started < 70


def test_a_pdf_stream_that_unpacks_to_a_gigabyte():
    packed = zlib.compress(zlib.compress(bytes(400_000_000), 9), 9)
    body = (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(packed)
    ) + packed + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"  # fmt: skip
    started = time.monotonic()
    assert read_elsewhere(body, "pdf").state is not FileState.READ
    assert time.monotonic() - started < 70


@pytest.mark.parametrize("html", [
    '<span style="display:none">' + "<a href='http://x.com/'>b</a>" * 100_000 + "</span>",
    '<p style="left:-999px;position:absolute">' * 900 + '<a href="http://x.com/">b</a>' * 3_000,
    "<style>" + ".a{display:none}" * 20_000 + "</style>" + '<a href="http://x.com">b</a>',
    "<style>" + ".a," * 100_000 + "</style>",
    "<style>" + "{" * 300_000 + "</style>",
    "<script>document.write('" + "<a href=" * 100_000 + "')</script>",
    "</html>" + 'href="http://' * 100_000,
    "<!--[if IE]>" * 50_000,
    f'<a style="{"left:-9;" * 200_000}" href="http://x.com">b</a>',
])  # fmt: skip
def test_pages_full_of_hidden_things(html):
    page = Page.parse(f"<html><body>{html}</body></html>", "http://a.gov.cn/", is_proved=True)
    started = time.monotonic()
    find_hidden_links(page)
    find_injected_text(page)
    assert time.monotonic() - started < 6


@pytest.mark.parametrize("text", [
    "1" * 3_000_000, "13" * 1_000_000, "138 1234 5678 " * 200_000, "1-" * 1_000_000,
    "110101199003074610 " * 150_000, "姓名手机" * 500_000, "6222021234567890128\n" * 150_000,
    "1101\n" * 600_000, "姓名 电话 李四 13812345678\n" * 100_000,
])  # fmt: skip
def test_digits_without_end(text):
    started = time.monotonic()
    find_leaks(text)
    assert time.monotonic() - started < 8
