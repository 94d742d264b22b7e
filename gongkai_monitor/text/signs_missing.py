"""Pages that answer "fine" and say that there is nothing: soft 404, error and default pages.

The wordings are those of web servers (IIS, Tomcat, nginx, WebLogic …), content managers and
government platforms. A page with a text of its own only talks about such things.
"""

import re
from itertools import islice

from gongkai_monitor.text.own_words import own_lines
from gongkai_monitor.text.page import Page
from gongkai_monitor.vocabulary import PageSign

LITTLE = 400
SHORT_LINE = 120
_BARE_TEXT = 90
_BARE_LINKS = 5
_OWN_TEXT = 150
_ALERTS = 20
_FIRST_LINES = 12

MISSING_WORDS = re.compile(
    r"不存在|已(?:经)?被?(?:删除|移除|移走|撤销|下线)|找不到|无法找到|未找到|没有找到"
    r"|无法访问|丢失|失效|过期|走丢|不见了|404|暂时不可用|未能找到"
    r"|not found|出错了|page you requested|can.t be found|cannot be found",
    re.IGNORECASE,
)
_THING = (
    r"(?:页面?|网页|文件|信息|文章|内容|新闻|资源|链接|网址|地址|栏目|稿件|文档|主题|路径|站点"
    r"|URL|记录)"
)
_GONE = (
    r"(?:不存在|不翼而飞|已(?:经)?被?(?:删除|移除|移走|撤销|下线|下架|失效|撤稿|停用|迁移)"
    r"|找不到|无法找到|未找到|没有找到|不见了|走丢|迷路|丢失|无法显示|暂时不可用|不可用|已?过期)"
)
_MISSING = re.compile(
    r"(?:您|你|所|该|此|本|这个?|请求|访问|查看|浏览|查找|要找|打开|输入|对应|指定|当前|抱歉"
    r"|对不起|很遗憾|错误).{0,24}" + _THING + r".{0,16}" + _GONE + r"|(?:找不到|无法找到|未找到"
    r"|没有找到|未能找到).{0,16}(?:页面?|网页|文件|信息|文章|资源|内容|网址|目录|站点|网頁)"
    r"|" + _THING + r"(?:已经?|可能已?)?(?:不存在|找不到|走丢|丢失|被删除|被移除|已删除|失效了)"
    r"|^\W*(?:HTTP\s?(?:Status|状态)?\s?)?404\W{0,4}(?:错误|error|not found|页面|未找到|$)"
    r"|^\W*(?:(?:file|page|object|url|the requested \w+)\s.{0,40})?not found\W{0,3}$"
    r"|HTTP 错误 404|Error 404|HTTP ERROR 404|Whitelabel Error Page"
    r"|page can(?:no|')?.?t be found|the requested (?:url|resource)"
    r".{0,80}(?:not found|not available)",
    re.IGNORECASE,
)
_FAULT_WORDS = re.compile(
    r"错误|异常|出错|Exception|SQLSTATE|Fatal error|无法加载|非法操作|OLE DB|Server Error", re.I
)
_FAULT = re.compile(
    r"应用程序中的服务器错误|服务器(?:内部)?(?:出错|错误|异常)|内部服务器错误|^\W*运行时错误\W*$"
    r"|系统(?:发生|出现)?(?:错误|异常|出错)(?!率)|(?:页面|程序|网页)(?:发生|出现)?(?:错误|异常|出错)"
    r"|^\W*出错(?:了|啦)|数据库.{0,6}(?:错误|异常|失败)|无法加载(?:模块|控制器)|^非法操作\W"
    r"|HTTP\s?(?:Status|状态|错误|Error)\W{0,3}50\d|500 Internal Server Error"
    r"|(?:java|javax|org|com)\.[\w.]{3,80}(?:Exception|Error)\b|Fatal error\W.{0,20}Uncaught"
    r"|SQLSTATE\[|OLE DB Provider for",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"不存在|已?(?:下架|撤稿)|已?撤销发布|无此(?:信息|记录|文章|栏目)|没有(?:该|此|相关)(?:信息|记录|内容)"
    r"|(?:参数|路径|网址|地址)(?:错误|有误)|非法参数|无法显示|(?:链接|页面|网址)已?(?:失效|过期)"
    r"|已(?:关闭|关停|下线|停用|注销|迁移|删除)|未(?:根据.{0,12})?(?:进行|取得)?备案|找不到"
    r"|域名.{0,8}(?:出售|转让|过期|到期)|domain is for sale",
    re.IGNORECASE,
)
_DEFAULT_TITLE = re.compile(
    r"^(?:welcome to (?:nginx|openresty|centos|tengine)|iis (?:windows server|\d)"
    r"|apache tomcat/|apache2? \w+ default page|test page for|恭喜.{0,4}站点创建成功"
    r"|没有找到站点|网站访问报错|该网站暂时无法进行访问|index of /)",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"[？?《]|“[^”]{0,40}(?:不存在|找不到|404|删除|打不开)|整改|整治|检查发现|经查|反映"
)
"""A question, a quotation or a report: somebody's sentence, not the server's."""
_ANY = re.compile(r"\S")
_MISSING_SCRIPT = "404/search_children.js"
"""The page of lost children that many sites show in place of a missing one."""
_ALERT = re.compile(r"alert\s{0,3}\(\s{0,3}[\"']([^\"'<>]{2,120})[\"']")


def missing_sign(_status: int, page: Page) -> PageSign | None:
    """A short line says that the page is gone, and there is no text of the page's own."""
    if _MISSING.search(page.title) and len(page.title) <= 40 and prose(page) < LITTLE:
        return PageSign.SOFT_404
    if prose(page) >= _OWN_TEXT:
        return None
    _, *lines = own_lines(page, _MISSING)
    for line in lines:
        if len(line) <= SHORT_LINE and _MISSING.search(line):
            return PageSign.SOFT_404 if _is_message(line, page) else None
    return None


def error_sign(page: Page) -> PageSign | None:
    """An error message, a default page of the server, or a dialogue that sends one away."""
    if len(page.text) >= 2 * LITTLE or len(page.tree.css("a[href]")) > 40:
        return _SOFT if _is_trace(page) else None
    if _DEFAULT_TITLE.search(page.title) or _MISSING_SCRIPT in page.html:
        return _SOFT
    if _is_bare(page):
        said = (*own_lines(page, _ANY), *_alerts(page))
        return _SOFT if any(_speaks_of_fault(line, _BARE) for line in said) else None
    if _FAULT_WORDS.search(page.text):
        said = tuple(islice(own_lines(page, _ANY), _FIRST_LINES))
        return _SOFT if any(_speaks_of_fault(line, _FAULT) for line in said) else None
    return None


def prose(page: Page) -> int:
    """Characters in long lines: a text of the page's own."""
    return sum(len(line) for line in page.lines if len(line) > 60 and re.search("[，。；]", line))


def _speaks_of_fault(line: str, pattern: re.Pattern[str]) -> bool:
    if len(line) > 2 * SHORT_LINE or _QUOTED.search(line):
        return False
    return bool(pattern.search(line) or _MISSING.search(line) or _FAULT.search(line))


def _is_bare(page: Page) -> bool:
    """Hardly any words and no way on: what little there is is the server speaking."""
    return len(page.text) <= _BARE_TEXT and len(page.tree.css("a[href]")) <= _BARE_LINKS


def _alerts(page: Page) -> tuple[str, ...]:
    """What dialogues say; looked at only where the page shows next to nothing itself."""
    start = page.html[:20_000]
    return tuple(match[1] for match in islice(_ALERT.finditer(start), _ALERTS))


def _is_trace(page: Page) -> bool:
    """A long dump of a failed program: the first line names the exception."""
    first = page.lines[0][:SHORT_LINE] if page.lines else ""
    return bool(re.search(r"^(?:[\w.]{3,80}(?:Exception|Error)\b|Fatal error)", first))


def _is_message(line: str, page: Page) -> bool:
    """Whether a line speaks to the reader of the page, and is not an entry of a list or form.

    A question or quotation (《…》, “…？”) is somebody's sentence, not the server's.
    """
    if _QUOTED.search(line) or re.search(r"^\d{1,3}[.、)]", line):
        return False
    alone = len(page.lines) < 40
    return alone or bool(
        re.search(r"您|你|对不起|抱歉|404|请求|访问的|浏览的|not found", line, re.I)
    )


_SOFT = PageSign.SOFT_404
