"""News in a column of statutory disclosure (rule I-20)."""

from collections.abc import Iterator

from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.plan import SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, Level


class StrayNews(Feature):
    """Columns that the plan fills with news, beside statutory ones without."""

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """Every column that carries news."""
        for one in plan.channels:
            if one.carries_news:
                yield PlantedFault(
                    code="channel.disclosure_news",
                    subject_id=one.channel.url,
                    level=Level.NOTICE,
                    note=one.channel.name,
                )

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """Statutory columns with lists, notes and figures."""
        for one in plan.channels:
            if one.channel.kind is ChannelKind.STATUTORY and not one.carries_news:
                yield NearMiss(
                    code="channel.disclosure_news", subject_id=one.channel.url, note="没有新闻动态"
                )
