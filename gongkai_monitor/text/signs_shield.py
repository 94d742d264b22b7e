"""What stands between a machine and a page: challenges, refusals, login forms."""

import re
from urllib.parse import urlsplit

from gongkai_monitor.text.own_words import own_lines
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.signs_missing import LITTLE, SHORT_LINE
from gongkai_monitor.vocabulary import PageSign

CHALLENGE_WORDS = re.compile(
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


def is_shielded(page: Page) -> bool:
    """A script that stands before the page. Shield scripts on full pages are none."""
    if not any(mark in page.html for mark in _CHALLENGE_MARKS):
        return False
    return len(page.text) < LITTLE and len(page.tree.css("a[href]")) < 5


def challenge_sign(status: int, page: Page) -> PageSign | None:
    """A short page that asks for a proof of being human, or says that it refused."""
    limit = 2 * LITTLE if status in _CHALLENGE_STATUS else LITTLE
    if len(page.text) >= limit:
        return None
    texts = own_lines(page, _CHALLENGE_TEXT)
    if any(len(line) <= SHORT_LINE and _CHALLENGE_TEXT.search(line) for line in texts):
        return PageSign.CHALLENGE
    return None


def is_login(url: str, page: Page) -> bool:
    """Whether a page asks for a name and a password in place of what was asked for."""
    if len(page.text) >= LITTLE:
        return False
    if not _PASSWORD.search(page.html):
        return bool(
            len(page.text) < 200
            and any(len(line) <= 60 and _LOGIN_TEXT.search(line) for line in page.lines[:30])
            and len(page.tree.css("a[href]")) < 15
        )
    return len(page.tree.css("a[href]")) <= 40 and not _LOGIN_URL.search(path_of(url))


def path_of(url: str) -> str:
    """Path of an address, ``""`` when it cannot be split."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
