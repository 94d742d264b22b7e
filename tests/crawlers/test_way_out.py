"""The browser's only way to the network."""

import asyncio
import socket
import struct
import urllib.error
import urllib.request

import pytest

from crawlers.browser.way_out import GuardProxy
from gongkai_monitor.addresses import AddressPolicy
from gongkai_monitor.vocabulary import FetchOutcome
from tests.crawlers.servers import Call, Reply, Route, Server, page, stream

TEXT = "<p>" + "这是一篇内容完整的稿件，介绍有关工作的开展情况。" * 20 + "</p>"


def through(proxy: str, url: str) -> int:
    """Status of an address by way of the proxy; 0 without an answer."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy}))
    try:
        return int(opener.open(url, timeout=5).status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def test_the_proxy_connects_only_where_the_policy_permits() -> None:
    async def run(allowed: tuple[str, ...], url: str) -> tuple[int, FetchOutcome | None]:
        async with GuardProxy(AddressPolicy.parse(allowed).permits, max_bytes=100_000) as proxy:
            status = await asyncio.to_thread(through, proxy.url, url)
            return status, proxy.refusal_of(url)

    with Server({"/a?b=1": page("a", TEXT)}) as server:
        url = server.url("/a?b=1")
        assert asyncio.run(run((server.endpoint,), url)) == (200, None)
        assert asyncio.run(run((), url)) == (0, FetchOutcome.UNSAFE_ADDRESS)
        assert server.counts["/a?b=1"] == 1, "what is refused is never asked for"
    assert asyncio.run(run((server.endpoint,), url)) == (0, FetchOutcome.REFUSED)
    assert asyncio.run(run((), "http://nobody.invalid/")) == (0, FetchOutcome.DNS)


async def talk(server: Server, words: bytes, *, max_bytes: int = 100_000) -> bytes:
    """Everything that a client of the proxy is told."""
    policy = AddressPolicy.parse((server.endpoint,))
    async with GuardProxy(policy.permits, max_bytes=max_bytes) as proxy:
        port = int(proxy.url.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(words)
        said = b""
        try:
            while part := await reader.read(65_536):
                said += part
        except ConnectionError:
            said += b"<broken off>"
        writer.close()
        return said


def test_a_connection_is_good_for_one_request_only() -> None:
    """A server that keeps its connection open must not get the browser's next request."""

    def kept(_: Call) -> Reply:
        return Reply(b"fine", headers={"Connection": "keep-alive", "Keep-Alive": "timeout=60"})

    with Server({"/a": kept}) as server:
        words = f"GET {server.url('/a')} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        head = asyncio.run(talk_once(server, words)).lower()
        assert head.startswith(b"http/1.1 200")
        assert b"connection: close" in head
        assert b"keep-alive" not in head
        assert [call.path for call in server.calls] == ["/a"]


async def talk_once(server: Server, words: bytes) -> bytes:
    """The head of the first answer."""
    policy = AddressPolicy.parse((server.endpoint,))
    async with GuardProxy(policy.permits, max_bytes=100_000) as proxy:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.url.split(":")[2]))
        writer.write(words)
        head = await reader.readuntil(b"\r\n\r\n")
        writer.close()
        return head


def test_a_tunnel_carries_tls_and_nothing_else() -> None:
    with Server({"/ws": page("a", TEXT)}) as server:
        plain = f"CONNECT {server.endpoint} HTTP/1.1\r\n\r\nGET /ws HTTP/1.1\r\n\r\n".encode()
        assert asyncio.run(talk(server, plain)) == b"HTTP/1.1 200 OK\r\n\r\n"
        assert server.calls == []


async def reset(_: Call, writer: asyncio.StreamWriter) -> None:
    """Part of an answer without a length, and a reset."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>")
    await writer.drain()
    linger = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.transport.abort()


@pytest.mark.parametrize("route", [stream, reset], ids=["too long", "reset by the server"])
def test_what_is_broken_off_never_looks_complete(route: Route) -> None:
    with Server({"/big": route}) as server:
        words = f"GET {server.url('/big')} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        said = asyncio.run(talk(server, words, max_bytes=300_000))
        assert said.endswith(b"<broken off>")
        assert len(said) < 500_000
