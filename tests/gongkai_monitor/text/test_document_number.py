"""文号: all bracket forms are one, and a citation is not a page's own number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.text.document_number import (
    find_document_number,
    find_document_numbers,
    normalise_document_number,
    own_document_number,
)

CODES = st.sampled_from(
    ["国办发", "冀政办字", "京建发", "人社部函", "苏经信", "和政发", "甘教厅函"]
)
BRACKETS = st.sampled_from(["[]", "（）", "()", "【】", "〔〕", "﹝﹞", "［］", "〈〉"])


@given(CODES, st.integers(1949, 2099), st.integers(1, 9999), BRACKETS, st.booleans())
def test_all_spellings_of_a_number(
    code: str, year: int, count: int, brackets: str, ordinal: bool
) -> None:
    number = f"{code}〔{year}〕{count}号"
    for gap in ("", " ", "\u3000"):
        prefix = "第" if ordinal else ""
        printed = gap.join([code, brackets[0], str(year), brackets[1], prefix + str(count), "号"])
        assert normalise_document_number(printed) == number
        assert find_document_number(printed) == number
        assert find_document_number(f"关于印发某方案的通知（{printed}）") == number


@given(st.text() | st.text("国办发令公告〔〕[]() 第0123456789年号\n一十", max_size=40))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise_document_number(text)
    assert normalise_document_number(once) == once
    own_document_number(text)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("国务院令第711号", "国务院令第711号"),
        ("中华人民共和国国务院令\n第711号", "国务院令第711号"),
        ("中华人民共和国国务院令 第七百一十一号", "国务院令第711号"),
        ("财政部公告2020年第5号", "财政部公告2020年第5号"),
        ("公告2020年第05号", "公告2020年第5号"),
        ("国家发展改革委公告\n2021年 第3号", "国家发展改革委公告2021年第3号"),
        ("呼和浩特市人民政府令第5号", "呼和浩特市人民政府令第5号"),
        ("示例省人民政府令〔2007〕第4号", "示例省人民政府令〔2007〕4号"),
        ("(2011年2月9日示例省人民政府令〔2011〕第5号公布)", "示例省人民政府令〔2011〕5号"),
        ("国 办 发 ﹝2018﹞ 123 号", "国办发〔2018〕123号"),
        ("科技部国科发计字[2003]166号", "国科发计字〔2003〕166号"),
        ("文　　号：冀政办字〔2020〕5号", "冀政办字〔2020〕5号"),
        ("发文字号 冀政办字〔2020〕5号", "冀政办字〔2020〕5号"),
        ("冀工信函〔2021〕7号示例省工业和信息化厅关于", "冀工信函〔2021〕7号"),
        ("关于印发某方案的通知冀科农〔2017〕3号各市科技局", "冀科农〔2017〕3号"),
        ("关于某事的通知（京建发〔2014〕363号）", "京建发〔2014〕363号"),
    ],
)
def test_own_numbers(printed: str, expected: str) -> None:
    assert own_document_number(printed) == expected
    assert find_document_number(printed) == expected


@pytest.mark.parametrize(
    "text",
    [
        "根据国办发〔2018〕123号要求，现将有关事项通知如下。",
        "为贯彻《某意见》（国发〔2019〕28号）精神，结合实际，制定本方案。",
        "《关于某事的通知》（京建发〔2014〕363号）政策解读",
        "解读《关于某事的通知》（京建发〔2014〕363号）",
        "国办发〔2018〕123号文件规定，各地要加强管理。",
        "1.关于某事的通知（京建发〔2014〕363号）",
        "附件：《某办法》（京建发〔2014〕363号）",
        "对第4626号提案的答复",
        "2018年第5号",
        "",
    ],
)
def test_citations_are_not_own(text: str) -> None:
    assert own_document_number(text) is None


def test_own_number_wins_over_an_earlier_citation() -> None:
    text = "某某解读\n为贯彻国发〔2019〕28号，现通知如下：\n文号：冀政办字〔2020〕5号"
    assert find_document_number(text) == "冀政办字〔2020〕5号"


def test_a_cited_number_is_the_last_resort() -> None:
    assert find_document_number("根据国办发〔2018〕123号要求") == "国办发〔2018〕123号"
    assert find_document_number("没有文号") is None


def test_all_numbers_of_a_text() -> None:
    text = "根据《甲》（国发〔2019〕28号）和国办发[2019]1号、财政部令第10号，国发（2019）28号"
    assert find_document_numbers(text) == (
        "国发〔2019〕28号",
        "国办发〔2019〕1号",
        "财政部令第10号",
    )
