"""推文编号: one key for a post, whichever address names it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.text.post_key import post_key_of, weibo_key


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://weibo.com/1000000001/HyTZc60ew", "weibo:4383183661430868"),
        ("https://weibo.com/1000000001/HyTZc60ew?from=page#a", "weibo:4383183661430868"),
        ("https://m.weibo.cn/status/4383183661430868", "weibo:4383183661430868"),
        ("https://m.weibo.cn/detail/4383183661430868", "weibo:4383183661430868"),
        ("https://weibo.cn/comment/HyTZc60ew", "weibo:4383183661430868"),
        ("http://mp.weixin.qq.com/s?__biz=MzA=&mid=2650934104&idx=1&sn=a", "wechat:2650934104_1"),
        ("https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv", "wechat:abcdefghijklmnopqrstuv"),
        ("https://www.douyin.com/video/7300000000000000001", "douyin:7300000000000000001"),
        (
            "https://www.iesdouyin.com/share/video/7300000000000000001/",
            "douyin:7300000000000000001",
        ),
        ("https://www.toutiao.com/a6732819573189378572/", "toutiao:6732819573189378572"),
        ("https://www.toutiao.com/article/6732819573189378572/", "toutiao:6732819573189378572"),
        ("https://www.bilibili.com/video/BV1xx411c7mD", "bilibili:BV1xx411c7mD"),
        ("https://t.bilibili.com/300000000000000001", "bilibili:300000000000000001"),
        ("https://baijiahao.baidu.com/s?id=1646768943&wfr=spider", "baijiahao:1646768943"),
        ("https://weibo.com/u/1000000001", None),
        ("https://notweibo.com/1000000001/HyTZc60ew", None),
        ("http://[broken", None),
        ("g1", None),
        ("", None),
    ],
)
def test_addresses(address: str, key: str | None) -> None:
    assert post_key_of(address) == key


def short_form(number: str) -> str:
    """The letters that weibo prints for a number, written out the other way round."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    letters = ""
    while number:
        number, group = number[:-7], number[-7:]
        value, part = int(group), ""
        while value:
            value, rest = divmod(value, 62)
            part = digits[rest] + part
        letters = (part.rjust(4, "0") if number else part) + letters
    return letters


@given(st.integers(min_value=3_000_000_000_000_000, max_value=5_999_999_999_999_999))
def test_both_forms_of_a_weibo_number_are_one_key(number: int) -> None:
    assert weibo_key(short_form(str(number))) == weibo_key(str(number)) == f"weibo:{number}"


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    assert post_key_of(text) is None or ":" in str(post_key_of(text))
