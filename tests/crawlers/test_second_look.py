"""The second look: links that refuse machines, in a real browser."""

import asyncio

from crawlers.browser.chromium import Chromium
from crawlers.browser.second_look import Look, SecondLook
from gongkai_monitor.collection.plan import CrawlPlan, PlannedLink, SpiderName
from gongkai_monitor.model.observations import LinkCheck
from gongkai_monitor.vocabulary import CheckWay, FetchOutcome, LinkKind
from tests.crawlers.browsers import needs_chromium, with_chromium
from tests.crawlers.servers import Call, Reply, Route, Server, page, redirect, short
from tests.crawlers.support import SITE, Workspace

FORBIDDEN = Reply(b"<html><title>403 Forbidden</title><h1>403 Forbidden</h1></html>", status=403)
TEXT = "<p>" + "这是一篇内容完整的稿件，介绍有关工作的开展情况。" * 20 + "</p>"


def browsers_only(call: Call) -> Reply:
    agent = call.headers.get("User-Agent", "")
    return page("稿件", TEXT) if "AppleWebKit" in agent else FORBIDDEN


def challenge(call: Call) -> Reply:
    """A script sets a cookie and loads again."""
    if "passed=1" in call.headers.get("Cookie", ""):
        return page("稿件", TEXT)
    script = "<script>document.cookie='passed=1;path=/';location.reload()</script>"
    return Reply(f"<html><head>{script}</head></html>".encode(), status=412)


async def looks(chromium: Chromium, urls: list[str]) -> list[Look]:
    second = SecondLook(chromium, seconds=10.0, delay_seconds=0.0)
    return [await second.open(url) for url in urls]


@needs_chromium
def test_a_browser_tells_refused_machines_from_closed_pages() -> None:
    with Server({"/secret": page("内部", TEXT)}) as inner:
        routes: dict[str, Route] = {
            "/": page("首页", TEXT), "/browser": browsers_only, "/closed": FORBIDDEN,
            "/script": challenge, "/inner": redirect(inner.url("/secret")), "/short": short,
            "/nowhere": redirect("http://nobody.invalid/"),
        }  # fmt: skip
        with Server(routes) as server:
            urls = [server.url(path) for path in list(routes)[1:]]
            found = asyncio.run(with_chromium((server.endpoint,), lambda one: looks(one, urls)))
        assert inner.counts["/secret"] == 0, "a redirect does not get round the policy"
    seen = {
        path: (look.exchange.outcome, look.exchange.status, look.exchange.is_host_open)
        for path, look in zip(list(routes)[1:], found, strict=True)
    }
    assert seen == {
        "/browser": (FetchOutcome.OK, 200, None),
        "/script": (FetchOutcome.OK, 200, None),
        "/closed": (FetchOutcome.HTTP_ERROR, 403, True),
        "/inner": (FetchOutcome.UNSAFE_ADDRESS, 0, None),
        "/nowhere": (FetchOutcome.DNS, 0, None),
        "/short": (FetchOutcome.BAD_RESPONSE, 0, None),
    }


@needs_chromium
def test_the_links_spider_takes_its_second_look_in_the_browser(workspace: Workspace) -> None:
    workspace.crawl["timeout_seconds"] = 8.0
    workspace.browser["links"] = True
    routes: dict[str, Route] = {
        "/": page("首页", TEXT), "/browser.html": browsers_only, "/closed.html": FORBIDDEN,
        "/script.html": challenge,
    }  # fmt: skip
    with Server(routes) as server:
        links = tuple(
            PlannedLink(
                site_code=SITE, url=server.url(path), kind=LinkKind.PAGE, home_url=server.url("/")
            )
            for path in list(routes)[1:]
        )
        run = workspace.run(CrawlPlan(spider=SpiderName.LINKS, links=links), timeout=120)
        assert run.code == 0, run.errors
        looks = {
            row.url.removeprefix(server.url("")): (row.status, row.is_host_open)
            for row in sorted(run.rows(LinkCheck), key=lambda row: row.attempt)
            if row.way == CheckWay.BROWSER
        }
    assert looks == {
        "/browser.html": (200, None),
        "/closed.html": (403, True),
        "/script.html": (200, None),
    }
