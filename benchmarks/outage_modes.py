"""What the sources of simulated accounts answer on each day, healthy or broken.

An outage replaces the answer for some days. What is false about an answer stands here only: the
crawler sees bytes and headers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from email.utils import format_datetime
from random import Random
from typing import NamedTuple

from benchmarks.outage_world import DAY, READ_AT, START, Account, Outage, Post, at_hour
from crawlers.exchange import Exchange
from gongkai_monitor.clock import CHINA
from gongkai_monitor.vocabulary import FetchOutcome, Platform


class Answer(NamedTuple):
    """One exchange and its body after content decoding."""

    exchange: Exchange
    body: bytes


def break_sources(
    accounts: list[Account], modes: Sequence[str], days: int, random: Random
) -> None:  # fmt: skip
    """Give the sources up to three outages each; a fifth have none, one source freezes whole."""
    frozen = Outage("source_frozen", START + timedelta(days=days * 2 // 3), days // 4)
    of_source = sum(one.platform is FROZEN_PLATFORM for one in accounts)
    for one in accounts:
        if one.platform is FROZEN_PLATFORM and of_source >= LEAST_OF_A_SOURCE:
            one.outages = [frozen]
        elif random.random() < 0.8:
            one.outages = _outages(one, modes, days, random)


def _outages(
    one: Account, modes: Sequence[str], days: int, random: Random
) -> list[Outage]:  # fmt: skip
    outages: list[Outage] = []
    day = START + timedelta(days=random.randrange(0, days // 3))
    for _ in range(random.randrange(1, 4)):
        mode = random.choice([name for name in modes if name != "source_frozen"])
        length = random.choice([1, 2, 4, 8, 16, 30, 40])
        if mode in NEEDS_EARLIER_READING and day <= START + DAY:
            day = START + 2 * DAY
        if mode in CACHED_WAYS and not CACHED_WAYS[mode](one):
            continue
        outages.append(Outage(mode, day, length))
        day += timedelta(days=length + random.randrange(4, 12))
    return [each for each in outages if each.first < START + timedelta(days=days)]


LOGIN_PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>登录</title></head><body>'
    '<form action="/login" method="post"><h3>请先登录</h3><input name="username">'
    '<input type="password" name="password"><button>登录</button></form></body></html>'
)
CAPTCHA_PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>安全验证</title></head><body>'
    '<div id="captcha">请完成安全验证：拖动滑块完成拼图</div></body></html>'
)
_ERROR_FEED = [Post("error", datetime(2026, 1, 1, tzinfo=CHINA), "账号登录已失效，请重新扫码")]


def answer(one: Account, moment: datetime, outage: Outage | None) -> Answer:
    """What the source of an account answers at a moment."""
    if outage is None:
        return good(one, moment, moment)
    return MODES[outage.mode](one, moment, outage)


def good(one: Account, moment: datetime, seen_at: datetime, **more: object) -> Answer:
    """The list as it was at ``seen_at``, asked for at ``moment``."""
    return _list(one, one.listed(seen_at), moment, made_at=seen_at, **more)  # type: ignore[arg-type]


def _list(
    one: Account, posts: list[Post], moment: datetime, *, made_at: datetime,
    asked_at: datetime | None = None, date_header: datetime | None = None, age: int = 0,
    printed: Callable[[Post], str] | None = None,
) -> Answer:  # fmt: skip
    body = _body(one, posts, made_at, printed or _rfc(one))
    kind = "application/feed+json" if one.shape == "json_feed" else "application/xml"
    headers = [(b"Content-Type", kind.encode())]
    if one.shape != "rss":
        headers.append((b"Date", format_datetime(date_header or moment).encode()))
    if age:
        headers.append((b"Age", str(age).encode()))
    return Answer(exchange(url_of(one), asked_at or moment, 200, tuple(headers)), body)


def _rfc(one: Account) -> Callable[[Post], str]:
    is_iso = one.shape in {"atom", "json_feed"}
    return lambda post: post.at.isoformat() if is_iso else format_datetime(post.at)


def _body(
    one: Account, posts: list[Post], made_at: datetime, printed: Callable[[Post], str]
) -> bytes:
    newest = max((post.at for post in posts), default=made_at)
    if one.shape == "json_feed":
        items = [{"id": p.key, "title": p.title, "url": f"http://s.test/{p.key}",
                  "date_published": printed(p)} for p in posts]  # fmt: skip
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": one.code, "items": items}
        return json.dumps(feed, ensure_ascii=False).encode()
    if one.shape == "atom":
        entries = "".join(
            f"<entry><id>{p.key}</id><title>{p.title}</title><published>{printed(p)}</published>"
            f'<link href="http://s.test/{p.key}"/></entry>'
            for p in posts
        )
        return (
            '<feed xmlns="http://www.w3.org/2005/Atom">'
            f"<title>{one.code}</title><updated>{newest.isoformat()}</updated>{entries}</feed>"
        ).encode()
    made = {"rsshub": made_at, "rss_content_clock": newest}.get(one.shape)
    clock = f"<lastBuildDate>{format_datetime(made)}</lastBuildDate>" if made else ""
    items_xml = "".join(
        f"<item><title>{p.title}</title><guid>{p.key}</guid><link>http://s.test/{p.key}</link>"
        f"<pubDate>{printed(p)}</pubDate></item>"
        for p in posts
    )
    return (
        f'<rss version="2.0"><channel><title>{one.code}</title>{clock}{items_xml}</channel></rss>'
    ).encode()


def exchange(
    url: str, moment: datetime, status: int, headers: tuple[tuple[bytes, bytes], ...] = (),
    outcome: FetchOutcome | None = None,
) -> Exchange:  # fmt: skip
    """What went over the wire."""
    told = outcome or (FetchOutcome.OK if status < 400 else FetchOutcome.HTTP_ERROR)
    return Exchange(
        url=url, method="GET", started_at=moment, seconds=0.1, outcome=told,
        status=status, headers=headers,
    )  # fmt: skip


def url_of(one: Account) -> str:
    """The address of the account's source."""
    return f"http://{one.platform.value.replace('_', '-')}.test/{one.code}"


def _failed(outcome: FetchOutcome) -> Mode:
    return lambda one, moment, _: Answer(exchange(url_of(one), moment, 0, outcome=outcome), b"")


def _page(html: str, status: int) -> Mode:
    headers = ((b"Content-Type", b"text/html; charset=utf-8"),)
    return lambda one, moment, _: Answer(
        exchange(url_of(one), moment, status, headers), html.encode()
    )


def _changed_shape(one: Account, moment: datetime, _: Outage) -> Answer:
    cards = [{"mblog": {"idstr": post.key, "raw": post.title}} for post in one.listed(moment)]
    headers = ((b"Content-Type", b"application/json"),)
    body = json.dumps({"ok": 1, "data": {"cards": cards}}).encode()
    return Answer(exchange(url_of(one), moment, 200, headers), body)


def _new_date_form(one: Account, moment: datetime, outage: Outage) -> Answer:
    """Posts since the change print their time in a form that nobody knows."""
    changed = datetime.combine(outage.first, time(), CHINA)
    usual = _rfc(one)
    return _list(
        one, one.listed(moment), moment, made_at=moment,
        printed=lambda post: "T+4/7 kl." if post.at >= changed else usual(post),
    )  # fmt: skip


def _empty(one: Account, moment: datetime, _: Outage) -> Answer:
    return _list(one, [], moment, made_at=moment)


def begun(outage: Outage) -> datetime:
    """The moment of the last good reading before an outage."""
    return datetime.combine(outage.first, READ_AT, CHINA) - DAY


def _cached_route(one: Account, moment: datetime, outage: Outage) -> Answer:
    return good(one, moment, begun(outage))


def _cached_with_age(one: Account, moment: datetime, outage: Outage) -> Answer:
    old = begun(outage)
    return good(one, moment, old, age=int((moment - old).total_seconds()))


def _cached_with_date(one: Account, moment: datetime, outage: Outage) -> Answer:
    old = begun(outage)
    return good(one, moment, old, date_header=old)


def _unmarked(one: Account, posts: list[Post], moment: datetime) -> Answer:
    return _list(one, posts, moment, made_at=moment)


def _older_copy(one: Account, moment: datetime, outage: Outage) -> Answer:
    """A copy from before the last good reading, without any sign of its age."""
    known = one.listed(begun(outage))
    older = [post for post in known if post is not one.pinned][1:]
    return _unmarked(one, older or known, moment)


def _partial(one: Account, moment: datetime, outage: Outage) -> Answer:
    """The first entries are missing."""
    known = one.listed(begun(outage))
    rest = [post for post in known if post is not one.pinned][5:]
    return _unmarked(one, rest or known[:1], moment)


def _pinned_only(one: Account, moment: datetime, _: Outage) -> Answer:
    top = one.pinned or Post(
        f"{one.code}-top", at_hour(one.opened_on, Random(1)), "[置顶] 使用说明"
    )
    return _unmarked(one, [top], moment)


def _clock(days: float) -> Mode:
    """Our own clock goes wrong by so many days; the server's header is right."""
    shift = timedelta(days=days)

    def told(one: Account, moment: datetime, _: Outage) -> Answer:
        return good(one, moment, moment, asked_at=moment + shift)

    return told


def _dates_ahead(one: Account, moment: datetime, _: Outage) -> Answer:
    def printed(post: Post) -> str:
        return _rfc(one)(post._replace(at=post.at + 2 * DAY))

    return _list(one, one.listed(moment), moment, made_at=moment, printed=printed)


def _error_feed(one: Account, moment: datetime, _: Outage) -> Answer:
    return _list(one, _ERROR_FEED, moment, made_at=moment)


def _frozen(one: Account, moment: datetime, outage: Outage) -> Answer:
    return _unmarked(one, one.listed(begun(outage)), moment)


def _not_asked(one: Account, _moment: datetime, _outage: Outage) -> Answer:
    raise AssertionError(f"{one.code} is not asked on a day without a run")


Mode = Callable[[Account, datetime, Outage], Answer]

MODES: dict[str, Mode] = {
    "reset": _failed(FetchOutcome.RESET),
    "timeout": _failed(FetchOutcome.TIMEOUT),
    "http_403": _page("<h1>403 Forbidden</h1>", 403),
    "http_429": _page("<h1>Too Many Requests</h1>", 429),
    "captcha": _page(CAPTCHA_PAGE, 200),
    "login_page": _page(LOGIN_PAGE, 200),
    "error_feed": _error_feed,
    "changed_shape": _changed_shape,
    "new_date_form": _new_date_form,
    "empty_list": _empty,
    "cached_route": _cached_route,
    "cached_with_age": _cached_with_age,
    "cached_with_date": _cached_with_date,
    "older_copy": _older_copy,
    "partial_list": _partial,
    "pinned_only": _pinned_only,
    "clock_ahead": _clock(6),
    "clock_behind": _clock(-6),
    "dates_ahead": _dates_ahead,
    "not_run": _not_asked,
    "source_frozen": _frozen,
    "frozen_unmarked": _frozen,
}
"""Mode -> the answer on a day."""

FROZEN_PLATFORM = Platform.TOUTIAO
"""All of its accounts come from one source, whose lists stand still at once, without any sign."""

LEAST_OF_A_SOURCE = 10
"""Fewer accounts of a platform may well fall silent together."""

UNKNOWABLE = frozenset({"frozen_unmarked", "totals_silent", "says_gone"})
"""The list of one account stands still and nothing says so, the totals of 公众号 answer nothing
without an error, or a store answers whom it blocks that it has no such app: nothing can tell this
from the truth. It is shown and not in the target; the sampling plan is for it."""

NEEDS_EARLIER_READING = frozenset({"older_copy", "partial_list", "all_zero"})
"""Told by what was read before; on a first reading they are ``UNKNOWABLE`` as well."""

CACHED_WAYS: dict[str, Callable[[Account], bool]] = {
    "cached_route": lambda one: one.shape == "rsshub",
    "cached_with_date": lambda one: one.shape != "rss",
    "clock_ahead": lambda one: one.shape != "rss",
}
"""Modes that only sources of some shapes can have."""
