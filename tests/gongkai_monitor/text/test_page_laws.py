# ruff: noqa: E501 - markup reads better in one line
"""Laws for every input: readers of pages never raise and never loop."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_monitor.text.footer import read_footer
from gongkai_monitor.text.json_list import read_json_list
from gongkai_monitor.text.lists import read_home, read_list
from gongkai_monitor.text.navigation import discover_channels
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.row_dates import date_in_tokens
from gongkai_monitor.text.signs import sign_of
from gongkai_monitor.text.skeleton import skeleton

DAY = date(2025, 2, 28)
URL = "http://www.example.gov.cn/a/index.html"
PARTS = [
    "<ul class='list'>", "<li>", "</li>", "<a href='", "/a.html'>", "</a>", "<table><tr><td>", "</table>", "<span>",
    "2025-02-30", "2025-13-01", "02-29", "29", "2024-02", "[0-0]", "暂无信息", "下一页", "createPageHTML(9999,0,'a','b')",
    "<div class='footer nav page'>", "</div>", "<script>url:'/api/list'", "</script>", "<!--", "-->", "<base href='::'>",
    "网站标识码：1301000001", "您访问的页面不存在", "关于开展某项工作的通知", "共0条", "\x00", "\ud800", "<record><![CDATA[", "]]></record>",
    "<meta http-equiv=refresh content='0;url=http://[x'>", "<iframe src='//'>",
]  # fmt: skip
MARKUP = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(PARTS), max_size=40).map("".join)
)


@settings(max_examples=300, deadline=None)
@given(MARKUP)
def test_readers_never_raise(html: str) -> None:
    page = Page.parse(html, URL)
    found = read_list(page, DAY)
    assert not (found.is_empty and found.items)
    assert [item.position for item in found.items] == list(range(len(found.items)))
    home = read_home(page, DAY)
    assert all(item.printed_on and item.printed_on <= DAY for item in home.items)
    read_footer(page)
    discover_channels(page)
    assert len(skeleton(page)) == 16
    body = html.encode("utf-8", "replace")
    sign_of(status=200, url=URL, final_url=html[:50], body=body, home_url=html[:20], page=page)
    read_json_list(body, URL, DAY)


@given(
    st.lists(
        st.sampled_from(
            [*"0123456789", "2025", "-", "/", "年", "月", "日", "02-30", " ", "发布时间："]
        ),
        max_size=6,
    )
)
def test_dates_of_rows_never_raise(tokens: list[str]) -> None:
    date_in_tokens(["".join(tokens), *tokens], DAY)


HOSTILE = {
    "deep": "<div>" * 20_000 + "<a href='x.html'>关于某事的通知</a>",
    "wide": "<a href='x.html'>关于某事的通知</a> 2025-01-01 " * 5_000,
    "long line": "暂无" * 100_000,
    "spaces": "<p>" + " " * 300_000 + "</p>",
    "open comment": "<!--" * 50_000,
    "open script": "<script>url:" * 20_000,
    "location": "<script>" + "location" * 30_000 + "</script>",
    "digits": "<p>" + "2025-" * 60_000 + "</p>",
    "records": "<record><![CDATA[" * 20_000,
    "reason": "<p>" + "本单位" * 40 + "</p>" + "<p>因" + "为" * 100 + "</p>" * 500,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_take_seconds_at_most(name: str) -> None:
    started = time.perf_counter()
    page = Page.parse(HOSTILE[name], URL)
    read_list(page, DAY)
    sign_of(status=200, url=URL, final_url=URL, body=b"x", page=page)
    read_footer(page)
    skeleton(page)
    assert time.perf_counter() - started < 10
