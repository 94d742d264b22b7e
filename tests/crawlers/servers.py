"""A small HTTP server that behaves as badly as told. Runs in a thread, on loopback port 0."""

import asyncio
import contextlib
import gzip
import ssl
import threading
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self, cast

Headers = Mapping[str, str]


@dataclass(frozen=True)
class Call:
    """One request as the server saw it."""

    method: str
    path: str
    headers: dict[str, str]
    count: int  # the how-manieth request for this path, from 1
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """An ordinary answer."""

    body: bytes = b""
    status: int = 200
    content_type: str | None = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0


Wire = Callable[[Call, asyncio.StreamWriter], Awaitable[None]]
Route = Reply | Callable[[Call], Reply] | Wire


class Server:
    """``with Server({"/": Reply(b"...")}) as server: server.url("/")``.

    A route is a Reply, a function from Call to Reply, or a coroutine that writes to the wire.
    ``"*"`` answers every other path.
    """

    def __init__(
        self,
        routes: Mapping[str, Route],
        *,
        address: str = "127.0.0.1",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.routes = dict(routes)
        self.address = address
        self.tls = tls
        self.counts: Counter[str] = Counter()
        self.calls: list[Call] = []
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.port = 0

    def url(self, path: str = "/") -> str:
        return f"{'https' if self.tls else 'http'}://{self.endpoint}{path}"

    @property
    def endpoint(self) -> str:
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{host}:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *args: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._handle, self.address, 0, ssl=self.tls)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in asyncio.all_tasks():
            if task is not asyncio.current_task():
                task.cancel()

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(
            ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError
        ):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lines = head.decode("latin-1").split("\r\n")
                method, path, _ = lines[0].split(" ", 2)
                headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
                body = await reader.readexactly(int(headers.get("Content-Length", 0)))
                self.counts[path] += 1
                call = Call(method, path, headers, self.counts[path], body)
                self.calls.append(call)
                route = self.routes.get(path) or self.routes.get(path.split("?")[0])
                await self._answer(route or self.routes.get("*") or not_found(), call, writer)
        writer.close()

    async def _answer(self, route: Route, call: Call, writer: asyncio.StreamWriter) -> None:
        if asyncio.iscoroutinefunction(route):
            await route(call, writer)
            raise ConnectionAbortedError
        reply = route if isinstance(route, Reply) else cast("Reply", cast("Any", route)(call))
        await asyncio.sleep(reply.delay)
        head = {"Content-Length": str(len(reply.body)), **reply.headers}
        if reply.content_type:
            head["Content-Type"] = reply.content_type
        lines = [f"HTTP/1.1 {reply.status} X", *(f"{key}: {value}" for key, value in head.items())]
        writer.write("\r\n".join(lines).encode("utf-8") + b"\r\n\r\n")
        if call.method != "HEAD":
            writer.write(reply.body)
        await writer.drain()


# ways to misbehave on the wire


async def hang(call: Call, writer: asyncio.StreamWriter) -> None:
    """Accept and never answer."""
    await asyncio.sleep(60)


async def drip(call: Call, writer: asyncio.StreamWriter) -> None:
    """One byte now and then, for ever."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def reset(call: Call, writer: asyncio.StreamWriter) -> None:
    """Begin an answer and reset the connection."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc")
    await writer.drain()
    writer.transport.abort()


async def stream(call: Call, writer: asyncio.StreamWriter) -> None:
    """Five gigabytes without a length."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    block = b"y" * 1_000_000
    for _ in range(5000):
        writer.write(block)
        await writer.drain()


async def short(call: Call, writer: asyncio.StreamWriter) -> None:
    """Promise more than is sent."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n")
    writer.write(b"<html>half a page")
    await writer.drain()


async def gibberish(call: Call, writer: asyncio.StreamWriter) -> None:
    """Not HTTP at all."""
    writer.write(b"\x00\x01\x02 no http here\r\n\r\n")
    await writer.drain()


def page(title: str, body: str = "", *, head: str = "") -> Reply:
    """An ordinary HTML page."""
    html = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return Reply(html.encode())


def not_found() -> Reply:
    return Reply("<html><title>404</title><h1>页面不存在</h1></html>".encode(), status=404)


def redirect(target: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": target})


def bomb(size: int = 200_000_000) -> Reply:
    """A small gzip body that unfolds to ``size`` bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"\0" * 1_000_000
    body = b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()
    return Reply(body, headers={"Content-Encoding": "gzip"})


def zipped(body: bytes) -> Reply:
    return Reply(gzip.compress(body), headers={"Content-Encoding": "gzip"})
