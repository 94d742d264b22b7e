"""The second look: links that refuse machines, in a real browser."""

import asyncio

from crawlers.browser.chromium import Chromium
from crawlers.browser.second_look import Look, SecondLook
from gongkai_monitor.vocabulary import FetchOutcome
from tests.crawlers.browsers import needs_chromium, with_chromium
from tests.crawlers.servers import Call, Reply, Route, Server, page, redirect, short

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
