# ruff: noqa: E501 - markup reads better in one line
"""List pages: where the entries are, which dates they carry, and what is not a list."""

from datetime import date

import pytest

from gongkai_monitor.text.list_page import ListPage, ListReading
from gongkai_monitor.text.lists import read_home, read_list
from gongkai_monitor.text.page import Page
from gongkai_monitor.vocabulary import DateSource

URL = "http://www.example.gov.cn/zwgk/tzgg/index.html"
DAY = date(2025, 11, 28)
TITLES = [
    "关于开展全市安全生产大检查的通知",
    "关于2025年国庆节放假安排的公告",
    "关于公布第三批便民服务事项的通告",
    "关于征集民生实事项目建议的公告",
    "关于组织参加业务培训班的通知",
]
DATES = [date(2025, 11, 20), date(2025, 9, 25), date(2025, 8, 1), date(2025, 3, 9), date(2024, 12, 31)]  # fmt: skip

NAVIGATION = """
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/zwfw/">政务服务网上办事大厅</a></li><li><a href="/hdjl/">互动交流平台入口</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a></div>"""
SIDE = """
<div class="hot-box"><h3>热点推荐</h3><ul><li><a href="/x/1.html">一件多年以前发生的很长标题的旧闻</a>
<span>2019-01-01</span></li><li><a href="/x/2.html">又一件多年以前发生的很长标题的旧闻</a>
<span>2019-01-02</span></li></ul></div>"""
FOOTER = """
<div class="footer"><a href="/about.html">关于我们网站的说明</a> 主办：示例市人民政府办公室
<a href="http://www.example.com/">友情链接一个很长的名字</a></div>"""


def page(main: str, url: str = URL, head: str = "") -> Page:
    return Page.parse(
        f"<html><head><title>通知公告</title>{head}</head><body>{NAVIGATION}{main}{SIDE}{FOOTER}</body></html>",
        url,
    )


def read(main: str, url: str = URL, head: str = "") -> ListPage:
    return read_list(page(main, url, head), DAY)


def rows(template: str) -> str:
    return "".join(
        template.format(
            i=i, t=title, d=day, y=day.year, m=f"{day:%m}", dd=f"{day:%d}", ym=f"{day:%Y-%m}",
            md=f"{day:%m-%d}", cn=f"{day.year}年{day.month}月{day.day}日",
        )
        for i, (title, day) in enumerate(zip(TITLES, DATES, strict=True))
    )  # fmt: skip


LAYOUTS = {
    "ul with span": '<ul class="list">{}</ul>|<li><a href="./t_{i}.html">{t}</a><span>{d}</span></li>',
    "date first": '<ul>{}</ul>|<li><span>{d}</span><a href="./t_{i}.html">{t}</a></li>',
    "brackets": '<ul>{}</ul>|<li>·<a href="./t_{i}.html">{t}</a>[{d}]</li>',
    "chinese date": '<ul>{}</ul>|<li><a href="./t_{i}.html">{t}</a><em>{cn}</em></li>',
    "table rows": '<table>{}</table>|<tr><td><img src="d.gif"></td><td><a href="t_{i}.html">{t}</a></td><td>{d}</td></tr>',
    "nested tables": "<table><tbody>{}</tbody></table>|<tr><td><table><tr><td><a href='t_{i}.html'>{t}</a></td>"
    "<td align=right>{d}</td></tr></table></td></tr>",
    "dl": "<dl>{}</dl>|<dt><a href='t_{i}.html'>{t}</a></dt><dd>{d}</dd>",
    "flat with breaks": "<div id=x>{}</div>|<a href='t_{i}.html'>{t}</a>&nbsp;({d})<br>",
    "date before, flat": "<div id=x>{}</div>|{d} <a href='t_{i}.html'>{t}</a><br>",
    "day big": "<div>{}</div>|<div class='row'><div class='date'><b>{dd}</b><i>{ym}</i></div>"
    "<h3><a href='t_{i}.html'>{t}</a></h3><p>摘要文字，2018年1月1日曾有相关报道，内容从略，请看全文。</p></div>",
    "year below": "<div>{}</div>|<div class='row'><p>{md}</p><p>{y}</p><a href='t_{i}.html'>{t}</a></div>",
    "inside the link": "<ul>{}</ul>|<li><a href='t_{i}.html'><i>{t}</i><time>{d}</time></a></li>",
    "end of the link": "<ul>{}</ul>|<li><a href='t_{i}.html'>{t}({d})</a></li>",
    "category link": "<ul>{}</ul>|<li><a href='/lb/'>[公告公示]</a> <a href='t_{i}.html'>{t}</a><span>{d}</span></li>",
    "published label": "<div>{}</div>|<div class=item><a href='t_{i}.html'>{t}</a><p>成文日期：2020-01-01</p>"
    "<p>发布日期：{d}</p></div>",
    "compact": "<ul>{}</ul>|<li><a href='t_{i}.html'>{t}</a><span>{y}{m}{dd}</span></li>",
    "opened by script": "<ul>{}</ul>|<li><a href='javascript:void(0)' onclick=\"window.open('t_{i}.html')\">{t}</a>"
    "<span>{d}</span></li>",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_is_read(name: str) -> None:
    frame, row = LAYOUTS[name].split("|")
    found = read(frame.format(rows(row)))
    assert found.reading is ListReading.READ
    assert [item.title for item in found.items] == TITLES
    assert [item.printed_on for item in found.items] == DATES
    assert found.items[1].url == "http://www.example.gov.cn/zwgk/tzgg/t_1.html"
    assert {item.date_source for item in found.items} == {DateSource.LIST}
    assert found.newest is not None
    assert found.newest.printed_on == date(2025, 11, 20)


def test_months_and_days_get_the_year_of_the_address() -> None:
    main = rows("<li><a href='/art/{y}/{m}/a_{i}.html'>{t}</a><span>{md}</span></li>")
    found = read(f"<ul>{main}</ul>")
    assert [item.printed_on for item in found.items] == DATES


def test_months_and_days_get_the_latest_possible_year_and_run_downwards() -> None:
    shown = ["11-20", "11-02", "06-30", "02-01", "12-20", "12-01", "11-29", "11-10", "03-03"]
    main = "".join(
        f"<li><a href='a{i}.html'>{TITLES[0]}{i}</a><span>{d}</span></li>"
        for i, d in enumerate(shown)
    )
    years = [item.printed_on.year for item in read(f"<ul>{main}</ul>").items if item.printed_on]
    assert years == [2025] * 4 + [2024] * 5


def test_a_pinned_old_entry_does_not_push_the_fresh_ones_into_last_year() -> None:
    shown = ["01-05", "11-20", "11-18", "10-30", "10-01", "09-09"]
    main = "".join(
        f"<li><a href='a{i}.html'>{TITLES[0]}{i}</a><span>{d}</span></li>"
        for i, d in enumerate(shown)
    )
    newest = read(f"<ul>{main}</ul>").newest
    assert newest is not None
    assert newest.printed_on == date(2025, 11, 20)


def test_entries_without_a_date_are_kept_and_counted() -> None:
    main = "".join(f"<li><a href='a{i}.html'>{t}</a></li>" for i, t in enumerate(TITLES))
    found = read(f"<ul>{main}</ul>")
    assert (found.reading, len(found.items), found.undated_count) == (ListReading.READ, 5, 5)


def test_a_date_in_the_address_is_marked_as_such() -> None:
    main = "".join(
        f"<li><a href='/zwgk/202511/t20251103_{i}.html'>{t}</a></li>" for i, t in enumerate(TITLES)
    )
    found = read(f"<ul>{main}</ul>")
    assert {(i.printed_on, i.date_source) for i in found.items} == {
        (date(2025, 11, 3), DateSource.URL)
    }


def test_groups_of_five_are_one_list() -> None:
    block = rows("<li><a href='t_{i}.html'>{t}</a><span>{d}</span></li>")
    second = block.replace("t_", "u_")
    found = read(f"<div class='list'><ul>{block}</ul><ul>{second}</ul></div>")
    assert len(found.items) == 10


def test_a_single_entry_is_a_list() -> None:
    found = read(
        f"<ul class='list'><li><a href='a.html'>{TITLES[0]}</a><span>2025-01-01</span></li></ul>"
    )
    assert [item.title for item in found.items] == [TITLES[0]]


def test_future_dates_do_not_make_a_list_fresh() -> None:
    main = (
        f"<li><a href='a.html'>{TITLES[0]}</a><span>2099-01-01</span></li>"
        f"<li><a href='b.html'>{TITLES[1]}</a><span>2025-01-01</span></li>"
    )
    newest = read(f"<ul>{main}</ul>").newest
    assert newest is not None
    assert newest.printed_on == date(2025, 1, 1)


ABSENT = {
    "placeholder": ("<div class='list'><p>暂无信息</p></div>", ListReading.EMPTY),
    "no data found": ("<div class='list'>没有找到相关数据！</div>", ListReading.EMPTY),
    "printed total": ("<div class='list'></div><div>共 0 条记录</div>", ListReading.EMPTY),
    "empty box": ("<ul class='news-list'></ul>", ListReading.EMPTY),
    "no pages": ("<ul></ul><script>createPageHTML(0, 0, 'index', 'html');</script>", ListReading.EMPTY),
    "reason": ("<div class='list'><p>本单位无此类信息。</p></div>", ListReading.EXPLAINED),
    "reason with date": ("<p>截至2025年10月，我局暂未收到行政复议申请。</p>", ListReading.EXPLAINED),
    "moved": ("<p>本栏目信息已统一迁移至市政府门户网站。</p>", ListReading.EXPLAINED),
    "endpoint": (
        "<ul id='list'></ul><script>$.get('/api/list?channel=3',function(d){})</script>",
        ListReading.SCRIPT_RENDERED,
    ),
    "template": ("<div id='app'></div><script src='/js/app.1.js'></script>", ListReading.SCRIPT_RENDERED),
    "filled box": (
        "<ul id='newsList'></ul><script>render(document.getElementById('newsList'))</script>",
        ListReading.SCRIPT_RENDERED,
    ),
    "loading": ("<div class='list'>正在加载中...</div>", ListReading.SCRIPT_RENDERED),
    "redesigned": ("<section><p>欢迎</p><custom-feed></custom-feed></section>", ListReading.UNRECOGNISED),
    "mojibake": ("<p>" + "\ufffd" * 300 + "</p>", ListReading.UNRECOGNISED),
    "article": (
        "<h1>办事指南</h1><p>发布时间：2025-01-01 来源：示例局</p>"
        + "<p>申请人应当在规定的期限内向受理机关提交申请材料，受理机关应当自收到材料之日起五个工作日内作出决定。</p>" * 5,
        ListReading.ARTICLE,
    ),
    "entrance": (
        "<div>请<a href='http://fw.example.gov.cn/'>点击进入政务服务网</a>查看。</div>",
        ListReading.REDIRECT,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ABSENT)
def test_a_page_without_a_list_says_why(name: str) -> None:
    main, expected = ABSENT[name]
    found = read_list(Page.parse(f"<html><body>{NAVIGATION}{main}{FOOTER}</body></html>", URL), DAY)
    assert found.reading is expected
    assert found.is_empty is (expected in {ListReading.EMPTY, ListReading.EXPLAINED})
    assert not found.items


def test_the_printed_reason_and_the_target_are_kept() -> None:
    moved = read_list(
        Page.parse("<body><p>该栏目信息已迁移至新平台，请访问新平台查看。</p></body>", URL), DAY
    )
    assert moved.explanation == "该栏目信息已迁移至新平台，请访问新平台查看。"
    refresh = "<meta http-equiv='Refresh' content='0; url=http://zwfw.example.gov.cn/a/'>"
    assert read("", head=refresh).redirects_to == "http://zwfw.example.gov.cn/a/"
    script = read_list(Page.parse("<script>window.location.href='../new/';</script>", URL), DAY)
    assert script.redirects_to == "http://www.example.gov.cn/zwgk/new/"
    frame = read_list(Page.parse("<body><iframe src='list.jsp?id=3'></iframe></body>", URL), DAY)
    assert frame.redirects_to == "http://www.example.gov.cn/zwgk/tzgg/list.jsp?id=3"


def test_endpoints_of_scripts_are_named() -> None:
    script = """<ul id="l"></ul><script>
    $.ajax({url: "/api-gateway/jpaas/interface/information/list?page=" + n, type: "POST"});
    fetch('/data/column_12.json'); axios.get(`/common/search/${id}`);
    $.getJSON("http://www.example.gov.cn/visit/count.do"); var img = {url: "/images/list.png"};
    </script><div data-url="/ajax/articles?cid=4"></div>"""
    assert read(script).data_urls == (
        "http://www.example.gov.cn/api-gateway/jpaas/interface/information/list?page=1",
        "http://www.example.gov.cn/data/column_12.json",
        "http://www.example.gov.cn/ajax/articles?cid=4",
    )


def test_records_in_an_xml_island_are_read() -> None:
    record = "<record><![CDATA[<li><a href='/art/{i}.html'>{t}</a><span>{d}</span></li>]]></record>"
    island = f"<div id='1'><script type='text/xml'><datastore><recordset>{rows(record)}</recordset></datastore></script></div>"
    found = read(island)
    assert (found.reading, len(found.items)) == (ListReading.READ, 5)


def test_a_list_in_a_comment_proves_life_but_is_not_the_list() -> None:
    hidden = rows("<li><a href='t_{i}.html'>{t}</a><b>{d}</b></li>")
    found = read(
        f"<ul class='l'><!--{hidden}<script>createPageHTML('page_div',3, 1,'list','shtml',50);</script>--></ul>"
    )
    assert found.reading is ListReading.SCRIPT_RENDERED
    assert len(found.items) == 5
    assert found.next_urls == (
        "http://www.example.gov.cn/zwgk/tzgg/list_2.shtml",
        "http://www.example.gov.cn/zwgk/tzgg/list_3.shtml",
    )


LIST = "<ul class='list'>" + rows("<li><a href='t_{i}.html'>{t}</a><span>{d}</span></li>") + "</ul>"
BASE = "http://www.example.gov.cn/zwgk/tzgg/"
PAGERS = {
    "next link": ("<a href='index_2.html'>下一页</a>", ["index_2.html"]),
    "numbers": (
        "<a href='index.html'>1</a><a href='index_2.html'>2</a><a href='index_3.html'>3</a><a href='index_2.html'>下页</a>",
        ["index_2.html", "index_3.html"],
    ),
    "query": ("<a href='?page=2'>2</a><a href='?page=2'>&gt;</a>", ["index.html?page=2"]),
    "trs": (
        "<script>createPageHTML(3, 0, \"index\", \"html\");</script>",
        ["index_1.html", "index_2.html"],
    ),
    "trs in the middle": ("<script>createPageHTML(4, 2, 'index', 'shtml');</script>", ["index_3.shtml"]),
    "other host": ("<a href='http://other.gov.cn/index_2.html'>下一页</a>", []),
    "next article": ("<a href='t_9.html'>下一篇：某个通知</a>", []),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGERS)
def test_following_pages_are_found(name: str) -> None:
    pager, expected = PAGERS[name]
    found = read(LIST + f"<div class='page'>{pager}</div>")
    assert found.next_urls == tuple(BASE + part for part in expected)
    assert len(found.items) == 5


def test_the_skeleton_survives_new_entries_and_not_a_redesign() -> None:
    shorter = LIST[: LIST.rindex("<li>")] + "</ul>"
    marked = LIST.replace("<li>", "<li class='odd first'>", 1)
    redesigned = "<div class='cards'>" + rows(
        "<div class='card'><h4><a href='{i}'>{t}</a></h4><i>{d}</i></div>"
    )
    base = read(LIST).skeleton
    assert read(shorter).skeleton == base == read(marked).skeleton
    assert read(redesigned).skeleton != base


def test_a_home_page_counts_dated_entries_of_every_box() -> None:
    boxes = LIST + LIST.replace("t_", "u_").replace("class='list'", "class='other'")
    home = read_home(page(boxes, "http://www.example.gov.cn/"), DAY)
    assert home.newest_on == date(2025, 11, 20)
    assert home.item_count == 12  # both boxes and the hot list
    assert not home.is_navigation_only


def test_a_home_page_of_entrances_is_navigation_only() -> None:
    links = "".join(f"<a href='/{i}/'><img src='{i}.jpg'>入口{i}</a>" for i in range(8))
    home = read_home(Page.parse(f"<body>{links}</body>", "http://www.example.gov.cn/"), DAY)
    assert home.is_navigation_only
    assert home.newest_on is None


def test_the_last_page_of_a_list_may_hold_one_entry() -> None:
    links = "".join(f"<a href='/{n}/'>栏目名称{n}</a>" for n in range(20))
    html = (
        f"<div class='nav'>{links}</div><h1>网民留言</h1><ul><li><span>2026-08-12</span>"
        "<a href='/hd/t20260812_7.html'>咨询异地提取</a></li></ul>"
        '<script>createPageHTML(2, 1, "index", "html");</script>'
        "<div class='footer'>主办单位：某市人民政府办公室　联系电话：0399-8828703　"
        "网站标识码：1377000001　备案号　<a href='/wyxx/'>我要写信</a></div>"
    )
    page = Page.parse(html, "http://a.test/hd/index_1.html")
    found = read_list(page, date(2026, 11, 26))
    assert found.reading is ListReading.READ
    assert [item.title for item in found.items] == ["咨询异地提取"]


@pytest.mark.parametrize(
    "clock",
    ["今天是2026年11月26日 星期四", "<b>今天是：</b><i>2026年11月26日</i>", "当前时间：2026-11-26"],
)
def test_the_day_of_the_reader_is_no_date_of_an_entry(clock: str) -> None:
    html = f"<table><tr><td>{clock}<br><a href='/fw/'>政务服务</a></td></tr></table>"
    home = read_home(Page.parse(html, "http://a.test/"), date(2026, 11, 26))
    assert home.items == ()
