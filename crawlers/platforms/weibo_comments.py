"""微博 comments as m.weibo.cn answers: ``comments/hotflow`` and ``api/comments/show`` in JSON.

Who wrote a comment is compared with the account and then forgotten: no reader gives it away. An
answer is the account's own comment below a citizen's. Where the answer may stand on a page that
was not shown, ``is_answer_known`` is False: such a comment counts neither as answered nor as open.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawlers.platforms.reading import (
    Json,
    RefusedError,
    optional_text,
    part,
    read_json,
    read_shown_count,
    visible_text,
)
from crawlers.platforms.weibo_json import check_ok
from gongkai_monitor.errors import PageChangedError
from gongkai_monitor.text.post_time import PostTime, read_post_time
from gongkai_monitor.vocabulary import CollectionCause

_HOT, _FLAT = "微博评论接口（hotflow）", "微博评论接口（comments/show）"
_NOBODY = re.compile(r"还没有人评论|快来(?:发表|抢)|沙发|暂无评论")
_ANSWERED_TO = re.compile(r"^回复\s*@[^:：\n]{1,40}[:：]\s*")
_NUMBER = re.compile(r"\d{10,20}")
_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAnswer:
    """The account's own words below a comment."""

    time: PostTime | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadComment:
    """A comment by somebody else; ``number`` is the platform's."""

    number: str
    time: PostTime | None
    text: str | None
    answer: ReadAnswer | None = None
    is_answer_known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadComments:
    """One page of the comments under a post.

    Attributes:
        comments: of others, in the order of the page.
        shown_count: how many there are, answers included, as the platform says.
        next_mark: what to ask for to get the next page; None after the last one.
    """

    comments: tuple[ReadComment, ...] = ()
    shown_count: int | None = None
    next_mark: str | None = None


def read_hot(body: bytes, uid: str, read_at: datetime) -> ReadComments:
    """A page of ``comments/hotflow``: comments with the first of their answers below them.

    Raises:
        PageChangedError: when the known fields are missing.
        RefusedError: when a login or a limit is answered, or the comments are not shown.
    """
    data = _admitted(read_json(body, _HOT), _HOT)
    inner = part(data, "data", dict, _HOT)
    rows = part(inner, "data", list, _HOT)
    mark = inner.get("max_id")
    if not isinstance(mark, int) or isinstance(mark, bool):
        raise PageChangedError(_HOT, "字段 max_id")
    kind = read_shown_count(inner.get("max_id_type")) or 0
    return ReadComments(
        comments=tuple(_hot(row, uid, read_at) for row in _of_others(rows, uid, _HOT)),
        shown_count=read_shown_count(inner.get("total_number")),
        next_mark=f"{mark}:{kind}" if mark and rows else None,
    )


def read_flat(body: bytes, uid: str, read_at: datetime) -> ReadComments:
    """The first page of ``api/comments/show``: every comment by itself, the newest first.

    An answer is newer than what it answers, so it stands above it; on later pages it would not be
    known whether a page before holds the answer, so they are not asked for.

    Raises:
        PageChangedError: when the known fields are missing.
        RefusedError: when a login or a limit is answered, or the comments are not shown.
    """
    data = _admitted(read_json(body, _FLAT), _FLAT)
    inner = part(data, "data", dict, _FLAT)
    rows = part(inner, "data", list, _FLAT)[:_MOST]
    numbers = [_number(row, _FLAT) for row in rows]
    is_newest_first = numbers == sorted(numbers, key=int, reverse=True)
    answers = {
        number: _answer(row, read_at, _FLAT)
        for row in rows  # the newest first: of two answers the earlier one counts
        if _author(row, _FLAT) == uid and (number := optional_text(row, "reply_id"))
    }
    comments = tuple(
        ReadComment(
            number=(number := _number(row, _FLAT)),
            time=_time(row, read_at, _FLAT),
            text=_words(row, _FLAT),
            answer=answers.get(number),
            is_answer_known=number in answers or is_newest_first,
        )
        for row in _of_others(rows, uid, _FLAT)
    )
    return ReadComments(comments=comments, shown_count=read_shown_count(inner.get("total_number")))


def _admitted(data: Json, what: str) -> Json:
    """The answer when it holds comments.

    Raises:
        RefusedError: also for a post that counts comments and shows none: it proves nothing.
    """
    if data.get("ok") == 0 and _NOBODY.search(optional_text(data, "msg") or ""):
        raise RefusedError(CollectionCause.PARTIAL, f"{what}没有给出评论")
    check_ok(data, what)
    return data


def _of_others(rows: list[Any], uid: str, what: str) -> Iterator[Json]:
    for row in rows[:_MOST]:
        if _author(row, what) != uid:
            yield row


def _hot(row: Json, uid: str, read_at: datetime) -> ReadComment:
    below = row.get("comments") or []  # false when there are none, or none is shown
    if not isinstance(below, list):
        raise PageChangedError(_HOT, "字段 comments")
    own = [_answer(child, read_at, _HOT) for child in below if _author(child, _HOT) == uid]
    dated = [(answer.time.at, answer) for answer in own if answer.time]
    count = read_shown_count(row.get("total_number"))
    return ReadComment(
        number=_number(row, _HOT),
        time=_time(row, read_at, _HOT),
        text=_words(row, _HOT),
        answer=min(dated, key=lambda one: one[0])[1] if dated else None,
        is_answer_known=bool(dated) or (not own and count is not None and len(below) >= count),
    )


def _answer(row: Json, read_at: datetime, what: str) -> ReadAnswer:
    text = _ANSWERED_TO.sub("", _words(row, what) or "")
    return ReadAnswer(time=_time(row, read_at, what), text=text or None)


def _author(row: Any, what: str) -> str:
    """Only for comparing; kept nowhere."""
    author = optional_text(part(row, "user", dict, what), "id")
    if author is None:
        raise PageChangedError(what, "字段 user.id")
    return author


def _number(row: Any, what: str) -> str:
    number = optional_text(row, "id") if isinstance(row, dict) else None
    if number is None or not _NUMBER.fullmatch(number):
        raise PageChangedError(what, "字段 id")
    return number


def _time(row: Json, read_at: datetime, what: str) -> PostTime | None:
    return read_post_time(part(row, "created_at", str, what), read_at)


def _words(row: Json, what: str) -> str | None:
    return visible_text(part(row, "text", str, what))
