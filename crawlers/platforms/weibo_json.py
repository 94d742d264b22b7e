"""微博 as m.weibo.cn answers: profile and list of ``/api/…`` in JSON."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from crawlers.platforms.reading import (
    Json,
    ReadList,
    ReadPost,
    ReadProfile,
    RefusedError,
    optional_text,
    part,
    read_json,
    read_shown_count,
    visible_text,
)
from gongkai_monitor.errors import PageChangedError
from gongkai_monitor.text.post_key import weibo_key
from gongkai_monitor.text.post_time import read_post_time
from gongkai_monitor.vocabulary import CollectionCause

_PROFILE = "微博资料接口"
_LIST = "微博列表接口"
_LOGIN = -100
_EMPTY = re.compile(r"还没有|暂无|没有内容|没有更多|到底")
_DEREGISTERED = re.compile(r"(?:用户|账号|帐号)(?:不存在|已注销)")
_LIMITED = re.compile(r"频繁|频次|稍后|限制|too many|limit", re.IGNORECASE)
_POST_CARD = 9
_GROUP_CARD = 11
_BUTTONS = {"关注", "聊天"}
_FULL_TEXT = re.compile(r"\s*\.\.\.\s*全文$")
_MOST_POSTS = 200


def read_profile(body: bytes) -> ReadProfile:
    """``getIndex?type=uid&value=…``: the account itself and its number of posts.

    Raises:
        PageChangedError: when the known fields are missing.
        RefusedError: when a login or a limit is answered.
    """
    data = read_json(body, _PROFILE)
    if data.get("ok") == 0 and _DEREGISTERED.search(optional_text(data, "msg") or ""):
        return ReadProfile(is_deregistered=True)
    check_ok(data, _PROFILE)
    user = part(part(data, "data", dict, _PROFILE), "userInfo", dict, _PROFILE)
    name = part(user, "screen_name", str, _PROFILE)
    total = read_shown_count(user.get("statuses_count"))
    if total is None:
        raise PageChangedError(_PROFILE, "字段 statuses_count")
    menus = user.get("toolbar_menus")
    names = [optional_text(menu, "name") for menu in menus or () if isinstance(menu, dict)]
    is_verified = user.get("verified") is True
    return ReadProfile(
        shown_name=name.strip() or None,
        certified_subject=optional_text(user, "verified_reason") if is_verified else None,
        shown_key=optional_text(user, "id"),
        description=optional_text(user, "description"),
        is_deregistered=False,
        menu_items=tuple(text for text in names if text and text not in _BUTTONS),
        followers=read_shown_count(user.get("followers_count")),
        total_count=total,
    )


def read_list(body: bytes, uid: str, read_at: datetime, page: int = 1) -> ReadList:
    """One page of ``getIndex?containerid=107603<uid>``.

    Args:
        body: the answer.
        uid: the account's number: posts by others are told by it.
        read_at: for times such as 刚刚 and 06-14.
        page: an empty one after the first ends the list.

    Raises:
        PageChangedError: when the known fields are missing.
        RefusedError: when a login or a limit is answered.
    """
    data = read_json(body, _LIST)
    if data.get("ok") == 0 and _says_empty(data):
        # the answer after the last page; on the first page it proves nothing by itself
        return ReadList(is_last=True if page > 1 else None)
    check_ok(data, _LIST)
    inner = part(data, "data", dict, _LIST)
    cards = part(inner, "cards", list, _LIST)
    info = part(inner, "cardlistInfo", dict, _LIST)
    found = list(_posts_of(cards))[:_MOST_POSTS]
    posts = tuple(
        _post(blog, uid, read_at, is_pinned=pinned) for blog, pinned in found if not _is_gone(blog)
    )
    total = read_shown_count(info.get("total"))
    if not found and any(_is_post_card(card) for card in cards):
        raise PageChangedError(_LIST, "字段 mblog")
    since = info.get("since_id")
    following = str(since) if since else str(page + 1)
    is_last = page > 1 and not found
    return ReadList(
        posts=posts,
        total_count=total,
        is_last=True if is_last or total == 0 else None,
        next_mark=None if is_last or not found else following,
    )


def read_long_text(body: bytes) -> str | None:
    """``statuses/extend``: the whole text of a long post.

    Raises:
        PageChangedError: when the known fields are missing.
        RefusedError: when it is refused.
    """
    data = read_json(body, "微博长文接口")
    check_ok(data, "微博长文接口")
    text = part(part(data, "data", dict, "微博长文接口"), "longTextContent", str, "微博长文接口")
    return visible_text(text)


def check_ok(data: Json, what: str) -> None:
    """Let an ordinary answer of m.weibo.cn through.

    Raises:
        PageChangedError: without the field ``ok``.
        RefusedError: when a login or a limit is answered, or nothing is given.
    """
    state = data.get("ok")
    if state == 1:
        return
    message = optional_text(data, "msg") or optional_text(data, "message") or ""
    if state == _LOGIN or "passport" in str(data.get("url", "")) or "登录" in message:
        raise RefusedError(CollectionCause.LOGIN_WALL, f"{what}要求登录")
    if _LIMITED.search(message) or "errno" in data:
        raise RefusedError(CollectionCause.BLOCKED, f"{what}限制访问：{message}"[:200])
    if state == 0:
        raise RefusedError(CollectionCause.PARTIAL, f"{what}未给出内容：{message}"[:200])
    raise PageChangedError(what, "字段 ok")


def _says_empty(data: Json) -> bool:
    message = optional_text(data, "msg") or ""
    return bool(_EMPTY.search(message)) and not _LIMITED.search(message)


def _is_post_card(card: Any) -> bool:
    return isinstance(card, dict) and card.get("card_type") == _POST_CARD


def _posts_of(cards: list[Any]) -> Iterator[tuple[Json, bool]]:
    """The posts of cards and of groups of cards, and whether each is pinned."""
    for card in cards:
        if not isinstance(card, dict):
            raise PageChangedError(_LIST, "cards 中的对象")
        if _is_post_card(card):
            blog = part(card, "mblog", dict, _LIST)
            yield blog, _is_pinned(card, blog)
        elif card.get("card_type") == _GROUP_CARD and isinstance(card.get("card_group"), list):
            for inner in card["card_group"]:
                if _is_post_card(inner) and isinstance(inner.get("mblog"), dict):
                    yield inner["mblog"], _is_pinned(inner, inner["mblog"])


def _is_gone(blog: Json) -> bool:
    """A deleted post leaves an empty shell: 抱歉，此微博已被删除."""
    return str(blog.get("deleted", "")) == "1"


def _is_pinned(card: Json, blog: Json) -> bool:
    title = blog.get("title")
    words = title.get("text", "") if isinstance(title, dict) else title
    if "置顶" in f"{words or ''}{card.get('profile_type_id') or ''}":
        return True
    return blog.get("isTop") in {1} or str(card.get("profile_type_id", "")).startswith(
        "proweibotop"
    )


def _post(blog: Json, uid: str, read_at: datetime, *, is_pinned: bool) -> ReadPost:
    number = optional_text(blog, "id") or optional_text(blog, "mid") or ""
    key = weibo_key(number)
    if key is None:
        raise PageChangedError(_LIST, "字段 mblog.id")
    author = blog.get("user")
    author_id = optional_text(author, "id") if isinstance(author, dict) else None
    text = visible_text(part(blog, "text", str, _LIST))
    origin = blog.get("retweeted_status")
    return ReadPost(
        key=key,
        time=read_post_time(part(blog, "created_at", str, _LIST), read_at),
        text=_FULL_TEXT.sub("", text) if text else None,
        url=f"https://m.weibo.cn/status/{number}",
        is_own=None if author_id is None else author_id == uid,
        is_repost=isinstance(origin, dict),
        is_pinned=is_pinned,
        source_name=_author_of(origin),
        is_cut=blog.get("isLongText") is True,
        likes=read_shown_count(blog.get("attitudes_count")),
        comments=read_shown_count(blog.get("comments_count")),
        reposts=read_shown_count(blog.get("reposts_count")),
    )


def _author_of(origin: Any) -> str | None:
    """Whose post was forwarded."""
    author = origin.get("user") if isinstance(origin, dict) else None
    return optional_text(author, "screen_name") if isinstance(author, dict) else None
