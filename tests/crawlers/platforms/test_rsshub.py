"""RSSHub's feeds of five platforms: marks, keys, names, and feeds that prove nothing."""

from contextlib import ExitStack
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from crawlers.feeds import NotAFeedError, parse_feed
from crawlers.platforms.rsshub import shown_name
from gongkai_monitor.clock import CHINA
from gongkai_monitor.collection.plan import CrawlPlan, PlannedAccount, SpiderName
from gongkai_monitor.model.observations import AccountProfile, AccountSnapshot, Post
from gongkai_monitor.vocabulary import AccountSource, Platform
from tests.crawlers.platforms.articles import WECHAT
from tests.crawlers.servers import Reply, Server
from tests.crawlers.support import Workspace

READ_AT = datetime(2026, 11, 20, 10, tzinfo=CHINA)
NOW = datetime.now(CHINA)  # noqa: TID251 - the spider's visits happen now
HERE = Path(__file__).parent / "rsshub"
SHAPES = {
    "weibo": [
        ("weibo:4383183661430868", True, False, True, None),
        ("weibo:4383180406740606", False, True, True, "中国政府网"),
        ("weibo:4382054705416396", False, None, False, None),
    ],
    "wechat": [("wechat:2650000001_1", False, None, None, None)],
    "douyin": [("douyin:7300000000000000001", True, None, None, None)],
    "toutiao": [("toutiao:6732819573189370001", False, None, None, None)],
    "bilibili": [
        ("bilibili:800000000000000001", False, True, None, "演练日报"),
        ("bilibili:BV1xx411c7mD", False, None, None, None),
    ],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_saved_shapes(shape: str) -> None:
    body = (HERE / f"{shape}.xml").read_bytes()
    feed = parse_feed(body, "https://rss.example.test/x", content_type=None, read_at=READ_AT)
    assert feed.title == "演练发布"
    found = [
        (post.key, post.is_pinned, post.is_repost, post.is_own, post.source_name)
        for post in feed.entries
    ]
    expected = [
        (key, pinned, repost or None, own, source)
        for key, pinned, repost, own, source in SHAPES[shape]
    ]
    assert found == expected
    assert all(post.published_at for post in feed.entries)
    assert "置顶" not in str(feed.entries[0].title)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("演练发布的微博", "演练发布"),
        ("演练发布 的 bilibili 动态", "演练发布"),
        ("演练发布的抖音", "演练发布"),
        ("演练发布 - 今日头条", "演练发布"),
        ("演练发布", "演练发布"),
        ("的微博", "的微博"),
        (None, None),
    ],
)
def test_names(title: str | None, name: str | None) -> None:
    assert shown_name(title) == name


@pytest.mark.parametrize(
    "body",
    [
        b"<html><head><title>Welcome to RSSHub!</title></head><body>went wrong</body></html>",
        b'{"error":{"message":"this route is empty"}}',
    ],
)
def test_error_pages_are_no_feeds(body: bytes) -> None:
    with pytest.raises(NotAFeedError):
        parse_feed(body, "https://rss.example.test/x", content_type=None, read_at=READ_AT)


def feed_of(entries: list[tuple[str, datetime | None]], head: str = "") -> Reply:
    """A feed of (title, time)."""
    items = "".join(
        f"<item><title>{title}</title><guid>{n}-{title}</guid><link>/p/{n}</link>"
        f"{f'<pubDate>{format_datetime(at)}</pubDate>' if at else ''}</item>"
        for n, (title, at) in enumerate(entries)
    )
    text = f"<rss version='2.0'><channel><title>演练发布</title>{head}{items}</channel></rss>"
    return Reply(text.encode(), content_type="application/xml")


def ago(**age: float) -> datetime:
    return NOW - timedelta(**age)


FEEDS: dict[str, tuple[Reply, str]] = {
    "ordinary": (feed_of([("一", ago(hours=2)), ("二", ago(days=3))]), "ok"),
    "empty": (feed_of([]), "partial"),
    "pinned only": (feed_of([("[置顶] 一", ago(days=200))]), "partial"),
    "newest undated": (feed_of([("一", None), ("二", ago(days=30))]), "partial"),
    "oldest undated": (feed_of([("一", ago(hours=1)), ("二", None)]), "ok"),
    "another time zone": (feed_of([("一", NOW + timedelta(hours=8))]), "ok"),
    "unmarked pin": (
        feed_of([("旧", ago(days=400)), ("一", ago(days=1)), ("二", ago(days=20))]),
        "ok",
    ),
    "in no order": (
        feed_of([("一", ago(days=1)), ("二", ago(days=60)), ("三", ago(days=2))]),
        "ok",
    ),
    "kept by a cache": (
        Reply(
            feed_of([("一", ago(days=2))]).body,
            content_type="application/xml",
            headers={"Age": "172800"},
        ),
        "ok",
    ),
}


def test_what_a_feed_proves(workspace: Workspace) -> None:
    with ExitStack() as stack:
        server = stack.enter_context(
            Server({f"/{name.replace(' ', '-')}": reply for name, (reply, _) in FEEDS.items()})
        )
        accounts = tuple(
            PlannedAccount(
                account_code=name,
                platform=Platform.WEIBO,
                name="演练发布",
                source=AccountSource.FEED,
                source_url=server.url(f"/{name.replace(' ', '-')}"),
            )
            for name in FEEDS
        )
        run = workspace.run(CrawlPlan(spider=SpiderName.FEED, accounts=accounts))
    rows = {row.account_code: row for row in run.rows(AccountSnapshot)}
    assert {name: rows[name].cause for name in FEEDS} == {
        name: cause for name, (_, cause) in FEEDS.items()
    }
    reach = {name: row.reach_back_at for name, row in rows.items()}
    assert days_since(reach["ordinary"]) == 3
    assert days_since(reach["unmarked pin"]) == 20
    assert rows["unmarked pin"].pinned_count == 1
    assert reach["in no order"] is None
    assert reach["empty"] is None
    shifted = rows["another time zone"].newest_at
    assert shifted is not None
    now = datetime.now(CHINA)  # noqa: TID251 - the spider's visits happen now
    assert NOW <= shifted <= now, "as new as the reading"
    made = rows["kept by a cache"].list_generated_at
    assert days_since(made) == 2
    assert rows["ordinary"].list_generated_at is None


def days_since(moment: datetime | None) -> int:
    assert moment is not None
    return round((NOW - moment) / timedelta(days=1))


def test_the_newest_article_shows_the_account(workspace: Workspace) -> None:
    page = Reply((WECHAT % ("1", str(int(NOW.timestamp())), "", "")).encode())
    with Server({"/feed": feed_of([("一", ago(hours=2))]), "/p/0": page}) as server:
        account = PlannedAccount(
            account_code="a1",
            platform=Platform.WECHAT_SUBSCRIPTION,
            name="演练发布",
            source=AccountSource.FEED,
            source_url=server.url("/feed"),
        )
        run = workspace.run(CrawlPlan(spider=SpiderName.FEED, accounts=(account,)))
    (profile,) = run.rows(AccountProfile)
    assert (profile.shown_name, profile.shown_key) == ("演练发布", "gh_0123456789ab")
    assert len(run.rows(Post)) == 1
