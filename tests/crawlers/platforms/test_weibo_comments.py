"""Comments below weibo posts: the account's answers, and everything that tells of none."""

import gzip
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.platforms.reading import RefusedError
from crawlers.platforms.weibo_comments import read_flat, read_hot
from gongkai_monitor.collection.plan import CrawlPlan, LastPosts, PlannedAccount, SpiderName
from gongkai_monitor.errors import PageChangedError
from gongkai_monitor.model.observations import AccountSnapshot, InteractionReading, PostReply
from gongkai_monitor.practice.platforms import weibo
from gongkai_monitor.practice.platforms.weibo import (
    EMPTY,
    FIRST,
    LIMITED,
    LOGIN,
    card,
    full_time,
    hot,
)
from gongkai_monitor.vocabulary import AccountSource, Platform
from tests.crawlers.platforms.test_weibo_spider import crawl, crawl_all
from tests.crawlers.platforms.weibo import (
    NOW,
    UID,
    api,
    as_json,
    blog,
    cards,
    profile,
)
from tests.crawlers.servers import Reply, Server
from tests.crawlers.support import Run, Workspace

CITIZEN = 5_555_666_777
NAME = "热心网友小王"


def entry(number: int, text: str, age: timedelta, author: int = CITIZEN, **more: Any) -> Any:
    """A comment as hotflow shows it."""
    return weibo.comment(number, text, full_time(NOW - age), author=author, name=NAME, **more)


def flat(rows: list[Any], total: int = 40) -> Any:
    """An answer of comments/show."""
    return {"ok": 1, "msg": "数据获取成功", "data": {"data": rows, "total_number": total, "max": 4}}


ANSWER = entry(
    102,
    f"回复<a href='/n/x'>@{NAME}</a>:您好，已转交城管局办理 //@{NAME}:路灯坏了",
    timedelta(hours=20),
    int(UID),
)
ASKED = entry(101, "解放路路灯坏了，联系 13912345678", timedelta(hours=26),
              comments=[ANSWER], total_number=1)  # fmt: skip
OPEN = entry(103, f"<a href='/n/y'>@{NAME}</a> 同问", timedelta(hours=5))
CUT = entry(104, "一号楼停水", timedelta(hours=6), comments=[entry(105, "同", timedelta(hours=5))],
            total_number=9)  # fmt: skip
OWN = entry(106, "评论区规则", timedelta(hours=9), int(UID))


def long(row: Any) -> Any:
    """With numbers as long as the platform's."""
    number = str(4_900_000_000_000_000 + int(row["id"]))
    below = [long(child) for child in row["comments"]] if row.get("comments") else row["comments"]
    return {**row, "id": number, "comments": below}


def post(number: int, age: timedelta, comments: Any = 3, **more: Any) -> Any:
    return card(blog(number, full_time(NOW - age), comments_count=comments, **more))


def hot_path(number: int, mark: str = "") -> str:
    identity = FIRST + number
    return f"/comments/hotflow?id={identity}&mid={identity}{mark}&max_id_type=0"


def flat_path(number: int) -> str:
    return f"/api/comments/show?id={FIRST + number}&page=1"


def routes_of(posts: list[Any], comments: dict[str, object]) -> dict[str, Any]:
    routes = api(profile(len(posts)), {1: cards(posts), 2: EMPTY})
    for path, answer in comments.items():
        routes[path] = answer if isinstance(answer, Reply) else as_json(answer)
    return routes


def reading(run: Run, code: str = "a1") -> InteractionReading:
    (row,) = [row for row in run.rows(InteractionReading) if row.account_code == code]
    return row


def all_bytes(folder: Path) -> bytes:
    """Everything below a folder, evidence unpacked."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"\n".join(
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for path in files
    )


def test_answers_are_read_and_nobody_is_named(workspace: Workspace) -> None:
    posts = [
        post(30, timedelta(hours=1), 0),  # nothing to ask for
        post(29, timedelta(days=1), 5),
        post(28, timedelta(days=2), "1万"),
        post(27, timedelta(days=2), 4, user={"id": 7, "screen_name": "别人"}),
        post(26, timedelta(days=40), 4),
    ]
    first, second = [long(row) for row in (ASKED, OPEN)], [long(row) for row in (CUT, OWN)]
    run = crawl(
        workspace,
        routes_of(
            posts,
            {
                hot_path(29): hot(first, max_id=777, total=5),
                hot_path(29, "&max_id=777"): hot(second, max_id=778, total=5),
                hot_path(28): hot([]),
            },
        ),
    )
    assert run.code == 0, run.errors
    row = reading(run)
    assert (row.cause, row.collection_state, row.detail) == ("ok", "collected", None)
    assert (row.asked_count, row.read_count, row.shown_count) == (2, 2, 5)
    assert (row.item_count, row.answered_count, row.unknown_count) == (3, 1, 1)
    replies = sorted(run.rows(PostReply), key=lambda reply: reply.commented_at or NOW)
    assert len(replies) == 2, "an answer may stand among the eight that are not shown"
    asked, waiting = replies
    assert asked.text == "解放路路灯坏了，联系 【手机号】"
    assert asked.reply_text == "您好，已转交城管局办理 //@某人:路灯坏了"
    assert asked.replied_at is not None
    assert asked.commented_at is not None
    assert asked.replied_at - asked.commented_at == timedelta(hours=6)
    assert (waiting.text, waiting.replied_at) == ("@某人 同问", None)
    assert {reply.post_key for reply in replies} == {f"weibo:{FIRST + 29}"}
    stored = all_bytes(workspace.folder)
    for trace in (NAME, str(CITIZEN), "13912345678"):
        assert trace.encode() not in stored
        assert trace.encode("unicode_escape") not in stored


def test_where_a_login_is_asked_the_simple_list_is_read(workspace: Workspace) -> None:
    simple = [
        {**long(entry(109, "谢谢", timedelta(0))), "created_at": "刚刚"},
        {**long(entry(108, "回复@网友:已修好", timedelta(0), int(UID))), "created_at": "3分钟前",
         "reply_id": 4_900_000_000_000_107},
        {**long(entry(107, "路灯坏了", timedelta(0))), "created_at": "2小时前"},
    ]  # fmt: skip
    run = crawl(
        workspace,
        routes_of(
            [post(30, timedelta(hours=9)), post(29, timedelta(hours=10))],
            {hot_path(30): LOGIN, flat_path(30): flat(simple), flat_path(29): flat([])},
        ),
    )
    row = reading(run)
    assert (row.cause, row.asked_count, row.read_count, row.item_count) == ("ok", 2, 2, 2)
    answers = {reply.text: reply.reply_text for reply in run.rows(PostReply)}
    assert answers == {"路灯坏了": "已修好", "谢谢": None}


FAILURES: dict[str, tuple[object, object, str]] = {
    "limit": (LIMITED, None, "blocked"),
    "418": (Reply(status=418), None, "blocked"),
    "500": (Reply(status=501), None, "http_error"),
    "login in both": (LOGIN, LOGIN, "login_wall"),
    "counted but not shown": ({"ok": 0, "msg": "还没有人评论哦~快来抢沙发~！"}, None, "partial"),
    "no list": ({"ok": 1, "data": {"comments": []}}, None, "page_changed"),
    "no author": (hot([{"id": "4900000000000101", "text": "x"}]), None, "page_changed"),
    "no paging": ({"ok": 1, "data": {"data": []}}, None, "page_changed"),
    "a page": (Reply(b"<html><body>weibo</body></html>"), None, "page_changed"),
    "flat changed": (LOGIN, {"ok": 1, "data": {"list": []}}, "page_changed"),
}


def test_unread_comments_leave_the_list_as_it_is(workspace: Workspace) -> None:
    cases = {}
    for name, (first, second, _) in FAILURES.items():
        posts = [post(30, timedelta(hours=1)), post(29, timedelta(hours=2))]
        answers = {hot_path(30): first, hot_path(29): hot([long(OPEN)])}
        if second is not None:
            answers[flat_path(30)] = second
        cases[name] = routes_of(posts, answers), f"/u/{UID}"
    run = crawl_all(workspace, cases)
    assert {row.cause for row in run.rows(AccountSnapshot)} == {"ok"}
    rows = {row.account_code: row for row in run.rows(InteractionReading)}
    assert {name: row.cause for name, row in rows.items()} == {
        name: cause for name, (_, _, cause) in FAILURES.items()
    }
    assert {row.collection_state for row in rows.values()} == {"uncollected"}
    assert {(row.asked_count, row.read_count) for row in rows.values()} == {(2, 0)}
    assert run.rows(PostReply) == [], "the first refusal ends the walk"


def test_a_budget_is_kept(workspace: Workspace) -> None:
    posts = [post(30 - n, timedelta(hours=n + 1)) for n in range(6)]
    workspace.crawl |= {"max_comment_posts": 2, "max_comment_pages": 1}
    answers = {hot_path(30 - n): hot([long(OPEN)], max_id=5) for n in range(6)}
    with Server(routes_of(posts, answers)) as server:
        run = crawl_at(workspace, server)
        asked = [call.path for call in server.calls if "/comments/" in call.path]
    assert asked == [hot_path(30), hot_path(29)]
    row = reading(run)
    assert (row.cause, row.asked_count, row.item_count) == ("ok", 2, 2)


def test_once_a_day_is_enough(workspace: Workspace) -> None:
    with Server(routes_of([post(30, timedelta(hours=1))], {hot_path(30): hot([])})) as server:
        run = crawl_at(workspace, server, LastPosts(read_at=NOW, newest_at=NOW))
        assert not any("/comments/" in call.path for call in server.calls)
    assert run.rows(InteractionReading) == []


def crawl_at(workspace: Workspace, server: Server, last: LastPosts | None = None) -> Run:
    account = PlannedAccount(
        account_code="a1", platform=Platform.WEIBO, name="演练发布", source=AccountSource.WEIBO,
        source_url=server.url(f"/u/{UID}"), last=last,
    )  # fmt: skip
    return workspace.run(CrawlPlan(spider=SpiderName.WEIBO, accounts=(account,)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["ok", "data", "user", "id", "text", "comments", "max_id", "created_at"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(JSON)
@pytest.mark.parametrize("read", [read_hot, read_flat])
def test_readers_understand_or_say_that_they_do_not(read: Any, data: object) -> None:
    for body in (json.dumps(data), json.dumps({"ok": 1, "data": {"data": data, "max_id": 0}})):
        try:
            found = read(body.encode(), UID, NOW)
        except (PageChangedError, RefusedError):
            continue
        assert all(comment.number.isdecimal() for comment in found.comments)
