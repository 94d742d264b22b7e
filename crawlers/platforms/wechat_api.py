"""微信公众号 by the official interface: token, published list, article totals, followers.

Articles that were sent to the followers (群发) need not stand in the published list, and published
ones need not be in the totals: only both together tell what an account did.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from crawlers.platforms.reading import (
    ReadList,
    ReadPost,
    RefusedError,
    optional_text,
    part,
    read_json,
    read_shown_count,
    visible_text,
)
from gongkai_monitor.errors import PageChangedError
from gongkai_monitor.text.post_key import post_key_of, wechat_key
from gongkai_monitor.text.post_time import PostTime, read_post_time
from gongkai_monitor.vocabulary import CollectionCause, TimePrecision

PAGE_SIZE = 20
_TOKEN, _PUBLISHED, _TOTALS = "公众号凭据接口", "公众号发布列表接口", "公众号图文数据接口"
_FOLLOWERS, _MESSAGES = "公众号用户数据接口", "公众号消息数据接口"
_STALE_TOKEN = {40001, 40014, 41001, 42001}
_REFUSALS = {
    **dict.fromkeys((40002, 40013, 40125, 40243, 41002, 41004, 50004), CollectionCause.LOGIN_WALL),
    **dict.fromkeys((48001, 48004, 50001, 50002, 61007), CollectionCause.LOGIN_WALL),
    **dict.fromkeys((40164, 61004, 89503, 89506, 89507), CollectionCause.BLOCKED),
    **dict.fromkeys((45009, 45011, 45047), CollectionCause.CAPPED),
    -1: CollectionCause.HTTP_ERROR,
}
"""Answers of the interface; everything else that is no success is ``blocked``, never an empty
list."""


class StaleTokenError(RefusedError):
    """The token is missing or too old: a new one may help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleTotal:
    """An article that was sent to followers, and its numbers up to now."""

    key: str
    title: str
    sent_on: date
    reads: int | None
    shares: int | None


def read_token(body: bytes) -> str:
    """The access token.

    Raises:
        PageChangedError: when there is none.
        RefusedError: when the credentials are refused.
    """
    data = _answer(body, _TOKEN)
    token = part(data, "access_token", str, _TOKEN)
    if not token:
        raise PageChangedError(_TOKEN, "字段 access_token")
    return token


def read_published(body: bytes, offset: int) -> ReadList:
    """A page of ``freepublish/batchget``; taken back articles are left out.

    Raises:
        PageChangedError: when the known fields are missing.
        RefusedError: when it is refused.
    """
    data = _answer(body, _PUBLISHED)
    total = part(data, "total_count", int, _PUBLISHED)
    count = part(data, "item_count", int, _PUBLISHED)
    items = part(data, "item", list, _PUBLISHED)
    if total > offset and not items:
        raise PageChangedError(_PUBLISHED, f"total_count {total} 条中的 item")
    posts = tuple(post for item in items for post in _published(item))
    following = offset + max(count, len(items))
    is_last = following >= total
    return ReadList(
        posts=posts,
        total_count=total,
        is_last=is_last,
        next_mark=None if is_last else str(following),
    )


def read_article_totals(body: bytes) -> tuple[ArticleTotal, ...]:
    """``datacube/getarticletotal`` of one day; no article is an ordinary answer.

    Raises:
        PageChangedError: when the known fields are missing.
        RefusedError: when it is refused.
    """
    rows = part(_answer(body, _TOTALS), "list", list, _TOTALS)
    return tuple(_total(row) for row in rows)


def read_followers(body: bytes) -> int | None:
    """``datacube/getusercumulate``: followers of the last day of the list.

    Raises:
        PageChangedError: when the known fields are missing.
        RefusedError: when it is refused.
    """
    rows = part(_answer(body, _FOLLOWERS), "list", list, _FOLLOWERS)
    numbers = {
        part(row, "ref_date", str, _FOLLOWERS): part(row, "cumulate_user", int, _FOLLOWERS)
        for row in rows
    }
    return numbers[max(numbers)] if numbers else None


def read_messages(body: bytes) -> dict[date, int]:
    """``datacube/getupstreammsg``: messages that users sent, by day; days without any are absent.

    Raises:
        PageChangedError: when the known fields are missing.
        RefusedError: when it is refused.
    """
    counts: dict[date, int] = {}
    for row in part(_answer(body, _MESSAGES), "list", list, _MESSAGES):
        part(row, "msg_type", int, _MESSAGES)  # one row per kind of message; its users overlap
        try:
            day = date.fromisoformat(part(row, "ref_date", str, _MESSAGES))
        except ValueError as error:
            raise PageChangedError(_MESSAGES, "字段 ref_date") from error
        counts[day] = counts.get(day, 0) + part(row, "msg_count", int, _MESSAGES)
    return counts


def _answer(body: bytes, what: str) -> dict[str, Any]:
    data = read_json(body, what)
    code = data.get("errcode", 0)
    if code in {0, "0"}:
        return data
    message = optional_text(data, "errmsg") or ""
    detail = f"{what}返回 {code}：{message}"[:200]
    if code in _STALE_TOKEN:
        raise StaleTokenError(CollectionCause.LOGIN_WALL, detail)
    cause = _REFUSALS.get(code, CollectionCause.BLOCKED) if isinstance(code, int) else None
    if cause is None:
        raise PageChangedError(what, "字段 errcode")
    raise RefusedError(cause, detail)


def _published(item: Any) -> list[ReadPost]:
    content = part(item, "content", dict, _PUBLISHED)
    article_id = part(item, "article_id", str, _PUBLISHED)
    seconds = content.get("update_time") or part(item, "update_time", int, _PUBLISHED)
    if not isinstance(seconds, int) or isinstance(seconds, bool):
        raise PageChangedError(_PUBLISHED, "字段 update_time")
    time = PostTime(datetime.fromtimestamp(seconds, UTC), TimePrecision.MINUTE)
    posts = []
    for place, news in enumerate(part(content, "news_item", list, _PUBLISHED), start=1):
        title = part(news, "title", str, _PUBLISHED)
        if news.get("is_deleted") is True:
            continue
        url = optional_text(news, "url")
        posts.append(
            ReadPost(
                key=post_key_of(url) or f"wechat:{article_id}_{place}",
                time=time,
                title=title.strip() or None,
                text=visible_text(optional_text(news, "content") or optional_text(news, "digest")),
                url=url,
                is_own=True,
            )
        )
    return posts


def _total(row: Any) -> ArticleTotal:
    mid, _, idx = part(row, "msgid", str, _TOTALS).partition("_")
    key = wechat_key(mid, idx or "1")
    details = part(row, "details", list, _TOTALS)
    try:
        sent_on = date.fromisoformat(part(row, "ref_date", str, _TOTALS))
    except ValueError as error:
        raise PageChangedError(_TOTALS, "字段 ref_date") from error
    if key is None:
        raise PageChangedError(_TOTALS, "字段 msgid")
    last: dict[str, Any] = max(
        details, key=lambda one: part(one, "stat_date", str, _TOTALS), default={}
    )
    return ArticleTotal(
        key=key,
        title=part(row, "title", str, _TOTALS).strip(),
        sent_on=sent_on,
        reads=read_shown_count(last.get("int_page_read_count")),
        shares=read_shown_count(last.get("share_count")),
    )


def post_of(total: ArticleTotal, read_at: datetime) -> ReadPost:
    """The article as a post; the interface tells its day and no clock time."""
    return ReadPost(
        key=total.key,
        time=read_post_time(total.sent_on.isoformat(), read_at),
        title=total.title or None,
        is_own=True,
        reads=total.reads,
        reposts=total.shares,
    )
