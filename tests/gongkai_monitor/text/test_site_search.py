"""站内检索: forms that can be asked without a script, and what results pages say."""

from urllib.parse import parse_qs, urlsplit

import pytest

from gongkai_monitor.text.page import Page
from gongkai_monitor.text.search_results import (
    SearchReading,
    data_urls,
    read_result_data,
    read_results,
)
from gongkai_monitor.text.site_search import find_search, has_search, search_page

TITLE = "关于做好2026年度防汛工作的通知"


def page(body: str) -> Page:
    return Page.parse(f"<html><body>{body}</body></html>", "http://www.a.gov.cn/")


def test_a_form_asks_with_its_hidden_fields() -> None:
    form = find_search(page(
        "<form action='/so/s' class='search'><input type='hidden' name='siteid' value='7'>"
        "<input type='text' name='q' placeholder='请输入关键字'><button>搜索</button></form>"
    ))  # fmt: skip
    assert form is not None
    parts = urlsplit(form.url_for("防汛 通知"))
    assert (parts.netloc, parts.path) == ("www.a.gov.cn", "/so/s")
    assert parse_qs(parts.query) == {"siteid": ["7"], "q": ["防汛 通知"]}


@pytest.mark.parametrize(
    "html",
    [
        "<form action='/login' method='post'><input name='user'><input name='p'></form>",
        "<form action='/so' method='post'><input name='q'><button>搜索</button></form>",
        "<form action='/join'><input name='mail'><button>订阅</button></form>",
        "<form><input name='a'><input name='b'><input name='c'><input name='q'>搜索</form>",
    ],
)
def test_forms_that_are_not_asked(html: str) -> None:
    assert find_search(page(html)) is None


@pytest.mark.parametrize(
    "html",
    [
        "<input id='kw' placeholder='请输入关键字'><button>搜索</button>",
        "<a href='/search.html'>高级搜索</a>", "<div class='search-box'></div>",
        "<form action='/so' method='post'><input name='q'><button>检索</button></form>",
    ],
)  # fmt: skip
def test_a_search_that_a_person_sees(html: str) -> None:
    assert has_search(page(html))


def test_no_search() -> None:
    html = "<a href='/a.html'>救援队开展演练</a><p class='news'>通知公告</p>"
    assert not has_search(page(html))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<li><a href='/1'>{TITLE}</a></li>", SearchReading.FOUND),
        ("<li><a href='/1'>关于做好<em>2026年度</em>防汛工作的通知…</a></li>", SearchReading.FOUND),
        ("<p>抱歉，没有找到相关结果</p>", SearchReading.ABSENT),
        ("<p>共找到 0 条结果</p>", SearchReading.ABSENT),
        ("<p>搜索结果：0</p>", SearchReading.ABSENT),
        ("<p>请换个关键词试试</p>", SearchReading.ABSENT),
        ("<li><a href='/1'>关于做好2026年度防汛工作…</a></li>", SearchReading.FOUND),
        (f"<li><a href='/1' title='{TITLE}'>关于做好…</a></li>", SearchReading.FOUND),
        ("<li><a href='/2'>关于做好2025年度防汛工作的通知</a></li>", SearchReading.OTHERS),
        ("<li><a href='/2'>我市召开春季绿化现场推进会</a></li>", SearchReading.UNKNOWN),
        (f"<input value='{TITLE}'><div id='app'></div>", SearchReading.UNKNOWN),
        (f"<p>您搜索的是：{TITLE}</p><div id='list'></div>", SearchReading.UNKNOWN),
    ],
)
def test_results(body: str, expected: SearchReading) -> None:
    assert read_results(page(body), TITLE) is expected


def test_a_search_that_only_a_script_asks() -> None:
    form = find_search(page(
        "<input id='kw'><button>搜索</button><script>function so(){location.href="
        "'//so.a.gov.cn/s?siteCode=7&qt='+encodeURIComponent(kw.value)}</script>"
    ))  # fmt: skip
    assert form is not None
    parts = urlsplit(form.url_for("防汛"))
    assert (parts.netloc, parse_qs(parts.query)) == (
        "so.a.gov.cn",
        {"siteCode": ["7"], "qt": ["防汛"]},
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a href='http://so.b.gov.cn/'>站内搜索</a>", "http://so.b.gov.cn/"),
        ("<a href='/search/'>高级检索</a>", "http://www.a.gov.cn/search/"),
        ("<a href='https://www.baidu.com/s'>搜索</a>", None),
        ("<a href='/n/1.html'>搜救队完成搜索任务归来的报道</a>", None),
    ],
)
def test_a_search_page_elsewhere(html: str, expected: str | None) -> None:
    assert search_page(page(html)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f'{{"data":{{"total":1,"rows":[{{"title":"<em>{TITLE}</em>"}}]}}}}', SearchReading.FOUND),
        (f'{{"word":"{TITLE}","total":0,"rows":[]}}', SearchReading.ABSENT),
        (f'{{"word":"{TITLE}","total":1,"rows":[{{"title":"另一件事"}}]}}', SearchReading.OTHERS),
        (f'{{"word":"{TITLE}"}}', SearchReading.UNKNOWN), ("<html>", SearchReading.UNKNOWN),
    ],
)  # fmt: skip
def test_results_as_data(body: str, expected: SearchReading) -> None:
    assert read_result_data(body, TITLE) is expected


def test_where_a_results_page_gets_its_data() -> None:
    html = "<script>$.getJSON('/api/search?page=1&keyword='+word, show)</script>"
    assert [parse_qs(urlsplit(one).query)["keyword"] for one in data_urls(page(html), TITLE)] == [
        [TITLE]
    ]
    assert data_urls(page("<script>$.getJSON('/api/list?page=1', show)</script>"), TITLE) == ()
