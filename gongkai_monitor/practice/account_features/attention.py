"""群众关注度和利用率低: a whole peer group, from hardly read to well read (N-7, P-2)."""

from collections.abc import Iterator
from dataclasses import replace

from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    faulty,
    harmless,
)
from gongkai_monitor.practice.account_plan import PlantedAccount
from gongkai_monitor.vocabulary import AgencyLevel

_CODE = "account.low_attention"
_UNITS = (
    "地震台", "气象台", "测绘院", "勘察院", "设计院", "植物园", "文物所", "考古所", "工程院",
    "林科所", "农科所",
)  # fmt: skip
"""Eleven: each has the ten others that an index needs, and the steps are tenths."""


class Attention(AccountFeature):
    """Units of the city, which no other planted account is compared with. Planted once."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """The last one is below the tenth, the one before exactly on it."""
        if ground.turn:
            return
        for n, unit in enumerate(_UNITS):
            plan = ground.account(n, unit, level=AgencyLevel.CITY)
            posts = (replace(post, likes=5 + 20 * n) for post in plan.posts)
            plan = replace(plan, posts=tuple(posts))
            if n == 0:
                yield faulty(plan, _CODE, note="互动在同类中最少")
            elif n == 1:
                yield harmless(plan, _CODE, "关注指数正好 10")
            else:
                yield PlantedAccount(plan=plan)
