"""Pages that try to lead the browser where we may not go, or to keep it for ever."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest

from crawlers.browser.chromium import BrowserError, Chromium
from gongkai_monitor.vocabulary import FetchOutcome
from tests.crawlers.browsers import needs_chromium, rendered, with_chromium
from tests.crawlers.servers import Reply, Route, Server, bomb, drip, page, redirect, stream


class Trap:
    """A loopback port that nobody may touch: it notes every TCP connection and every datagram."""

    def __init__(self) -> None:
        self.touches: list[str] = []
        self._tcp = socket.create_server(("127.0.0.1", 0))
        self.port = self._tcp.getsockname()[1]
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", self.port))
        self._threads = [
            threading.Thread(target=self._accept, daemon=True),
            threading.Thread(target=self._receive, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._tcp.accept()
            except OSError:
                return
            self.touches.append("tcp")
            connection.close()

    def _receive(self) -> None:
        while True:
            try:
                data, _ = self._udp.recvfrom(2048)
            except OSError:
                return
            if data == b"end":
                return
            self.touches.append("udp")

    def close(self) -> None:
        self._tcp.shutdown(socket.SHUT_RDWR)
        self._tcp.close()
        self._udp.sendto(b"end", ("127.0.0.1", self.port))
        for thread in self._threads:
            thread.join(5)
        self._udp.close()


@pytest.fixture
def trap() -> Iterator[Trap]:
    one = Trap()
    yield one
    one.close()


ESCAPES = {
    "fetch": "fetch(`http://${T}/`).catch(()=>{})",
    "redirected fetch": "fetch('/to-trap').catch(()=>{})",
    "redirected script": "document.write('<script src=/to-trap></'+'script>')",
    "websocket": "new WebSocket(`ws://${T}/`)",
    "secure websocket": "new WebSocket(`wss://${T}/`)",
    "event source": "new EventSource(`http://${T}/`)",
    "beacon": "navigator.sendBeacon(`http://${T}/`,'x')",
    "window": "window.open(`http://${T}/`)",
    "window of its own": "window.open('about:blank').location=`http://${T}/`",
    "frame": "document.write(`<iframe src=http://${T}/></iframe>`)",
    "redirected frame": "document.write('<iframe src=/to-trap></iframe>')",
    "picture": "new Image().src=`http://${T}/1.png`",
    "style": "document.write(`<style>@import url(http://${T}/a.css);</style>`)",
    "hints": (
        "document.write(`<link rel=preconnect href=http://${T}/><link rel=prefetch "
        "href=http://${T}/a><link rel=dns-prefetch href=http://${T}/>`)"
    ),
    "speculation": (
        "document.write('<script type=speculationrules>'+JSON.stringify({prefetch:[{source:'list',"
        "urls:[`http://${T}/`]}],prerender:[{source:'list',urls:['/to-trap']}]})+'</'+'script>')"
    ),
    "worker": (
        "new Worker(URL.createObjectURL(new Blob([`fetch('http://${T}/').catch(()=>{});"
        "new WebSocket('ws://${T}/');importScripts('http://${T}/a.js')`])))"
    ),
    "worker file": "new Worker('/worker.js')",
    "shared worker": "new SharedWorker('/worker.js')",
    "service worker": "navigator.serviceWorker.register('/worker.js').catch(()=>{})",
    "stun": (
        "let c=new RTCPeerConnection({iceServers:[{urls:`stun:${T}`},"
        "{urls:`turn:${T}?transport=tcp`,username:'a',credential:'b'}]});"
        "c.createDataChannel('x');c.createOffer().then(o=>c.setLocalDescription(o))"
    ),
}


@needs_chromium
def test_no_way_leads_to_a_private_address(trap: Trap) -> None:
    target = f"127.0.0.1:{trap.port}"
    worker = f"fetch('http://{target}/').catch(()=>{{}});new WebSocket('ws://{target}/')"
    routes: dict[str, Route] = {
        "/worker.js": Reply(worker.encode(), content_type="text/javascript"),
        "/to-trap": redirect(f"http://{target}/"),
    }
    for name, code in ESCAPES.items():
        marked = f"<p>正文</p><script>const T='{target}';{code}</script>"
        routes[f"/{name.replace(' ', '-')}"] = page("栏目", marked)
    touched: dict[str, list[str]] = {}

    async def visit_all(chromium: Chromium, server: Server) -> None:
        for name in ESCAPES:
            before = len(trap.touches)
            found = await rendered(chromium, server.url(f"/{name.replace(' ', '-')}"))
            assert "正文" in found.html, name
            touched[name] = trap.touches[before:]

    with Server(routes) as server:
        asyncio.run(with_chromium((server.endpoint,), partial(visit_all, server=server)))
    assert touched == {name: [] for name in ESCAPES}
    assert trap.touches == []


async def failure(chromium: Chromium, url: str, *, seconds: float = 20.0) -> BrowserError:
    """How a page fails; afterwards the browser still reads an honest one."""
    with pytest.raises(BrowserError) as caught:
        await rendered(chromium, url, seconds=seconds)
    honest = await rendered(chromium, f"{url.rpartition('/')[0]}/honest")
    assert "正文" in honest.html
    return caught.value


def fail(route: Route, *, seconds: float = 20.0, max_bytes: int = 2_000_000) -> BrowserError:
    """How a page of a server fails in the browser."""
    with Server({"/page": route, "/honest": page("栏目", "<p>正文</p>")}) as server:
        work = partial(failure, url=server.url("/page"), seconds=seconds)
        return asyncio.run(with_chromium((server.endpoint,), work, max_bytes=max_bytes))


@needs_chromium
def test_a_redirect_to_this_machine_is_an_unsafe_address(trap: Trap) -> None:
    error = fail(redirect(f"http://127.0.0.1:{trap.port}/"))
    assert error.outcome is FetchOutcome.UNSAFE_ADDRESS
    assert trap.touches == []


@needs_chromium
@pytest.mark.parametrize(
    "leads",
    [
        "<form id=f method=post action='{url}'></form><script>f.submit()</script>",
        "<script>location='{url}'</script>",
        "<meta http-equiv=refresh content='0;url={url}'>",
    ],
    ids=["form", "location", "refresh"],
)
def test_a_page_that_moves_on_to_nothing_is_no_page(leads: str, trap: Trap) -> None:
    error = fail(page("栏目", "<p>正文</p>" + leads.format(url=f"http://127.0.0.1:{trap.port}/")))
    assert error.outcome in {FetchOutcome.UNSAFE_ADDRESS, FetchOutcome.OTHER}
    assert trap.touches == []


@needs_chromium
def test_a_name_that_does_not_resolve_is_told_as_that() -> None:
    assert fail(redirect("http://nobody.invalid/")).outcome is FetchOutcome.DNS


@needs_chromium
@pytest.mark.parametrize(
    "leads",
    [
        "<meta http-equiv=refresh content='0;url=file:///etc/passwd'>",
        "<script>location='file:///etc/passwd'</script>",
        "<script>location='chrome://version'</script>",
        "<script>window.open('file:///etc/passwd')</script>",
        "<iframe src='file:///etc/passwd'></iframe>",
        "<script>fetch('file:///etc/passwd').then(r=>r.text()).then(t=>{q.innerText=t})</script>",
    ],
    ids=["refresh", "location", "browser page", "window", "frame", "fetch"],
)
def test_a_page_never_reaches_files_of_this_machine(leads: str) -> None:
    with Server({"/page": page("栏目", f"<p>正文</p><p id=q></p>{leads}")}) as server:
        work = partial(rendered, url=server.url("/page"))
        found = asyncio.run(with_chromium((server.endpoint,), work))
    assert found.url == server.url("/page")
    assert "正文" in found.html
    assert "root:" not in found.html


@needs_chromium
def test_a_download_is_not_taken() -> None:
    file = Reply(
        b"MZ" + b"\0" * 5000,
        content_type="application/octet-stream",
        headers={"Content-Disposition": "attachment; filename=a.exe"},
    )
    error = fail(file)
    assert error.outcome is FetchOutcome.OTHER


@needs_chromium
@pytest.mark.parametrize("route", [stream, bomb()], ids=["five gigabytes", "gzip bomb"])
def test_a_huge_page_is_left_at_the_cap(route: Route) -> None:
    started = time.perf_counter()
    error = fail(route, seconds=60.0)
    assert error.outcome is FetchOutcome.TOO_LARGE
    assert time.perf_counter() - started < 30


@needs_chromium
@pytest.mark.parametrize(
    "route",
    [
        page("栏目", "<script>for(;;){}</script>"),
        page("栏目", "<script>for(;;)alert(1)</script>"),
        page("栏目", "<script>for(;;)document.body.append('长'.repeat(9999))</script>"),
        page("栏目", "<script>onbeforeunload=()=>'x';for(;;)confirm('留下')</script>"),
        drip,
    ],
    ids=["loop", "alerts", "growing", "questions", "drip"],
)
def test_a_page_that_never_ends_is_left(route: Route) -> None:
    started = time.perf_counter()
    error = fail(route, seconds=4.0)
    assert error.outcome in {FetchOutcome.OTHER, FetchOutcome.TIMEOUT}
    assert time.perf_counter() - started < 40


@needs_chromium
def test_a_page_that_asks_without_end_is_cut_short() -> None:
    script = "<p>正文</p><script>for(let i=0;i<400;i++)fetch('/a?'+i).catch(()=>{})</script>"
    with Server({"/page": page("栏目", script), "/a": Reply(b"x")}) as server:
        work = partial(rendered, url=server.url("/page"))
        found = asyncio.run(with_chromium((server.endpoint,), work))
        assert len(server.calls) <= 150
    assert "正文" in found.html
