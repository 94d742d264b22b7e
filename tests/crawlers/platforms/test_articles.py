"""Article and store pages: the right time, key and account, and nothing else of the page."""

from datetime import date, datetime
from typing import Any

import pytest

from crawlers.platforms import app_store, baijiahao_page, toutiao_page, wechat_page
from crawlers.platforms.reading import ReadArticle, RefusedError
from gongkai_monitor.clock import CHINA
from gongkai_monitor.errors import PageChangedError
from gongkai_monitor.practice.platforms.stores import GONE_PAGE
from gongkai_monitor.text.page import Page
from tests.crawlers.platforms.articles import (
    BAIJIAHAO,
    FULL_TIME,
    LOOKUP,
    STORE_LD,
    STORE_OTHER,
    STORE_TEXT,
    TOUTIAO,
    WECHAT,
    WECHAT_DELETED,
    WECHAT_STOPPED,
)

READ_AT = datetime(2026, 11, 20, 10, tzinfo=CHINA)
URL = "https://example.test/a"


def told(article: ReadArticle) -> tuple[Any, ...]:
    post = article.post
    at = post.published_at
    return (
        post.key,
        at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S") if at else None,
        post.is_original,
        post.is_repost,
        post.source_name,
        article.profile.shown_name,
        article.profile.certified_subject,
    )


def parse(html: str, url: str = URL) -> Page:
    return Page.parse(html, url)


@pytest.mark.parametrize(
    ("mark", "origin", "expected"),
    [
        ("0", ("", ""), (None, False, None)),
        ("1", ("", ""), (True, False, None)),
        ("2", ("", ""), (False, False, None)),
        ("0", ("MzB=", "gh_origin"), (False, True, "gh_origin")),
    ],
)
def test_wechat(mark: str, origin: tuple[str, str], expected: tuple[Any, ...]) -> None:
    page = parse(WECHAT % (mark, "1779100000", *origin))
    article = wechat_page.read_article(page, READ_AT)
    key, at, *rest = told(article)
    assert (key, at) == ("wechat:2650000001_2", "2026-05-18 18:26:40"), "not 昨天"
    assert tuple(rest) == (*expected, "演练发布", None)
    assert article.post.title == '演练市召开"安全"会议'
    assert article.post.text == "会议要求压实责任。"
    assert (article.profile.shown_key, article.profile.description) == (
        "gh_0123456789ab",
        "发布权威信息",
    )


def test_wechat_pages_without_article() -> None:
    for html, cause in ((WECHAT_DELETED, "partial"), (WECHAT_STOPPED, "blocked")):
        with pytest.raises(RefusedError) as caught:
            wechat_page.read_article(parse(html), READ_AT)
        assert caught.value.cause == cause
    with pytest.raises(PageChangedError):
        wechat_page.read_article(parse(WECHAT % ("0", "", "", "")), READ_AT)


def test_toutiao() -> None:
    own = toutiao_page.read_article(parse(TOUTIAO % ("true", "演练发布")), READ_AT)
    assert told(own) == (
        "toutiao:6732819573189370001", "2026-11-18 22:18:34", True, None,
        "演练发布", "演练发布", None,
    )  # fmt: skip
    other = toutiao_page.read_article(parse(TOUTIAO % ("false", "中国政府网")), READ_AT)
    assert (other.post.is_original, other.post.source_name) == (False, "中国政府网")
    with pytest.raises(PageChangedError):
        toutiao_page.read_article(parse(TOUTIAO.replace("subInfo", "info")), READ_AT)


def test_baijiahao() -> None:
    full = baijiahao_page.read_article(
        parse(BAIJIAHAO % (FULL_TIME, "09-30", "演练市融媒体中心")), READ_AT
    )
    assert told(full) == (
        "baijiahao:1646000000000000001", "2026-09-30 22:46:13", None, None, None, "演练发布",
        "演练市融媒体中心",
    )  # fmt: skip
    printed = {"10-08": "2026-10-08 22:46:00", "18-03-08": "2018-03-08 22:46:00"}
    for shown, at in printed.items():
        article = baijiahao_page.read_article(
            parse(BAIJIAHAO % ("", shown, "优质原创作者")), READ_AT
        )
        assert told(article)[1] == at
        assert article.profile.certified_subject is None, "a badge certifies nobody"
    with pytest.raises(PageChangedError):
        baijiahao_page.read_article(parse(BAIJIAHAO % ("", "不久前", "")), READ_AT)


def test_apple_lookup() -> None:
    entry = app_store.read_lookup(LOOKUP.encode())
    assert (entry.is_listed, entry.version, entry.name, entry.publisher) == (
        True, "2.10.3", "演练办事", "演练市大数据中心",
    )  # fmt: skip
    assert entry.released_on == date(2026, 3, 2), "the day in China"
    assert not app_store.read_lookup(b'{"resultCount":0,"results":[]}').is_listed
    for body in (
        b"{}",
        b'{"resultCount":1,"results":[{}]}',
        b"<html>",
        b'{"resultCount":2,"results":[]}',
    ):
        with pytest.raises(PageChangedError):
            app_store.read_lookup(body)


def test_store_pages() -> None:
    data = app_store.read_store_page(parse(STORE_LD), READ_AT)
    assert (data.version, data.released_on) == ("2.10.4", date(2026, 3, 2))
    text = app_store.read_store_page(parse(STORE_TEXT), READ_AT)
    assert (text.version, text.released_on) == ("2.10.5", date(2026, 3, 3))
    assert not app_store.read_store_page(parse(GONE_PAGE), READ_AT).is_listed
    with pytest.raises(PageChangedError):
        app_store.read_store_page(parse(STORE_OTHER), READ_AT)


def test_addresses_of_stores() -> None:
    asked = app_store.lookup_url("https://apps.apple.com/cn/app/yanlian/id1234567890?l=zh")
    assert asked == "https://itunes.apple.com/lookup?id=1234567890&country=cn"
    assert app_store.lookup_url("https://sj.example.test/app/1") == "https://sj.example.test/app/1"
