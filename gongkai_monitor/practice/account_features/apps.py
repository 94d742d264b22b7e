"""移动客户端: gone from the store, and one of a unit below the county (M-2b, P-5)."""

from collections.abc import Iterator

from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    faulty,
    harmless,
)
from gongkai_monitor.practice.account_plan import (
    PlantedAccount,
    PlatformAccount,
    StorePage,
)
from gongkai_monitor.vocabulary import AccountSource, AgencyLevel, Platform


class Apps(AccountFeature):
    """Store pages of four clients."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """Two accounts a rule."""
        code = "app.unavailable"
        plan = _app(ground, 0, "不动产中心", StorePage(version=None))
        yield faulty(plan, code, note="应用商店已下架")
        note = "旧版客户端已下架，请升级到本版本。"
        plan = _app(ground, 1, "就业中心", StorePage(version="3.2.1", note=note))
        yield harmless(plan, code, "只有旧版下架")
        code = "app.level_not_allowed"
        plan = _app(ground, 2, "城关镇便民中心", StorePage(version="1.0.4"), AgencyLevel.TOWN)
        yield faulty(plan, code, note="乡镇开发的客户端")
        plan = _app(ground, 3, "政务服务中心", StorePage(version="2.6.0"))
        yield harmless(plan, code, "县级开发的客户端")


def _app(
    ground: Ground, n: int, unit: str, store: StorePage, level: AgencyLevel = AgencyLevel.COUNTY
) -> PlatformAccount:
    return ground.account(
        n,
        unit,
        source=AccountSource.APP_STORE,
        platform=Platform.MOBILE_APP,
        level=level,
        posts=(),
        store=store,
    )
