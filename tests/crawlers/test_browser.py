"""Lists that only a browser can read; needs playwright and the system's chromium."""

import asyncio
from functools import partial
from urllib.parse import urlsplit

import pytest

from crawlers.browser.chromium import BrowserError, Chromium, find_browser
from gongkai_monitor.model.observations import ChannelSnapshot, Fetch, ListItem
from gongkai_monitor.settings import BrowserSettings
from tests.crawlers.browsers import SITE, needs_chromium, rendered, renderer, with_chromium
from tests.crawlers.servers import Call, Reply, Server, page
from tests.crawlers.support import Workspace, article_page, channel, site_plan

APP = (
    "<div id='app'></div><script>"
    "setTimeout(function(){"
    "var rows='';for(var i=1;i<=6;i++){rows+='<li><a href=\"/a/'+i+'.html\">关于印发第'+i+"
    "'号实施方案的通知</a><span>2026-11-'+(18-i)+'</span></li>';}"
    "document.getElementById('app').innerHTML='<ul class=\"list\">'+rows+'</ul>';},300)</script>"
)
NEVER = "<div id='app'></div><script src='/missing/app.js'></script>"
ROUTES = {
    "/": page("首页", "<p>演练市人民政府门户网站，主办单位为演练市人民政府办公室。</p>"),
    "/app/": page("栏目", APP),
    "/never/": page("栏目", NEVER),
    **{f"/a/{n}.html": article_page(f"第{n}号", "2026-11-12", "") for n in range(1, 7)},
}


def snapshots(rows: list[ChannelSnapshot]) -> dict[str, ChannelSnapshot]:
    return {urlsplit(row.channel_url).path.strip("/"): row for row in rows if row.is_registered}


def test_without_the_extra_the_channel_is_uncollected_never_empty(workspace: Workspace) -> None:
    with Server(ROUTES) as server:
        run = workspace.run(site_plan(server.url("/"), [channel(server.url("/app/"))]))
    row = snapshots(run.rows(ChannelSnapshot))["app"]
    assert (row.collection_state, row.cause) == ("uncollected", "page_changed")
    assert not row.is_empty
    assert "需要浏览器渲染" in (row.detail or "")


@needs_chromium
def test_a_list_that_a_script_draws_is_read_from_the_rendered_page(workspace: Workspace) -> None:
    workspace.crawl["timeout_seconds"] = 15.0
    workspace.browser["lists"] = True
    with Server(ROUTES) as server:
        channels = [channel(server.url(f"/{name}/")) for name in ("app", "never")]
        run = workspace.run(site_plan(server.url("/"), channels), timeout=120)
    rows = snapshots(run.rows(ChannelSnapshot))
    assert (rows["app"].collection_state, rows["app"].item_count) == ("collected", 6), run.errors
    assert str(rows["app"].newest_on) == "2026-11-17"
    assert (rows["never"].cause, rows["never"].is_empty) == ("page_changed", False)
    assert len(run.rows(ListItem)) == 6
    rendered = [row for row in run.rows(Fetch) if row.purpose == "rendered"]
    assert len(rendered) == 2
    assert all(row.warc_file and row.content_hash for row in rendered), "the DOM is evidence"
    assert rows["app"].fetch_id in {row.fetch_id for row in rendered}


@needs_chromium
def test_the_page_goes_under_our_name_and_sends_nothing() -> None:
    script = (
        "<p id=p>页面正文</p><img src='/1.png'><script>"
        "fetch('/send',{method:'POST',body:'x'}).catch(function(){p.innerText+='未发送';});"
        "</script>"
    )
    with Server({"/list/": page("栏目", script)}) as server:
        work = partial(rendered, url=server.url("/list/"))
        found = asyncio.run(with_chromium((server.endpoint,), work))
    assert "页面正文未发送" in found.html
    assert (found.url, found.status) == (server.url("/list/"), 200)
    assert [call.path for call in server.calls] == ["/list/"]
    assert server.calls[0].headers["User-Agent"] == "gongkai-test"


@needs_chromium
def test_a_list_behind_a_script_and_a_cookie_is_drawn() -> None:
    def guarded(call: Call) -> Reply:
        if "passed=1" in call.headers.get("Cookie", ""):
            return page("栏目", APP)
        script = "<script>document.cookie='passed=1;path=/';location.reload()</script>"
        return Reply(script.encode(), status=412)

    with Server({"/list/": guarded}) as server:
        work = partial(rendered, url=server.url("/list/"))
        found = asyncio.run(with_chromium((server.endpoint,), work))
    assert found.status == 200
    assert "关于印发第6号实施方案的通知" in found.html


@needs_chromium
def test_the_budget_of_a_site_is_kept() -> None:
    async def twice(chromium: Chromium, url: str) -> None:
        one = renderer(chromium, BrowserSettings(lists=True, max_pages_per_site=1))
        await one.render(url, "3799000002")
        await one.render(url, SITE)
        with pytest.raises(BrowserError, match="budget"):
            await one.render(url, SITE)

    with Server({"/list/": page("栏目", "<p>一</p>")}) as server:
        asyncio.run(with_chromium((server.endpoint,), partial(twice, url=server.url("/list/"))))
        assert server.counts["/list/"] == 2, "what is over the budget is never asked for"


@needs_chromium
def test_a_browser_that_died_is_started_again() -> None:
    async def twice(chromium: Chromium, url: str) -> list[str]:
        first = await rendered(chromium, url)
        browser = await chromium._started()
        await browser.close()
        return [first.html, (await rendered(chromium, url)).html]

    with Server({"/list/": page("栏目", "<p>还在</p>")}) as server:
        work = partial(twice, url=server.url("/list/"))
        both = asyncio.run(with_chromium((server.endpoint,), work))
    assert all("还在" in html for html in both)


def test_a_browser_that_is_not_there_is_not_found() -> None:
    assert find_browser("/no/such/browser") is None
