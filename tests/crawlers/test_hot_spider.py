"""Hot-search lists: titles of feeds and of the platforms' JSON; what is none gives no rows."""

import json
import time

import pytest

from crawlers.feeds import NotAFeedError
from crawlers.hot_lists import read_hot_list
from gongkai_monitor import clock
from gongkai_monitor.collection.plan import CrawlPlan, PlannedHotList, SpiderName
from gongkai_monitor.model.observations import Coverage, Fetch, HotSearch
from tests.crawlers.servers import Reply, Server
from tests.crawlers.support import Workspace

RSS = (
    '<rss version="2.0"><channel><title>微博热搜</title>'
    "<item><title>#临川停水#</title><link>/1</link></item>"
    "<item><title>校服价格</title></item><item><title>校服价格</title></item></channel></rss>"
)
PLAIN = [{"title": "甲事", "url": "/s?q=1"}, {"title": "乙事"}, {"title": "丙事 13812345678"}]
NESTED = {
    "ok": 1,
    "data": {
        "hotgovs": [{"word": "置顶"}],
        "realtime": [
            {"word": "第二", "realpos": 2, "num": 900},
            {"word": "广告", "realpos": 3, "is_ad": 1},
            {"word": "第一", "realpos": 1, "num": "1.5万"},
            {"word": "第四", "realpos": 4},
        ],
    },
}


def titles(data: object) -> list[tuple[str, int | None]]:
    body = data.encode() if isinstance(data, str) else json.dumps(data).encode()
    found = read_hot_list(body, "https://a.example/x", content_type=None, read_at=clock.now())
    assert [one.position for one in found] == list(range(1, len(found) + 1))
    return [(one.title, one.heat) for one in found]


def test_feeds_and_json_of_several_shapes() -> None:
    assert titles(RSS) == [("临川停水", None), ("校服价格", None)]
    assert titles(PLAIN) == [("甲事", None), ("乙事", None), ("丙事 【手机号】", None)]
    assert titles(NESTED) == [("第一", 15_000), ("第二", 900), ("第四", None)]


@pytest.mark.parametrize(
    "body", ["", "{}", "[]", "<html>请登录</html>", '{"data": [1, 2]}', "[" * 9_999]
)
def test_what_is_no_list_is_refused(body: str) -> None:
    with pytest.raises(NotAFeedError):
        titles(body)


def test_a_hostile_list_stays_small_and_fits_the_store() -> None:
    rows = [{"title": f"第{n}件", "hot": f"{'9' * 15}亿"} for n in range(100_000)]
    rows[0]["title"] = "\ud800\x00停水"
    began = time.process_time()
    found = titles(rows)
    assert time.process_time() - began < 5
    assert len(found) == 200
    assert found[0] == ("\ufffd停水", None)


def test_the_spider_leaves_titles_or_says_why_there_are_none(workspace: Workspace) -> None:
    routes = {
        "/rss": Reply(RSS.encode(), content_type="application/xml"),
        "/json": Reply(json.dumps(NESTED).encode(), content_type="application/json"),
        "/login": Reply(b"<html>login</html>", content_type="text/html"),
        "/403": Reply(status=403),
    }
    with Server(routes) as server:  # type: ignore[arg-type]
        lists = tuple(PlannedHotList(platform=path, url=server.url(path)) for path in routes)
        run = workspace.run(CrawlPlan(spider=SpiderName.HOT, hot_lists=lists))
    rows = run.rows(HotSearch)
    assert {row.platform for row in rows} == {"/rss", "/json"}
    assert {row.title for row in rows if row.platform == "/json"} == {"第一", "第二", "第四"}
    assert {row.source for row in rows} == {"hot"}
    assert {fetch.site_code for fetch in run.rows(Fetch)} == set(routes)
    assert {row.subject_id: (str(row.collection_state), str(row.cause))
            for row in run.rows(Coverage)} == {
        "/rss": ("collected", "ok"),
        "/json": ("collected", "ok"),
        "/login": ("uncollected", "invalid"),
        "/403": ("uncollected", "blocked"),
    }  # fmt: skip
    assert {str(row.subject_kind) for row in run.rows(Coverage)} == {"hot_list"}
