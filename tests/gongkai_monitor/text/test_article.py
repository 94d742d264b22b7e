"""稿件: every way in which a page states title, date, source, number; and what it must not be."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gongkai_monitor.text as public
from gongkai_monitor.clock import CHINA
from gongkai_monitor.text.article import extract_article
from gongkai_monitor.vocabulary import DateSource

URL = "http://www.example.gov.cn/zwgk/wj/index_1.html"
PROSE = (
    "<p>"
    + "</p><p>".join(["各区县人民政府，市政府各部门：现将有关事项通知如下。" * 3] * 4)
    + "</p>"
)


def page(body: str, head: str = "") -> str:
    """A whole page round a body."""
    return f"<html><head>{head}</head><body>{body}</body></html>"


def test_meta_tags_come_first() -> None:
    html = page(
        f"<h1>别的标题</h1><p>发布时间：2020-01-01</p><div id=zoom>{PROSE}</div>",
        "<title>关于示例的通知_示例市人民政府</title>"
        '<meta name="ArticleTitle" content="关于示例的通知">'
        '<meta name="PubDate" content="2024-01-02 08:30">'
        '<meta name="ContentSource" content="市政府办">'
        '<meta name="Maketime" content="2024-09-09 10:00">',
    )
    article = extract_article(html, URL)
    assert article.title == "关于示例的通知"
    assert article.published_at == datetime(2024, 1, 2, 8, 30, tzinfo=CHINA)
    assert article.date_source is DateSource.META
    assert article.source == "市政府办"
    assert article.meta["PubDate"] == "2024-01-02 08:30"


TABLE = """<table><tr><td><b>索 引 号：</b></td><td>000014349/2018-00001</td>
<td><b>主题分类：</b></td><td>其他</td></tr><tr><td>发文机关：</td><td>示例市人民政府</td>
<td>成文日期：</td><td>二〇一八年十二月七日</td></tr><tr><td>标　　题：</td>
<td colspan=3>示例市人民政府关于示例的意见</td></tr><tr><td>发文字号：</td>
<td>示政发[2018]第3号</td>
<td>发布日期：</td><td>2018年12月27日</td></tr><tr><td>有 效 性：</td><td>有效</td>
<td>主题词：</td><td></td></tr></table>"""
ITEMS = """<ul><li><b>索 引 号：</b>000014349/2018-00001</li><li>发文机关：示例市人民政府</li>
<li><span>成文日期：</span><span>2018-12-07</span></li><li>名称：示例市人民政府关于示例的意见</li>
<li>文 号：示政发〔2018〕3号</li><li>发布日期：2018-12-27</li><li>有效性：有效</li></ul>"""
TERMS = """<dl><dt>索引号</dt><dd>000014349/2018-00001</dd><dt>发布机构</dt><dd>示例市人民政府</dd>
<dt>成文日期</dt><dd>2018.12.07</dd><dt>标题</dt><dd>示例市人民政府关于示例的意见</dd>
<dt>文号</dt><dd>示政发（2018）3号</dd><dt>公开日期</dt><dd>2018.12.27</dd><dt>时效性</dt><dd>有效</dd>
</dl>"""
ONE_LINE = """<p>索引号：000014349/2018-00001 发布机构：示例市人民政府 成文日期：2018-12-07
标题：示例市人民政府关于示例的意见 文号：示政发〔2018〕3号 发布日期：2018-12-27 有效性：有效</p>"""


@pytest.mark.parametrize("table", [TABLE, ITEMS, TERMS, ONE_LINE])
def test_the_pages_own_table(table: str) -> None:
    article = extract_article(page(f"{table}<div class=TRS_Editor>{PROSE}</div>"), URL)
    assert article.title == "示例市人民政府关于示例的意见"
    assert (article.published_on, article.date_source) == (date(2018, 12, 27), DateSource.TABLE)
    assert article.signed_on == date(2018, 12, 7)
    assert article.document_number == "示政发〔2018〕3号"
    assert article.issuer == "示例市人民政府"
    assert article.index_number == "000014349/2018-00001"
    assert article.validity == "有效"


def test_empty_cells_state_nothing() -> None:
    table = (
        "<table><tr><td>索引号：</td><td>1</td><td>文号：</td><td></td></tr><tr><td>发文机关：</td>"
    )
    table += "<td></td><td>成文日期：</td><td>无</td></tr></table>"
    article = extract_article(
        page(f"<h1>关于示例的公告</h1>{table}<div id=zoom>{PROSE}</div>"), URL
    )
    assert (article.document_number, article.issuer, article.signed_on) == (None, None, None)
    assert article.index_number == "1"
    assert article.date_source is DateSource.NONE


@pytest.mark.parametrize(
    "line",
    [
        "<p>来源：市政府办　发布时间：2019-09-18　浏览次数：<span>12</span></p>",
        "<p>发布日期：2019年9月18日 来源：市政府办 【字体：大 中 小】</p>",
        "<div><span>时间：</span><span>2019-09-18 06:23</span> <span>来源：市政府办</span></div>",
        "<p>2019-09-18 06:23 来源：市政府办</p>",
        "<div>2019-09-18</div><p>来源：市政府办</p>",
        "<div>发布时间：</div><div>2019/9/18</div><div>来源：市政府办</div>",
        "<p>页面生成时间：2020-01-01 发布时间：2019.09.18 来源: 市政府办 点击数：2020</p>",
    ],
)
def test_the_line_near_the_title(line: str) -> None:
    html = page(
        f"<h1>关于示例的公告</h1>{line}<div id=zoom>{PROSE}</div>",
        "<title>关于示例的公告-某局</title>",
    )
    article = extract_article(html, URL)
    assert article.title == "关于示例的公告"
    assert (article.published_on, article.date_source) == (date(2019, 9, 18), DateSource.FAMILY)
    assert article.source == "市政府办"


def test_broken_title_and_page_without_title_in_text() -> None:
    window = "<title>关于印发示例办法的通知</title>"
    line = "<div>2019-09-18 06:23</div>"
    html = page(f"<h1>关于印发<br>示例办法的通知</h1>{line}<div id=zoom>{PROSE}</div>", window)
    assert extract_article(html, URL).published_on == date(2019, 9, 18)
    html = page(
        f"<img src=t.png><p>2019-09-18 来源：市政府办</p><div id=zoom>{PROSE}</div>", window
    )
    article = extract_article(html, URL)
    assert (article.published_on, article.date_source) == (date(2019, 9, 18), DateSource.TEXT)


def test_attachment_known_by_its_name() -> None:
    link = "<a href='/download.jsp?id=1'>附件1：示例表.xlsx</a>"
    article = extract_article(page(f"<h1>关于示例的通知</h1><div id=zoom>{PROSE}{link}</div>"), URL)
    assert article.attachments == ("http://www.example.gov.cn/download.jsp?id=1",)


TRAPS = [
    "<p>页面生成时间：2020-01-01 10:00:00</p>",
    "<div>今天是2020年1月1日 星期三</div>",
    "<p>版权所有 © 2020-01-01 示例市人民政府</p>",
    "<p>网友评论时间：2020-01-01 10:00</p>",
    "<p>访问量：2020-01-01</p>",
    "<p>成文日期：2020-01-01</p>",
    "<p>（2020年1月1日示例市人民政府发布）</p>",
    "<p>本办法自2020年1月1日起施行。</p>",
    "<ul><li><a href=1.html>别的文章一</a><span>2020-01-01</span></li></ul>",
    "<ul><li><a href=1.html>别的文章一</a><p>2020-01-01</p><li><a>二</a>2020-01-02</ul>",
]


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("place", ["before", "after", "inside"])
def test_undated_pages_stay_undated(trap: str, place: str) -> None:
    parts = {"before": f"{trap}<h1>关于示例的公告</h1>", "after": f"<h1>关于示例的公告</h1>{trap}"}
    inside = f"<div id=zoom>{PROSE}{trap if place == 'inside' else ''}</div>"
    html = page(parts.get(place, "<h1>关于示例的公告</h1>") + inside)
    article = extract_article(html, "http://www.example.gov.cn/a/1.html")
    assert (article.published_on, article.date_source) == (None, DateSource.NONE)
    assert article.date_confidence == 0.0


def test_list_page_has_no_date_of_its_own() -> None:
    items = "".join(
        f"<li><a href={n}.html>关于第{n}号示例事项的公告</a><span>2020-01-{n:02}</span></li>"
        for n in range(1, 15)
    )
    html = page(f"<h1>通知公告</h1><ul>{items}</ul>", "<title>通知公告</title>")
    assert extract_article(html, URL).published_on is None


def test_date_of_the_address_when_the_page_has_none() -> None:
    html = page(f"<h1>关于示例的公告</h1><div id=zoom>{PROSE}</div>")
    article = extract_article(html, "http://www.example.gov.cn/wj/201912/t20191231_1.html")
    assert (article.published_on, article.date_source) == (date(2019, 12, 31), DateSource.URL)


def test_body_links_attachments_and_signature() -> None:
    html = page(
        "<div class=nav><a href=/x.html>首页</a></div><h1>关于示例的通知</h1><div class=TRS_Editor>"
        "<p style='text-align:center'>示政发〔2020〕5号</p>"
        "<p>根据国发〔2019〕28号，现通知如下。</p>"
        f"{PROSE}<p>详见<a href='./t1.html'>某通知</a></p><p>附件：<a href='./a.doc'>表格</a></p>"
        "<p align=right>示例市人民政府办公室</p><p align=right>2020年1月5日</p></div>"
        "<div class=fujian><a href='../b.pdf'>下载</a></div><div><a href=/app.apk>客户端</a></div>"
    )
    article = extract_article(html, URL)
    assert article.document_number == "示政发〔2020〕5号"
    assert article.signed_on == date(2020, 1, 5)
    assert article.published_on is None
    assert article.links == (
        "http://www.example.gov.cn/zwgk/wj/t1.html",
        "http://www.example.gov.cn/zwgk/wj/a.doc",
    )
    assert article.attachments == (
        "http://www.example.gov.cn/zwgk/wj/a.doc",
        "http://www.example.gov.cn/zwgk/b.pdf",
    )
    assert "首页" not in article.body
    assert "现通知如下" in article.body


def test_a_number_between_title_and_text() -> None:
    html = page(
        "<h1>关于示例的通知</h1><p>发布时间：2014-11-05 来源：</p><table><tr><td align=center>"
        "示建法﹝2014﹞第16 号</td></tr><tr><td id=zoom><p>关于示例的通知</p>"
        f"<p>根据国发〔2013〕28号，现通知如下。</p>{PROSE}</td></tr></table>"
    )
    assert extract_article(html, URL).document_number == "示建法〔2014〕16号"


def test_citation_in_news_is_no_number_of_the_page() -> None:
    html = page(
        f"<h1>我市召开会议</h1><div id=zoom>{PROSE}"
        "<p>会议学习了《甲》（国发〔2019〕28号）。</p></div>"
    )
    assert extract_article(html, URL).document_number is None


@pytest.mark.parametrize("head", ["", '<meta charset="utf-8">', '<meta charset="gb2312">'])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_bytes_of_any_declaration(head: str, encoding: str) -> None:
    html = page(
        f"<h1>关于示例的公告</h1><p>发布时间：2019-09-18</p><div id=zoom>{PROSE}</div>", head
    )
    article = extract_article(html.encode(encoding), URL)
    assert (article.title, article.published_on) == ("关于示例的公告", date(2019, 9, 18))


def test_title_without_site_and_column() -> None:
    for window in (
        "关于示例事项的公告－公示公告－示例市住房和城乡建设委员会门户网站",
        "关于示例事项的公告_示例市人民政府",
        "关于示例事项的公告 - 通知公告 - 示例市教育局",
        "关于示例事项的公告",
    ):
        tags = f'<title>{window}</title><meta name="ColumnName" content="通知公告">'
        tags += '<meta name="channel" content="公示公告">'
        assert extract_article(page(f"<div>{PROSE}</div>", tags), URL).title == "关于示例事项的公告"


def test_wechat_article() -> None:
    html = page(
        "<h1 id=activity-name>示例发布</h1><em id=publish_time></em>"
        f'<div id=js_content>{PROSE}</div><script>var ct = "1577836800";</script>'
    )
    article = extract_article(html, "https://mp.weixin.qq.com/s/x")
    assert article.published_at == datetime(2020, 1, 1, 8, 0, tzinfo=CHINA)
    assert article.title == "示例发布"


HTML_PIECES = st.lists(
    st.sampled_from(
        ["<table><tr><td>", "索引号：", "成文日期：", "</td>", "2020-01-01", "发布时间：", "<h1>",
         "<p>", "文号：〔2020〕号", "<meta name=PubDate content=", "<a href='http://[",
         "<!--ContentStart-->", "<!--ContentEnd-->", "\x00", "\ud800",
         "</div>", "<base href=':'>", "来源：", "<script>"]
    )
    | st.text(max_size=5)
).map("".join)  # fmt: skip


@given(st.binary() | HTML_PIECES, st.sampled_from([URL, "", "x", "http://[", "javascript:1"]))
def test_nothing_raises(html: bytes | str, url: str) -> None:
    extract_article(html, url)


def test_a_base_without_address_does_not_raise() -> None:
    assert extract_article("<base href=':'>", "").links == ()


def test_deep_nesting_does_not_raise() -> None:
    extract_article("<div>" * 5000 + "发布时间：2020-01-01" + PROSE, URL)
    extract_article("<table><tr><td>索引号：" * 400 + PROSE, URL)


def test_public_name_is_lazy() -> None:
    assert public.extract_article is extract_article
    with pytest.raises(AttributeError):
        _ = public.no_such_function
