"""A fast local site of N pages with about 33 links each; prints its port and serves."""

import asyncio
import random
import sys

SENTENCE = "为贯彻落实上级工作部署，进一步做好政务公开工作，现将有关事项通知如下，请认真执行。"


def build_pages(count: int) -> dict[bytes, bytes]:
    """Path -> whole HTTP answer."""
    pages: dict[bytes, bytes] = {}
    for number in range(count):
        path = b"/" if number == 0 else f"/p/{number}.html".encode()
        pages[path] = _answer(_html(number, count))
    return pages


def _html(number: int, count: int) -> str:
    generator = random.Random(number)
    near = [(number * 30 + step) % count for step in range(1, 31)]
    far = [generator.randrange(count) for _ in range(2)]
    items = "".join(
        f'<li><a href="/p/{target or 1}.html" title="第{target}号文件">'
        f"关于第{target}号工作安排的通知</a>"
        f"<span>2026-11-{1 + target % 20:02d}</span></li>"
        for target in near + far
    )
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
        f'<div class="TRS_Editor">{text}</div></div><div class="list"><ul>{items}</ul></div>'
        '<div class="footer">主办单位：演练市人民政府 网站标识码：3799000001</div></body></html>'
    )


def _answer(html: str) -> bytes:
    body = html.encode()
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}"
    )
    return head.encode() + b"\r\n\r\n" + body


class Site(asyncio.Protocol):
    """Answers every request of a connection from memory."""

    pages: dict[bytes, bytes] = {}
    missing = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1]
            assert isinstance(self.transport, asyncio.Transport)
            self.transport.write(self.pages.get(path, self.missing))


async def main(count: int) -> None:
    Site.pages = build_pages(count)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Site, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
