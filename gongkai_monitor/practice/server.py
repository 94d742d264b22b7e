"""The server of the practice city: many ports, one event loop, raw faults when planned."""

import asyncio
import contextlib
import email.utils
import http
import random
import re
import socket
import struct
import threading
from types import TracebackType
from typing import Self

import structlog

from gongkai_monitor.practice.exchange import Act, Request, Response
from gongkai_monitor.practice.hosts import Hosts
from gongkai_monitor.practice.outage import NO_OUTAGE, Outage
from gongkai_monitor.practice.plan import City

log = structlog.get_logger(__name__)

_MAX_HEAD = 32_768
_IDLE_SECONDS = 75.0
_START_SECONDS = 60.0
_BACKLOG = 256


class PracticeServer:
    """Serves a city from a thread of its own; a context manager.

    ``served`` counts answered requests. The refused port is bound without listening, so that
    nobody else can take it while the city runs.
    """

    def __init__(self, city: City, outage: Outage = NO_OUTAGE) -> None:
        self.city = city
        self.served = 0
        self._hosts = Hosts(city, outage)
        self._seen: set[tuple[int, str]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="practice-city", daemon=True)
        self._started = threading.Event()
        self._failure: OSError | None = None
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._refused: socket.socket | None = None

    def start(self) -> None:
        """Start unless it runs already; returns when every port listens.

        Raises:
            OSError: when a port is taken.
        """
        if self._started.is_set():
            return
        self._thread.start()
        self._started.wait(_START_SECONDS)
        if self._failure is not None:
            self._thread.join()
            raise self._failure

    def __enter__(self) -> Self:
        """Start; see ``start``."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop and wait for the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._listen())
        except OSError as error:
            self._failure = error
        self._started.set()
        try:
            if self._failure is None:
                self._loop.run_forever()
        finally:
            self._loop.run_until_complete(self._close())
            self._loop.close()

    async def _listen(self) -> None:
        self._refused = socket.socket()
        self._refused.bind((self.city.host, self.city.refused_port))
        for port in self.city.ports:
            host = self.city.hub_host if port == self.city.hub_port else self.city.host
            server = await asyncio.start_server(
                self._client(port), host, port, backlog=_BACKLOG, limit=_MAX_HEAD
            )
            self._servers.append(server)
        log.info("practice city listens", ports=len(self._servers), first=self.city.hub_port)

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._refused is not None:
            self._refused.close()

    def _client(self, port: int):  # type: ignore[no-untyped-def]
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            try:
                # A visitor may leave at any moment, also while we write.
                with contextlib.suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
                    await self._talk(port, reader, writer)
            finally:
                self._tasks.discard(task)
                writer.close()

        return serve

    async def _talk(
        self, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        is_open = True
        while is_open:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _IDLE_SECONDS)
            method, target, is_open = _parse(head)
            body = await asyncio.wait_for(reader.readexactly(_body_length(head)), _IDLE_SECONDS)
            first = (port, target) not in self._seen
            self._seen.add((port, target))
            response = self._hosts.respond(port, Request(method, target, first, body))
            self.served += 1
            if response.delay_seconds:
                await asyncio.sleep(response.delay_seconds)
            match response.act:
                case Act.RESET:
                    _reset(writer)
                    return
                case Act.HANG:
                    await reader.read()  # until the visitor gives up
                    return
                case Act.DRIP:
                    await _drip(writer, _head(response, is_open=False) + response.body)
                    return
                case Act.SEND:
                    writer.write(_head(response, is_open=is_open))
                    if method != "HEAD":
                        writer.write(response.body)
                    await writer.drain()


def free_base_port(count: int, host: str = "127.0.0.1") -> int:
    """A port from which ``count`` consecutive ports are free at this moment.

    Raises:
        OSError: when no such range is found.
    """
    starts = list(range(20_000, 60_000 - count, max(count, 100)))
    # Two cities that start one after the other must not stand at the same addresses.
    random.shuffle(starts)
    for start in starts:
        if all(_is_free(host, port) for port in range(start, start + count)):
            return start
    raise OSError(f"no {count} consecutive free ports")


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _parse(head: bytes) -> tuple[str, str, bool]:
    """Method, target and whether the connection stays open."""
    lines = head.decode("latin-1").split("\r\n")
    parts = lines[0].split(" ")
    method, target = (parts[0], parts[1]) if len(parts) == 3 else ("GET", "/")
    if target.startswith("http://"):
        target = "/" + target.split("/", 3)[3]
    is_closed = any(line.lower().replace(" ", "") == "connection:close" for line in lines[1:])
    return method, target, not is_closed and parts[-1] == "HTTP/1.1"


def _body_length(head: bytes) -> int:
    """How many bytes follow the head of a request; a city reads no long ones."""
    found = re.search(rb"(?im)^content-length:[ ]*(\d{1,6})[ ]*\r?$", head)
    return int(found[1]) if found else 0


def _head(response: Response, *, is_open: bool) -> bytes:
    try:
        phrase = http.HTTPStatus(response.status).phrase
    except ValueError:
        phrase = "Unknown"
    lines = [
        f"HTTP/1.1 {response.status} {phrase}",
        f"Date: {email.utils.formatdate(usegmt=True)}",
        "Server: practice",
        f"Content-Length: {len(response.body)}",
        f"Connection: {'keep-alive' if is_open else 'close'}",
    ]
    if response.content_type:
        lines.append(f"Content-Type: {response.content_type}")
    lines += [f"{name}: {value}" for name, value in response.headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _reset(writer: asyncio.StreamWriter) -> None:
    """Answer with RST."""
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _drip(writer: asyncio.StreamWriter, content: bytes) -> None:
    for n in range(len(content)):
        writer.write(content[n : n + 1])
        await writer.drain()
        await asyncio.sleep(1.0)
