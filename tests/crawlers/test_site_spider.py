"""The site round: lists behind scripts and redirects, order of lists, articles, links, boards."""

from urllib.parse import urlsplit

from gongkai_monitor.collection.plan import SpiderName
from gongkai_monitor.model.observations import (
    Article,
    ChannelSnapshot,
    Fetch,
    Link,
    ListItem,
    Message,
    OpenLetter,
    PageTags,
    SiteSnapshot,
    SpiderRun,
)
from gongkai_monitor.vocabulary import ChannelKind
from tests.crawlers.servers import Reply, Server, page, redirect
from tests.crawlers.support import Workspace, article_page, channel, list_page, site_plan


def following(path: str) -> str:
    return f"<a href='{path}'>下一页</a>"


def entries(*days: str, start: int = 1) -> list[tuple[str, str, str]]:
    return [
        (f"/a/{number}.html", f"关于印发第{number}号实施方案的通知", day)
        for number, day in enumerate(days, start)
    ]


UNORDERED = entries("2020-01-01", "2020-01-05", "2020-01-03")
LETTER = (
    "<h1>咨询居住证办理</h1><p>留言时间：2026-11-10 09:00</p><p>留言人：王某</p>"
    "<p>留言内容：请问怎样办理居住证，我的手机是13800138000？</p>"
    "<p>答复时间：2026-11-11 10:30</p><p>答复内容：可到政务服务中心窗口办理。</p>"
)
ROUTES: dict[str, object] = {
    "/": page("跳转", head="<meta http-equiv='refresh' content='0;url=/index.html'>"),
    "/index.html": page(
        "演练市人民政府",
        "<ul>" + "".join(
            f"<li><a href='{href}'>{title}</a><span>{day}</span></li>"
            for href, title, day in entries("2026-11-19", "2026-11-18", "2026-11-17")
        ) + "</ul><div class='footer'>主办单位：演练市人民政府 网站标识码：3799000001</div>",
        head="<meta name='SiteName' content='演练市人民政府'>",
    ),
    "/new/": list_page(entries("2026-11-19", "2026-11-18", "2026-01-12"), following("/new/2.html")),
    "/old/": list_page(entries("2025-10-19", "2025-11-18", "2026-01-12"), following("/old/2.html")),
    "/old/2.html": list_page(entries("2026-10-01", "2026-11-08", "2026-11-12", start=4)),
    "/pinned/": list_page(
        entries("2020-01-01", "2026-11-02", "2026-10-12"), following("/pinned/2.html")
    ),
    "/pinned/2.html": list_page(entries("2026-09-01", "2026-08-08", start=4)),
    "/endless/": list_page(UNORDERED, following("/endless/1")),
    **{
        f"/endless/{n}": list_page(
            UNORDERED, following(f"/endless/{n + 1}")
        )
        for n in range(1, 40)
    },
    "/js/": page(
        "脚本",
        "<ul id='list'></ul><script>$.getJSON('/api/list.json?page=1',"
        "function(d){$('#list').html(d)})</script>",
    ),
    "/api/list.json": Reply(
        '{"total":1,"list":[{"title":"关于做好测试工作的通知","url":"/a/9.html",'
        '"pubDate":"2026-11-10"}]}'.encode(),
        content_type="application/json",
    ),
    "/empty/": page("空", "<ul class='list'></ul><p>暂无内容</p>"),
    "/board/": list_page([("/l/1.html", "咨询居住证办理的有关问题", "2026-11-10")]),
    "/l/1.html": page("来信", LETTER),
    **{
        f"/a/{n}.html": article_page(f"第{n}号", "2026-11-12", "<a href='/f.pdf'>附件</a>")
        for n in range(1, 12)
    },
}  # fmt: skip
NAMES = ("new", "old", "pinned", "endless", "js", "empty")


def test_a_whole_site(workspace: Workspace) -> None:
    workspace.crawl["timeout_seconds"] = 5.0
    with Server(ROUTES) as server:  # type: ignore[arg-type]
        plan = site_plan(server.url("/"), [channel(server.url(f"/{name}/")) for name in NAMES])
        run = workspace.run(plan)
    assert run.code == 3, run.errors
    (site,) = run.rows(SiteSnapshot)
    assert (site.collection_state, str(site.newest_on)) == ("collected", "2026-11-19")
    assert site.footer_site_code == "3799000001"
    rows = {
        urlsplit(row.channel_url).path.strip("/"): row
        for row in run.rows(ChannelSnapshot)
        if row.is_registered
    }
    newest = {name: str(row.newest_on) for name, row in rows.items()}
    assert newest["new"] == "2026-11-19"
    assert newest["old"] == "2026-11-12", "the newest stands on the last page"
    assert newest["pinned"] == "2026-11-02"
    assert newest["js"] == "2026-11-10"
    assert rows["empty"].is_empty
    assert {name for name, row in rows.items() if row.is_complete} == {*NAMES} - {"endless"}
    assert (rows["endless"].collection_state, rows["endless"].cause) == ("uncollected", "partial")
    assert rows["endless"].pages_read == 5
    assert {row.page_kind for row in run.rows(PageTags)} == {"home", "channel", "article"}
    check_links(run.rows(Link), run.rows(Fetch))
    assert {row.published_on.isoformat() for row in run.rows(Article) if row.published_on} == {
        "2026-11-12"
    }
    assert len(run.rows(ListItem)) >= 20
    (spider_run,) = run.rows(SpiderRun)
    assert spider_run.outcome == "finished"


def test_articles_of_a_whole_site_round_have_their_channel(workspace: Workspace) -> None:
    """The home page shows them before their list is read, the list more than ten of them.

    A page that was fetched while its list was still on the way has its channel from the list's
    row in the first-seen ledger; all others carry it themselves.
    """
    days = [f"2026-11-{day:02}" for day in range(18, 3, -1)]
    routes = {path: article_page(title, day) for path, title, day in entries(*days)}
    first = "".join(f"<a href='{path}'>{title}</a>" for path, title, _ in entries(*days[:2]))
    routes |= {"/": page("首页", first), "/list/": list_page(entries(*days))}
    with Server(routes) as server:  # type: ignore[arg-type]
        plan = site_plan(server.url("/"), [channel(server.url("/list/"))])
        run = workspace.run(plan, extra=("--full",))
        list_url = server.url("/list/")
    articles = run.rows(Article)
    assert len(articles) == len(days)
    assert {row.channel_url for row in articles} <= {list_url, None}
    shown_at_home = {path for path, _, _ in entries(*days[:2])}
    unplaced = [row for row in articles if row.channel_url is None]
    assert {urlsplit(row.url).path for row in unplaced} <= shown_at_home
    ledger = {row.item_url: row.channel_url for row in run.rows(ListItem)}
    assert {ledger[row.url] for row in articles} == {list_url}


def check_links(links: list[Link], fetches: list[Fetch]) -> None:
    """The Fetch row of a page names the set of its links."""
    assert any(link.kind == "attachment" and link.url.endswith("/f.pdf") for link in links)
    shown_by_data = [urlsplit(link.url).path for link in links if "/api/list" in link.page_url]
    assert shown_by_data == ["/a/9.html"], "entries of a script's list are links of the site"
    named = {(row.url, row.links_hash) for row in fetches if row.links_hash}
    assert {(link.page_url, link.links_hash) for link in links} <= named


def test_an_entrance_to_another_system_is_collected(workspace: Workspace) -> None:
    other = {"/": page("政务服务平台", "<p>本页面提供查询与办理服务，请按提示操作</p>")}
    with Server(other) as elsewhere, Server({"/": page("演练市", "<p>首页</p>")}) as server:
        server.routes["/service/"] = redirect(elsewhere.url("/"))
        run = workspace.run(site_plan(server.url("/"), [channel(server.url("/service/"))]))
        target = elsewhere.url("/")
    (row,) = [row for row in run.rows(ChannelSnapshot) if row.is_registered]
    assert (row.cause, row.redirects_to, row.is_empty) == ("ok", target, False)


def test_the_page_cap_is_a_cause(workspace: Workspace) -> None:
    workspace.crawl |= {"timeout_seconds": 5.0, "max_pages_per_site": 3}
    with Server(ROUTES) as server:  # type: ignore[arg-type]
        run = workspace.run(site_plan(server.url("/index.html")), extra=("--full",))
        assert sum(server.counts.values()) <= 4
    assert (run.code, run.summary["outcome"]) == (3, "capped")


def test_the_time_cap_is_a_cause(workspace: Workspace) -> None:
    workspace.crawl |= {"timeout_seconds": 5.0, "max_seconds_per_site": 0}
    with Server(ROUTES) as server:  # type: ignore[arg-type]
        run = workspace.run(site_plan(server.url("/"), [channel(server.url("/new/"))]))
    (site,) = run.rows(SiteSnapshot)
    (row,) = run.rows(ChannelSnapshot)
    assert (site.cause, row.cause) == ("capped", "capped")
    assert site.collection_state == "uncollected"


def test_letters_of_a_board_are_masked(workspace: Workspace) -> None:
    workspace.crawl["timeout_seconds"] = 5.0
    with Server(ROUTES) as server:  # type: ignore[arg-type]
        boards = [channel(server.url("/board/"), ChannelKind.INTERACTION)]
        plan = site_plan(server.url("/"), boards).model_copy(update={"spider": SpiderName.BOARD})
        run = workspace.run(plan)
    assert run.code == 0, run.errors
    (letter,) = run.rows(Message)
    assert letter.received_at.isoformat() == "2026-11-10T01:00:00+00:00"
    assert letter.replied_at is not None
    assert "居住证" in str(letter.text)
    assert "13800138000" not in str(letter.text)
    assert "王某" not in str(letter)
    assert letter.reply == "可到政务服务中心窗口办理。"
    assert letter.channel_url == boards[0].url
    assert run.rows(OpenLetter) == []


def test_a_letter_without_a_reply_is_noted_as_open(workspace: Workspace) -> None:
    workspace.crawl["timeout_seconds"] = 5.0
    question = "<p>留言时间：2026-08-01 09:00</p><p>留言内容：路灯不亮</p><p>办理状态：正在办理</p>"
    routes = {**ROUTES, "/l/1.html": page("来信", question)}
    with Server(routes) as server:  # type: ignore[arg-type]
        boards = [channel(server.url("/board/"), ChannelKind.INTERACTION)]
        plan = site_plan(server.url("/"), boards).model_copy(update={"spider": SpiderName.BOARD})
        run = workspace.run(plan)
    (letter,) = run.rows(Message)
    (left_open,) = run.rows(OpenLetter)
    assert (left_open.message_id, left_open.channel_url) == (letter.message_id, boards[0].url)
    assert left_open.fetch_id
