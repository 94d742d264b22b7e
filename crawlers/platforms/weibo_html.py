"""微博 as weibo.cn prints it for simple phones: the list of an account and its 资料 page."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawlers.platforms.reading import (
    ReadList,
    ReadPost,
    ReadProfile,
    RefusedError,
    read_shown_count,
)
from gongkai_monitor.errors import PageChangedError
from gongkai_monitor.text.page import Page, block_lines, squeeze
from gongkai_monitor.text.post_key import weibo_key
from gongkai_monitor.text.post_time import read_post_time
from gongkai_monitor.vocabulary import CollectionCause

_LIST = "weibo.cn 列表页"
_PROFILE = "weibo.cn 资料页"
_NAME = re.compile(r"^(.{1,60})的微博$")
_TOTAL = re.compile(r"微博\[(\d{1,9})\]")
_FANS = re.compile(r"粉丝\[(\d{1,10})\]")
_PAGES = re.compile(r"(\d{1,5})/(\d{1,5})页")
_LIMITED = re.compile(r"频繁|稍后再试|访问受限|请求太多")
_LOGIN = re.compile(r"登录\s*-?\s*(?:新浪)?微博|^登录|passport\.(?:weibo|sina)")
_COUNTS = re.compile(r"^(赞|转发|评论)\[(\d{1,10})\]$")
_CAPPED = 1_000_000
"""weibo.cn prints no number above this one."""
_REASON = re.compile(r"转发理由[:：]")
_FIELDS = re.compile(r"(昵称|认证信息|认证|简介)[:：]([^\n]{0,300})")
_OMITTED = re.compile(r"\s*(?:赞\[\d+\]|转发\[\d+\]|评论\[\d+\]|收藏|原图|\[组图共\d+张\])\s*")


def read_list(page: Page, read_at: datetime) -> ReadList:
    """The posts of a list page, and the number of all posts in its head.

    Raises:
        PageChangedError: for a page of comments or pictures, or without the known parts.
        RefusedError: for a login page or a limit.
    """
    check_admitted(page)
    name = _NAME.match(page.title)
    head = page.tree.css_first("div.u")
    if name is None or head is None:
        raise PageChangedError(_LIST, "标题“…的微博”与账号信息栏")
    numbers = squeeze(head.text())
    total = _TOTAL.search(numbers)
    if total is None:
        raise PageChangedError(_LIST, "微博[条数]")
    nodes = [node for node in page.tree.css("div.c[id]") if node.attributes["id"] != "M_"]
    nodes = [node for node in nodes if (node.attributes["id"] or "").startswith("M_")]
    posts = tuple(_post(node, read_at) for node in nodes)
    count = int(total[1])
    fans = _FANS.search(numbers)
    where = _PAGES.search(squeeze(_text_of(page.tree.css_first("#pagelist"))))
    is_last = where is None or int(where[1]) >= int(where[2])
    return ReadList(
        posts=posts,
        total_count=count,
        is_last=is_last,
        next_mark=None if is_last or where is None else str(int(where[1]) + 1),
        profile=ReadProfile(
            shown_name=name[1],
            followers=int(fans[1]) if fans else None,
            total_count=count,
        ),
    )


def read_profile(page: Page) -> ReadProfile:
    """昵称, 认证 and 简介 of the 资料 page; 生日, 性别, 学习 and 工作经历 are left unread.

    Raises:
        PageChangedError: when it is no such page.
        RefusedError: for a login page or a limit.
    """
    check_admitted(page)
    boxes = ["\n".join(block_lines(node)) for node in page.tree.css("div.c")]
    box = next((text for text in boxes if "昵称" in text), None)
    if box is None:
        raise PageChangedError(_PROFILE, "昵称")
    found = {match[1]: match[2].strip() or None for match in _FIELDS.finditer(box)}
    return ReadProfile(
        shown_name=found.get("昵称"),
        certified_subject=found.get("认证信息") or found.get("认证"),
        description=found.get("简介"),
    )


def check_admitted(page: Page) -> None:
    """Let an ordinary page through.

    Raises:
        RefusedError: for a login page or a limit.
    """
    host = urlsplit(page.url).hostname or ""
    if host.startswith("passport.") or _LOGIN.search(page.title):
        raise RefusedError(CollectionCause.LOGIN_WALL, "weibo.cn 要求登录")
    if len(page.text) < 400 and _LIMITED.search(page.text):
        raise RefusedError(CollectionCause.BLOCKED, "weibo.cn 限制访问")


def _post(node: LexborNode, read_at: datetime) -> ReadPost:
    number = (node.attributes["id"] or "")[2:]
    key = weibo_key(number)
    printed = node.css_first("span.ct")
    if key is None or printed is None:
        raise PageChangedError(_LIST, "微博编号与时间")
    forwarded = _forwarded_from(node)
    counts = _counts(node)
    return ReadPost(
        key=key,
        time=read_post_time(squeeze(printed.text()), read_at),
        text=_text(node, is_repost=forwarded is not None),
        url=f"https://weibo.cn/comment/{number}",
        is_own=True,
        is_repost=forwarded is not None,
        is_pinned=any("置顶" in _text_of(mark) for mark in node.css("span.kt, span.cmt")),
        source_name=forwarded or None,
        likes=counts.get("赞"),
        reposts=counts.get("转发"),
        comments=counts.get("评论"),
    )


def _forwarded_from(node: LexborNode) -> str | None:
    """Whose post is forwarded; ``""`` when the page does not name anybody, None for an own post."""
    for mark in node.css("span.cmt"):
        words = squeeze(mark.text())
        if words.startswith("转发了"):
            author = mark.css_first("a")
            return squeeze(author.text()) if author else ""
    return None


def _text(node: LexborNode, *, is_repost: bool) -> str | None:
    """Own words: the body of an own post, the reason of a forwarded one."""
    if not is_repost:
        return squeeze(_text_of(node.css_first("span.ctt"))) or None
    for block in node.css("div > div"):
        words = squeeze(block.text())
        if _REASON.search(words):
            reason = _REASON.split(words, maxsplit=1)[1]
            return _OMITTED.split(reason, maxsplit=1)[0].strip() or None
    return None


def _counts(node: LexborNode) -> dict[str, int | None]:
    """赞, 转发 and 评论 of the post itself, not of the one it forwards; a capped number is None."""
    counts: dict[str, int | None] = {}
    for link in node.css("a"):
        match = _COUNTS.match(squeeze(link.text()))
        if match:
            number = read_shown_count(match[2])
            counts[match[1]] = number if number is not None and number < _CAPPED else None
    return counts


def _text_of(node: LexborNode | None) -> str:
    return node.text() if node is not None else ""
