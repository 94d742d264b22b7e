"""应付更新: posts on the last days of the window, one-line posts, forwards only (N-17)."""

from collections.abc import Iterator, Sequence

from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    faulty,
    harmless,
)
from gongkai_monitor.practice.account_plan import PlantedAccount, PlatformAccount, PlatformPost

_CODE = "account.filler"
_LINES = (
    "今日晴，注意防晒。",
    "早安，周末愉快。",
    "降温了，添件衣服。",
    "今天立冬，吃饺子。",
    "晚安。",
)


class Filler(AccountFeature):
    """Three kinds, each with the account that stops just short of it."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """Two or three accounts a kind."""
        plan = _on_days(ground, 0, "水文站", (3, 17, 31, 44, 58))
        yield faulty(plan, _CODE, note="四次在第 13、14 天才更新")
        plan = _on_days(ground, 1, "苗圃场", (3, 15, 27, 39, 51))
        yield harmless(plan, _CODE, "每 12 天更新一次")
        plan = _on_days(ground, 2, "种子站", (3, 17, 31, 39, 47))
        yield harmless(plan, _CODE, "两次在第 14 天更新")
        yield faulty(_short(ground, 3, "供销社"), _CODE, note="都不足 20 字")
        plan = _short(ground, 4, "粮油站")
        longer = ground.ordinary(plan.agency.name, 1, newest=12)
        yield harmless(plan.with_posts(*longer), _CODE, "有一条较长")
        yield faulty(_forwards(ground, 5, "农机站"), _CODE, note="都是转发")
        plan = _forwards(ground, 6, "农技站")
        own = ground.ordinary(plan.agency.name, 1, newest=12)
        yield harmless(plan.with_posts(*own), _CODE, "有一条不是转发")


def _on_days(ground: Ground, n: int, unit: str, days: Sequence[int]) -> PlatformAccount:
    plan = ground.account(n, unit, posts=())
    texts = (post.text for post in ground.ordinary(plan.agency.name, len(days)))
    return plan.with_posts(
        *(PlatformPost(days=day, text=text) for day, text in zip(days, texts, strict=True))
    )


def _short(ground: Ground, n: int, unit: str) -> PlatformAccount:
    plan = ground.account(n, unit, posts=())
    return plan.with_posts(
        *(PlatformPost(days=2 + 3 * k, text=text) for k, text in enumerate(_LINES))
    )


def _forwards(ground: Ground, n: int, unit: str) -> PlatformAccount:
    """Four: too few for a share of original posts."""
    plan = ground.account(n, unit, posts=())
    return plan.with_posts(
        *(
            PlatformPost(days=2 + 6 * k, text=f"转发：农时提醒第 {k} 期", forwards="中国政府网")
            for k in range(4)
        ),
    )
