"""Simulated accounts: busy, slow, at the edge of the limit, dying, dormant, new, never posted.

Every account has posts of its own and a source of one of the shapes that real sources have; an app
has no posts and is in its store or not. What the source answers, healthy or broken, is in
``outage_modes`` (feeds) and ``outage_platforms``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from gongkai_monitor.clock import CHINA
from gongkai_monitor.collection.plan import SpiderName
from gongkai_monitor.vocabulary import Platform

START = date(2026, 3, 2)
READ_AT = time(22, 0)
PAGE = 20
DAY = timedelta(days=1)

SHAPES = ("rsshub", "rss", "rss_content_clock", "atom", "json_feed")
"""``rsshub`` says when it was made; ``rss_content_clock`` and ``atom`` say when it last changed;
``rss`` says nothing and has no Date header either."""

STORE_SHAPES = ("apple", "marked", "printed")
"""Apple's interface, a page with schema.org data, a page that prints version and day."""

DORMANT_RANK = 3


class Post(NamedTuple):
    """One post of a simulated account."""

    key: str
    at: datetime
    title: str


@dataclass(frozen=True, slots=True)
class Outage:
    """From ``first`` on, for ``days`` days, the source answers in the way of ``mode``."""

    mode: str
    first: date
    days: int

    def covers(self, day: date) -> bool:
        """Whether the source is broken on this day."""
        return self.first <= day < self.first + timedelta(days=self.days)

    @property
    def end(self) -> date:
        """The first healthy day again."""
        return self.first + timedelta(days=self.days)


@dataclass(slots=True)
class Account:
    """An account, its posts in order of time, and the outages of its source."""

    code: str
    kind: str
    platform: Platform
    shape: str
    opened_on: date
    posts: list[Post]
    pinned: Post | None = None
    reader: SpiderName = SpiderName.FEED
    absent: tuple[datetime, datetime] | None = None  # when the store did not offer the app
    outages: list[Outage] = field(default_factory=list)

    def mode(self, day: date) -> str:
        """What is wrong with the source on a day; ``back`` for three days afterwards."""
        for one in self.outages:
            if one.covers(day):
                return one.mode
        is_back = any(one.end <= day < one.end + 3 * DAY for one in self.outages)
        return "back" if is_back else "none"

    def outage(self, day: date) -> Outage | None:
        """The outage of a day."""
        return next((one for one in self.outages if one.covers(day)), None)

    def silent_days(self, moment: datetime) -> int:
        """The truth: calendar days since the last post, else since the opening."""
        day = moment.astimezone(CHINA).date()
        past = [post.at for post in self.posts if post.at <= moment]
        last = past[-1].astimezone(CHINA).date() if past else self.opened_on
        return max((day - last).days, 0)

    def is_absent(self, moment: datetime) -> bool:
        """The truth of an app: its store does not offer it."""
        return self.absent is not None and self.absent[0] <= moment < self.absent[1]

    def rank(self, moment: datetime) -> int:
        """The truth as a level: 预警, 超期 or 僵尸 of a list; an app is gone or not."""
        if self.reader is SpiderName.APP:
            return int(self.is_absent(moment))
        return sum(self.silent_days(moment) > limit for limit in (9, 14, 90))

    def is_breach(self, moment: datetime) -> bool:
        """Whether a finding is due."""
        return self.rank(moment) >= (1 if self.reader is SpiderName.APP else 2)

    def past(self, moment: datetime) -> list[Post]:
        """All its posts at a moment: the pinned one, then from new to old."""
        shown = [post for post in self.posts if post.at <= moment][::-1]
        return [self.pinned, *shown] if self.pinned and shown else shown

    def listed(self, moment: datetime) -> list[Post]:
        """What its feed shows at a moment: the first page."""
        shown = self.past(moment)
        return shown[: PAGE + (self.pinned is not None)]


def make_accounts(
    count: int, days: int, random: Random, reader: SpiderName = SpiderName.FEED
) -> list[Account]:
    """Accounts of every kind that one spider reads; nothing is wrong with their sources yet."""
    if reader is SpiderName.APP:
        return [_app(n, days, random) for n in range(count)]
    accounts = [_account(n, days, random) for n in range(count)]
    for one in accounts:
        one.reader = reader
        if reader is SpiderName.WEIBO:
            one.platform = Platform.WEIBO
        elif reader is SpiderName.WECHAT:
            one.platform, one.pinned = Platform.WECHAT_SUBSCRIPTION, None
    return accounts


_KINDS: dict[str, float] = {
    "busy": 0.22, "daily": 0.2, "slow": 0.16, "edge": 0.12, "dying": 0.14, "dormant": 0.06,
    "new": 0.04, "service": 0.04, "never": 0.02,
}  # fmt: skip


def _account(number: int, days: int, random: Random) -> Account:
    kind = random.choices(list(_KINDS), list(_KINDS.values()))[0]
    code = f"A{number:05d}"
    opened = START - timedelta(days=random.randrange(200, 2000))
    if kind == "new":
        opened = START + timedelta(days=random.randrange(0, days // 2))
    platform = random.choice(
        [Platform.WEIBO, Platform.WECHAT_SUBSCRIPTION, Platform.DOUYIN, Platform.TOUTIAO]
    )
    one = Account(
        code=code,
        kind=kind,
        platform=Platform.WECHAT_SERVICE if kind == "service" else platform,
        shape=random.choices(SHAPES, [5, 2, 1, 1, 1])[0],
        opened_on=opened,
        posts=[],
    )
    one.posts = [
        Post(f"{code}-{n}", at, f"第{n}号工作动态")
        for n, at in enumerate(_times(one, days, random))
    ]
    if one.posts and random.random() < 0.25:
        one.pinned = Post(f"{code}-top", at_hour(opened, random), "[置顶] 账号使用说明")
    return one


def _app(number: int, days: int, random: Random) -> Account:
    """Half of the apps are taken out of their store on some day; some of those come back."""
    one = Account(
        code=f"A{number:05d}", kind="offered", platform=Platform.MOBILE_APP,
        shape=random.choice(STORE_SHAPES), opened_on=START - timedelta(days=400), posts=[],
    )  # fmt: skip
    one.reader = SpiderName.APP
    if random.random() < 0.5:
        gone = at_hour(START + timedelta(days=random.randrange(-20, days)), random)
        is_back = random.random() < 0.4
        back = gone + timedelta(days=random.randrange(3, 25) if is_back else 10_000)
        one.kind, one.absent = ("back" if is_back else "gone"), (gone, back)
    return one


def _times(one: Account, days: int, random: Random) -> list[datetime]:
    """Moments of its posts, of 150 days before the start and of the simulated days."""
    if one.kind == "never":
        return []
    first = max(START - timedelta(days=150), one.opened_on + timedelta(days=random.randrange(1, 9)))
    last = START + timedelta(days=days)
    if one.kind == "dying":
        last = START + timedelta(days=random.randrange(-12, days - 5))
    if one.kind == "dormant":
        last = START - timedelta(days=random.randrange(40, 130))
        first = last - timedelta(days=150)
    gaps: dict[str, Callable[[], int]] = {
        "busy": lambda: random.choice([0, 0, 0, 1]),
        "daily": lambda: random.choice([1, 1, 1, 2, 3]),
        "slow": lambda: random.randrange(4, 10),
        "edge": lambda: random.randrange(11, 15),
        "dying": lambda: random.choice([1, 2, 3, 6]),
        "dormant": lambda: random.choice([1, 3, 5, 9]),
        "new": lambda: random.choice([1, 2, 3, 7]),
        "service": lambda: random.choice([7, 8, 10, 13]),
    }
    times, day = [], first
    while day <= last:
        times.append(at_hour(day, random))
        day += timedelta(days=gaps[one.kind]())
    return sorted(times)


def at_hour(day: date, random: Random) -> datetime:
    return datetime(
        day.year, day.month, day.day, random.randrange(8, 21), random.randrange(60), tzinfo=CHINA
    )
