"""微信公众号 spider against a server in the interface's shapes; no secret may stay anywhere."""

import gzip
import json
from datetime import datetime, time, timedelta
from pathlib import Path

from gongkai_monitor.clock import CHINA
from gongkai_monitor.collection.plan import CrawlPlan, LastPosts, PlannedAccount, SpiderName
from gongkai_monitor.model.observations import (
    AccountSnapshot,
    Fetch,
    InteractionReading,
    MessageCount,
    Post,
    PostCount,
    PostList,
)
from gongkai_monitor.practice.platforms.wechat import total
from gongkai_monitor.vocabulary import AccountSource, Platform
from tests.crawlers.platforms.wechat import (
    LAST_DAY,
    NOW,
    SECRET,
    TOKEN,
    WechatApi,
    article,
    refused,
)
from tests.crawlers.servers import Server, redirect
from tests.crawlers.support import Run, Workspace

READ = LastPosts(read_at=NOW - timedelta(days=1), newest_at=NOW - timedelta(days=2))


def crawl(
    workspace: Workspace, api: WechatApi, last: LastPosts | None = READ, *, has_secret: bool = True
) -> Run:
    with Server(api.routes()) as server:
        workspace.crawl["wechat_api"] = server.url("")
        account = PlannedAccount(
            account_code="A001",
            platform=Platform.WECHAT_SUBSCRIPTION,
            name="演练发布",
            source=AccountSource.WECHAT_API,
            last=last,
        )
        secrets = {"A001": {"app_id": "wx-practice", "secret": SECRET}}
        return workspace.run(
            CrawlPlan(spider=SpiderName.WECHAT, accounts=(account,)),
            variables={"GONGKAI_WECHAT": json.dumps(secrets)} if has_secret else {},
        )


def state(run: Run) -> AccountSnapshot:
    (row,) = run.rows(AccountSnapshot)
    return row


def bytes_of(folder: Path) -> bytes:
    """Everything below a folder, evidence unpacked."""
    parts = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            parts.append(gzip.decompress(data) if path.name.endswith(".gz") else data)
    return b"\n".join(parts)


def test_both_lists_make_one(workspace: Workspace) -> None:
    days = [(LAST_DAY - timedelta(days=n)).isoformat() for n in range(3)]
    published = [article(n, timedelta(days=30 - n)) for n in range(30, 0, -1)]
    published[3]["content"]["news_item"][0]["is_deleted"] = True
    api = WechatApi(
        published=published, totals={days[2]: [total(900, days[2]), total(30, days[2])]}
    )
    api.expires_once = True
    run = crawl(workspace, api, last=None)
    row = state(run)
    assert (row.cause, row.collected_by, row.followers) == ("ok", "platform_api", 4321), row.detail
    assert row.post_count == 30, "29 published, 1 only sent"
    posts = {post.post_key: post for post in run.rows(Post)}
    assert len(posts) == len(run.rows(Post)) == 30
    assert posts["wechat:900_1"].reads == 120, "the last day of the details is the sum"
    assert posts["wechat:900_1"].time_precision == "day"
    assert posts["wechat:30_1"].time_precision == "minute"
    assert "【手机号】" in str(posts["wechat:30_1"].text)
    assert {count.post_key for count in run.rows(PostCount)} == {"wechat:900_1", "wechat:30_1"}
    (listed,) = run.rows(PostList)
    assert set(listed.post_keys) == set(posts)
    asked = {asked["begin_date"] for path, asked in api.asked if path.endswith("articletotal")}
    assert len(asked) == 100, "the first reading goes 100 days back"
    assert row.reach_back_at is not None
    assert (LAST_DAY - row.reach_back_at.date()).days in {99, 100}
    assert row.list_generated_at is not None
    assert len(api.secrets_seen) == 2, "an expired token is renewed once"


def test_no_secret_stays_anywhere(workspace: Workspace) -> None:
    api = WechatApi(published=[article(1, timedelta(hours=1))])
    run = crawl(workspace, api)
    assert set(api.secrets_seen) == {SECRET}
    assert state(run).cause == "ok"
    everything = bytes_of(workspace.folder) + run.errors.encode() + json.dumps(run.summary).encode()
    evidence = [fetch for fetch in run.rows(Fetch) if fetch.warc_file]
    assert evidence, "the list is kept as evidence"
    assert "演练通知第 1 号".encode() in everything or b"\\u6f14" in everything
    for secret in (SECRET, TOKEN, SECRET.encode("unicode_escape").decode()):
        assert secret.encode() not in everything


def test_a_redirect_elsewhere_gets_no_secret(workspace: Workspace) -> None:
    caught = WechatApi()
    with Server({"*": lambda call: caught.secrets_seen.append(call.path + str(call.body)) or
                 redirect("/")}) as thief:  # fmt: skip
        api = WechatApi()
        routes = api.routes()
        routes["/cgi-bin/stable_token"] = redirect(thief.url("/steal"), 307)
        api.routes = lambda: routes  # type: ignore[method-assign]
        row = state(crawl(workspace, api))
    assert row.collection_state == "uncollected"
    assert caught.secrets_seen, "the redirect was followed"
    assert not any("secret" in seen or SECRET in seen for seen in caught.secrets_seen)


def test_what_proves_nothing_is_not_collected(workspace: Workspace) -> None:
    fresh = [article(1, timedelta(hours=1))]
    cases = {
        "empty": (WechatApi(), "partial"),
        "no credentials accepted": (WechatApi(on_token=refused(40125)), "login_wall"),
        "address not allowed": (WechatApi(on_token=refused(40164)), "blocked"),
        "token in no known shape": (
            WechatApi(on_token=lambda _asked: {"token": "x"}),
            "page_changed",
        ),
        "list not authorised": (WechatApi(on_published=refused(48001)), "login_wall"),
        "totals not authorised": (
            WechatApi(published=fresh, on_totals=refused(48001)),
            "login_wall",
        ),
        "quota": (WechatApi(published=fresh, on_totals=refused(45009)), "capped"),
        "busy": (WechatApi(on_published=refused(-1)), "http_error"),
        "token never accepted": (WechatApi(on_published=refused(40001)), "login_wall"),
        "changed list": (
            WechatApi(on_published=lambda _asked: {"total_count": 3, "items": []}),
            "page_changed",
        ),
        "list cut off": (
            WechatApi(on_published=lambda _asked: {"total_count": 3, "item_count": 0, "item": []}),
            "page_changed",
        ),
        "changed totals": (
            WechatApi(published=fresh, on_totals=lambda _asked: {"list": [{"msg_count": 1}]}),
            "page_changed",
        ),
    }
    for name, (api, cause) in cases.items():
        place = Workspace(workspace.folder / name.replace(" ", "-"))
        place.crawl |= workspace.crawl
        row = state(crawl(place, api))
        assert (row.cause, row.collection_state) == (cause, "uncollected"), (name, row.detail)


def test_the_copy_of_an_earlier_day_proves_nothing(workspace: Workspace) -> None:
    published = [article(1, timedelta(hours=1))]
    row = state(crawl(workspace, WechatApi(published=published, headers={"Age": "259200"})))
    assert (row.cause, row.collection_state) == ("stale_copy", "uncollected")


def test_a_silent_account_is_read_back_to_what_was_last_sent(workspace: Workspace) -> None:
    day = LAST_DAY - timedelta(days=40)
    sent_at = datetime.combine(day, time(23, 59, 59), CHINA)
    last = LastPosts(read_at=NOW - timedelta(days=1), newest_at=sent_at)
    api = WechatApi(totals={day.isoformat(): [total(900, day.isoformat())]})
    row = state(crawl(workspace, api, last=last))
    assert row.cause == "ok", row.detail
    assert row.newest_at is not None
    assert row.newest_at.astimezone(CHINA).date() == day
    assert row.reach_back_at is not None
    assert row.reach_back_at.astimezone(CHINA).date() > day, "the days between were not read"
    asked = [asked["begin_date"] for path, asked in api.asked if path.endswith("articletotal")]
    assert len(asked) == len(set(asked)) < 15


def test_an_account_without_credentials(workspace: Workspace) -> None:
    row = state(crawl(workspace, WechatApi(), has_secret=False))
    assert (row.cause, row.collection_state) == ("no_source", "uncollected")


def test_messages_of_users_are_counted_by_day(workspace: Workspace) -> None:
    day = (LAST_DAY - timedelta(days=3)).isoformat()
    api = WechatApi(published=[article(1, timedelta(hours=1))], messages={day: [7, 2]})
    run = crawl(workspace, api, last=None)
    counts = {row.counted_on: row.message_count for row in run.rows(MessageCount)}
    assert len(counts) == 30
    assert {str(one): count for one, count in counts.items() if count} == {day: 9}
    assert max(counts) == LAST_DAY
    (row,) = run.rows(InteractionReading)
    assert (row.way, row.cause, row.asked_count, row.read_count, row.item_count) == (
        "message",
        "ok",
        30,
        30,
        9,
    )


def test_unread_messages_leave_the_list_as_it_is(workspace: Workspace) -> None:
    cases = {
        "not authorised": (refused(48001), "login_wall"),
        "quota": (refused(45009), "capped"),
        "changed": (lambda _asked: {"list": [{"ref_date": "2026-11-18", "count": 1}]},
                    "page_changed"),
    }  # fmt: skip
    for name, (answer, cause) in cases.items():
        place = Workspace(workspace.folder / name.replace(" ", "-"))
        place.crawl |= workspace.crawl
        run = crawl(place, WechatApi([article(1, timedelta(hours=1))], on_messages=answer))
        assert state(run).cause == "ok"
        (row,) = run.rows(InteractionReading)
        assert (row.cause, row.collection_state) == (cause, "uncollected"), name
        assert run.rows(MessageCount) == []
