"""What stands out in reports on sites; anything a citizen may paste is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.opinion.report_signs import address_signs, in_parts, report_text, signs_of

URL = "http://www.linchuan.example:8080/zwgk/202301/t20230105_1234567.html?id=3#top"


def test_a_description_and_its_address_are_one_text_and_two_again() -> None:
    assert in_parts(report_text("栏目打不开", URL)) == ("栏目打不开", URL)
    assert in_parts(report_text("栏目打不开\n请看", None)) == ("栏目打不开\n请看", "")
    assert in_parts("www.linchuan.example/a") == ("", "www.linchuan.example/a")


@pytest.mark.parametrize(
    ("description", "sign"),
    [
        ("“登陆”应为“登录”", "pair"), ("收不到验证码", "account"), ("页面打不开", "unreachable"),
        ("栏目长期不更新", "stale"), ("留言一直没有回复", "unanswered"),
        ("抄袭外单位稿件", "forged"), ("页面404", "unreachable"), ("404页面", "unreachable"),
        ("提示502错误。", "unreachable"), ("HTTP500", "unreachable"),
    ],
)  # fmt: skip
def test_signs_of_descriptions(description: str, sign: str) -> None:
    assert sign in signs_of(description)


@pytest.mark.parametrize(
    "description",
    ["金额应为500万元", "投资502.3亿", "在404室", "共500多人", "编号14045", "1.404版"],
)
def test_numbers_that_are_no_error_page(description: str) -> None:
    assert "unreachable" not in signs_of(description)


def test_chinese_after_an_address_is_no_ending() -> None:
    assert "ending " in address_signs("http://www.linchuan.example/a.htm页面")


def test_signs_of_an_address() -> None:
    found = address_signs(URL)
    assert {"scheme http", "host www.linchuan.example", "port", "query", "fragment", "page",
            "ending html", "year 2023", "word zwgk", "numbered"} <= set(found)  # fmt: skip
    assert "root" in address_signs("https://www.linchuan.example/")
    assert address_signs("") == []
    assert address_signs("http://[::1") == ["no address"]


@given(st.text(max_size=200), st.text(max_size=80))
def test_any_text_is_read(description: str, url: str) -> None:
    assert isinstance(signs_of(description), list)
    assert isinstance(address_signs(url), list)
    one, other = in_parts(report_text(description, url))
    assert len(one) + len(other) <= len(description) + len(url) + 1
