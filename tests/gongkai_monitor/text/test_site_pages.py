# ruff: noqa: E501 - markup reads better in one line
"""Channels in the navigation, items in the footer, list data behind scripts."""

import json
from datetime import date

import pytest

from gongkai_monitor.text.channel_kind import classify_channel
from gongkai_monitor.text.footer import read_footer
from gongkai_monitor.text.json_list import read_json_list
from gongkai_monitor.text.list_page import ListReading
from gongkai_monitor.text.navigation import discover_channels, own_channel
from gongkai_monitor.text.page import Page
from gongkai_monitor.vocabulary import ChannelKind

HOME = "http://www.example.gov.cn/"
DAY = date(2025, 11, 28)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("工作动态", ChannelKind.NEWS), ("政务要闻", ChannelKind.NEWS), ("示例新闻", ChannelKind.NEWS),
        ("通知公告", ChannelKind.NOTICE), ("公示公告", ChannelKind.NOTICE),
        ("政策文件", ChannelKind.POLICY), ("规范性文件", ChannelKind.POLICY), ("法律法规", ChannelKind.POLICY),
        ("政策解读", ChannelKind.INTERPRETATION), ("图解政策", ChannelKind.INTERPRETATION),
        ("人事任免", ChannelKind.PERSONNEL), ("规划计划", ChannelKind.PLAN), ("统计数据", ChannelKind.STATISTICS),
        ("财政预决算", ChannelKind.BUDGET), ("领导信箱", ChannelKind.INTERACTION), ("意见征集", ChannelKind.CONSULTATION),
        ("办事指南", ChannelKind.SERVICE_GUIDE), ("政府信息公开指南", ChannelKind.DISCLOSURE_GUIDE),
        ("政府信息公开制度", ChannelKind.DISCLOSURE_SYSTEM), ("法定主动公开内容", ChannelKind.STATUTORY),
        ("政府信息公开年报", ChannelKind.ANNUAL_REPORT), ("走进示例", ChannelKind.OTHER), ("领导之窗", ChannelKind.OTHER),
        ("机构职能", ChannelKind.OTHER), (" 通 知 公 告 ", ChannelKind.NOTICE),
    ],
)  # fmt: skip
def test_channels_are_classified_by_name(name: str, kind: ChannelKind) -> None:
    assert classify_channel(name) is kind


NAVIGATION = """<meta name="ColumnName" content="通知公告"><meta name="ColumnType" content="通知公告">
<div id="main-nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a>
<ul><li><a href="/zwgk/zcwj/">政策文件</a></li><li><a href="/zwgk/zcjd/index.html">政策解读</a></li></ul></li>
<li><a href="http://other.gov.cn/">外站</a></li><li><a href="javascript:;">登录</a></li>
<li><a href="/dt/202511/t20251103_12.html">一篇稿件</a></li></ul></div>
<div class="crumbs"><a href="/">首页</a>&gt;<a href="/zwgk/">政务公开</a>&gt;<a href="/zwgk/tzgg/">通知公告</a></div>
<ul class="list"><li><a href="/x.html">这是正文列表里的一条很长的信息</a></li></ul>
<div class="footer"><a href="/lxwm/">联系方式</a></div>"""


def test_channels_come_from_navigation_and_breadcrumb() -> None:
    page = Page.parse(NAVIGATION, HOME + "zwgk/tzgg/index_1.html")
    found = {(c.name, c.url.removeprefix(HOME), c.level) for c in discover_channels(page)}
    assert found == {
        ("政务公开", "zwgk/", 1),
        ("政策文件", "zwgk/zcwj/", 2),
        ("政策解读", "zwgk/zcjd/index.html", 2),
        ("通知公告", "zwgk/tzgg/", 2),
        ("通知公告", "zwgk/tzgg/index_1.html", 2),
    }
    own = own_channel(page)
    assert own is not None
    assert own.kind is ChannelKind.NOTICE


def test_old_sites_without_a_named_navigation() -> None:
    page = Page.parse(
        "<td><a href='tzgg.asp'>通知公告</a><a href='a.asp?id=1'>随便看看</a></td>", HOME
    )
    assert [(c.name, c.kind) for c in discover_channels(page)] == [("通知公告", ChannelKind.NOTICE)]


FULL_FOOTER = """<div class="footer"><p>主办单位：示例市人民政府办公室　联系电话：0311-12345678</p>
<p>网站标识码：1301000001　<a href="https://beian.miit.gov.cn/">冀ICP备12345678号-1</a>
<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=13010202000001">冀公网安备 13010202000001号</a></p>
<a href="http://bszs.conac.cn/sitename?method=show&id=1"><img src="red.png" alt="党政机关网站标识"></a>
<script src="http://zfwzzc.www.gov.cn/exposure/jiucuo.js" sitecode="1301000001" id="_jiucuo_"></script></div>"""


def test_a_full_footer() -> None:
    footer = read_footer(Page.parse(FULL_FOOTER, HOME))
    assert footer.site_code == "1301000001"
    assert footer.has_party_emblem
    assert footer.has_error_report
    assert footer.has_contact
    assert footer.sponsor == "示例市人民政府办公室"
    assert footer.icp_record == "冀ICP备12345678号-1"
    assert footer.police_record == "冀公网安备 13010202000001号"


MISSING = {
    "has_party_emblem": (
        '<a href="http://bszs.conac.cn/sitename?method=show&id=1"><img src="red.png" alt="党政机关网站标识"></a>',
        "",
    ),
    "has_error_report": ("http://zfwzzc.www.gov.cn/exposure/jiucuo.js", "/js/app.js"),
    "site_code": ("1301000001", ""),
    "icp_record": ("冀ICP备12345678号-1", ""),
    "has_sponsor": ("主办单位：示例市人民政府办公室", ""),
    "has_contact": ("联系电话：0311-12345678", ""),
}


@pytest.mark.parametrize("item", MISSING)
def test_each_missing_item_is_noticed_alone(item: str) -> None:
    old, new = MISSING[item]
    html = FULL_FOOTER.replace(old, new)
    if item == "has_error_report":
        html = html.replace("_jiucuo_", "s")
    before, after = read_footer(Page.parse(FULL_FOOTER, HOME)), read_footer(Page.parse(html, HOME))
    for name in (
        "has_party_emblem",
        "has_error_report",
        "site_code",
        "icp_record",
        "has_sponsor",
        "has_contact",
    ):
        changed = not getattr(after, name)
        assert changed is (name == item), name
    assert before.police_record == after.police_record


def test_a_police_record_only_in_the_link() -> None:
    html = "<a href='https://beian.mps.gov.cn/#/query/webSearch?code=13010202000001'><img src='ga.png'></a>"
    assert read_footer(Page.parse(html, HOME)).police_record == "13010202000001"
    assert read_footer(Page.parse("<p>正文</p>", HOME)).police_record is None


API = "http://www.example.gov.cn/api/list?channel=7&page=1"
ROWS = [
    {"title": "关于某事的<em>通知</em>", "url": "/art/1.html", "publishTime": 1763600000000},
    {
        "title": "关于某事的公告",
        "url": "http://www.example.gov.cn/art/2.html",
        "publishTime": 1763500000000,
    },
]
EXPECTED = [("关于某事的通知", "http://www.example.gov.cn/art/1.html", date(2025, 11, 20)),
            ("关于某事的公告", "http://www.example.gov.cn/art/2.html", date(2025, 11, 19))]  # fmt: skip
SHAPES = {
    "nested": {"code": 200, "data": {"total": 2, "rows": ROWS}},
    "bare": ROWS,
    "text dates": [
        {**row, "publishTime": day}
        for row, day in zip(ROWS, ["2025-11-20 08:53:20", "2025-11-19T05:06:40"], strict=True)
    ],
    "seconds": [{**row, "publishTime": row["publishTime"] // 1000} for row in ROWS],
    "trs": [
        {"DOCTITLE": row["title"], "DOCPUBURL": row["url"], "DOCRELTIME": str(row["publishTime"])}
        for row in ROWS
    ],
    "elastic": {"hits": {"total": 2, "hits": [{"_id": "1", "_source": row} for row in ROWS]}},
    "packed": {"data": ROWS, "menu": [{"name": "首页", "href": "/"}]},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_common_shapes_of_list_data(shape: str) -> None:
    found = read_json_list(json.dumps(SHAPES[shape], ensure_ascii=False).encode(), API, DAY)
    assert [(i.title, i.url, i.printed_on) for i in found.items] == EXPECTED
    assert found.reading is ListReading.READ


def test_jsonp_assignments_and_strings() -> None:
    plain = json.dumps({"list": ROWS})
    for body in (f"callback({plain});", f"var data = {plain};", json.dumps(plain)):
        assert len(read_json_list(body.encode(), API, DAY).items) == 2


def test_html_inside_a_field() -> None:
    html = "".join(
        f"<li><a href='/a/{i}.html'>关于第{i}件事情的通知</a><span>2025-11-0{i}</span></li>"
        for i in (3, 2, 1)
    )
    found = read_json_list(json.dumps({"status": "ok", "html": html}).encode(), API, DAY)
    assert [i.printed_on for i in found.items] == [
        date(2025, 11, 3),
        date(2025, 11, 2),
        date(2025, 11, 1),
    ]


def test_following_pages_of_data() -> None:
    found = read_json_list(json.dumps({"total": 5, "rows": ROWS}).encode(), API, DAY)
    assert found.next_urls == (API[:-1] + "2", API[:-1] + "3")
    assert found.total_count == 5


@pytest.mark.parametrize(
    "body", ['{"code":200,"data":{"rows":[],"total":0}}', "[]", '{"success":true,"list":[]}']
)
def test_data_that_say_there_is_nothing(body: str) -> None:
    found = read_json_list(body.encode(), API, DAY)
    assert found.reading is ListReading.EMPTY


@pytest.mark.parametrize(
    "body",
    ["", "<html><p>出错了</p></html>", '{"code":500,"msg":"error","data":[]}', '{"success":false}', "{broken", "null", "12",
     '{"data":[{"id":1},{"id":2}]}', "[" * 5000, '{"a":' * 3000],
)  # fmt: skip
def test_data_of_no_known_shape_are_never_empty(body: str) -> None:
    assert read_json_list(body.encode(), API, DAY).reading is ListReading.UNRECOGNISED
