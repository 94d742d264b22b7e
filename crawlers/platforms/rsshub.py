"""Feeds that RSSHub and its like make of 微博, 微信公众号, 抖音, 头条 and 哔哩哔哩.

Such a feed is an ordinary one; what a platform tells beside the text stands in marks of the title
and of the description: ``[置顶]``, ``转发自``, a quotation. Sources: the routes' own documentation
and code; no saved payload of a government account is at hand.
"""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from crawlers.platforms.reading import ReadPost

_PINNED = re.compile(r"^\s*[\[【(（]?\s*置顶\s*[\]】)）:：]?\s*")
_REPOST_TITLE = re.compile(r"^\s*(?:转发微博|转发动态|轉發微博|转发\s*[@#:：]|Repost\b)|//\s?@")
_REPOST_BODY = re.compile(
    r"<blockquote[^>]*>.{0,200}?转发|//转发自[:：]|转发自\s*[:：]\s?@|//\s?<a[^>]{0,300}>\s?@|//\s?@",
    re.DOTALL,
)
_REPOST_OF = re.compile(
    r"(?:转发(?:自)?\s*[:：]?\s*(?:<a[^>]{0,300}>)?\s?|//\s?(?:<a[^>]{0,300}>)?)@(?P<name>[^\s:：<@]{1,30})"
)
_NAME_TAIL = re.compile(
    r"\s*(?:的\s*(?:微博|抖音(?:主页|视频)?|头条(?:号|主页)?|快手|(?:bilibili|哔哩哔哩|B站)\s*(?:空间|动态|投稿视频|专栏|视频)?|"
    r"动态|主页|公众号)|\s[-_|—]\s*(?:今日头条|抖音|微博|哔哩哔哩|bilibili|微信公众号|RSSHub)|\s*[-_|]\s*微信公众平台)\s*$",
    re.IGNORECASE,
)
_WEIBO_HOME = re.compile(r"^/(?:u/)?(?P<uid>\d{5,12})(?:/|$)")
_LONGEST_SEARCHED = 20_000


def shown_name(title: str | None) -> str | None:
    """The account's name in the title of its feed: 某某发布的微博 is 某某发布."""
    return _NAME_TAIL.sub("", title).strip() or title if title else None


def with_marks(post: ReadPost, html: str, home: str | None) -> ReadPost:
    """The post with what the marks in its title and description say.

    Args:
        post: as any feed gives it.
        html: its description.
        home: the address that the feed gives as the account's page.
    """
    title, text = post.title or "", post.text or ""
    body = html[:_LONGEST_SEARCHED]
    is_pinned = bool(_PINNED.match(title)) and "置顶" in title
    bare = _PINNED.sub("", title, count=1) if is_pinned else title
    is_repost = bool(
        _REPOST_TITLE.search(bare) or _REPOST_TITLE.match(text) or _REPOST_BODY.search(body)
    )
    named = _REPOST_OF.search(body) if is_repost else None
    return replace(
        post,
        title=bare or post.title,
        is_pinned=is_pinned,
        is_repost=is_repost or None,
        is_own=_is_own(post.url, home),
        source_name=named["name"] if named else None,
    )


def _is_own(url: str | None, home: str | None) -> bool | None:
    """Whether a weibo is by the account of the feed; other platforms' addresses name no author."""
    one, other = _weibo_author(url), _weibo_author(home)
    return one == other if one and other else None


def _weibo_author(address: str | None) -> str | None:
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    match = _WEIBO_HOME.match(parts.path) if host in {"weibo.com", "www.weibo.com"} else None
    return match["uid"] if match else None
