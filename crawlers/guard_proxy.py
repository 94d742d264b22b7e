"""A small forward proxy between a browser and the network: the browser's only way out.

It connects only to addresses that the policy permits (checked on the address itself, so neither a
redirect nor a changing DNS answer gets round it), one connection per request, capped in size.
"""

import asyncio
import contextlib
import socket
from collections.abc import Callable
from typing import Self
from urllib.parse import urlsplit

Permits = Callable[[str, int], bool]
_MAX_HEAD = 65_536
_CHUNK = 65_536
_SECONDS = 30.0
_REFUSAL = b"HTTP/1.1 502 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_HOP = ("proxy-", "connection:", "keep-alive:")


class GuardProxy:
    """``async with GuardProxy(policy.permits, max_bytes=…) as proxy: proxy.url``."""

    def __init__(self, permits: Permits, *, max_bytes: int) -> None:
        self._permits = permits
        self._max_bytes = max_bytes
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.url = ""

    async def __aenter__(self) -> Self:
        """Listen on a free loopback port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_MAX_HEAD)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *error: object) -> None:
        """Stop, and cut what is still open."""
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with contextlib.suppress(
                OSError, ValueError, TimeoutError, asyncio.IncompleteReadError,
                asyncio.LimitOverrunError,
            ):  # fmt: skip
                await asyncio.wait_for(self._pass_on(reader, writer), _SECONDS)
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *rest = head.split("\r\n")
        method, target, version = line.split(" ", 2)
        is_tunnel = method == "CONNECT"
        parts = urlsplit(f"//{target}" if is_tunnel else target)
        port = parts.port or (443 if is_tunnel else 80)
        address = await self._address(parts.hostname or "", port)
        if address is None:
            writer.write(_REFUSAL)
            await writer.drain()
            return
        far_reader, far_writer = await asyncio.open_connection(address, port, limit=_MAX_HEAD)
        try:
            if is_tunnel:
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            else:
                far_writer.write(_without_proxy(method, target, version, rest))
            await self._both_ways(reader, writer, far_reader, far_writer, is_tunnel=is_tunnel)
        finally:
            far_writer.close()

    async def _both_ways(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        far_reader: asyncio.StreamReader,
        far_writer: asyncio.StreamWriter,
        *,
        is_tunnel: bool,
    ) -> None:
        """Until one side has ended; the browser is told never to use the connection again."""

        async def answer() -> None:
            if not is_tunnel:
                writer.write(_closing(await far_reader.readuntil(b"\r\n\r\n")))
            await _copy(far_reader, writer, self._max_bytes)

        sides = {
            asyncio.ensure_future(_copy(reader, far_writer, self._max_bytes)),
            asyncio.ensure_future(answer()),
        }
        _, waiting = await asyncio.wait(sides, return_when=asyncio.FIRST_COMPLETED)
        for side in waiting:
            side.cancel()
        await asyncio.gather(*sides, return_exceptions=True)

    async def _address(self, host: str, port: int) -> str | None:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in found]
        return next((one for one in addresses if self._permits(one, port)), None)


def _without_proxy(method: str, target: str, version: str, rest: list[str]) -> bytes:
    """The request as the server itself expects it, on a connection that ends with it."""
    parts = urlsplit(target)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    kept = [row for row in rest if row and not row.lower().startswith(_HOP)]
    lines = [f"{method} {path} {version}", *kept, "Connection: close"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _closing(head: bytes) -> bytes:
    """A head of an answer after which the connection is not used again.

    A second request on it would reach this server, whoever it was meant for.
    """
    first, *rest = head.rstrip(b"\r\n").split(b"\r\n")
    kept = [row for row in rest if not row.lower().startswith((b"connection:", b"keep-alive:"))]
    return b"\r\n".join((first, *kept, b"Connection: close")) + b"\r\n\r\n"


async def _copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter, most: int) -> None:
    size = 0
    while size < most and (part := await source.read(_CHUNK)):
        size += len(part)
        sink.write(part)
        await sink.drain()
