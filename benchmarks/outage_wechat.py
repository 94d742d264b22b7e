"""The interface of 公众号 in the simulator: token, published list, totals, healthy and broken.

Every second post was sent to the followers and stands in the totals of its day alone; the others
stand in the published list.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from benchmarks.outage_modes import Answer
from benchmarks.outage_platforms import (
    REFUSALS,
    Ask,
    Reply,
    after_first_page,
    always,
    data,
    number_of,
    only,
)
from benchmarks.outage_world import Account, Post
from gongkai_monitor.clock import CHINA
from gongkai_monitor.practice.platforms.wechat import WechatShelf, article, total

_FIRST = 2_650_000_000
_TOKEN, _PUBLISHED, _TOTALS = "token", "published", "totals"
_FIRST_TOKEN = "TOKEN-1"
_SENT_DAYS = 3
"""So many days of totals are answered before the quota ends."""


def healthy(
    ask: Ask, *, seen_at: datetime | None = None, missing: int = 0, **headers: Any
) -> Answer:
    """The interface as it is, or its list as it was at ``seen_at``, without the first entries."""
    if ask.kind == _TOKEN:
        token = f"TOKEN-{ask.job.attempt}"
        return data(ask, {"access_token": token, "expires_in": 7200})
    if ask.token is None:
        return data(ask, {"errcode": 41001, "errmsg": "access_token missing"})
    shelf = _shelf(ask, seen_at or ask.moment, missing)
    return data(ask, shelf.answer(_path(ask), ask.asked), **headers)


def _shelf(ask: Ask, seen_at: datetime, missing: int) -> WechatShelf:
    """What the interface holds of what is asked."""
    past, shelf = ask.one.past(seen_at), WechatShelf()
    if ask.kind == _PUBLISHED:
        kept = [post for post in past if not _is_sent(ask.one, post)]
        shelf.published = [_article(ask.one, post) for post in kept[missing:] or kept]
    elif ask.kind == _TOTALS:
        day = ask.asked["begin_date"]
        of_day = [post for post in past if f"{post.at.astimezone(CHINA):%Y-%m-%d}" == day]
        shelf.totals[day] = [
            total(_FIRST + number_of(ask.one, post), day, title=post.title)
            for post in of_day
            if _is_sent(ask.one, post)
        ]
    return shelf


def _path(ask: Ask) -> str:
    return ask.job.url.partition("weixin.qq.com")[2]


def _is_sent(one: Account, post: Post) -> bool:
    return number_of(one, post) % 2 == 1


def _article(one: Account, post: Post) -> dict[str, Any]:
    number = _FIRST + number_of(one, post)
    url = f"https://mp.weixin.qq.com/s?__biz=MzA=&mid={number}&idx=1&sn=x"
    return article(number, post.at, url=url, title=post.title)


def _error(code: int) -> Reply:
    return always({"errcode": code, "errmsg": "hint"})


def _but_token(broken: Reply) -> Reply:
    """The token is given, everything else is refused."""
    return lambda ask: (healthy if ask.kind == _TOKEN else broken)(ask)


def _expired_once(ask: Ask) -> Answer:
    """The first token is known to be old already; a new one helps."""
    return (_error(42001) if ask.token == _FIRST_TOKEN else healthy)(ask)


def _quota_midway(ask: Ask) -> Answer:
    is_over = ask.kind == _TOTALS and ask.job.page > _SENT_DAYS
    return (_error(45009) if is_over else healthy)(ask)


def _not_ready(ask: Ask) -> Answer:
    """The totals of the last two days are not computed yet."""
    return (_error(61503) if ask.kind == _TOTALS and ask.job.page <= 2 else healthy)(ask)


def _list_cut(ask: Ask) -> Answer:
    """The number of articles without the articles."""
    known = [post for post in ask.one.past(ask.moment) if not _is_sent(ask.one, post)]
    return data(ask, {"total_count": len(known) + 1, "item_count": 0, "item": []})


def _new_date_form(ask: Ask) -> Answer:
    news = [
        {"article_id": post.key, "content": {"update_time": "T+4/7 kl.", "news_item": []}}
        for post in ask.one.past(ask.moment)
    ]
    return data(ask, {"total_count": len(news), "item_count": len(news), "item": news})


_NOTHING = {"total_count": 0, "item_count": 0, "item": [], "list": []}
_BOTH = (_PUBLISHED, _TOTALS)

MODES: dict[str, Reply] = {
    **REFUSALS,
    "token_refused": only([_TOKEN], _error(40125), healthy),
    "address_refused": only([_TOKEN], _error(40164), healthy),
    "token_invalid": _but_token(_error(40001)),
    "token_expired_once": _expired_once,
    "system_busy": _but_token(_error(-1)),
    "quota_over": _but_token(_error(45009)),
    "quota_midway": _quota_midway,
    "list_refused": only([_PUBLISHED], _error(48001), healthy),
    "totals_refused": only([_TOTALS], _error(48001), healthy),
    "totals_not_ready": _not_ready,
    "list_cut": only([_PUBLISHED], _list_cut, healthy),
    "all_zero": only(_BOTH, always(_NOTHING), healthy),
    "changed_shape": only(_BOTH, always({"items": [], "total": 0}), healthy),
    "new_date_form": only([_PUBLISHED], _new_date_form, healthy),
    "cached_with_age": lambda ask: healthy(ask, seen_at=ask.begun, aged_from=ask.begun),
    "cached_with_date": lambda ask: healthy(ask, seen_at=ask.begun, dated=ask.begun),
    "older_copy": lambda ask: healthy(ask, seen_at=ask.begun, missing=1),
    "partial_list": lambda ask: healthy(ask, seen_at=ask.begun, missing=5),
    "second_page_fails": after_first_page(_PUBLISHED, healthy),
    "totals_silent": only([_TOTALS], always({"list": []}), healthy),
    "frozen_unmarked": lambda ask: healthy(ask, seen_at=ask.begun),
}
"""Mode -> the answer to one request."""
