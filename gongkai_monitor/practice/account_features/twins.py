"""Accounts that look like another one, or live off its posts (N-4, N-7)."""

from collections.abc import Iterator
from dataclasses import replace

from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    fault_of,
    faulty,
    harmless,
)
from gongkai_monitor.practice.account_features.identity import named
from gongkai_monitor.practice.account_plan import PlantedAccount, PlatformAccount, PlatformPost
from gongkai_monitor.vocabulary import AccountSource, FilingStatus, Platform

_TAKEN, _FEW = 8, 4
_LEAST = 5
"""Copies from one account below which nothing is said."""


class Twins(AccountFeature):
    """One name twice, and one account's posts twice."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """Four of one name, then a source and who takes from it."""
        yield from _names(ground)
        yield from _copies(ground)


def _names(ground: Ground) -> Iterator[PlantedAccount]:
    code = "account.look_alike"
    first = ground.account(0, "便民服务中心")
    name = f"{first.agency.name.removesuffix('便民服务中心')}便民"
    first = named(first, name)
    yield PlantedAccount(plan=first)
    known = first.account.account_code
    second = ground.account(1, "市民热线中心", posts=ground.ordinary("市民热线中心", every=6))
    yield faulty(named(second, name), code, known, note="同一平台，更新较少")
    third = ground.account(2, "市民驿站", source=AccountSource.FEED, platform=Platform.DOUYIN)
    yield harmless(named(third, name), code, "在另一平台", known)
    gone = ground.account(
        3, "市民之家", status=FilingStatus.DEREGISTERED, source=AccountSource.NONE
    )
    yield harmless(named(gone, name), code, "已注销", known)


def _copies(ground: Ground) -> Iterator[PlantedAccount]:
    code = "account.repeats_other"
    source = ground.account(4, "新闻传播中心")
    yield PlantedAccount(plan=source)
    known = source.account.account_code
    taker = ground.account(5, "工业园管委会", posts=_taken(source, _TAKEN))
    yield PlantedAccount(
        plan=taker,
        faults=(
            fault_of(taker, code, known, note=f"{_TAKEN} 条全部照搬"),
            fault_of(taker, "account.copied"),
            fault_of(taker, "account.originality_low"),
        ),
    )
    assert _FEW < _LEAST
    some = ground.account(6, "度假区管委会")
    some = replace(some, posts=(*some.posts, *_taken(source, _FEW)))
    yield harmless(some, code, f"只有 {_FEW} 条相同", known)


def _taken(source: PlatformAccount, count: int) -> tuple[PlatformPost, ...]:
    """The newest posts but one, each passed on a day later as one's own."""
    posts = sorted(source.posts, key=lambda post: post.days)[1 : count + 1]
    return tuple(replace(post, days=post.days - 1, hour=16) for post in posts)
