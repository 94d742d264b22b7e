"""The second look: a real browser behind a proxy that lets it go only where we may go."""

import asyncio
import urllib.error
import urllib.request

import pytest

from crawlers.guard_proxy import GuardProxy
from crawlers.link_browser import LinkBrowser, find_browser
from crawlers.safety import AddressPolicy
from tests.crawlers.servers import Call, Reply, Server, page, redirect

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


def through(proxy: str, url: str) -> int:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy}))
    try:
        return int(opener.open(url, timeout=5).status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_proxy_connects_only_where_the_policy_permits() -> None:
    async def run(allowed: tuple[str, ...], url: str) -> int:
        async with GuardProxy(AddressPolicy.parse(allowed).permits, max_bytes=100_000) as proxy:
            return await asyncio.to_thread(through, proxy.url, url)

    with Server({"/a?b=1": page("a", TEXT)}) as server:
        url = server.url("/a?b=1")
        assert asyncio.run(run((server.endpoint,), url)) == 200
        assert asyncio.run(run((), url)) == 502
        assert server.counts["/a?b=1"] == 1, "what is refused is never asked for"


def test_a_connection_is_good_for_one_request_only() -> None:
    """A server that keeps its connection open must not get the browser's next request."""

    async def run(server: Server) -> bytes:
        policy = AddressPolicy.parse((server.endpoint,))
        async with GuardProxy(policy.permits, max_bytes=100_000) as proxy:
            port = int(proxy.url.rpartition(":")[2])
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"GET {server.url('/a')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            writer.close()
            return head

    def kept(_: Call) -> Reply:
        return Reply(b"fine", headers={"Connection": "keep-alive", "Keep-Alive": "timeout=60"})

    with Server({"/a": kept}) as server:
        head = asyncio.run(run(server)).lower()
        assert head.startswith(b"http/1.1 200")
        assert b"connection: close" in head
        assert b"keep-alive" not in head
        assert [call.path for call in server.calls] == ["/a"]


@pytest.mark.browser
def test_a_browser_tells_refused_machines_from_closed_pages() -> None:
    executable = find_browser()
    if executable is None:
        pytest.skip("no chromium, or no playwright, on this machine")
    with Server({"/secret": page("内部", TEXT)}) as inner:
        routes = {
            "/": page("首页", TEXT), "/browser": browsers_only, "/closed": FORBIDDEN,
            "/script": challenge, "/inner": redirect(inner.url("/secret")),
        }  # fmt: skip

        async def run(server: Server) -> dict[str, tuple[int, bool | None]]:
            browser = LinkBrowser(
                executable=str(executable),
                policy=AddressPolicy.parse((server.endpoint,)),
                max_bytes=1_000_000,
                seconds=10.0,
                delay_seconds=0.0,
            )
            try:
                looks = {path: await browser.open(server.url(path)) for path in list(routes)[1:]}
            finally:
                await browser.close()
            return {
                path: (look.exchange.status, look.exchange.is_host_open)
                for path, look in looks.items()
            }

        with Server(routes) as server:  # type: ignore[arg-type]
            seen = asyncio.run(run(server))
        assert seen["/browser"] == (200, None)
        assert seen["/script"] == (200, None)
        assert seen["/closed"] == (403, True)
        assert seen["/inner"][0] in {0, 502}
        assert inner.counts["/secret"] == 0, "a redirect does not get round the policy"
