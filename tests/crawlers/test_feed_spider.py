"""Feeds: posts of what is a feed; everything else is 未采到 with its cause."""

from gongkai_monitor.collection.plan import CrawlPlan, PlannedAccount, SpiderName
from gongkai_monitor.model.observations import AccountSnapshot, Post
from gongkai_monitor.vocabulary import AccountSource, Platform
from tests.crawlers.servers import Reply, Server, hang, page, redirect
from tests.crawlers.support import Workspace

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>演练发布</title>
<item><title>今天的通知</title><link>/p/1</link><guid>g1</guid>
<pubDate>Thu, 19 Nov 2026 09:00:00 +0800</pubDate>
<description>联系电话 13800138000</description></item>
<item><title>昨天的通知</title><link>/p/2</link><guid>g2</guid>
<pubDate>Wed, 18 Nov 2026 09:00:00 +0800</pubDate></item></channel></rss>"""
ATOM = """<?xml version="1.0" encoding="gbk"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>演练</title><link rel="next" href="/atom?page=2"/><entry><title>一</title><id>a1</id>
<updated>2026-11-19T01:00:00Z</updated></entry></feed>"""
ATOM_2 = ATOM.replace('<link rel="next" href="/atom?page=2"/>', "").replace("a1", "a2")
BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<rss version="2.0"><channel><title>&lol2;</title><item><title>x</title></item></channel></rss>"""
EXTERNAL = """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>&x;</title></channel></rss>"""
JSON_FEED = (
    b'{"version":"https://jsonfeed.org/version/1.1","title":"x","items":['
    b'{"id":"j1","url":"/j/1","title":"t","date_published":"2026-11-19 10:00"}]}'
)
EMPTY = '<rss version="2.0"><channel><title>空</title></channel></rss>'
UNDATED = '<rss version="2.0"><channel><item><title>无日期</title></item></channel></rss>'
EXPIRED = (
    '<rss version="2.0"><channel><title>x</title><item><title>账号登录已失效，请重新扫码</title>'
    "<pubDate>Thu, 19 Nov 2026 09:00:00 +0800</pubDate></item></channel></rss>"
)


def xml(text: str, charset: str = "utf-8") -> Reply:
    return Reply(text.encode(charset), content_type="application/xml")


ROUTES: dict[str, object] = {
    "/rss": xml(RSS),
    "/atom": xml(ATOM, "gbk"),
    "/atom?page=2": xml(ATOM_2, "gbk"),
    "/json": Reply(JSON_FEED, content_type="application/feed+json"),
    "/empty": xml(EMPTY),
    "/undated": xml(UNDATED),
    "/bomb": xml(BOMB),
    "/external": xml(EXTERNAL),
    "/expired": xml(EXPIRED),
    "/html": page("首页", "<p>欢迎</p>"),
    "/error.json": Reply(b'{"error":"limit"}', content_type="application/json"),
    "/blank": Reply(b""),
    "/403": Reply(status=403),
    "/500": Reply(status=500),
    "/hang": hang,
    "/loop": redirect("/loop"),
}
CAUSES = {
    "/rss": "ok",
    "/atom": "ok",
    "/json": "ok",
    "/empty": "partial",
    "/undated": "partial",
    "/bomb": "invalid",
    "/external": "invalid",
    "/expired": "invalid",
    "/html": "invalid",
    "/error.json": "invalid",
    "/blank": "invalid",
    "/403": "blocked",
    "/500": "http_error",
    "/hang": "unreachable",
    "/loop": "invalid",
    "": "no_source",
}


def test_each_account_ends_in_one_state(workspace: Workspace) -> None:
    with Server(ROUTES) as server:  # type: ignore[arg-type]
        accounts = tuple(
            PlannedAccount(
                account_code=path or "none",
                platform=Platform.WEIBO,
                name="演练发布",
                source=AccountSource.FEED,
                source_url=server.url(path) if path else None,
            )
            for path in CAUSES
        )
        run = workspace.run(CrawlPlan(spider=SpiderName.FEED, accounts=accounts))
    assert run.code == 3, run.errors
    rows = {row.account_code: row for row in run.rows(AccountSnapshot)}
    assert {code: row.cause for code, row in rows.items()} == {
        path or "none": cause for path, cause in CAUSES.items()
    }
    assert all(
        (row.collection_state == "collected") == (row.cause == "ok") for row in rows.values()
    )
    assert (rows["/rss"].post_count, rows["/empty"].post_count, rows["/atom"].post_count) == (
        2,
        0,
        2,
    )
    newest = rows["/rss"].newest_at
    assert newest is not None
    assert newest.isoformat() == "2026-11-19T01:00:00+00:00"
    check_posts(run.rows(Post))


def test_a_closed_account_need_not_answer(workspace: Workspace) -> None:
    with Server(ROUTES) as server:  # type: ignore[arg-type]
        accounts = tuple(
            PlannedAccount(
                account_code=path,
                platform=Platform.WEIBO,
                name="演练发布",
                source=AccountSource.FEED,
                source_url=server.url(path),
                is_closed=path == "/500",
            )
            for path in ("/rss", "/500")
        )
        run = workspace.run(CrawlPlan(spider=SpiderName.FEED, accounts=accounts))
    assert run.code == 0, run.errors
    rows = {row.account_code: row.cause for row in run.rows(AccountSnapshot)}
    assert rows == {"/rss": "ok", "/500": "http_error"}


def check_posts(posts: list[Post]) -> None:
    by_key = {(row.account_code, row.post_key): row for row in posts}
    assert "13800138000" not in str(by_key["/rss", "g1"].text)
    assert str(by_key["/rss", "g1"].url).endswith("/p/1")
    moment = by_key["/json", "j1"].published_at
    assert moment is not None
    assert moment.isoformat() == "2026-11-19T02:00:00+00:00", "no zone means Chinese time"
    assert {key for code, key in by_key if code == "/atom"} == {"a1", "a2"}
    refused = {"/bomb", "/external", "/expired", "/html", "/error.json"}
    assert not refused & {row.account_code for row in posts}
