"""The classes of planted links and how each answers; ``python -m benchmarks links`` counts them."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.link_words import HIJACKED, MAINTENANCE, SOFT_404

EACH = 20
BROKEN = (
    "404", "410", "500", "soft-404", "to-home", "loop", "reset", "refused", "empty", "maintenance",
    "dead-403", "hijacked",
)  # fmt: skip
ALIVE = (
    "browser-403", "script-412", "429-once", "head-404", "503-once", "slow", "gbk", "raw-path",
    "moved", "spaces",
)  # fmt: skip
SLOW_SECONDS = 3.0
COOKIE = "passed=1"
_CHALLENGE = (
    "<!DOCTYPE html><html><head><script>$_ts=window['$_ts'];document.cookie='passed=1;path=/';"
    "location.reload();</script></head><body></body></html>"
)
_FORBIDDEN = (
    "<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center>"
    "<hr><center>nginx</center></body></html>"
)
_BROWSERS = ("AppleWebKit/", "Gecko/20")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request for a planted address; ``count`` from 1 since the last reset."""

    method: str
    number: int
    agent: str
    cookie: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """An answer; ``is_reset`` cuts the connection instead."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: tuple[str, ...] = ()
    delay: float = 0.0
    is_reset: bool = False


def planted_path(name: str, number: int) -> str:
    """The address as it stands in the page, not yet encoded."""
    if name == "raw-path":
        return f"/x/{name}/{number}/公开目录/第{number}号稿件.html"
    if name == "spaces":
        return f"/x/{name}/{number}/annual report {number}.html"
    if name == "head-404" and number % 2:
        return f"/x/{name}/{number}/form.pdf"
    return f"/x/{name}/{number}/page.html"


def answer(name: str, ask: Ask) -> Say:
    """What a planted address of a class answers."""
    return _ANSWERS[name](ask)


def frame(title: str, inner: str) -> str:
    """A page in the layout of the site."""
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8">'
        f"<title>{title}</title></head><body><div class='header'><a href='/'>首页</a>"
        "<a href='/c/1.html'>要闻动态</a><a href='/c/2.html'>通知公告</a></div>"
        f"<div class='main'>{inner}</div>"
        "<div class='footer'>主办单位：演练市人民政府 网站标识码：3799000001</div></body></html>"
    )


def article(number: int) -> str:
    """An ordinary text."""
    text = "各有关单位要高度重视，认真抓好落实，确保各项工作按期完成，有关情况及时报告。" * 4
    title = f"关于第{number}号工作安排的通知"
    body = "".join(f"<p>{text}</p>" for _ in range(3))
    return frame(title, f"<h1>{title}</h1><div>发布时间：2026-11-{1 + number % 20:02d}</div>{body}")


def _page(html: str, status: int = 200, *headers: str) -> Say:
    return Say(body=html.encode(), status=status, headers=headers)


def _alive(ask: Ask) -> Say:
    return _page(article(ask.number))


def _message(words: tuple[str, ...]) -> Callable[[Ask], Say]:
    return lambda ask: _page(frame("提示信息", f"<p>{words[ask.number % len(words)]}</p>"))


def _to(target: str, status: int = 302) -> Callable[[Ask], Say]:
    return lambda ask: Say(status=status, headers=(f"Location: {target.format(ask.number)}",))


def _loop(ask: Ask) -> Say:
    other = "again" if ask.count % 2 else "page"
    return Say(status=302, headers=(f"Location: /x/loop/{ask.number}/{other}.html",))


def _hijacked(ask: Ask) -> Say:
    title, text = HIJACKED[ask.number % len(HIJACKED)]
    return _page(
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body>"
        f"<h1>{title}</h1><p>{text}</p></body></html>"
    )


def _browser_only(ask: Ask) -> Say:
    is_browser = any(mark in ask.agent for mark in _BROWSERS)
    return _alive(ask) if is_browser else _page(_FORBIDDEN, 403)


def _once(status: int, *headers: str) -> Callable[[Ask], Say]:
    return lambda ask: _page("busy", status, *headers) if ask.count == 1 else _alive(ask)


def _head_404(ask: Ask) -> Say:
    if ask.method == "HEAD":
        return _page("", 404)
    if ask.number % 2:
        return Say(body=b"%PDF-1.7\n" + b"x" * 3000, kind="application/pdf")
    return _alive(ask)


_ANSWERS: dict[str, Callable[[Ask], Say]] = {
    "404": lambda _: _page(frame("404", "<p>页面不存在</p>"), 404),
    "410": lambda _: _page("gone", 410),
    "500": lambda _: _page("Internal Server Error", 500),
    "soft-404": _message(SOFT_404),
    "to-home": _to("/"),
    "loop": _loop,
    "reset": lambda _: Say(is_reset=True),
    "empty": lambda _: Say(),
    "maintenance": _message(MAINTENANCE),
    "dead-403": lambda _: _page(_FORBIDDEN, 403),
    "hijacked": _hijacked,
    "browser-403": _browser_only,
    "script-412": lambda ask: _alive(ask) if COOKIE in ask.cookie else _page(_CHALLENGE, 412),
    "429-once": _once(429, "Retry-After: 1"),
    "head-404": _head_404,
    "503-once": _once(503),
    "slow": lambda ask: Say(body=article(ask.number).encode(), delay=SLOW_SECONDS),
    "gbk": lambda ask: Say(
        body=article(ask.number).replace("utf-8", "gb2312").encode("gb18030"), kind="text/html"
    ),
    "raw-path": _alive,
    "moved": _to("/p/{}.html", 301),
    "spaces": _alive,
}
