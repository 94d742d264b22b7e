"""推文编号: one key for a post, whichever source names it (feed, platform, provider's export).

The key is ``<platform>:<the platform's own id>``, read from the address of the post. Weibo prints a
post's number in two ways (``4383183661430868`` and ``HyTZc60ew``); both give one key.
"""

import re
from urllib.parse import parse_qs, urlsplit

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUE = {char: n for n, char in enumerate(_DIGITS)}
_GROUP, _LETTERS = 7, 4
_BID = re.compile(r"[0-9A-Za-z]{8,10}")
_MID = re.compile(r"\d{15,19}")
_HOSTS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("weibo", "weibo.com", re.compile(r"^/(?:\d+|detail|status)/(?P<id>\w{8,19})$")),
    ("weibo", "weibo.cn", re.compile(r"^/(?:status|detail|comment|\d+)/(?P<id>\w{8,19})$")),
    ("wechat", "mp.weixin.qq.com", re.compile(r"^/s/(?P<id>[\w-]{16,40})$")),
    ("douyin", "douyin.com", re.compile(r"/(?:video|note|article)/(?P<id>\d{12,22})")),
    ("douyin", "iesdouyin.com", re.compile(r"/(?:video|note|article)/(?P<id>\d{12,22})")),
    ("toutiao", "toutiao.com", re.compile(
        r"^/(?:(?:article|w|video|item|group)/|[aiw])(?P<id>\d{12,22})")),
    ("bilibili", "bilibili.com", re.compile(r"^/video/(?P<id>BV\w{10}|av\d+)")),
    ("bilibili", "bilibili.com", re.compile(r"^/(?:opus/|dynamic/)?(?P<id>\d{15,22})")),
    ("bilibili", "bilibili.com", re.compile(r"^/read/(?:mobile/)?(?P<id>cv\d+)")),
    ("kuaishou", "kuaishou.com", re.compile(r"^/(?:short-video|fw/photo)/(?P<id>\w{8,24})")),
)  # fmt: skip
"""Platform, host (or what it ends with), and the form of the path of one post."""


def post_key_of(address: str | None) -> str | None:
    """The key of the post at an address; None when the platform or the id is not known."""
    try:
        parts = urlsplit((address or "").strip())
        host = (parts.hostname or "").lower()
        query = parse_qs(parts.query)
    except ValueError:
        return None
    if host == "mp.weixin.qq.com" and {"mid", "idx"} <= query.keys():
        return wechat_key(query["mid"][0], query["idx"][0])
    if host == "baijiahao.baidu.com" and query.get("id", [""])[0].isdecimal():
        return f"baijiahao:{query['id'][0]}"
    for platform, ending, form in _HOSTS:
        match = form.search(parts.path.rstrip("/")) if _is_of(host, ending) else None
        if match:
            return weibo_key(match["id"]) if platform == "weibo" else f"{platform}:{match['id']}"
    return None


def wechat_key(mid: str, idx: str) -> str | None:
    """The key of an article from the number of its message and its place in it."""
    is_number = mid.isascii() and mid.isdecimal() and idx.isascii() and idx.isdecimal()
    return f"wechat:{int(mid)}_{int(idx)}" if is_number else None


def weibo_key(number: str) -> str | None:
    """The key of a weibo from its number in either form."""
    if _MID.fullmatch(number):
        return f"weibo:{number}"
    if not _BID.fullmatch(number):
        return None
    groups: list[str] = []
    rest = number
    while rest:
        rest, letters = rest[:-_LETTERS], rest[-_LETTERS:]
        value = 0
        for char in letters:
            value = value * len(_DIGITS) + _VALUE[char]
        groups.append(str(value).zfill(_GROUP) if rest else str(value))
    return f"weibo:{''.join(reversed(groups))}"


def _is_of(host: str, ending: str) -> bool:
    return host == ending or host.endswith("." + ending)
