"""Requests to the platforms themselves, and the answers that all platforms have when they fail.

The crawler sees bytes and headers only. What each platform answers, healthy or broken, is in
``outage_weibo``, ``outage_wechat`` and ``outage_stores``, in the shapes of
``gongkai_monitor.practice.platforms``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import Any, NamedTuple

from benchmarks.outage_modes import CAPTCHA_PAGE, LOGIN_PAGE, Answer, begun, exchange
from benchmarks.outage_world import Account, Outage, Post
from crawlers.jobs import Job
from gongkai_monitor.vocabulary import FetchOutcome

_PINNED_NUMBER = 9_999


class Ask(NamedTuple):
    """One request: ``asked`` is its JSON body, ``token`` the access token that it carries."""

    one: Account
    job: Job
    moment: datetime
    outage: Outage | None
    asked: dict[str, Any]
    token: str | None

    @property
    def kind(self) -> str:
        """What is asked for: the purpose, or the endpoint of 公众号."""
        return (self.job.step or self.job.purpose.value).partition(" ")[0]

    @property
    def begun(self) -> datetime:
        """The last good reading."""
        assert self.outage is not None
        return begun(self.outage)


Reply = Callable[[Ask], Answer]


def sent(
    ask: Ask, body: str, kind: str, status: int = 200, *, aged_from: datetime | None = None,
    dated: datetime | None = None,
) -> Answer:  # fmt: skip
    """An answer; ``Age`` counts from ``aged_from``, ``Date`` is now or ``dated``."""
    headers = [(b"Content-Type", f"{kind}; charset=utf-8".encode())]
    headers.append((b"Date", format_datetime(dated or ask.moment).encode()))
    if aged_from is not None:
        age = int((ask.moment - aged_from).total_seconds())
        headers.append((b"Age", str(age).encode()))
    return Answer(exchange(ask.job.url, ask.moment, status, tuple(headers)), body.encode())


def data(ask: Ask, content: object, **headers: Any) -> Answer:
    """A JSON answer."""
    return sent(ask, json.dumps(content, ensure_ascii=False), "application/json", **headers)


def always(content: object) -> Reply:
    """The same JSON whatever is asked."""
    return lambda ask: data(ask, content)


def page(html: str, status: int = 200) -> Reply:
    """The same page whatever is asked."""
    return lambda ask: sent(ask, html, "text/html", status)


def failed(outcome: FetchOutcome) -> Reply:
    """No answer."""
    return lambda ask: Answer(exchange(ask.job.url, ask.moment, 0, outcome=outcome), b"")


def only(kinds: Sequence[str], broken: Reply, healthy: Reply) -> Reply:
    """Some of the requests are answered otherwise."""
    return lambda ask: broken(ask) if ask.kind in kinds else healthy(ask)


def after_first_page(kind: str, healthy: Reply) -> Reply:
    """The further pages of a list time out."""
    late = failed(FetchOutcome.TIMEOUT)
    return lambda ask: (late if ask.kind == kind and ask.job.page > 1 else healthy)(ask)


def not_asked(ask: Ask) -> Answer:
    """The stand-in for a day without a run."""
    raise AssertionError(f"{ask.one.code} is not asked on a day without a run")


REFUSALS: dict[str, Reply] = {
    "reset": failed(FetchOutcome.RESET),
    "timeout": failed(FetchOutcome.TIMEOUT),
    "http_403": page("<h1>403 Forbidden</h1>", 403),
    "http_418": page("", 418),
    "http_429": page("<h1>Too Many Requests</h1>", 429),
    "http_502": page("<h1>502 Bad Gateway</h1>", 502),
    "captcha": page(CAPTCHA_PAGE),
    "login_page": page(LOGIN_PAGE),
    "not_run": not_asked,
}
"""What every platform may answer to everything."""


def uid_of(one: Account) -> str:
    """Its number on the platform."""
    return f"{1_000_000 + int(one.code[1:])}"


def number_of(one: Account, post: Post) -> int:
    """The number of a post on the platform."""
    last = post.key.rpartition("-")[2]
    return int(one.code[1:]) * 10_000 + (int(last) if last.isdecimal() else _PINNED_NUMBER)


def without_first(one: Account, posts: list[Post], count: int) -> list[Post]:
    """A list whose first entries are missing."""
    known = [post for post in posts if post is not one.pinned]
    return known[count:] or known
