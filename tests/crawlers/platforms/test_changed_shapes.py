"""A platform changes: the account is 未采到, whichever feed or list it was, and never silent."""

import json
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawlers.feeds import parse_feed
from crawlers.platforms.weibo_json import read_list
from gongkai_monitor.clock import CHINA
from gongkai_monitor.collection.plan import CrawlPlan, PlannedAccount, SpiderName
from gongkai_monitor.model.observations import AccountSnapshot
from gongkai_monitor.practice.platforms.weibo import FIRST, card
from gongkai_monitor.vocabulary import AccountSource, Platform
from tests.crawlers.platforms.weibo import UID, blog, cards
from tests.crawlers.servers import Reply, Server
from tests.crawlers.support import Workspace

HERE = Path(__file__).parent / "rsshub"
SHAPES = [path.stem for path in sorted(HERE.glob("*.xml"))]
READ_AT = datetime(2026, 11, 20, 10, tzinfo=CHINA)
PRINTED = {
    "刚刚": READ_AT,
    "3小时前": READ_AT - timedelta(hours=3),
    "昨天 12:30": datetime(2026, 11, 19, 12, 30, tzinfo=CHINA),
    "11-18": datetime(2026, 11, 18, 23, 59, 59, tzinfo=CHINA),
}


def json_feed(items: list[dict[str, Any]]) -> dict[str, Any]:
    """As RSSHub answers with ``?format=json``."""
    return {"version": "https://jsonfeed.org/version/1.1", "title": "演练发布的抖音",
            "home_page_url": "https://www.douyin.com/user/x", "items": items}  # fmt: skip


ITEMS = [
    {"id": "https://www.douyin.com/video/7300000000000000009", "title": "[置顶] 宣传片",
     "url": "https://www.douyin.com/video/7300000000000000009", "date_published": "2026-01-02"},
    *({"id": f"https://www.douyin.com/video/730000000000000000{n}", "title": f"第 {n} 条",
       "url": f"https://www.douyin.com/video/730000000000000000{n}", "date_published": printed}
      for n, printed in enumerate(PRINTED)),
]  # fmt: skip


def test_a_json_feed_with_relative_times_and_a_pinned_entry() -> None:
    body = json.dumps(json_feed(ITEMS), ensure_ascii=False).encode()
    feed = parse_feed(body, "https://rss.example.test/x", content_type=None, read_at=READ_AT)
    assert feed.title == "演练发布"
    pinned, *others = feed.entries
    assert (pinned.key, pinned.is_pinned, pinned.title) == (
        "douyin:7300000000000000009", True, "宣传片")  # fmt: skip
    assert [post.published_at for post in others] == list(PRINTED.values())
    assert not any(post.is_pinned for post in others)


def test_a_weibo_list_with_relative_times_and_a_deleted_post() -> None:
    rows = [card(blog(9 - n, printed)) for n, printed in enumerate(PRINTED)]
    shell = card(blog(1, "刚刚", deleted="1", user=None, text="抱歉，此微博已被删除。"))
    found = read_list(json.dumps(cards([shell, *rows])).encode(), UID, READ_AT)
    assert [post.published_at for post in found.posts] == list(PRINTED.values())
    assert f"weibo:{FIRST + 1}" not in {post.key for post in found.posts}, "a shell is no update"
    only = read_list(json.dumps(cards([shell])).encode(), UID, READ_AT)
    assert only.posts == ()


def changes(shape: str) -> dict[str, bytes]:
    """One saved feed in the ways in which such a feed breaks."""
    text = (HERE / f"{shape}.xml").read_text(encoding="utf-8")
    head, _, rest = text.partition("<item>")
    return {
        "times gone": text.replace("pubDate", "published_time").encode(),
        "times in words": text.replace(", 1", ", 第1").encode(),
        "entries renamed": text.replace("item>", "entry_of_feed>").encode(),
        "no entries": f"{head}</channel></rss>".encode(),
        "cut off": f"{head}<item>{rest[:40]}".encode(),
        "a page": f"<html><title>RSSHub</title><body>{shape} Error: 反爬</body></html>".encode(),
    }


BROKEN = {f"{shape} {name}": body for shape in SHAPES for name, body in changes(shape).items()}
BROKEN |= {
    f"json {name}": json.dumps(data).encode()
    for name, data in {
        "times renamed": json_feed([{**one, "date_published": None} for one in ITEMS]),
        "items renamed": {**json_feed([]), "items": None, "list": ITEMS},
        "no objects": json_feed(["x", "y"]),  # type: ignore[list-item]
        "another JSON": {"code": 0, "data": ITEMS},
        "pinned only": json_feed(ITEMS[:1]),
    }.items()
}


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> dict[str, AccountSnapshot]:
    """What one round says of every broken feed."""
    with ExitStack() as stack:
        paths = {f"/{n}": Reply(body) for n, body in enumerate(BROKEN.values())}
        server = stack.enter_context(Server(paths))
        accounts = tuple(
            PlannedAccount(
                account_code=name, platform=Platform.OTHER, name="演练发布",
                source=AccountSource.FEED, source_url=server.url(f"/{n}"),
            )
            for n, name in enumerate(BROKEN)
        )  # fmt: skip
        workspace = Workspace(tmp_path_factory.mktemp("changed"))
        workspace.crawl |= {"allow_addresses": [server.endpoint]}
        run = workspace.run(CrawlPlan(spider=SpiderName.FEED, accounts=accounts))
    return {row.account_code: row for row in run.rows(AccountSnapshot)}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_feed_is_not_collected(states: dict[str, AccountSnapshot], name: str) -> None:
    row = states[name]
    assert row.collection_state == "uncollected", row
    assert row.cause in {"partial", "invalid"}
    assert row.detail
    assert not row.is_complete
    assert row.reach_back_at is None
