"""What an answered page really is: normal, a soft 404, a challenge, a login form.

Called for every fetched page, so the common case is settled by a few searches in the raw text.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from gongkai_monitor.text.file_types import FileKind, file_kind, is_wrong_type
from gongkai_monitor.text.own_words import is_published_text, own_lines
from gongkai_monitor.text.page import Page, host_of
from gongkai_monitor.vocabulary import PageSign

_MISSING_WORDS = re.compile(
    r"不存在|已(?:经)?被?(?:删除|移除|移走|撤销|下线)|找不到|无法找到|未找到|没有找到"
    r"|无法访问|丢失|失效|过期|走丢|不见了|404"
    r"|not found|出错了|page you requested",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"(?:您|你|所|该|此|本|这个?|请求|访问|查看|浏览|查找|要找|打开|输入|对应|当前|抱歉"
    r"|对不起|很遗憾|错误).{0,24}"
    r"(?:页面?|网页|文件|信息|文章|内容|新闻|资源|链接|网址|地址|栏目|稿件|文档|URL|记录).{0,16}"
    r"(?:不存在|已(?:经)?被?(?:删除|移除|移走|撤销|下线|失效)"
    r"|找不到|无法找到|未找到|没有找到|不见了|走丢|丢失|无法显示|已?过期)"
    r"|(?:找不到|无法找到|未找到|没有找到).{0,16}(?:页面?|网页|文件|信息|文章|资源|内容|网址|目录)"
    r"|(?:页面?|网页|文章|信息|内容|文件|新闻|链接|地址|资源)(?:已经?|可能已?)?(?:不存在"
    r"|找不到|走丢|丢失|被删除|被移除|已删除|失效了)"
    r"|^\W*(?:HTTP\s?(?:Status\s?)?)?404\W{0,4}(?:错误|error|not found|页面|$)"
    r"|^\W*(?:(?:file|page|object|url|the requested \w+)\s.{0,40})?not found\W{0,3}$"
    r"|HTTP 错误 404|Error 404|Whitelabel Error Page|the requested (?:url"
    r"|resource).{0,80}(?:not found|not available)",
    re.IGNORECASE,
)
_CLOSED_WORDS = re.compile(
    r"维护|建设中|升级|改版|调试|敬请期待|即将上线|under construction|maintenance", re.I
)
_CLOSED = re.compile(
    r"(?:网站|系统|站点|页面|栏目|平台|服务器|功能|本站|服务)?(?:正在|正|处于|目前)?(?:进行)?.{0,8}"
    r"(?:维护中|建设中|升级中|改版中|调试中|建设完善中|维护升级|升级维护|升级改造|系统维护)"
    r"|(?:正在|进行)(?:系统|网站|服务器|例行|紧急|停机|数据)?.{0,6}(?:维护|建设|升级|改版"
    r"|调试|迁移)"
    r"|(?:维护|升级|改版|建设)期间.{0,20}(?:暂停|停止|无法|关闭)|敬请期待|即将上线"
    r"|under construction|site maintenance",
    re.IGNORECASE,
)
_CHALLENGE_WORDS = re.compile(
    r"验证|盾|加速乐|安全狗|防火墙|云防护|云锁|WAF|拦截|频繁|频率|恶意|攻击|异常|JavaScript|browser"
)
_CHALLENGE_MARKS = ("$_ts", "__jsl_clearance", "acw_sc__v2", "challenge-platform", "__tst_status")
_CHALLENGE_TEXT = re.compile(
    r"(?:请|需|先)?.{0,6}(?:完成|进行|通过).{0,8}(?:安全|人机|滑动|滑块|访问|身份)?验证"
    r"|安全验证|人机验证|滑动验证|拖动.{0,6}滑块|访问验证"
    r"|验证您是(?:否)?(?:真人|人类)|创宇盾|知道创宇|加速乐|安全狗|网站防火墙|云防护|云锁|WAF"
    r"|(?:请求|访问|操作).{0,10}(?:被.{0,10}拦截|过于频繁|频率过|已被(?:阻止|阻断|禁止)"
    r"|存在(?:风险|威胁|异常))|恶意(?:访问|攻击)|疑似.{0,6}攻击"
    r"|检测到.{0,10}异常|Please enable JavaScript|checking your browser",
    re.IGNORECASE,
)
_PASSWORD = re.compile(r"type\s{0,3}=\s{0,3}['\"]?password", re.IGNORECASE)
_LOGIN_TEXT = re.compile(
    r"(?:请(?:先)?|您(?:还)?(?:未|没有)|需要?|必须|尚未).{0,6}(?:登录|登陆)|登录(?:后|才能)"
    r"|统一身份认证|用户登录|账号登录|会话(?:已)?(?:超时|过期)"
)
_LOGIN_URL = re.compile(
    r"(?:^|[/.\-_])(?:login|signin|sso|cas|passport|uaa|oauth2?|authserver)(?:[/.\-_?]|$)", re.I
)

_CHALLENGE_STATUS = frozenset({202, 403, 405, 412, 418, 429, 493, 503, 521, 567})
_LITTLE = 400
_SHORT_LINE = 120
_HOME_PATH = re.compile(
    r"^/?(?:(?:index|default|main|home)(?:\.(?:s?html?|jsp|php|aspx?|do|action))?)?/?$",
    re.IGNORECASE,
)


def sign_of(
    *,
    status: int,
    url: str,
    final_url: str,
    body: bytes,
    content_type: str | None = None,
    home_url: str | None = None,
    page: Page | None = None,
) -> PageSign:
    """What an answer is.

    Args:
        status: HTTP status; an answer of 404 or 500 is judged by its status, not here.
        url: what was asked for.
        final_url: where the answer came from after redirects.
        body: the body, or at least its first 4 KB for files.
        content_type: the header as sent.
        home_url: home page of the site, to recognise a silent redirect to it.
        page: the parsed page; None for everything that is no HTML.
    """
    if page is None:
        return _file_sign(url, final_url, body, content_type)
    if not body.strip():
        return PageSign.EMPTY
    if _wants_file(url) and file_kind(body[:1024]) is FileKind.HTML:
        sign = _html_sign(status, url, final_url, home_url, page)
        return PageSign.WRONG_TYPE if sign is PageSign.NORMAL else sign
    return _html_sign(status, url, final_url, home_url, page)


def is_redirected_home(url: str, final_url: str, home_url: str | None) -> bool:
    """Whether an inner page was answered with a home page."""
    if _is_home(url, home_url) or not final_url or final_url == url:
        return False
    return _is_home(final_url, home_url)


def _html_sign(status: int, url: str, final_url: str, home_url: str | None, page: Page) -> PageSign:
    words = f"{page.title}\n{page.text}"
    if _is_shielded(page):
        return PageSign.CHALLENGE
    for prefilter, check in _WORD_CHECKS:
        if prefilter.search(words):
            sign = check(status, page)
            if sign is not None and not is_published_text(page):
                return sign
    if _is_login(url, final_url, page):
        return PageSign.LOGIN
    if is_redirected_home(url, final_url, home_url):
        return PageSign.HOME
    return PageSign.EMPTY if _is_blank(page) else PageSign.NORMAL


def _file_sign(url: str, final_url: str, body: bytes, content_type: str | None) -> PageSign:
    if not body:
        return PageSign.EMPTY
    ending = _ending(url) or _ending(final_url)
    if not ending and content_type and "pdf" in content_type.lower():
        ending = "pdf"
    return PageSign.WRONG_TYPE if is_wrong_type(ending, body[:4096]) else PageSign.NORMAL


def _is_shielded(page: Page) -> bool:
    """A script that stands before the page. Shield scripts on full pages are none."""
    if not any(mark in page.html for mark in _CHALLENGE_MARKS):
        return False
    return len(page.text) < _LITTLE and len(page.tree.css("a[href]")) < 5


def _challenge(status: int, page: Page) -> PageSign | None:
    """A short page that asks for a proof of being human, or says that it refused."""
    limit = 2 * _LITTLE if status in _CHALLENGE_STATUS else _LITTLE
    if len(page.text) >= limit:
        return None
    texts = own_lines(page, _CHALLENGE_TEXT)
    if any(len(line) <= _SHORT_LINE and _CHALLENGE_TEXT.search(line) for line in texts):
        return PageSign.CHALLENGE
    return None


def _missing(_status: int, page: Page) -> PageSign | None:
    """A short line says that the page is gone, and there is no text of the page's own."""
    if _MISSING.search(page.title) and len(page.title) <= 40 and _prose(page) < _LITTLE:
        return PageSign.SOFT_404
    if _prose(page) >= 150:
        return None
    _, *lines = own_lines(page, _MISSING)
    for line in lines:
        if len(line) <= _SHORT_LINE and _MISSING.search(line):
            return PageSign.SOFT_404 if _is_message(line, page) else None
    return None


def _closed(_status: int, page: Page) -> PageSign | None:
    """A short notice instead of a page; pages with ordinary content are not closed."""
    if len(page.text) >= _LITTLE or len(page.tree.css("a[href]")) > 40:
        return None
    for line in own_lines(page, _CLOSED):
        if len(line) <= _SHORT_LINE and _CLOSED.search(line):
            return PageSign.MAINTENANCE
    return None


def _is_message(line: str, page: Page) -> bool:
    """Whether a line speaks to the reader of the page, and is not an entry of a list or form.

    A question or quotation (《…》, “…？”) is somebody's sentence, not the server's.
    """
    if re.search(r"[？?《]", line) or re.search(r"^\d{1,3}[.、)]", line):
        return False
    alone = len(page.lines) < 40
    return alone or bool(
        re.search(r"您|你|对不起|抱歉|404|请求|访问的|浏览的|not found", line, re.I)
    )


def _is_login(url: str, final_url: str, page: Page) -> bool:
    if len(page.text) >= _LITTLE:
        return False
    if not _PASSWORD.search(page.html):
        return bool(
            len(page.text) < 200
            and any(len(line) <= 60 and _LOGIN_TEXT.search(line) for line in page.lines[:30])
            and len(page.tree.css("a[href]")) < 15
        )
    return len(page.tree.css("a[href]")) <= 40 and not _LOGIN_URL.search(_path(url))


def _is_blank(page: Page) -> bool:
    """No visible text, no picture, no frame, no form, no link."""
    if page.text:
        return False
    return page.tree.css_first("img,iframe,frame,object,embed,video,input,canvas,svg") is None


def _prose(page: Page) -> int:
    """Characters in long lines: a text of the page's own."""
    return sum(len(line) for line in page.lines if len(line) > 60 and re.search("[，。；]", line))


def _is_home(url: str, home_url: str | None) -> bool:
    try:
        parts = urlsplit(url)
        home = urlsplit(home_url) if home_url else None
    except ValueError:
        return False
    if home is not None and host_of(url) == host_of(home_url or ""):
        return parts.path.rstrip("/") == home.path.rstrip("/") or (
            bool(_HOME_PATH.match(home.path) and _HOME_PATH.match(parts.path))
        )
    return bool(_HOME_PATH.match(parts.path)) and not parts.query


def _wants_file(url: str) -> bool:
    return is_wrong_type(_ending(url), b"<html>")


def _ending(url: str) -> str:
    name = _path(url).rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def _path(url: str) -> str:
    """Path of an address, ``""`` when it cannot be split."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


_WORD_CHECKS: tuple[tuple[re.Pattern[str], Callable[[int, Page], PageSign | None]], ...] = (
    (_CHALLENGE_WORDS, _challenge),
    (_MISSING_WORDS, _missing),
    (_CLOSED_WORDS, _closed),
)
