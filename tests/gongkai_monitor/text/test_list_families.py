# ruff: noqa: E501 - markup reads better in one line
"""Families of lists that need a particular eye, and the proposals for lists that need a person."""

import json
from datetime import date

import pytest

from gongkai_monitor.text.json_list import read_json_list
from gongkai_monitor.text.list_family import ListFamily
from gongkai_monitor.text.list_page import ListPage, ListReading
from gongkai_monitor.text.list_proposal import propose_list
from gongkai_monitor.text.list_selector import is_selector
from gongkai_monitor.text.lists import read_list
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.skeleton import frame, skeleton

URL = "http://www.example.gov.cn/xxgk/tzgg/index.html"
DAY = date(2025, 11, 28)
TITLES = [f"关于印发第{number}号实施方案的通知" for number in range(1, 7)]


def read(html: str, selector: str | None = None) -> ListPage:
    return read_list(Page.parse(html, URL), DAY, selector)


def days(found: ListPage) -> list[str]:
    return [str(item.printed_on) for item in found.items]


def test_the_column_of_the_heading_row_is_the_date_of_publication() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td><a href='{n}.html'>{title}</a></td><td>2025-0{n}-01</td>"
        f"<td>2025-0{n}-10</td><td>2025-0{n}-20</td></tr>"
        for n, title in enumerate(TITLES, 1)
    )
    head = "<tr><th>序号</th><th>标题</th><th>成文日期</th><th>发布日期</th><th>施行日期</th></tr>"
    found = read(f"<table>{head}{rows}</table>")
    assert days(found) == [f"2025-0{n}-10" for n in range(1, 7)]
    assert found.family is ListFamily.TABLE


@pytest.mark.parametrize(
    "script",
    [
        (
            'var list = [{"title":"关于甲事项的通知全文","url":"/a/1.html","date":"2025-11-03"},'
            '{"title":"关于乙事项的通知全文","url":"/a/2.html","date":"2025-11-01"}];'
        ),
        (
            "show([{title:'关于甲事项的通知全文',url:'/a/1.html',pubDate:'2025-11-03'},"
            "{title:'关于乙事项的通知全文',url:'/a/2.html',pubDate:'2025-11-01'}]);"
        ),
    ],
)
def test_a_list_in_a_script_of_the_page_is_read(script: str) -> None:
    found = read(f"<div id='box'></div><script>{script}</script>")
    assert (found.reading, found.family) == (ListReading.READ, ListFamily.INLINE_DATA)
    assert days(found) == ["2025-11-03", "2025-11-01"]


def test_a_menu_in_a_script_is_no_list() -> None:
    menu = json.dumps([{"title": f"栏目{n}", "url": f"/{n}/"} for n in range(9)])
    assert read(f"<div id='box'></div><script>var menu = {menu};</script>").items == ()


JPAGE = """<div id="9"></div><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&amp;columnid=9"></a>]]></nextgroup>
<recordset><record><![CDATA[<li><a href="/art/2025/11/3/art_9_1.html">关于甲事项的通知全文</a><span>2025-11-03</span></li>]]></record>
<record><![CDATA[<li><a href="/art/2025/11/1/art_9_2.html">关于乙事项的通知全文</a><span>2025-11-01</span></li>]]></record></recordset><totalrecord>45</totalrecord></datastore></script>"""


def test_the_xml_island_of_jpage_says_where_it_goes_on() -> None:
    found = read(JPAGE)
    assert (found.family, found.total_count) == (ListFamily.DATASTORE, 45)
    assert days(found) == ["2025-11-03", "2025-11-01"]
    assert found.next_urls == (
        "http://www.example.gov.cn/module/web/jpage/dataproxy.jsp?page=1&columnid=9",
    )


@pytest.mark.parametrize(
    ("address", "following"),
    [
        ("q?from=0&size=2", ["q?from=2&size=2", "q?from=4&size=2"]),
        ("q?pageNo=1&pageSize=2", ["q?pageNo=2&pageSize=2", "q?pageNo=3&pageSize=2"]),
        ("q?page=0", ["q?page=1", "q?page=2"]),
        ("list_1.json", ["list_2.json", "list_3.json"]),
        ("list_0.json", ["list_1.json", "list_2.json"]),
        ("q?type=2", []),
    ],
)
def test_list_data_go_on_by_page_number_offset_or_file(address: str, following: list[str]) -> None:
    rows = [
        {"titleO": title, "docUrl": f"/a/{title}.html", "docDate": "2025-11-03"}
        for title in TITLES[:2]
    ]
    body = json.dumps({"data": {"list": rows, "total": 5}}).encode()
    found = read_json_list(body, f"http://www.example.gov.cn/{address}", DAY)
    assert days(found) == ["2025-11-03", "2025-11-03"]
    assert [url.removeprefix("http://www.example.gov.cn/") for url in found.next_urls] == following


def test_the_day_of_publishing_is_believed_before_the_day_of_making() -> None:
    rows = [
        {"title": TITLES[0], "url": "/1.html", "createTime": "2025-10-01", "docDate": 1762128000000}
    ]
    found = read_json_list(json.dumps(rows).encode(), URL, DAY)
    assert days(found) == ["2025-11-03"]


LIST = "<div class='{box}'><ul class='x-9 y'>" + "".join(
    f"<li><a href='/a/{n}.html'>{title}</a><span>2025-11-{20 - n}</span></li>"
    for n, title in enumerate(TITLES, 1)
) + "</ul></div>"  # fmt: skip


def test_a_dated_list_is_read_whatever_its_box_is_called() -> None:
    assert len(read(LIST.format(box="main_bottom")).items) == 6


def test_a_proposal_finds_exactly_the_entries() -> None:
    page = Page.parse(
        f"<div class='nav'><ul><li><a href='/b/'>关于我们的栏目名称</a></ul></div>{LIST.format(box='nav')}",
        URL,
    )
    assert read_list(page, DAY).reading is not ListReading.READ
    proposal = propose_list(page, DAY)
    assert proposal is not None
    assert (proposal.count, proposal.titles) == (6, tuple(TITLES[:3]))
    assert len(page.tree.css(proposal.selector)) == 6
    assert proposal.in_words().startswith(
        f"建议选择器 {proposal.selector}（6 条，如《{TITLES[0]}》"
    )
    chosen = read_list(page, DAY, proposal.selector)
    assert (chosen.reading, len(chosen.items)) == (ListReading.READ, 6)


def test_a_page_without_repetition_has_no_proposal() -> None:
    assert propose_list(Page.parse("<p><a href='/1'>仅有的一条链接</a></p>", URL), DAY) is None


def test_a_selector_that_finds_nothing_is_a_changed_page_unless_the_page_says_empty() -> None:
    assert read(LIST.format(box="a"), "ul.old > li > a").reading is ListReading.UNRECOGNISED
    assert read("<p>暂无内容</p>", "ul.old > li > a").reading is ListReading.EMPTY


@pytest.mark.parametrize(
    ("text", "is_good"),
    [("ul.list > li > a", True), ("#box a", True), ("ul[", False), ("", False), ("a" * 600, False)],
)
def test_selectors_are_checked(text: str, is_good: bool) -> None:
    assert is_selector(text) is is_good


def test_the_frame_is_the_same_for_a_full_and_an_empty_list() -> None:
    cards = "".join(
        f"<div class='card'><a href='/{n}'>{title}</a></div>" for n, title in enumerate(TITLES)
    )
    full = Page.parse(f"<div class='box'><div class='list'>{cards}</div></div>", URL)
    empty = Page.parse("<div class='box'><div class='list'></div></div>", URL)
    other = Page.parse("<section><table><tr><td></td></tr></table></section>", URL)
    assert frame(full) == frame(empty) != frame(other)
    assert skeleton(full) != skeleton(empty)
