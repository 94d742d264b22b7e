"""改版: a list that looks different is never called stale or empty before a person looked."""

from datetime import date, datetime
from urllib.parse import urlsplit

from gongkai_monitor.clock import CHINA
from gongkai_monitor.collection.plan import LastList
from gongkai_monitor.model.observations import ChannelSnapshot, ListItem
from gongkai_monitor.text.lists import read_list
from gongkai_monitor.text.page import Page
from tests.crawlers.servers import Server, page
from tests.crawlers.support import Workspace, article_page, channel, site_plan

DAYS = [f"2026-11-{day:02}" for day in range(18, 3, -1)]


def titles(days: list[str]) -> list[tuple[str, str, str]]:
    return [
        (f"/a/{number}.html", f"关于印发第{number}号实施方案的通知", day)
        for number, day in enumerate(days, 1)
    ]


def frame(main: str, more: str = "") -> str:
    menu = "".join(f"<li><a href='/{name}/'>栏目{name}</a></li>" for name in "abcd")
    return (
        f"<div class='nav'><ul>{menu}</ul></div><div class='box'>{main}</div>{more}"
        "<div class='footer'><p>主办单位：演练市人民政府</p></div>"
    )


def as_list(days: list[str], kind: str = "news-list") -> str:
    rows = "".join(
        f"<li><a href='{href}'>{title}</a><span>{day}</span></li>"
        for href, title, day in titles(days)
    )
    return f"<ul class='{kind}'>{rows}</ul>"


def as_cards(days: list[str]) -> str:
    return "<div class='cards'>" + "".join(
        f"<div class='card'><h3><a href='{href}'>{title}</a></h3><p class='time'>{day}</p></div>"
        for href, title, day in titles(days)
    ) + "</div>"  # fmt: skip


OLD = frame(as_list(DAYS))
HOT = (
    "<div class='news2'><dl>"
    + "".join(
        f"<dd><a href='/h/{n}.html'>多年前印发的第{n}号办法全文</a> 2019-03-{n:02}</dd>"
        for n in range(9, 0, -1)
    )
    + "</dl></div>"
)
ROUTES = {
    "/": page("首页", frame(as_list(DAYS))),
    "/same/": page("栏目", frame(as_list(["2026-11-19", *DAYS[:-1]]))),
    "/template/": page("栏目", frame(as_cards(["2026-11-19", *DAYS[:-1]]))),
    "/script/": page(
        "栏目", "<div id='app'></div><script src='/static/js/app.3f2a.js'></script>"
    ),
    "/other/": page("栏目", frame("<div id='feed'></div>", HOT)),
    "/emptied/": page("栏目", frame("<ul class='news-list'></ul>")),
    "/said/": page("栏目", frame("<div class='none'><p>暂无内容</p></div>")),
    "/gone/": page(
        "栏目", "<section><div><div><table><tr><td><ul class='list'></ul></td></tr></table>"
        "</div></div></section><p>演练市人民政府办公室主办，演练市大数据中心承办，欢迎访问本栏目。</p>"
    ),
    "/soft/": page("404", "<h1>404</h1><p>抱歉，您访问的页面不存在或已被删除</p>"),
    **{f"/a/{n}.html": article_page(f"第{n}号", "2026-11-12", "") for n in range(1, 17)},
}  # fmt: skip
NAMES = ("same", "template", "script", "other", "emptied", "said", "gone", "soft")


def last_of(html: str) -> LastList:
    found = read_list(Page.parse(html, "http://127.0.0.1/x/"), date(2026, 11, 18))
    return LastList(
        read_at=datetime(2026, 11, 18, 8, tzinfo=CHINA),
        item_count=len(found.items),
        undated_count=found.undated_count,
        newest_on=found.newest_on,
        skeleton=found.skeleton,
        frame=found.frame,
    )


def test_a_redesign_is_told_from_silence(workspace: Workspace) -> None:
    old = page("栏目", OLD)
    last = last_of(old.body.decode())
    with Server(ROUTES) as server:  # type: ignore[arg-type]
        channels = [
            channel(server.url(f"/{name}/")).model_copy(update={"last": last}) for name in NAMES
        ]
        run = workspace.run(site_plan(server.url("/"), channels))
    assert run.code == 3, run.errors
    rows = {
        urlsplit(row.channel_url).path.strip("/"): row
        for row in run.rows(ChannelSnapshot)
        if row.is_registered
    }
    states = {name: (rows[name].collection_state, rows[name].cause) for name in NAMES}
    assert states == {
        "same": ("collected", "ok"),
        "template": ("collected", "ok"),
        "script": ("uncollected", "page_changed"),
        "other": ("uncollected", "page_changed"),
        "emptied": ("collected", "ok"),
        "said": ("collected", "ok"),
        "gone": ("uncollected", "page_changed"),
        "soft": ("uncollected", "http_error"),
    }
    assert str(rows["template"].newest_on) == "2026-11-19"
    assert rows["template"].skeleton != last.skeleton
    assert [name for name in NAMES if rows[name].is_empty] == ["emptied", "said"]
    assert "需要浏览器渲染" in (rows["script"].detail or "")
    assert rows["same"].first_page_count == len(DAYS)


def test_a_changed_page_comes_with_a_proposed_selector(workspace: Workspace) -> None:
    last = last_of(page("栏目", OLD).body.decode())
    with Server(ROUTES) as server:  # type: ignore[arg-type]
        one = channel(server.url("/other/")).model_copy(update={"last": last})
        run = workspace.run(site_plan(server.url("/"), [one]))
    (row,) = [row for row in run.rows(ChannelSnapshot) if row.is_registered]
    assert (row.cause, row.proposed_count) == ("page_changed", 9)
    assert row.proposed_selector is not None
    found = Page.parse(ROUTES["/other/"].body.decode(), "http://x/").tree.css(row.proposed_selector)
    assert len(found) == 9
    assert "建议选择器" in (row.detail or "")
    assert "早于上次的 2026-11-18" in (row.detail or "")
    assert (row.proposed_titles or "").startswith("多年前印发的第9号办法全文；")
    assert not run.rows(ListItem), "entries of another list never reach the first-seen ledger"
