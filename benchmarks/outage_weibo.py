"""m.weibo.cn in the simulator: profile and list, healthy and broken."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit

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
    uid_of,
    without_first,
)
from benchmarks.outage_world import Post, at_hour
from gongkai_monitor.practice.platforms import weibo
from gongkai_monitor.vocabulary import FetchPurpose

_TEN = weibo.PAGE_SIZE
_PROFILE, _LIST = FetchPurpose.PROFILE.value, FetchPurpose.POSTS.value
_PINNED = "[置顶]"


def healthy(
    ask: Ask, *, listed: list[Post] | None = None, count: int | None = None,
    printed: Callable[[Post], str] | None = None, author: str | None = None, **headers: Any,
) -> Answer:  # fmt: skip
    """The interface as it is, or with another list, number of posts, form of times, author."""
    one, uid = ask.one, uid_of(ask.one)
    past = one.past(ask.moment)
    if ask.kind == _PROFILE:
        told = len(past) if count is None else count
        shown = weibo.profile(uid=uid, name=one.code, subject="演练市", total=told)
        return data(ask, shown, **headers)
    if ask.kind != _LIST:
        return data(ask, {"ok": 0, "msg": "还没有人评论哦~快抢沙发！"})
    posts = past if listed is None else listed
    numbers = [weibo.FIRST + number_of(one, post) for post in posts]
    start = _start(ask, numbers)
    if not numbers[start:]:
        return data(ask, weibo.EMPTY, **headers)
    cards = [
        weibo.card(
            weibo.blog(
                number,
                printed(post) if printed else weibo.full_time(post.at),
                uid=author or uid,
                name=one.code,
                text=post.title,
                **({"title": {"text": "置顶"}} if post.title.startswith(_PINNED) else {}),
            )
        )
        for number, post in list(zip(numbers, posts, strict=True))[start : start + _TEN]
    ]
    rest = numbers[start + _TEN : start + _TEN + 1]
    following = {"since_id": rest[0]} if rest else {}
    return data(ask, weibo.cards(cards, uid=uid, total=len(posts), **following), **headers)


def _start(ask: Ask, numbers: list[int]) -> int:
    """From the second page on the list is asked for by the number of its first post."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(ask.job.url).query).items()}
    since = query.get("since_id")
    if since is None:
        return (int(query["page"]) - 1) * _TEN
    return numbers.index(int(since)) if int(since) in numbers else len(numbers)


def _changed_shape(ask: Ask) -> Answer:
    cards = [{"card_type": 9, "status": {"idstr": post.key}} for post in ask.one.past(ask.moment)]
    return only([_LIST], always({"ok": 1, "data": {"cards": cards}}), healthy)(ask)


def _new_date_form(ask: Ask) -> Answer:
    """Posts since the change print their time in a form that nobody knows."""

    def printed(post: Post) -> str:
        return "T+4/7 kl." if post.at > ask.begun else weibo.full_time(post.at)

    return healthy(ask, printed=printed)


def _copy(ask: Ask, **headers: Any) -> Answer:
    """Profile and list of the last good reading."""
    known = ask.one.past(ask.begun)
    return healthy(ask, listed=known, count=len(known), **headers)


def _shortened(missing: int) -> Reply:
    def reply(ask: Ask) -> Answer:
        known = ask.one.past(ask.begun)
        return healthy(ask, listed=without_first(ask.one, known, missing))

    return reply


def _pinned_only(ask: Ask) -> Answer:
    top = Post(f"{ask.one.code}-top", at_hour(ask.one.opened_on, Random(1)), f"{_PINNED} 使用说明")
    return healthy(ask, listed=[ask.one.pinned or top])


_NO_CARDS = weibo.cards([], uid="1000000", total=0)

MODES: dict[str, Reply] = {
    **REFUSALS,
    "login_json": always(weibo.LOGIN),
    "limited_json": always(weibo.LIMITED),
    "captcha_json": always({"ok": 0, "errno": "100006", "msg": "请输入验证码"}),
    "unknown_user": always(weibo.UNKNOWN),
    "profile_refused": only([_PROFILE], always(weibo.LOGIN), healthy),
    "list_refused": only([_LIST], always(weibo.LOGIN), healthy),
    "empty_ok0": only([_LIST], always(weibo.EMPTY), healthy),
    "empty_cards": only([_LIST], always(_NO_CARDS), healthy),
    "all_zero": lambda ask: healthy(ask, listed=[], count=0),
    "others_posts": lambda ask: healthy(ask, author="99999"),
    "changed_shape": _changed_shape,
    "new_date_form": _new_date_form,
    "cached_list": lambda ask: healthy(ask, listed=ask.one.past(ask.begun)),
    "cached_with_age": lambda ask: _copy(ask, aged_from=ask.begun),
    "cached_with_date": lambda ask: _copy(ask, dated=ask.begun),
    "older_copy": _shortened(1),
    "partial_list": _shortened(5),
    "pinned_only": _pinned_only,
    "second_page_fails": after_first_page(_LIST, healthy),
    "frozen_unmarked": _copy,
}
"""Mode -> the answer to one request."""
