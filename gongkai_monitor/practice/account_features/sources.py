"""Where posts come from: sources outside the list, and hardly anything of one's own (N-10, N-11).

Only an export names the source of an article; forwards of 微博 are told by the platform.
"""

from collections.abc import Iterator

from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    faulty,
    harmless,
)
from gongkai_monitor.practice.account_plan import PlantedAccount, PlatformAccount, PlatformPost
from gongkai_monitor.vocabulary import AccountSource, Platform

_OFFICIAL = ("新华社", "云溪市人民政府网", "来源：人民日报、云溪市融媒体中心")
_OTHER = "健康养生圈"


class Sources(AccountFeature):
    """One source outside the list; one post of twelve, or one of ten, of one's own."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """Exports of 公众号, and forwards on 微博."""
        code = "account.unauthorised_source"
        plan = _exported(ground, 0, "健康管理中心", own=8, sources=(*_OFFICIAL, _OTHER))
        yield faulty(plan, code, note=f"来源“{_OTHER}”不在名单")
        plan = _exported(ground, 1, "疾病预防中心", own=8, sources=_OFFICIAL)
        yield harmless(plan, code, "只转载政府网站和稿源单位")
        code = "account.originality_low"
        plan = _exported(ground, 2, "信息中心", own=1, sources=_OFFICIAL[:1] * 9 + _OFFICIAL[1:])
        yield faulty(plan, code, note="12 条中 1 条原创")
        plan = _exported(ground, 3, "档案馆", own=1, sources=_OFFICIAL * 3)
        yield harmless(plan, code, "10 条中 1 条原创，正好 10%")
        yield faulty(_forwarding(ground, 4, "老年大学", own=1, forwarded=11), code)
        plan = _forwarding(ground, 5, "成人教育中心", own=2, forwarded=10)
        yield harmless(plan, code, "12 条中 2 条原创")


def _exported(
    ground: Ground, n: int, unit: str, *, own: int, sources: tuple[str, ...]
) -> PlatformAccount:
    """The posts of a month, and an older one: the export reaches back further than thirty days."""
    plan = ground.account(
        n, unit, source=AccountSource.IMPORT, platform=Platform.WECHAT_SUBSCRIPTION, posts=()
    )
    every = ground.ordinary(plan.agency.name, own + len(sources), every=2)
    older = ground.ordinary(plan.agency.name, 1, newest=45)
    posts = (
        PlatformPost(
            days=post.days,
            text=post.text,
            title=f"{plan.agency.name}推文第 {k + 1} 期",
            source=sources[k - own] if k >= own else None,
            is_original=k < own,
        )
        for k, post in enumerate(every)
    )
    return plan.with_posts(*posts, *older)


def _forwarding(ground: Ground, n: int, unit: str, *, own: int, forwarded: int) -> PlatformAccount:
    plan = ground.account(n, unit, posts=())
    every = ground.ordinary(plan.agency.name, own + forwarded, every=2)
    return plan.with_posts(
        *every[:own],
        *(
            PlatformPost(days=post.days, text="转发微博", forwards="中国政府网")
            for post in every[own:]
        ),
    )
