"""The local site of the rounds benchmark: it answers conditional requests and counts what it sends.

``channels`` lists of ``articles`` entries each, 20 to a page, one new entry a day in every list;
the home page shows the newest entry of each. Served by a thread of the benchmark's own process.
"""

import hashlib
import threading
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE_SIZE = 20
SENTENCE = "为贯彻落实上级工作部署，进一步做好政务公开工作，现将有关事项通知如下，请认真执行。"


@dataclass(frozen=True, slots=True)
class Entry:
    """One article; a higher ``version`` is another text."""

    path: str
    title: str
    day: date
    version: int = 1


@dataclass(slots=True)
class Traffic:
    """What the server was asked for and what it sent."""

    requests: int = 0
    body_bytes: int = 0
    by_status: Counter[int] = field(default_factory=Counter)


class RoundsSite:
    """The site; change its ``lists`` between rounds."""

    def __init__(self, channels: int, articles: int, today: date) -> None:
        self.lists = {
            f"/c{c}/": [
                Entry(f"/c{c}/{n}.html", f"关于第{c}类第{n}号工作安排的通知", today - timedelta(n))
                for n in range(articles)
            ]
            for c in range(channels)
        }
        self.traffic = Traffic()

    @property
    def page_count(self) -> int:
        """Home page, list pages and articles."""
        pages = sum(-(-len(rows) // PAGE_SIZE) for rows in self.lists.values())
        return 1 + pages + sum(len(rows) for rows in self.lists.values())

    def change(self, path: str, **values: object) -> None:
        """Another title, day or version of an article."""
        for rows in self.lists.values():
            for n, entry in enumerate(rows):
                if entry.path == path:
                    rows[n] = replace(entry, **values)  # type: ignore[arg-type]

    def body(self, path: str) -> str | None:
        """The HTML of a page, None when there is none."""
        if path == "/":
            newest = [rows[0] for rows in self.lists.values()]
            columns = "".join(f'<a href="{front}">栏目{front[2:-1]}</a>' for front in self.lists)
            return _frame("首页", f'<div class="nav">{columns}</div>{_rows(newest)}')
        front = path[: path.rindex("/") + 1]
        rows = self.lists.get(front, [])
        for entry in rows:
            if entry.path == path:
                return _article(entry)
        name = path.removeprefix(front)
        number = int(name[6:-5]) if name.startswith("index_") else 1 if not name else 0
        shown = rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE] if number else []
        if not shown:
            return None
        more = number * PAGE_SIZE < len(rows)
        tail = f'<a href="{front}index_{number + 1}.html">下一页</a>' if more else ""
        return _frame("栏目", _rows(shown) + tail)


def serve(site: RoundsSite) -> ThreadingHTTPServer:
    """Serve on a free port of the loopback address until ``shutdown``."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            html = site.body(self.path)
            body = (html or "").encode()
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            status = 404 if html is None else 200
            if status == 200 and self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            site.traffic.requests += 1
            site.traffic.body_bytes += len(body)
            site.traffic.by_status[status] += 1
            self.send_response(status)
            if status == 200:
                self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """The benchmark prints its own figures."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _rows(entries: list[Entry]) -> str:
    items = "".join(
        f'<li><a href="{entry.path}" title="{entry.title}">{entry.title}</a>'
        f"<span>{entry.day.isoformat()}</span></li>"
        for entry in entries
    )
    return f'<div class="list"><ul>{items}</ul></div>'


def _article(entry: Entry) -> str:
    text = "".join(f"<p>{SENTENCE * 3}</p>" for _ in range(6))
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8">'
        f'<title>{entry.title}</title><meta name="ArticleTitle" content="{entry.title}">'
        f'<meta name="PubDate" content="{entry.day.isoformat()} 09:30"></head><body>'
        f'<a href="/">首页</a><h1>{entry.title}</h1><div class="TRS_Editor">{text}'
        f"<p>第{entry.version}稿</p></div></body></html>"
    )


def _frame(title: str, inner: str) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body>{inner}</body></html>"
    )
