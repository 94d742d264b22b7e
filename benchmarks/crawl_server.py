"""The local sites of the crawl benchmark; prints its port and serves until it is ended.

    python benchmarks/crawl_server.py PAGES [--linkchecker] [--hubs N]

``PAGES`` articles with about 33 links each. With ``--hubs N`` the home page leads to N pages of
1,000 links each instead, so that a crawl has N x 1,000 addresses waiting after N + 1 pages.
``/_served`` tells how many different pages were asked for.
"""

import argparse
import asyncio
import random

SENTENCE = "为贯彻落实上级工作部署，进一步做好政务公开工作，现将有关事项通知如下，请认真执行。"
LINKS_PER_HUB = 1000


class Pages:
    """Whole HTTP answers by path, made once.

    Args:
        count: number of articles.
        hubs: number of pages with 1,000 links; 0 for none.
        lifts_limit: send the header without which LinkChecker never asks faster than every
            0.1 to 0.6 seconds, whatever its settings say.
    """

    def __init__(self, count: int, *, hubs: int = 0, lifts_limit: bool = False) -> None:
        self._count = count
        self._hubs = hubs
        self._header = "LinkChecker: 1\r\n" if lifts_limit else ""
        self._made: dict[str, bytes] = {}
        self.served: set[str] = set()
        if not hubs:
            for number in range(count):
                self._make("/" if number == 0 else f"/p/{number}.html")

    def answer(self, path: str) -> bytes:
        """The answer to a request."""
        if path == "/_served":
            return self._with_head(str(len(self.served)))
        made = self._made.get(path) or self._make(path)
        if made is None:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        self.served.add(path)
        return made

    def _make(self, path: str) -> bytes | None:
        """Make a page; None when there is no such page."""
        if path == "/":
            html = self._home()
        elif path.startswith("/h/"):
            html = _frame("目录", _items(self._leaves(int(path[3:-5]))))
        elif path.startswith("/p/"):
            number = int(path[3:-5])
            near = [] if self._hubs else [(number * 30 + n) % self._count for n in range(1, 31)]
            html = _article(number, near, self._count)
        else:
            return None
        answer = self._with_head(html)
        if not self._hubs:
            self._made[path] = answer
        return answer

    def _home(self) -> str:
        if not self._hubs:
            return _article(0, list(range(1, 31)), self._count)
        return _frame("首页", "".join(f'<a href="/h/{n}.html">{n}</a>' for n in range(self._hubs)))

    def _leaves(self, hub: int) -> list[int]:
        return list(range(hub * LINKS_PER_HUB, (hub + 1) * LINKS_PER_HUB))

    def _with_head(self, html: str) -> bytes:
        body = html.encode()
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{self._header}"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


def _items(targets: list[int]) -> str:
    return "".join(
        f'<li><a href="/p/{target or 1}.html" title="第{target}号文件">'
        f"关于第{target}号工作安排的通知</a>"
        f"<span>2026-11-{1 + target % 20:02d}</span></li>"
        for target in targets
    )


def _article(number: int, near: list[int], count: int) -> str:
    generator = random.Random(number)
    far = [generator.randrange(count) for _ in range(2)]
    text = "".join(f"<p>{SENTENCE * generator.randrange(2, 5)}</p>" for _ in range(8))
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8">'
        f"<title>第{number}号文件-演练市人民政府</title>"
        '<meta name="SiteName" content="演练市人民政府">'
        '<meta name="SiteIDCode" content="3799000001">'
        '<meta name="ColumnName" content="通知公告"><meta name="ColumnType" content="通知公告">'
        f'<meta name="ArticleTitle" content="关于第{number}号工作安排的通知">'
        f'<meta name="PubDate" content="2026-11-{1 + number % 20:02d} 09:30">'
        '<meta name="ContentSource" content="市政府办公室"></head><body>'
        '<div class="header"><a href="/">首页</a></div>'
        f'<div class="article"><h1>关于第{number}号工作安排的通知</h1>'
        f'<div class="TRS_Editor">{text}</div></div>'
        f'<div class="list"><ul>{_items(near + far)}</ul></div>'
        '<div class="footer">主办单位：演练市人民政府 网站标识码：3799000001</div></body></html>'
    )


def _frame(title: str, inner: str) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-演练市人民政府</title>'
        f'</head><body><div class="list"><ul>{inner}</ul></div></body></html>'
    )


class Site(asyncio.Protocol):
    """Answers every request of a connection from memory."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            self._transport.write(self._pages.answer(path))


async def serve(pages: Pages) -> None:
    """Serve on a free port."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Site(pages), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("pages", type=int)
    parser.add_argument("--linkchecker", action="store_true")
    parser.add_argument("--hubs", type=int, default=0)
    options = parser.parse_args()
    asyncio.run(serve(Pages(options.pages, hubs=options.hubs, lifts_limit=options.linkchecker)))
