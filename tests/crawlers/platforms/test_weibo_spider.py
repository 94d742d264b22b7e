"""微博 spider against a server in weibo's shapes: lists, and everything that is no list."""

from contextlib import ExitStack
from datetime import timedelta
from typing import Any

from gongkai_monitor.collection.plan import CrawlPlan, PlannedAccount, SpiderName
from gongkai_monitor.model.observations import (
    AccountProfile,
    AccountSnapshot,
    Fetch,
    Post,
    PostCount,
    PostList,
)
from gongkai_monitor.practice.platforms.weibo import EMPTY, FIRST, LIMITED, LOGIN, card
from gongkai_monitor.vocabulary import AccountSource, Platform
from tests.crawlers.platforms.weibo import (
    FOREIGN,
    FORWARD,
    FORWARD_BODY,
    FRESH,
    HOURS,
    INFO,
    LONG,
    NOW,
    OLD,
    OLDER,
    OWN_BODY,
    PINNED,
    UID,
    api,
    as_json,
    cards,
    html_list,
    profile,
)
from tests.crawlers.servers import Reply, Server, page, redirect
from tests.crawlers.support import Run, Workspace


def crawl_all(workspace: Workspace, cases: dict[str, tuple[dict[str, Any], str]]) -> Run:
    """One spider process; every case is an account with a server of its own."""
    with ExitStack() as stack:
        accounts = []
        for code, (routes, path) in cases.items():
            server = stack.enter_context(Server(routes))
            accounts.append(
                PlannedAccount(
                    account_code=code,
                    platform=Platform.WEIBO,
                    name="演练发布",
                    source=AccountSource.WEIBO,
                    source_url=server.url(path),
                )
            )
        return workspace.run(CrawlPlan(spider=SpiderName.WEIBO, accounts=tuple(accounts)))


def crawl(workspace: Workspace, routes: dict[str, Any], path: str = f"/u/{UID}") -> Run:
    return crawl_all(workspace, {"a1": (routes, path)})


def state(run: Run) -> AccountSnapshot:
    (row,) = run.rows(AccountSnapshot)
    return row


def check_causes(run: Run, causes: dict[str, str]) -> None:
    rows = {row.account_code: row for row in run.rows(AccountSnapshot)}
    assert {
        code: (row.cause, row.detail) for code, row in rows.items() if row.cause != causes[code]
    } == {}
    for row in rows.values():
        assert (row.collection_state == "collected") == (row.cause == "ok") == row.is_complete


def test_a_list_of_all_kinds_of_posts(workspace: Workspace) -> None:
    routes = api(
        profile(30),
        {
            1: cards([PINNED, FRESH, HOURS, FORWARD, LONG, FOREIGN]),
            2: cards([OLD, OLDER], page=2),
            3: cards([card({**OLDER["mblog"], "id": str(FIRST + 4)})], page=3),
        },
    )
    routes["/statuses/extend"] = as_json(
        {"ok": 1, "data": {"longTextContent": "开头，全文：联系电话 13800138000<br />完"}}
    )
    run = crawl(workspace, routes)
    assert run.code == 0, run.errors
    row = state(run)
    assert (row.cause, row.collected_by, row.total_count, row.pinned_count) == (
        "ok",
        "spider",
        30,
        1,
    )
    assert row.post_count == 8, "the second page reaches 100 days back: the third is not asked for"
    assert row.is_whole is None
    assert row.reach_back_at is not None
    assert timedelta(days=119) < NOW - row.reach_back_at <= timedelta(days=121)
    assert row.newest_at is not None
    assert NOW - timedelta(minutes=5) < row.newest_at <= row.observed_at
    assert (row.shown_name, row.followers) == ("演练发布", 12_000)
    posts = {post.post_key.removeprefix("weibo:49000000000000"): post for post in run.rows(Post)}
    assert posts["01"].is_pinned
    assert posts["30"].time_precision == "relative"
    assert posts["28"].is_repost
    assert posts["28"].source_name == "中国政府网"
    assert posts["26"].is_own is False
    assert posts["30"].is_own
    assert posts["27"].text == "开头，全文：联系电话 【手机号】\n完"
    assert posts["30"].comments is None, "100万+ is no number"
    (shown,) = run.rows(AccountProfile)
    assert shown.certified_subject == "演练市人民政府新闻办公室官方微博"
    assert "13800138000" not in str(shown.description)
    assert shown.menu_items == ["办事"]
    (listed,) = run.rows(PostList)
    assert len(listed.post_keys) == 8
    assert {count.post_key for count in run.rows(PostCount)} >= {posts["30"].post_key}
    proof = {fetch.fetch_id: fetch for fetch in run.rows(Fetch)}[str(row.fetch_id)]
    assert proof.warc_file


NO_LIST: dict[str, tuple[object, dict[int, object], str]] = {
    "the platform says 0": (profile(0), {1: EMPTY}, "ok"),
    "0 in the list only": (profile(9), {1: cards([], total=0)}, "partial"),
    "empty without profile": (LOGIN, {1: EMPTY}, "partial"),
    "empty against the profile": (profile(9), {1: EMPTY}, "partial"),
    "pinned only": (profile(9), {1: cards([PINNED]), 2: EMPTY}, "partial"),
    "posts of others only": (profile(9), {1: cards([FOREIGN]), 2: EMPTY}, "partial"),
    "times unreadable": (
        profile(9),
        {1: cards([card({**FRESH["mblog"], "created_at": "不久前"}), OLD]), 2: EMPTY},
        "partial",
    ),
    "login": (profile(9), {1: LOGIN}, "login_wall"),
    "login page": (profile(9), {1: redirect("http://passport.invalid/signin")}, "unreachable"),
    "rate limit": (profile(9), {1: LIMITED}, "blocked"),
    "418": (profile(9), {1: Reply(status=418)}, "blocked"),
    "432": (profile(9), {1: Reply(status=432)}, "blocked"),
    "500": (profile(9), {1: Reply(status=500)}, "http_error"),
    "a page instead of JSON": (profile(9), {1: page("微博", "<p>欢迎</p>")}, "page_changed"),
    "no cards": (profile(9), {1: {"ok": 1, "data": {"list": []}}}, "page_changed"),
    "no time": (
        profile(9),
        {1: cards([card({k: v for k, v in FRESH["mblog"].items() if k != "created_at"})])},
        "page_changed",
    ),
    "card without post": (profile(9), {1: cards([{"card_type": 9}])}, "page_changed"),
}


def test_what_proves_nothing_is_not_collected(workspace: Workspace) -> None:
    cases = {name: (api(told, pages), f"/u/{UID}") for name, (told, pages, _) in NO_LIST.items()}
    cases["no account"] = {}, "/search?q=x"
    causes = {name: cause for name, (_, _, cause) in NO_LIST.items()}
    check_causes(crawl_all(workspace, cases), {**causes, "no account": "no_source"})


def test_ends_limits_and_refusals_of_later_pages(workspace: Workspace) -> None:
    whole = api(profile(2), {1: cards([FRESH, HOURS]), 2: EMPTY})
    limited = api(profile(30), {1: cards([FRESH, HOURS]), 2: LIMITED})
    refused = api(profile(1), {1: cards([LONG]), 2: EMPTY})
    refused["/statuses/extend"] = Reply(status=418)
    cases = {"whole": whole, "limited": limited, "refused": refused}
    run = crawl_all(workspace, {code: (routes, f"/u/{UID}") for code, routes in cases.items()})
    rows = {row.account_code: row for row in run.rows(AccountSnapshot)}
    assert {row.cause for row in rows.values()} == {"ok"}
    assert rows["whole"].is_whole is True
    assert (rows["limited"].post_count, rows["limited"].is_whole) == (2, None)
    assert rows["limited"].reach_back_at is not None
    assert NOW - rows["limited"].reach_back_at < timedelta(hours=4)
    texts = [post.text for post in run.rows(Post) if post.account_code == "refused"]
    assert texts == ["开头"], "a long post is kept when its text is refused"


def test_simple_pages(workspace: Workspace) -> None:
    today = f"今天 {NOW - timedelta(minutes=1):%H:%M}&nbsp;来自微博"
    posts = [("LqqqZz001", OWN_BODY, today), ("LqqqZz000", FORWARD_BODY, "2020-06-03 00:00")]
    routes = {f"/{UID}/profile?page=1": html_list(posts, 2), f"/{UID}/info": INFO}
    run = crawl(workspace, routes, f"/{UID}")
    row = state(run)
    assert (row.cause, row.total_count, row.is_whole, row.followers) == ("ok", 2, True, 805)
    own, forward = sorted(run.rows(Post), key=lambda post: bool(post.is_repost))
    assert (own.likes, own.reposts, own.comments) == (12, None, 3), "1000000 is weibo.cn's cap"
    assert own.text == "演练市今日发布#平安演练#"
    assert (forward.text, forward.source_name) == ("请大家关注", "中国政府网")
    (shown,) = run.rows(AccountProfile)
    assert shown.certified_subject == "演练市人民政府新闻办公室"
    assert not any("1990" in str(value) or "大学" in str(value) for value in vars_of(shown))


SIMPLE: dict[str, tuple[Reply, str]] = {
    "0": (html_list([], 0), "ok"),
    "empty": (html_list([], 9), "partial"),
    "comments": (page("评论列表", '<div class="c" id="M_"><i>今天</i></div>'), "page_changed"),
    "login": (page("登录 - 新浪微博", "<form></form>"), "login_wall"),
    "limit": (page("微博", "您的操作过于频繁，请稍后再试"), "blocked"),
}


def test_simple_pages_that_are_no_list(workspace: Workspace) -> None:
    cases = {
        name: ({f"/{UID}/profile": reply, f"/{UID}/info": INFO}, f"/{UID}")
        for name, (reply, _) in SIMPLE.items()
    }
    check_causes(crawl_all(workspace, cases), {name: cause for name, (_, cause) in SIMPLE.items()})


def vars_of(row: object) -> list[object]:
    return [getattr(row, name) for name in row.__dataclass_fields__]  # type: ignore[attr-defined]
