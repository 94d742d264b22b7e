"""Pages, feeds and answers written to choke, crash or mislead the reader."""

import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from crawlers.feeds import Feed, NotAFeedError, parse_feed
from crawlers.proving import can_be_parsed
from gongkai_monitor.text.article import extract_article
from gongkai_monitor.text.json_list import read_json_list
from gongkai_monitor.text.letter_rows import read_letter_rows
from gongkai_monitor.text.list_page import ListReading
from gongkai_monitor.text.lists import read_list
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.post_time import read_instant
from gongkai_monitor.text.tangle import may_choke

URL = "http://www.example.test/zwgk/"
DAY = date(2026, 11, 20)
READ_AT = datetime(2026, 11, 20, tzinfo=UTC)
SECONDS = 8.0
"""Generous: before the repairs these took minutes to hours."""

FORMATTING = "<p>" + "".join(f"<b i={n}>" for n in range(500)) + "</p>" + "<p>x</p>" * 5_000
QUOTED = "<p>" + "".join(f'<b "="> " i={n}>' for n in range(500)) + "</p>" + "<p>x</p>" * 5_000
DEEP = "<div>" * 200_000
ATTRIBUTES = "<div " + " ".join(f"a{n}=1" for n in range(200_000)) + ">"
BODIES = "".join(f"<body a{n}=1>" for n in range(100_000))
BOMBS = {"formatting": FORMATTING, "quoted": QUOTED, "deep": DEEP, "attributes": ATTRIBUTES,
         "bodies": BODIES}  # fmt: skip


def seconds_of(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize("name", BOMBS)
def test_a_page_that_chokes_the_parser_is_never_parsed_here(name: str) -> None:
    assert may_choke(BOMBS[name])
    assert not can_be_parsed(BOMBS[name])
    page = Page.parse(BOMBS[name], URL)
    assert page.is_refused
    assert read_list(page, DAY).reading is ListReading.UNRECOGNISED


def test_a_large_honest_page_is_proved_and_read() -> None:
    row = "<li><a href='/a/{0}.html'>关于做好第{0}项工作的通知</a><span>2026-11-0{1}</span></li>"
    html = "<ul>" + "".join(row.format(n, n % 9 + 1) for n in range(5_000)) + "</ul>"
    assert may_choke(html)
    assert can_be_parsed(html)
    assert not Page.parse(html, URL, is_proved=True).is_refused


def test_word_pages_with_many_alike_formatting_tags_are_no_bombs() -> None:
    assert not may_choke('<p><font color="red">字</font><b>字</b></p>' * 1_500)


@pytest.mark.parametrize(
    "html",
    [
        "<!--正文开始-->" * 100_000,
        "<!--标题开始-->" * 100_000,
        "<p>" + "来源：" * 500_000,
        "<a href='/x.html'>" + "»" * 500_000 + "!</a>",
        "<title>" + "a-" * 500_000 + "</title>",
        "<a href='http://x.test/'>" * 9_000,
        "<p>联系人：张" * 3_000,
    ],
)
def test_reading_takes_time_in_proportion(html: str) -> None:
    assert seconds_of(lambda: extract_article(html, URL)) < SECONDS
    assert seconds_of(lambda: read_list(Page.parse(html, URL), DAY)) < SECONDS


CHOKING_DATA = ["\u3000" * 500_000, "a (" * 300_000, "[" * 500_000, '{"a":' * 300_000]


@pytest.mark.parametrize("body", CHOKING_DATA)
def test_list_data_that_chokes_is_unrecognised(body: str) -> None:
    assert seconds_of(lambda: read_json_list(body.encode(), URL, DAY)) < SECONDS
    assert read_json_list(body.encode(), URL, DAY).reading is ListReading.UNRECOGNISED


def test_list_data_never_bring_half_characters() -> None:
    rows = [{"title": "通知\ud800公告\x00", "url": "/a\udfff.html", "pubdate": "2026-11-19"}]
    found = read_json_list(json.dumps({"rows": rows}).encode(), URL, DAY)
    assert [item.title for item in found.items] == ["通知\ufffd公告"]
    found.items[0].url.encode()


@pytest.mark.parametrize(
    "text",
    ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "2" * 5_000, "Infinity",
     "Fri, 31 Dec 9999 23:59:59 -1200", "1890-01-01 10:00", "2026-11-20T10:00:00+99:99" * 9],
)  # fmt: skip
def test_impossible_instants_are_no_dates(text: str) -> None:
    assert read_instant(text, READ_AT) is None


def feed_of(data: object) -> Feed:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    return parse_feed(body, URL, content_type=None, read_at=READ_AT)


def json_feed(**entry: object) -> dict[str, object]:
    return {"version": "https://jsonfeed.org/version/1.1", "title": ["不是文字"],
            "items": [{"id": "1", "title": "一条", **entry}]}  # fmt: skip


@pytest.mark.parametrize("url", ["http://[::1", "javascript:alert(1)", "file:///etc/passwd"])
def test_a_post_with_a_bad_link_is_a_post_without_link(url: str) -> None:
    (entry,) = feed_of(json_feed(url=url)).entries
    assert (entry.title, entry.url) == ("一条", None)


def test_feed_texts_are_cleaned_and_cut() -> None:
    (entry,) = feed_of(json_feed(id="k" * 90_000, title="a\ud800\x00b" + "长" * 90_000)).entries
    assert entry.title is not None
    assert entry.title.startswith("a\ufffdb")
    assert len(entry.title) <= 1_000
    assert len(entry.key) < 600


@pytest.mark.parametrize(
    "body",
    [
        b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 200_000,
        b"<rss version='2.0'><channel>" + b" " * 5_000_000,
        b"<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><rss><channel>&b;</channel></rss>",
        b"<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss><channel>&a;</channel></rss>",
        b"<?xml version='1.0'?><!DOCTYPE r SYSTEM 'http://127.0.0.1:9/x.dtd'><html/>",
    ],
)
def test_feeds_that_attack_are_no_feeds(body: bytes) -> None:
    with pytest.raises(NotAFeedError):
        feed_of(body)


def test_a_feed_of_nested_markup_is_read_in_time() -> None:
    html = "<div>" * 100_000 + "正文"
    assert seconds_of(lambda: feed_of(json_feed(content_html=html))) < SECONDS


def test_boards_survive_bad_addresses_and_nesting() -> None:
    row = {
        "title": "来信\ud800",
        "content": "内容",
        "createTime": "2026-11-01 10:00",
        "url": "http://[x",
    }
    (found,) = read_letter_rows(json.dumps({"rows": [row]}).encode(), URL, READ_AT).rows
    found.letter.title.encode()
    assert found.key.startswith(URL.partition("?")[0])
    assert found.url is None
    assert read_letter_rows(b"[" * 200_000, URL, READ_AT).rows == ()
