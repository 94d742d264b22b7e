"""The site of the link benchmark: 2,000 pages with planted links; prints its port and serves.

    python -m benchmarks.link_site [--plain N]

Home leads to 40 columns of 50 articles; every planted link stands on two articles. Beside the
planted ones, pages of words on maintenance, dead links and gambling stand among the ordinary.
``--plain N``: only N ordinary pages, for speed. ``/_reset`` forgets who asked before; ``/_rates``
gives the instants of all requests since then, one a line.
"""

import argparse
import asyncio
import socket
import struct
import time
from collections import Counter, defaultdict
from urllib.parse import quote, unquote

from benchmarks.link_classes import (
    ALIVE,
    BROKEN,
    EACH,
    Ask,
    Say,
    answer,
    article,
    frame,
    planted_path,
)
from benchmarks.link_words import TALK

COLUMNS = 40
PER_COLUMN = 50
PAGES = COLUMNS * PER_COLUMN
OTHER_HOST = "127.0.0.2"
_LINES = {
    200: "OK", 301: "Moved Permanently", 302: "Found", 403: "Forbidden", 404: "Not Found",
    410: "Gone", 412: "Precondition Failed", 429: "Too Many Requests",
    500: "Internal Server Error", 503: "Service Unavailable",
}  # fmt: skip


class Pages:
    """Ordinary pages of the site; ``port`` and ``refused`` go into the planted addresses."""

    def __init__(self, port: int, refused: int, plain: int) -> None:
        self._plain = plain
        self._links: dict[int, list[str]] = defaultdict(list)
        names = [(name, n) for name in (*BROKEN, *ALIVE) for n in range(EACH)]
        for place, (name, number) in enumerate(names):
            href = planted_path(name, number)
            if name == "refused":
                href = f"http://127.0.0.1:{refused}{href}"
            elif name == "hijacked":
                href = f"http://{OTHER_HOST}:{port}{href}"
            link = f'<p><a href="{href}">有关链接</a></p>'
            self._links[place * 2 % PAGES].append(link)
            self._links[(place * 3 + 7) % PAGES].append(link)

    def page(self, path: str) -> str | None:
        """The page at a path; None when there is none."""
        if self._plain:
            return article(7) if path.startswith("/p/") else None
        if path == "/":
            columns = "".join(f'<li><a href="/c/{n}.html">栏目{n}</a></li>' for n in range(COLUMNS))
            return frame("演练市人民政府", f"<ul>{columns}</ul>")
        folder, _, name = path.strip("/").partition("/")
        number = int(name.removesuffix(".html")) if name[:-5].isdigit() else -1
        if folder == "c" and 0 <= number < COLUMNS:
            return self._column(number)
        if folder == "p" and 0 <= number < PAGES:
            return self._article(number)
        return None

    def _column(self, number: int) -> str:
        first = number * PER_COLUMN
        rows = "".join(
            f'<li><a href="/p/{n}.html">关于第{n}号工作安排的通知</a>'
            f"<span>2026-11-{1 + n % 20:02d}</span></li>"
            for n in range(first, first + PER_COLUMN)
        )
        return frame(f"栏目{number}", f"<ul>{rows}</ul>")

    def _article(self, number: int) -> str:
        links = "".join(self._links[number])
        if number % 25 == 0:
            title, text = TALK[number // 25 % len(TALK)]
            return frame(title, f"<h1>{title}</h1><p>{text * 3}</p>{links}")
        return article(number).replace("<div class='footer'>", f"{links}<div class='footer'>")


class Site(asyncio.Protocol):
    """One connection."""

    counts: Counter[str] = Counter()
    instants: list[float] = []

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._buffer = b""
        self._last: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            self._serve(head.decode("latin-1"))

    def _serve(self, head: str) -> None:
        line, *rest = head.split("\r\n")
        method, target, _ = line.split(" ", 2)
        headers = {name.lower(): value for name, _, value in (row.partition(": ") for row in rest)}
        path = unquote(target)
        if path == "/_reset":
            self.counts.clear()
            self.instants.clear()
            self._send(Say(), method)
            return
        if path == "/_rates":
            self._send(Say(body="\n".join(map(str, self.instants)).encode()), method)
            return
        self.instants.append(time.monotonic())
        say = self._answer(method, path, headers)
        if say.is_reset:
            raw = self._transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._transport.abort()
        elif say.delay:
            asyncio.get_running_loop().call_later(say.delay, self._send, say, method)
        else:
            self._send(say, method)

    def _answer(self, method: str, path: str, headers: dict[str, str]) -> Say:
        parts = path.split("/")
        if len(parts) >= 5 and parts[1] == "x":
            key = "/".join(parts[:4])
            self.counts[key] += method == "GET"
            ask = Ask(
                method=method,
                number=int(parts[3]),
                agent=headers.get("user-agent", ""),
                cookie=headers.get("cookie", ""),
                count=max(1, self.counts[key]),
            )
            return answer(parts[2], ask)
        html = self._pages.page(path)
        if html is not None:
            return Say(body=html.encode())
        return Say(body=frame("404", "<p>页面不存在</p>").encode(), status=404)

    def _send(self, say: Say, method: str) -> None:
        headers = "".join(f"{row}\r\n" for row in say.headers)
        head = (
            f"HTTP/1.1 {say.status} {_LINES[say.status]}\r\nContent-Type: {say.kind}\r\n{headers}"
            f"Content-Length: {len(say.body)}\r\n\r\n"
        )
        self._transport.write(head.encode() + (b"" if method == "HEAD" else say.body))


async def serve(plain: int) -> None:
    """Serve on a free port of two loopback hosts; a second port is taken and refuses."""
    loop = asyncio.get_running_loop()
    refused = socket.socket()
    refused.bind(("127.0.0.1", 0))
    with socket.socket() as probe:
        probe.bind(("0.0.0.0", 0))
        port = probe.getsockname()[1]
    pages = Pages(port, refused.getsockname()[1], plain)
    servers = [
        await loop.create_server(lambda: Site(pages), host, port)
        for host in ("127.0.0.1", OTHER_HOST)
    ]
    print(port, flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


def key_of(url: str) -> str | None:
    """``class/number`` of a planted address, however a checker writes it."""
    parts = unquote(url).split("/")
    if "x" not in parts[3:4]:
        return None
    return quote(f"{parts[4]}/{parts[5]}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--plain", type=int, default=0)
    asyncio.run(serve(parser.parse_args().plain))
