"""办事指南 pages: whole, with three elements missing, with four missing (rules W-6b, W-6c)."""

from collections.abc import Iterator

from gongkai_monitor.practice.families.places import entry_url
from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.features.guide_details import NUMBERLESS
from gongkai_monitor.practice.items import Item, items_of
from gongkai_monitor.practice.plan import ChannelPlan, SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, Level

_ELEMENTS = (
    "设定依据：《云溪市政务服务管理办法》第八条",
    "申请条件：在本市居住的居民，或者在本市登记的企业",
    "申请材料：身份证件、申请表",
    "联系电话：0399-8800010",
    "办理地点：政务服务中心一楼综合窗口",
    "办公时间：工作日 9:00 至 17:00",
    "办理流程：申请、受理、审核、办结",
)
_NO_NUMBER = "联系电话：见大厅公示栏"
_POOR, _NEARLY = 3, 4
"""How many elements beside the name a poor guide states, and one that just passes."""
_POOR_SHARE = 5
_MANY = 5


class Guides(Feature):
    """In a column of many guides five are poor, in a small one all are."""

    def article_blocks(self, plan: SitePlan, channel: ChannelPlan, item: Item) -> tuple[str, ...]:
        """The elements of a guide."""
        del plan
        if channel.channel.kind is not ChannelKind.SERVICE_GUIDE:
            return ()
        stated = _ELEMENTS[: _stated(channel, item.n)]
        return tuple(_NO_NUMBER if _is_numberless(line, item) else line for line in stated)

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """Every poor guide, and the site whose guides are poor."""
        for channel in _columns(plan):
            items = items_of(plan, channel)
            poor = [item for item in items if _stated(channel, item.n) == _POOR]
            for item in poor:
                yield PlantedFault(
                    code="site.guide_incomplete",
                    subject_id=plan.site.site_code,
                    object=entry_url(plan, channel, item),
                    level=Level.NOTICE,
                    note="缺 4 类要素",
                )
            yield PlantedFault(
                code=f"site.guides_{'incomplete' if len(items) >= _MANY else 'all_incomplete'}",
                subject_id=plan.site.site_code,
                level=Level.OVERDUE,
            )

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """Guides that lack three elements."""
        for channel in _columns(plan):
            for item in items_of(plan, channel):
                if _stated(channel, item.n) == _NEARLY:
                    yield NearMiss(
                        code="site.guide_incomplete",
                        subject_id=plan.site.site_code,
                        object=entry_url(plan, channel, item),
                        note="缺 3 类要素",
                    )


def _is_numberless(line: str, item: Item) -> bool:
    return item.n == NUMBERLESS and line.startswith("联系电话")


def _columns(plan: SitePlan) -> list[ChannelPlan]:
    return [
        one
        for one in plan.channels
        if one.channel.kind is ChannelKind.SERVICE_GUIDE and items_of(plan, one)
    ]


def _stated(channel: ChannelPlan, n: int) -> int:
    """How many elements the n-th guide states beside its name."""
    if channel.count < _MANY or n < _POOR_SHARE:
        return _POOR
    return _NEARLY if n == _POOR_SHARE else len(_ELEMENTS)
