"""Lists that only a browser can read; needs playwright and the system's chromium."""

import asyncio
from urllib.parse import urlsplit

import pytest

from crawlers.browser import BrowserError, Fetched, Renderer, is_available
from gongkai_monitor.model.observations import ChannelSnapshot, Fetch, ListItem
from gongkai_monitor.settings import BrowserSettings
from tests.crawlers.servers import Server, page
from tests.crawlers.support import Workspace, article_page, channel, site_plan

WANTED = BrowserSettings(enabled=True)
needs_chromium = pytest.mark.skipif(
    not is_available(WANTED), reason="no playwright or no /usr/bin/chromium"
)

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


@pytest.mark.browser
@needs_chromium
def test_a_list_that_a_script_draws_is_read_from_the_rendered_page(workspace: Workspace) -> None:
    workspace.crawl |= {"timeout_seconds": 15.0, "browser": {"enabled": True}}
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


class Answers:
    """Plays the server, and remembers what the page asked for."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.asked: list[str] = []

    async def fetch(self, url: str, headers: dict[str, str]) -> Fetched:
        self.asked.append(url)
        assert "cookie" not in {name.lower() for name in headers}
        if "internal" in url:
            raise OSError("unsafe address 10.0.0.8 port 80")
        kind = (("Content-Type", "text/html; charset=utf-8"),)
        return Fetched(url=url, status=200, headers=kind, body=self.html.encode())


HOSTILE = (
    "<p id=p>页面正文</p><img src='http://pictures.example/1.png'>"
    "<script>"
    "fetch('http://internal.example/secret').catch(function(){p.innerText+='拒绝';});"
    "fetch('http://post.example/send',{method:'POST',body:'x'}).catch(function(){});"
    "try{new WebSocket('ws://127.0.0.1:1/')}catch(e){}"
    "</script>"
)


async def rendered(answers: Answers, settings: BrowserSettings, pages: int = 1) -> list[str]:
    renderer = Renderer(settings, answers.fetch, user_agent="test", timeout_seconds=20.0)
    try:
        return [
            (await renderer.render("http://site.example/list/", "3799000001")).html
            for _ in range(pages)
        ]
    finally:
        await renderer.close()


@pytest.mark.browser
@needs_chromium
def test_every_request_of_a_page_comes_to_us_and_only_what_is_needed_is_fetched() -> None:
    answers = Answers(HOSTILE)
    (html,) = asyncio.run(rendered(answers, WANTED))
    assert "页面正文拒绝" in html
    assert set(answers.asked) == {"http://site.example/list/", "http://internal.example/secret"}


@pytest.mark.browser
@needs_chromium
def test_the_budget_of_a_site_is_kept() -> None:
    small = WANTED.model_copy(update={"max_pages_per_site": 1})
    with pytest.raises(BrowserError, match="budget"):
        asyncio.run(rendered(Answers("<p>一</p>"), small, pages=2))


@pytest.mark.browser
@needs_chromium
def test_a_page_that_never_ends_is_left() -> None:
    busy = Answers("<p>一</p><script>for(;;){}</script>")
    brief = WANTED.model_copy(update={"max_seconds_per_site": 3})
    with pytest.raises(BrowserError):
        asyncio.run(rendered(busy, brief))


def test_a_browser_that_is_not_there_is_not_available() -> None:
    assert not is_available(BrowserSettings())
    assert not is_available(BrowserSettings(enabled=True, executable="/no/such/browser"))
