"""错误页: whether a site's answer to a missing address speaks to people (rule G-15)."""

import re
from dataclasses import dataclass

from gongkai_monitor.text.page import Page

_TECHNICAL: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("程序调用堆栈", re.compile(r"\bat [\w.$<>]{3,120}\([\w ]{1,60}(?:\.java:\d{1,6}|Source)\)")),
    ("程序异常信息", re.compile(r"\b(?:java|org|com|javax|System)(?:\.\w{1,60}){1,8}Exception\b")),
    ("Python 调用堆栈", re.compile(r"Traceback \(most recent call last\)")),
    ("PHP 报错", re.compile(
        r"(?:Fatal error|Parse error|Warning|Notice): .{1,200} on line \d{1,6}"
    )),
    ("数据库报错", re.compile(r"ORA-\d{5}|SQLSTATE\[|You have an error in your SQL syntax|OLE DB")),
    ("ASP.NET 报错", re.compile(
        r"Server Error in '[^']{0,80}' Application|“[^”]{0,80}”应用程序中的服务器错误"
    )),
    ("Spring 默认报错页", re.compile(r"Whitelabel Error Page")),
    ("Tomcat 默认报错页", re.compile(r"Apache Tomcat(?:/\d|\s*Version)|HTTP Status \d{3}\s*[-–—]")),
    ("服务器默认报错页", re.compile(
        r"(?:nginx|openresty|Tengine|Apache|IIS|WebLogic|Jetty)/\d[\d.]{0,12}"
        r"|The requested URL .{0,200} was not found on this server|Error 404--Not Found"
    )),
    ("服务器默认报错页", re.compile(r"^\s*404 Not Found\s+(?:nginx|openresty|Tengine|Apache)\b")),
)  # fmt: skip
_CHINESE = re.compile(r"[\u4e00-\u9fff]{4}")
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What an error page shows: ``technical`` names technical text, None when there is none."""

    technical: str | None
    speaks_chinese: bool

    @property
    def is_friendly(self) -> bool:
        """Whether a citizen learns from it what happened."""
        return self.technical is None and self.speaks_chinese


def read_error_page(page: Page) -> ErrorPage:
    """Read the visible text of an error page."""
    text = f"{page.title}\n{page.text}"[:_LONGEST]
    technical = next((name for name, pattern in _TECHNICAL if pattern.search(text)), None)
    return ErrorPage(technical=technical, speaks_chinese=bool(_CHINESE.search(text)))
