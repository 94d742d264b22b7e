# ruff: noqa: E501 - markup reads better in one line
"""What an answered page is: never a normal article taken for a soft 404."""

import pytest

from gongkai_monitor.text.file_types import FileKind, file_kind, is_wrong_type
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.signs import sign_of
from gongkai_monitor.vocabulary import PageSign

HOME = "http://www.example.gov.cn/"
URL = "http://www.example.gov.cn/zwgk/202511/t20251101_1.html"
NAVIGATION = "".join(f"<li><a href='/c{i}/'>栏目名称{i}</a></li>" for i in range(60))
PROSE = (
    "<p>"
    + "市政府召开常务会议，研究部署安全生产工作，听取有关部门汇报，审议通过若干事项。" * 8
    + "</p>"
)


def sign(html: str, *, url: str = URL, final: str | None = None, status: int = 200) -> PageSign:
    return sign_of(
        status=status, url=url, final_url=final or url, body=html.encode(),
        content_type="text/html", home_url=HOME, page=Page.parse(html, final or url),
    )  # fmt: skip


CASES = [
    ("<h1>通知</h1>" + PROSE, PageSign.NORMAL),
    (f"<ul>{NAVIGATION}</ul><td>对不起，您所浏览的新闻已被删除或不存在。</td>", PageSign.SOFT_404),
    ("<p>您访问的页面不存在</p>", PageSign.SOFT_404),
    ("<title>404 错误</title><p>抱歉，页面走丢了</p><a href='/'>返回首页</a>", PageSign.SOFT_404),
    ("<h2>404 Not Found</h2><hr><center>nginx</center>", PageSign.SOFT_404),
    ("<p>很抱歉，您要查看的信息已删除！</p>", PageSign.SOFT_404),
    ("<p>无法找到该网页</p>", PageSign.SOFT_404),
    ("<p>系统维护中，请稍后访问</p>", PageSign.MAINTENANCE),
    ("<p>本栏目正在建设中，敬请期待！</p>", PageSign.MAINTENANCE),
    ("<p>网站正在升级改造，给您带来不便敬请谅解。</p>", PageSign.MAINTENANCE),
    ("", PageSign.EMPTY),
    ("<html><head></head><body>  <div></div></body></html>", PageSign.EMPTY),
    ("<script>$_ts=window['$_ts'];$_ts.cd='x'</script><script src='/a.js'></script>", PageSign.CHALLENGE),
    ("<script>document.cookie='__jsl_clearance=1';location.reload()</script>", PageSign.CHALLENGE),
    ("<title>安全验证</title><p>请完成验证后继续访问</p>", PageSign.CHALLENGE),
    ("<p>您的请求疑似攻击行为，已被网站防火墙拦截</p>", PageSign.CHALLENGE),
    ("<p>访问过于频繁，请拖动滑块完成验证</p>", PageSign.CHALLENGE),
    ("<form><p>用户登录</p><input name=u><input type='password'></form>", PageSign.LOGIN),
    ("<p>您还未登录，请登录后查看</p>", PageSign.LOGIN),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), CASES)
def test_short_answers_are_told_apart(html: str, expected: PageSign) -> None:
    assert sign(html) is expected


NORMAL = [
    "<h1>关于网页不存在问题的答复</h1>"
    + PROSE
    + "<p>您反映的页面不存在的问题，经核查已经修复。</p>"
    + PROSE,
    f"<ul>{NAVIGATION}</ul><ul><li><a href='a.html'>我访问的页面不存在怎么办</a></li><li><a href='b.html'>网站维护中的通知公告内容</a></li></ul>",
    f"<ul>{NAVIGATION}</ul><p>法院判决的房屋怎么办理？网站之前有信息，现在信息找不到了？</p>",
    f"<ul>{NAVIGATION}</ul>" + PROSE + "<p>平台正在进行系统升级建设，预计年底完成。</p>",
    "<script>$_ts=window['$_ts'];$_ts.cd='x'</script>" + PROSE + NAVIGATION,
    f"<form><input type=password></form><ul>{NAVIGATION}</ul>" + PROSE,
    "<img src='/whole-page.jpg'>",
]


@pytest.mark.parametrize("html", NORMAL)
def test_pages_that_only_talk_about_it_are_normal(html: str) -> None:
    assert sign(html) is PageSign.NORMAL


def test_an_inner_page_answered_with_the_home_page() -> None:
    html = PROSE + NAVIGATION
    assert sign(html, final=HOME) is PageSign.HOME
    assert sign(html, final=HOME + "index.html") is PageSign.HOME
    assert sign(html, url=HOME, final=HOME + "index.html") is PageSign.NORMAL
    assert sign(html, url="http://example.gov.cn/index.htm", final=HOME) is PageSign.NORMAL
    assert (
        sign(html, final="https://www.example.gov.cn/zwgk/202511/t20251101_1.html")
        is PageSign.NORMAL
    )


PDF_URL = "http://www.example.gov.cn/files/P0202511.pdf"


def test_html_in_place_of_a_file() -> None:
    assert sign(PROSE.join(["<html>", "</html>"]), url=PDF_URL) is PageSign.WRONG_TYPE
    assert sign("<html><p>您访问的文件不存在</p></html>", url=PDF_URL) is PageSign.SOFT_404


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("a.pdf", b"%PDF-1.7\n", PageSign.NORMAL),
        ("a.docx", b"PK\x03\x04rest", PageSign.NORMAL),
        ("a.ofd", b"PK\x03\x04rest", PageSign.NORMAL),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", PageSign.NORMAL),
        ("a.doc", b"PK\x03\x04", PageSign.NORMAL),
        ("a.rar", b"Rar!\x1a\x07\x00", PageSign.NORMAL),
        ("a.xls", b'<html xmlns:x="urn:schemas-microsoft-com:office:excel">', PageSign.NORMAL),
        ("a.xls", b"<html><body>login", PageSign.WRONG_TYPE),
        ("a.docx", b"<!DOCTYPE html><html>", PageSign.WRONG_TYPE),
        ("a.zip", b"\r\n<script>", PageSign.WRONG_TYPE),
        ("a.pdf", b"", PageSign.EMPTY),
        ("a.pdf", b"\x00\x01\x02", PageSign.NORMAL),
        ("a.unknown", b"<html>", PageSign.NORMAL),
    ],
)
def test_files_are_judged_by_their_first_bytes(name: str, body: bytes, expected: PageSign) -> None:
    url = f"http://www.example.gov.cn/{name}"
    assert sign_of(status=200, url=url, final_url=url, body=body) is expected


def test_kinds_of_files() -> None:
    assert file_kind(b"\xef\xbb\xbf <!doctype HTML>") is FileKind.HTML
    assert file_kind(b"") is FileKind.EMPTY
    assert not is_wrong_type("htm", b"<html>")


_NOTICES = (
    "关于网站系统升级维护期间暂停服务的公告",
    "关于集中整改网页打不开、“404”错误等问题的通知",
    "关于群众反映信息页面不存在问题的说明",
)
_ENTRIES = "".join(
    f"<li><a href='/tz/{n}.html'>{title}</a><span>2025-11-0{n + 1}</span></li>"
    for n, title in enumerate(_NOTICES)
)
_DATE_LINES = (
    "<div>发布时间：2025-11-01 09:00 来源：市政府办公室</div>",
    "<div>2025年11月1日 来源：市政府办公室</div>",
    "<meta name='ArticleTitle' content='公告'><meta name='PubDate' content='2025-11-01 09:00'>",
)


@pytest.mark.parametrize("url", [HOME, "http://www.example.gov.cn/tzgg/"])
def test_a_list_of_such_notices_is_a_normal_page(url: str) -> None:
    assert sign(f"<title>某市政府</title><h1>通知公告</h1><ul>{_ENTRIES}</ul>", url=url) == "normal"


@pytest.mark.parametrize("date_line", _DATE_LINES)
@pytest.mark.parametrize("title", _NOTICES)
def test_a_published_notice_is_no_fault_page(title: str, date_line: str) -> None:
    text = "<p>本网站于周六进行系统维护，维护期间暂停访问。点击后会提示您访问的页面不存在。</p>"
    html = f"<head><title>{title}</title></head><h1>{title}</h1>{date_line}{text}"
    assert sign(html) is PageSign.NORMAL


def test_a_fault_page_may_carry_the_hour_and_a_way_home() -> None:
    gone = "<p>抱歉，您访问的页面不存在</p><p>页面生成时间：2025-11-01 09:00</p><a href='/'>返回首页</a>"
    assert sign(gone) is PageSign.SOFT_404
    assert sign(f"<ul>{_ENTRIES}</ul><p>系统维护中，请稍后访问</p>") is PageSign.MAINTENANCE
