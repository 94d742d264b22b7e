"""公众号 by their own interface: articles that were sent, and articles that were only published.

A title that was sent to the followers stands in the totals alone. Planted once: an account takes
a hundred requests.
"""

from collections.abc import Iterator
from dataclasses import replace

from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    faulty,
    harmless,
)
from gongkai_monitor.practice.account_plan import (
    PlantedAccount,
    PlatformAccount,
    PlatformPost,
)
from gongkai_monitor.practice.platforms.wechat import sent_key
from gongkai_monitor.vocabulary import AccountSource, AgencyLevel, Level, Platform

_CODE = "account.serious_wording"
_WRONG = "清明节前，全院职工到革命烈土纪念碑敬献花篮"
_RIGHT = "全国烈士纪念日，全站职工在这片热土上缅怀先烈"


class OfficialAccounts(AccountFeature):
    """Every second article was sent; one title is wrong, its twin is right."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """Two accounts that are read with credentials."""
        if ground.turn:
            return
        wrong = PlatformPost(days=5, hour=16, title=_WRONG, text=_WRONG, is_sent=True)
        plan = _plan(ground, 0, "人民医院").with_posts(wrong)
        yield faulty(plan, _CODE, sent_key(plan, wrong), Level.OVERDUE, _WRONG)
        right = PlatformPost(days=5, hour=16, title=_RIGHT, text=_RIGHT, is_sent=True)
        plan = _plan(ground, 1, "急救站").with_posts(right)
        yield harmless(plan, _CODE, _RIGHT, sent_key(plan, right))


def _plan(ground: Ground, n: int, unit: str) -> PlatformAccount:
    plan = ground.account(
        n,
        unit,
        source=AccountSource.WECHAT_API,
        platform=Platform.WECHAT_SUBSCRIPTION,
        level=AgencyLevel.CITY,  # the interface tells shares, not likes: compared with nobody
    )
    posts = (
        replace(post, title=f"{plan.agency.name}第 {k + 1} 期", is_sent=k % 2 == 0)
        for k, post in enumerate(plan.posts)
    )
    return replace(plan, posts=tuple(posts))
