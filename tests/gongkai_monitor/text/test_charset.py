"""字符编码: the bytes decide, whatever is declared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.text.charset import clean_text, decode, is_mojibake

HANZI = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
    | st.sampled_from("，。〔〕《》0a <>"),
    min_size=1,
).map(lambda text: "<title>国务院办公厅文件</title><p>" + text)
ENCODINGS = ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"]
DECLARED = ["", "utf-8", "gb2312", "gbk", "GB18030", "iso-8859-1", "no-such-charset"]


@given(HANZI, st.sampled_from(ENCODINGS), st.sampled_from(DECLARED))
def test_chinese_text_survives_any_declaration(text: str, encoding: str, declared: str) -> None:
    header = f"text/html; charset={declared}" if declared else None
    assert decode(text.encode(encoding), header).text == text


@given(HANZI, st.sampled_from(["utf-8", "gbk"]), st.sampled_from(["utf-8", "gb2312"]))
def test_meta_declaration_may_be_wrong(text: str, encoding: str, declared: str) -> None:
    page = f'<html><head><meta charset="{declared}">{text}'
    assert decode(page.encode(encoding)).text == page


@given(st.binary())
def test_any_bytes_give_safe_text(body: bytes) -> None:
    text = decode(body).text
    assert "\x00" not in text
    text.encode("utf-8")


@pytest.mark.parametrize("cut", [1, 2])
def test_utf8_cut_inside_a_character_stays_utf8(cut: int) -> None:
    body = "<p>政务公开工作要点</p><p>信息".encode()[:-cut]
    decoded = decode(body)
    assert decoded.charset == "utf-8"
    assert decoded.text.startswith("<p>政务公开工作要点</p>")


def test_utf8_page_with_a_bad_byte_stays_utf8() -> None:
    body = ("<p>" + "关于印发实施方案的通知" * 20).encode() + b"\xff" + "</p>结束".encode()
    decoded = decode(body, "text/html; charset=gb2312")
    assert decoded.charset == "utf-8"
    assert decoded.text.endswith("</p>结束")


def test_gbk_page_with_a_few_bad_bytes_stays_gb() -> None:
    body = ("<p>" + "关于印发实施方案的通知" * 20).encode("gbk") + b"\xff\xff</p>"
    assert decode(body).charset == "gb18030"


def test_big5_is_believed_when_it_decodes() -> None:
    assert (
        decode("臺灣事務辦公室".encode("big5"), "text/html; charset=big5").text == "臺灣事務辦公室"
    )


def test_undeclared_latin_page_is_not_read_as_hanzi() -> None:
    assert decode("<p>Café © 2018 Москва</p>".encode()).text == "<p>Café © 2018 Москва</p>"


def test_clean_text_drops_what_parsers_refuse() -> None:
    assert clean_text("a\x00b\ud800c") == "ab\ufffdc"


def test_destroyed_page_is_recognised() -> None:
    assert is_mojibake("锟斤拷锟斤拷锟斤拷" * 3 + "页面")
    assert is_mojibake("<p>��ҵ��λ��Ϣ</p>")
    assert not is_mojibake("政务公开" * 200 + "\ufffd\ufffd\ufffd")
