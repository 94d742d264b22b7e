# ruff: noqa: E501 - markup reads better in one line
"""Links of a page: absolute, once each, files and pictures told apart."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.text.links import kind_of_url, read_links
from gongkai_monitor.text.page import Page
from gongkai_monitor.vocabulary import LinkKind

URL = "http://www.example.gov.cn/zwgk/tzgg/index.html?x=1"


def urls(html: str, url: str = URL) -> list[str]:
    return [link.url for link in read_links(Page.parse(html, url))]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("a.html", "http://www.example.gov.cn/zwgk/tzgg/a.html"),
        ("./a.html", "http://www.example.gov.cn/zwgk/tzgg/a.html"),
        ("../b/", "http://www.example.gov.cn/zwgk/b/"),
        ("/c", "http://www.example.gov.cn/c"),
        ("//img.example.gov.cn/x", "http://img.example.gov.cn/x"),
        ("//img.example.gov.cn", "http://img.example.gov.cn/"),
        ("?page=2", "http://www.example.gov.cn/zwgk/tzgg/index.html?page=2"),
        ("a.html#top", "http://www.example.gov.cn/zwgk/tzgg/a.html"),
        ("  http://b.gov.cn/p \n", "http://b.gov.cn/p"),
        ("http://b.gov.cn", "http://b.gov.cn/"),
        ("HTTP://b.gov.cn/x", "http://b.gov.cn/x"),
        ("..\\files\\a.doc", "http://www.example.gov.cn/zwgk/files/a.doc"),
        ("附件 1.doc", "http://www.example.gov.cn/zwgk/tzgg/%E9%99%84%E4%BB%B6%201.doc"),
        ("a.asp?n=%C4%E3&amp;b=2", "http://www.example.gov.cn/zwgk/tzgg/a.asp?n=%C4%E3&b=2"),
    ],
)
def test_addresses_become_absolute(href: str, expected: str) -> None:
    assert urls(f'<a href="{href}">x</a>') == [expected]


@pytest.mark.parametrize(
    "href",
    ["", "#", "#a", "javascript:void(0)", " JavaScript:x()", "mailto:a@b.cn", "tel:010", "data:image/png;base64,xx",
     "http://", "http://[bad", "file:///c:/a", "about:blank", "ftp://a.cn/x", "x" * 3000, "http:///a"],
)  # fmt: skip
def test_what_is_no_link_is_left_out(href: str) -> None:
    assert urls(f'<a href="{href}">x</a>') == []


def test_kinds_texts_and_hosts() -> None:
    html = """<base href="http://www.example.gov.cn/root/">
    <a href="p1.html"> 关于
      某事的通知 </a><a href="p1.html#2">再次</a><a href="x.pdf" title="附件名"><img src="i.png" alt="图"></a>
    <a href="http://other.gov.cn/big.jpg">大图</a><area href="map.htm" alt="地图">
    <iframe src="frame.html"></iframe><img src="data:image/gif;base64,R0"><img src="/pic.JPG?v=1">
    <a href="http://example.gov.cn/y">同站</a><video src="v.mp4"></video>"""
    found = [
        (link.url.rpartition("/")[2], link.kind, link.text, link.is_external)
        for link in read_links(Page.parse(html, URL))
    ]
    assert found == [
        ("p1.html", LinkKind.PAGE, "关于 某事的通知", False),
        ("x.pdf", LinkKind.ATTACHMENT, "附件名", False),
        ("i.png", LinkKind.IMAGE, "图", False),
        ("big.jpg", LinkKind.IMAGE, "大图", True),
        ("map.htm", LinkKind.PAGE, "地图", False),
        ("frame.html", LinkKind.PAGE, "", False),
        ("pic.JPG?v=1", LinkKind.IMAGE, "", False),
        ("y", LinkKind.PAGE, "同站", False),
        ("v.mp4", LinkKind.ATTACHMENT, "", False),
    ]
    assert urls('<base href="/root/"><a href="p">x</a>') == ["http://www.example.gov.cn/root/p"]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://a.cn/x.PDF", LinkKind.ATTACHMENT),
        ("http://a.cn/x.ofd?d=1", LinkKind.ATTACHMENT),
        ("http://a.cn/x.wps", LinkKind.ATTACHMENT),
        ("http://a.cn/x.7z", LinkKind.ATTACHMENT),
        ("http://a.cn/x.html", LinkKind.PAGE),
        ("http://a.cn/v1.2/doc", LinkKind.PAGE),
        ("http://a.et", LinkKind.PAGE),
        ("http://a.cn/x.jpeg", LinkKind.IMAGE),
    ],
)
def test_files_are_known_by_their_ending(url: str, kind: LinkKind) -> None:
    assert kind_of_url(url) is kind


PATHS = st.text(alphabet=st.sampled_from(list("ab1._-/?=&~%")), min_size=1, max_size=20)


@given(PATHS)
def test_short_cuts_join_like_the_standard_library(href: str) -> None:
    expected = urljoin(URL, href).partition("#")[0]
    if not href.startswith("//"):
        assert urls(f'<a href="{href}">x</a>') == [expected]


@given(st.text(max_size=300))
def test_no_markup_breaks_the_reader(text: str) -> None:
    for link in read_links(Page.parse(f'<a href="{text}">{text}</a><img src={text}>{text}', URL)):
        assert link.url.startswith(("http://", "https://"))
        assert "#" not in link.url


def test_scripts_and_styles_are_links_only_where_a_secure_page_takes_them_from_plain_http() -> None:
    html = (
        "<script src='http://a.test/1.js'></script><script src='/2.js'></script>"
        "<link rel=stylesheet href='http://a.test/1.css'><img src='http://a.test/1.jpg'>"
    )
    secure = {link.url: link.kind for link in read_links(Page.parse(html, "https://b.test/"))}
    assert secure == {
        "http://a.test/1.jpg": LinkKind.IMAGE,
        "http://a.test/1.js": LinkKind.RESOURCE,
        "http://a.test/1.css": LinkKind.RESOURCE,
    }
    plain = read_links(Page.parse(html, "http://b.test/"))
    assert [link.kind for link in plain] == [LinkKind.IMAGE]
