"""A small forward proxy between a browser and the network: the browser's only way out.

It connects only to addresses that the policy permits (checked on the address itself, so neither a
redirect nor a changing DNS answer gets round it), one connection per request, capped in size.
Tunnels carry TLS and nothing else: a plain WebSocket or another protocol has no way out. Where it
cannot connect it gives no answer that could be taken for the site's, and remembers why.
"""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable
from typing import Self
from urllib.parse import urlsplit

from crawlers.decompress import TooLargeError
from gongkai_monitor.vocabulary import FetchOutcome

Permits = Callable[[str, int], bool]
_MAX_HEAD = 65_536
_CHUNK = 65_536
_SECONDS = 30.0
_CONNECT_SECONDS = 10.0
_MOST_REFUSALS = 1_000
_TLS_HANDSHAKE = b"\x16"
_HOP = ("proxy-", "connection:", "keep-alive:")


class GuardProxy:
    """``async with GuardProxy(policy.permits, max_bytes=…) as proxy: proxy.url``."""

    def __init__(self, permits: Permits, *, max_bytes: int) -> None:
        self._permits = permits
        self._max_bytes = max_bytes
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._refusals: dict[tuple[str, int], FetchOutcome] = {}
        self.url = ""

    def refusal_of(self, url: str) -> FetchOutcome | None:
        """Why the last connection for an address was not made or broken off, when we did that."""
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        return self._refusals.get((parts.hostname or "", port))

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
        is_whole = False
        try:
            with contextlib.suppress(
                OSError, ValueError, TimeoutError, asyncio.IncompleteReadError,
                asyncio.LimitOverrunError,
            ):  # fmt: skip
                await asyncio.wait_for(self._pass_on(reader, writer), _SECONDS)
                is_whole = True
        finally:
            self._tasks.discard(task)
            if not is_whole:
                _reset_on_close(writer)
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *rest = head.split("\r\n")
        method, target, version = line.split(" ", 2)
        is_tunnel = method == "CONNECT"
        parts = urlsplit(f"//{target}" if is_tunnel else target)
        port = parts.port or (443 if is_tunnel else 80)
        far = await self._connected(parts.hostname or "", port)
        if far is None:
            return
        far_reader, far_writer = far
        try:
            if is_tunnel:
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
                first = await reader.readexactly(1)
                if first != _TLS_HANDSHAKE:
                    return
                far_writer.write(first)
            else:
                far_writer.write(_without_proxy(method, target, version, rest))
            await self._both_ways(reader, writer, far_reader, far_writer, is_tunnel=is_tunnel)
        except TooLargeError:
            self._note_refusal(parts.hostname or "", port, FetchOutcome.TOO_LARGE)
            raise
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
        ended, waiting = await asyncio.wait(sides, return_when=asyncio.FIRST_COMPLETED)
        for side in waiting:
            side.cancel()
        await asyncio.gather(*sides, return_exceptions=True)
        for side in ended:
            side.result()

    async def _connected(
        self, host: str, port: int
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """A connection to the first permitted address that answers; None when there is none."""
        self._refusals.pop((host, port), None)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(
                host, port, type=socket.SOCK_STREAM
            )
        except (OSError, UnicodeError):
            self._note_refusal(host, port, FetchOutcome.DNS)
            return None
        permitted = [one for *_, (one, *_) in found if self._permits(str(one), port)]
        if not permitted:
            self._note_refusal(host, port, FetchOutcome.UNSAFE_ADDRESS)
            return None
        outcome = FetchOutcome.REFUSED
        for address in permitted:
            try:
                async with asyncio.timeout(_CONNECT_SECONDS):
                    return await asyncio.open_connection(str(address), port, limit=_MAX_HEAD)
            except TimeoutError:
                outcome = FetchOutcome.TIMEOUT
            except OSError:
                outcome = FetchOutcome.REFUSED
        self._note_refusal(host, port, outcome)
        return None

    def _note_refusal(self, host: str, port: int, outcome: FetchOutcome) -> None:
        while len(self._refusals) >= _MOST_REFUSALS:
            del self._refusals[next(iter(self._refusals))]
        self._refusals[host, port] = outcome


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


def _reset_on_close(writer: asyncio.StreamWriter) -> None:
    """Without a reset, an answer that ends with its connection would look complete."""
    with contextlib.suppress(OSError):
        writer.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
        )
    writer.transport.abort()


async def _copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter, most: int) -> None:
    size = 0
    while part := await source.read(_CHUNK):
        size += len(part)
        if size > most:
            raise TooLargeError(f"more than {most} bytes")
        sink.write(part)
        await sink.drain()
