"""购买粉丝的迹象: a jump that nothing explains, and growth that is none (M-3b, N-14)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    faulty,
    harmless,
)
from gongkai_monitor.practice.account_plan import PlantedAccount, PlatformAccount
from gongkai_monitor.vocabulary import Level

_CODE = "account.bought_followers"
_STEP_DAYS, _STEPS = 3, 10
_JUMP_AT = 6
"""The step at which the jump stands."""
_USUAL = (6,) * _STEPS


class Followers(AccountFeature):
    """An export with followers every third day of a month."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """A jump of a half, one of 499, one of less than a fifth, and steady growth."""
        jumped_on = ground.today - timedelta(days=_days_ago(_JUMP_AT))
        plan = _plan(ground, 0, "科技馆", 5_000, _jump(2_600))
        yield faulty(plan, _CODE, f"{jumped_on}", Level.OVERDUE, "三天增加 2600")
        plan = _plan(ground, 1, "博物馆", 900, _jump(499))
        yield harmless(plan, _CODE, "三天增加 499，不到 500")
        plan = _plan(ground, 2, "美术馆", 20_000, _jump(3_900))
        yield harmless(plan, _CODE, "增加不到五分之一")
        plan = _plan(ground, 3, "纪念馆", 3_000, (900,) * _STEPS)
        yield harmless(plan, _CODE, "一直这样增长")


def _jump(gained: int) -> tuple[int, ...]:
    return (*_USUAL[:_JUMP_AT], gained, *_USUAL[_JUMP_AT + 1 :])


def _days_ago(step: int) -> int:
    """The day on which a step ends; the last one ends yesterday."""
    return 1 + (_STEPS - 1 - step) * _STEP_DAYS


def _plan(ground: Ground, n: int, unit: str, start: int, gains: Sequence[int]) -> PlatformAccount:
    days = [(_days_ago(-1), start)]
    for step, gained in enumerate(gains):
        days.append((_days_ago(step), days[-1][1] + gained))
    return ground.account(n, unit, follower_days=tuple(days), followers=days[-1][1] + 2)
