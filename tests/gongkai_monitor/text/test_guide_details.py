"""办事指南: forms that are named, numbers behind 联系电话, and guides that are a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.text.article import read_article
from gongkai_monitor.text.guide_details import gives_number, named_form
from gongkai_monitor.text.guide_elements import read_guide
from gongkai_monitor.text.guide_table import guide_table
from gongkai_monitor.text.page import Page


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("提交《老年人优待证申请表》一份", "老年人优待证申请表"),
        ("填写企业登记备案表。", "填写企业登记备案表"),
        ("提供示范文本", "示范文本"),
        ("身份证、户口簿", None),
        ("", None),
    ],
)
def test_a_form(body: str, expected: str | None) -> None:
    assert named_form(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("联系电话：0399-8800010", True),
        ("咨询电话\n8800010", True),
        ("服务热线：12345", True),
        ("电话：400-810-1234", True),
        ("联系电话：见大厅公示栏\n办公时间：9:00 至 17:00", False),
        ("监督电话：0399-8800010", None),
        ("办理地点：大厅", None),
    ],
)
def test_a_number(body: str, expected: bool | None) -> None:
    assert gives_number(body) is expected


@given(st.text(max_size=300))
def test_any_text_is_read(body: str) -> None:
    named_form(body)
    assert gives_number(body) in {True, False, None}


ROWS = (
    ("事项名称", "建设方案备案"), ("事项依据", "京建法〔2007〕99号"),
    ("办理时间", "九时至十七时"),
    ("办理地址和电话", "大厅一层，8800010"), ("办理流程", "受理、审核、办结"),
    ("申报材料", "核准文件"),
)  # fmt: skip


def table(rows: tuple[tuple[str, str], ...]) -> Page:
    cells = "".join(f"<tr><td>{name}</td><td>{text}</td></tr>" for name, text in rows)
    menu = (
        "<table><tr><td><a href='/a'>指南</a></td><td><a href='/b'>表格下载</a></td></tr></table>"
    )
    html = f"<html><body>{menu}<div><table><tbody>{cells}</tbody></table></div></body></html>"
    return Page.parse(html, "http://a.test/tab1/")


def test_a_guide_without_a_paragraph_is_read_from_its_table() -> None:
    body = read_article(table(ROWS)).body or ""
    found = read_guide("备案", body)
    assert found is not None
    assert found.missing == ("申请条件",)
    assert "表格下载" not in body


def test_a_table_of_other_things_is_no_guide() -> None:
    assert guide_table(table(ROWS[:3])) is None
    assert (
        guide_table(table((("姓名", "甲"), ("职务", "乙"), ("电话", "1"), ("依据", "x")))) is None
    )
