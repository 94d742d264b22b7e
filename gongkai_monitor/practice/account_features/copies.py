"""Accounts that repeat what others wrote first, and such as forward it openly (N-7, N-11)."""

from collections.abc import Iterator, Sequence

from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    fault_of,
    faulty,
    harmless,
)
from gongkai_monitor.practice.account_plan import PlantedAccount, PlatformAccount, PlatformPost

_CODE = "account.copied"


class Copies(AccountFeature):
    """Two accounts write; four repeat them: from both, from one, to one half, and as forwards."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """A post is repeated on the day after it was published."""
        first = ground.account(0, "气象服务中心")
        second = ground.account(1, "防汛服务中心")
        for plan in (first, second):
            yield harmless(plan, _CODE, "先发的账号，被别的账号照搬")
        mixed = _repeating(ground, 2, "旅游咨询中心", 4, first.posts[1:4], second.posts[1:4])
        yield faulty(mixed, _CODE, note="10 条中 6 条照搬两个账号")
        whole = _repeating(ground, 3, "招商服务中心", 4, first.posts[1:7])
        yield PlantedAccount(
            plan=whole,
            faults=(
                fault_of(whole, _CODE, note="10 条中 6 条照搬一个账号"),
                fault_of(whole, "account.repeats_other", first.account.account_code),
            ),
        )
        half = _repeating(ground, 4, "人才服务中心", 4, first.posts[1:5])
        yield harmless(half, _CODE, "8 条中 4 条相同，正好一半")
        plan = ground.account(5, "会展服务中心", posts=())
        forwards = (
            PlatformPost(days=post.days - 1, text=post.text, forwards=first.account.name)
            for post in first.posts[1:7]
        )
        own = ground.ordinary(plan.agency.name, 4, every=5)
        yield harmless(plan.with_posts(*own, *forwards), _CODE, "转发时标明原账号")


def _repeating(
    ground: Ground, n: int, unit: str, own: int, *copied: Sequence[PlatformPost]
) -> PlatformAccount:
    plan = ground.account(n, unit, posts=())
    posts = [
        PlatformPost(days=post.days - 1, hour=14, text=post.text)
        for posts in copied
        for post in posts
    ]
    return plan.with_posts(*ground.ordinary(plan.agency.name, own, every=5), *posts)
