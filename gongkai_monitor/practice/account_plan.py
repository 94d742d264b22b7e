"""Planned accounts of the platforms: what their pages, lists and exports show.

Accounts with feeds are ``plan.AccountPlan``; these show more: a profile with its certified subject
and followers, posts with their numbers, a store page, and what only an export or a person's look
can tell (reads, followers per day, replies, whether a message is answered).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from gongkai_monitor.clock import CHINA
from gongkai_monitor.model.registry import Account, Agency
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import InteractionWay


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformPost:
    """One post, so many days old."""

    days: int
    text: str
    title: str | None = None  # 微博 has none
    hour: int = 10
    forwards: str | None = None  # whose post it passes on
    source: str | None = None  # the source line, which exports name
    is_original: bool | None = None  # what an export says of it
    is_sent: bool = False  # 公众号: sent to the followers, not only published
    reads: int | None = None
    likes: int = 12
    reposts: int = 2
    comments: tuple["Comment", ...] = ()  # shown below it


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePage:
    """The page of an app in a store; without a version the store no longer offers it."""

    version: str | None
    released_days: int = 30
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A citizen's comment and the account's answer; ``reply`` "" is no answer."""

    days: int
    text: str
    reply: str = ""
    hours: int = 5  # from the comment to the answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A person tried one way to reach the account."""

    way: InteractionWay
    is_ok: bool
    days: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PastProfile:
    """What the account's page showed so many days ago, word by word."""

    days: int
    name: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedShutdown:
    """A 关停 that the unit asked for: decided so many days ago, taken back a day later or not."""

    decided_days: int
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformAccount:
    """An account and everything that can be known of it.

    ``shown_name`` and ``shown_subject`` are what the platform shows where the register says
    something else; ``is_gone``: the platform knows no such account any more.
    """

    account: Account
    agency: Agency
    posts: tuple[PlatformPost, ...] = ()
    shown_name: str | None = None
    shown_subject: str | None = None
    is_gone: bool = False
    followers: int = 3_000
    store: StorePage | None = None
    follower_days: tuple[tuple[int, int], ...] = ()  # (days ago, followers), as exported
    comments_exported: tuple[Comment, ...] = ()
    looks: tuple[Look, ...] = ()
    past: tuple[PastProfile, ...] = ()  # what earlier rounds saw
    registered_before: Account | None = None  # its row in the register of nine days ago
    shutdown: PlannedShutdown | None = None

    @property
    def name_on_platform(self) -> str:
        """What its page calls it."""
        return self.shown_name or self.account.name

    @property
    def subject_on_platform(self) -> str:
        """Whom the platform certified."""
        return self.shown_subject or self.agency.name

    def with_posts(self, *posts: PlatformPost) -> "PlatformAccount":
        """The account with further posts."""
        return replace(self, posts=(*self.posts, *posts))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedAccount:
    """An account with what must be found of it, and what must not."""

    plan: PlatformAccount
    faults: tuple[PlantedFault, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()


def shown_at(post: PlatformPost, today: date) -> datetime:
    """When a post was published."""
    clock = time(post.hour, post.days * 7 % 60)
    return datetime.combine(today - timedelta(days=post.days), clock, CHINA)


def commented_at(comment: Comment, today: date) -> datetime:
    """When a citizen wrote."""
    return datetime.combine(today - timedelta(days=comment.days), time(10, 30), CHINA)


def newest_first(plan: PlatformAccount) -> Iterator[tuple[int, PlatformPost]]:
    """The posts in the order of a list, each with its number in the account: the oldest is 0."""
    ordered: Sequence[PlatformPost] = sorted(plan.posts, key=lambda post: (post.days, -post.hour))
    last = len(ordered) - 1
    for n, post in enumerate(ordered):
        yield last - n, post
