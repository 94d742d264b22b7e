"""Links that readers do not see, injected words; and what ordinary pages hide with good reason."""

import pytest

from gongkai_monitor.text.bad_links import (
    bad_mark,
    bad_words,
    listed_domain,
    lists,
    read_own_domains,
)
from gongkai_monitor.text.hidden_links import find_hidden_links, find_injected_text
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.signs_hijack import is_hijacked

STRANGER = '<a href="http://seo-shop.com/">好看的网站</a>'
STRANGERS = "".join(f'<a href="http://shop{n}.com/">网站{n}</a>' for n in range(3))


def page(body: str, head: str = "", after: str = "") -> Page:
    html = f"<html><head><title>市政府</title>{head}</head><body>{body}</body></html>{after}"
    return Page.parse(html, "http://www.chengde.gov.cn/")


@pytest.mark.parametrize("body", [
    f'<div style="position:absolute; left:-2000px">{STRANGER}</div>',
    f'<div style="position:fixed;top:-999em">{STRANGER}</div>',
    f'<span style="FONT-SIZE:1px">{STRANGER}</span>',
    f'<font size="0">{STRANGER}</font>',
    f'<div style="height:0;overflow:hidden">{STRANGER}</div>',
    f'<div style="width:0;height:0">{STRANGER}</div>',
    f'<p style="color:#fff;background:#ffffff">{STRANGER}</p>',
    f'<marquee height="1" scrollamount="9000">{STRANGER}</marquee>',
    f'<div style="margin-left:-3000px">{STRANGER}</div>',
    f'<div style="display:none">{STRANGERS}</div>',
    f'<div hidden>{STRANGERS}</div>',
    '<div style="visibility:hidden"><a href="http://x1.com/">澳门赌场</a></div>',
    '<i style="display:none"><a href="http://casino-88.com/">新闻</a></i>',
    "<script>document.write('<p style=display:none><a href=http://x2.com/a>看</a>')</script>",
    "<script>document.write('<a href=\"http://x3.com/\">百家乐</a>')</script>",
])  # fmt: skip
def test_hidden_from_readers(body):
    assert find_hidden_links(page(body))


def test_rules_of_the_pages_own_sheet_count():
    head = "<style>.bx1{position:absolute;left:-5000px} #q2 { text-indent:0 }</style>"
    (found,) = find_hidden_links(page(f'<div class="nav bx1">{STRANGER}</div>', head))
    assert (found.url, found.how) == ("http://seo-shop.com/", "移到屏幕外")


def test_behind_the_end_of_the_page():
    (found,) = find_hidden_links(page("<p>正文</p>", after=STRANGER))
    assert found.how == "写在 </html> 之后"


@pytest.mark.parametrize("body", [
    '<ul style="display:none"><li><a href="/zwgk/">政务公开</a></li></ul>',
    f'<div class="mobile-menu" style="display:none">{STRANGER}</div>',
    f'<div style="display:none"><a href="/">首页</a>{STRANGERS}</div>',
    '<a href="#main" style="position:absolute;left:-9999px">跳到主要内容</a>',
    '<div style="position:absolute;left:-2000px"><a href="http://www.hebei.gov.cn/">省政府</a></div>',
    '<div style="display:none"><a href="https://www.cnzz.com/stat/">站长统计</a></div>',
    f'<h1 style="text-indent:-9999px">{STRANGER}</h1>',
    f'<div style="display:none"><p>分享</p></div><div>{STRANGERS}</div>',
    f'<li><span style="display:none">1</span>{STRANGERS}</li>',
    f'<p style="font-size:14px;color:#fff;background:#00f">{STRANGER}</p>',
    f'<div style="left:-10px;position:relative">{STRANGER}</div>',
    "<script>document.write('<a href=\"http://www.conac.com/\">标识</a>')</script>",
    '<div style="position:absolute;left:-2000px"><a href="http://xxgk.chengde.gov.cn/">公开</a></div>',
])  # fmt: skip
def test_hidden_with_good_reason_or_not_at_all(body):
    assert find_hidden_links(page(body)) == ()


def test_the_neighbours_of_a_hidden_element_are_not_hidden():
    body = (
        f'<ul><li style="display:none">{STRANGERS}</li><li><a href="http://y.com/">好</a></li></ul>'
    )
    assert {one.url for one in find_hidden_links(page(body))} == {
        f"http://shop{n}.com/" for n in range(3)
    }


@pytest.mark.parametrize(("html", "place"), [
    ("<title>澳门赌场_百家乐开户</title><body><p>通知公告</p></body>", "title"),
    ("<title>&#30334;&#23478;&#20048;</title><body>通知</body>", "title"),
    ('<title>局</title><meta name="Keywords" content="时时彩,六合彩"><body>通知</body>',
     "keywords"),
    ('<title>局</title><meta name="description" content="成人视频在线"><body>通知</body>',
     "description"),
    ("<title>局</title><body><p>澳门赌场，百家乐，老虎机，注册就送</p></body>", "body"),
])  # fmt: skip
def test_injected(html, place):
    found = find_injected_text(Page.parse(f"<html>{html}</html>", "http://a.gov.cn/"))
    assert [one.place for one in found] == [place]


@pytest.mark.parametrize("html", [
    "<title>公安机关打击网络赌博：查处百家乐窝点</title><body>正文</body>",
    "<title>某某百家乐赌局覆灭记</title><body><p>民警破获利用百家乐聚众赌博案</p></body>",
    "<title>福利彩票销售管理办法</title><body>体育彩票、福利彩票销售管理</body>",
    "<title>局</title><body><p>警惕：百家乐、老虎机、六合彩都是骗局</p></body>",
    '<title>体彩中心</title><meta name="keywords" content="体育彩票 开奖公告"><body>公告</body>',
])  # fmt: skip
def test_speaking_of_it_is_not_injecting(html):
    assert find_injected_text(Page.parse(f"<html>{html}</html>", "http://a.gov.cn/")) == ()


def test_marks_are_whole_parts_of_a_host():
    assert bad_mark("www.bet-88.com") == "bet"
    assert bad_mark("casino.example.com") == "casino"
    assert bad_mark("alphabet.com") is None
    assert bad_mark("bet.gov.cn") is None
    assert bad_words("澳门赌场官方") == ("澳门赌场",)


def test_the_deployments_own_list(tmp_path):
    path = tmp_path / "不良网站.txt"
    assert read_own_domains(path) == frozenset()
    path.write_text("# 名单\nOld-Site.com  # 被抢注\nhttp://www.evil.net/a\n\n", "utf-8")
    own = read_own_domains(path)
    assert own == {"old-site.com", "evil.net"}
    assert listed_domain("m.old-site.com", own) == "old-site.com"
    assert listed_domain("my-old-site.com", own) is None


def test_every_word_stands_in_one_list() -> None:
    words = lists()
    all_of_them = [
        *words.strong_words, *words.weak_words, *words.law_words, *words.plain_words,
    ]  # fmt: skip
    assert len(set(all_of_them)) == len(all_of_them)


def test_a_weak_word_needs_company_and_a_strong_one_counts_for_a_whole_page_too() -> None:
    assert "滚球" in lists().weak_words
    assert bad_words("滚球游戏进校园") == ()
    shop = page("<p>传奇私服，游戏外挂，滚球盘口</p>").html.replace("市政府", "传奇私服发布")
    assert is_hijacked(Page.parse(shop, "http://www.chengde.gov.cn/"))
    told = shop.replace("<p>", "<p>公安机关依法查处：")
    assert not is_hijacked(Page.parse(told, "http://www.chengde.gov.cn/"))


def test_a_passage_put_into_an_offices_article_takes_no_page_over() -> None:
    injected = "<p>澳门赌场官方直营，百家乐、老虎机、六合彩，注册送彩金。</p>"
    article = (
        "<title>市水务局开展督导</title><meta name=ArticleTitle content=市水务局开展督导>"
        f"<meta name=PubDate content='2026-10-23 09:00'><h1>市水务局开展督导</h1>{injected}"
    )
    page = Page.parse(article, "http://www.chengde.gov.cn/a.html")
    assert not is_hijacked(page), "it is still read, and what was injected is told"
    assert find_injected_text(page)
    assert is_hijacked(Page.parse(f"<title>首页</title>{injected}", "http://www.chengde.gov.cn/"))
