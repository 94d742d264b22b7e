"""基层政务公开标准目录: one with all eight elements, one without two (rule L-2)."""

from collections.abc import Iterator

from gongkai_monitor.practice.families.places import entry_url
from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.items import Item, items_of
from gongkai_monitor.practice.plan import ChannelPlan, SitePlan
from gongkai_monitor.practice.texts import FIRST_CATALOGUE
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, Level

_HEAD = ("公开事项", "公开内容（要素）", "公开依据", "公开主体", "公开渠道和载体", "公开方式")
_REST = ("公开时限", "公开对象")


class Catalogues(Feature):
    """The first catalogue of a statutory column is whole, those after it lack two elements."""

    def article_blocks(self, plan: SitePlan, channel: ChannelPlan, item: Item) -> tuple[str, ...]:
        """The head of the table."""
        del plan
        if not _is_catalogue(channel, item):
            return ()
        return (*_HEAD, *_REST) if item.n == FIRST_CATALOGUE else _HEAD

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """Catalogues without two elements."""
        for channel in plan.channels:
            for item in items_of(plan, channel):
                if _is_catalogue(channel, item) and item.n > FIRST_CATALOGUE:
                    yield PlantedFault(
                        code="site.catalogue_incomplete",
                        subject_id=plan.site.site_code,
                        object=entry_url(plan, channel, item),
                        level=Level.NOTICE,
                        note="、".join(_REST),
                    )

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """Whole catalogues."""
        for channel in plan.channels:
            for item in items_of(plan, channel):
                if _is_catalogue(channel, item) and item.n == FIRST_CATALOGUE:
                    yield NearMiss(
                        code="site.catalogue_incomplete",
                        subject_id=plan.site.site_code,
                        object=entry_url(plan, channel, item),
                        note="八项要素齐全",
                    )


def _is_catalogue(channel: ChannelPlan, item: Item) -> bool:
    is_statutory = channel.channel.kind is ChannelKind.STATUTORY and not channel.carries_news
    return is_statutory and item.n >= FIRST_CATALOGUE
