"""娱乐化 and 与政府工作无关: four posts of ten, three of ten, and the same words in office work."""

from collections.abc import Iterator

from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    faulty,
    harmless,
)
from gongkai_monitor.practice.account_plan import PlantedAccount, PlatformAccount, PlatformPost

_FUN = "第{n}晚一起追剧吃瓜，宝宝们准备好小零食了吗，热播剧结局有点意外。"
_FUN_AT_WORK = "文化馆第{n}期非遗公益课请来综艺节目里的老师，小可爱们可带家长报名。"
_IDLE = "第{n}周星座运势来了：白羊适合早起，双鱼记得多喝水，天秤出门别忘带伞。"
_IDLE_AT_WORK = "派出所第{n}次提醒：街头算命多是诈骗，谨防上当受骗，遇到请报警。"


class IdlePosts(AccountFeature):
    """Accounts with ten posts in thirty days."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """Three accounts a rule."""
        code = "account.entertainment"
        yield faulty(_plan(ground, 0, "电影院", _FUN, 4), code, note="10 条中 4 条")
        yield harmless(_plan(ground, 1, "大剧院", _FUN, 3), code, "10 条中 3 条，不超过 30%")
        yield harmless(_plan(ground, 2, "群众艺术馆", _FUN_AT_WORK, 4), code, "业务工作用语")
        code = "account.off_duty"
        yield faulty(_plan(ground, 3, "公园管理所", _IDLE, 4), code, note="10 条中 4 条")
        yield harmless(_plan(ground, 4, "动物园", _IDLE, 3), code, "10 条中 3 条，不超过 30%")
        yield harmless(_plan(ground, 5, "综治中心", _IDLE_AT_WORK, 4), code, "提醒防范诈骗")


def _plan(ground: Ground, n: int, unit: str, text: str, count: int) -> PlatformAccount:
    plan = ground.account(n, unit, posts=())
    idle = (PlatformPost(days=2 + 6 * k, hour=20, text=text.format(n=k + 1)) for k in range(count))
    return plan.with_posts(*ground.ordinary(plan.agency.name, 10 - count), *idle)
