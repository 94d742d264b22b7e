"""News of the 国务院 that portals repost: on the next day, and days later (rule G-13)."""

from collections.abc import Iterator
from datetime import timedelta

from gongkai_monitor.practice.families.places import entry_url
from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.items import Item, items_of
from gongkai_monitor.practice.plan import ChannelPlan, SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, Level, SiteKind

_DELAYS = {2: 1, 3: 4}
"""Entry of the first column of news -> days from the release to the repost."""
_MOST_DAYS = 1


class Reposts(Feature):
    """Two entries carry the dateline of the state agency."""

    def article_blocks(self, plan: SitePlan, channel: ChannelPlan, item: Item) -> tuple[str, ...]:
        """The dateline and what it is about."""
        if not _carries(plan, channel, item):
            return ()
        day = item.published_on - timedelta(days=_DELAYS[item.n])
        return (
            f"新华社北京{day.month}月{day.day}日电 国务院办公厅日前印发通知，部署做好有关工作。",
        )

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """The late repost."""
        for url, delay in _reposts(plan):
            if delay > _MOST_DAYS:
                yield PlantedFault(
                    code="site.repost_late",
                    subject_id=plan.site.site_code,
                    object=url,
                    level=Level.NOTICE,
                    note=f"相隔 {delay} 天",
                )

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """The repost of the next day, and that the portal reposts at all."""
        for url, delay in _reposts(plan):
            if delay <= _MOST_DAYS:
                code = plan.site.site_code
                note = "次日转载，可能在 24 小时内"
                yield NearMiss(code="site.repost_late", subject_id=code, object=url, note=note)
                yield NearMiss(code="site.reposts_none", subject_id=code, note="有转载")


def _carries(plan: SitePlan, channel: ChannelPlan, item: Item) -> bool:
    news = next((one for one in plan.channels if one.channel.kind is ChannelKind.NEWS), None)
    is_portal = plan.site.kind is SiteKind.PORTAL
    return is_portal and news is not None and news.slug == channel.slug and item.n in _DELAYS


def _reposts(plan: SitePlan) -> Iterator[tuple[str, int]]:
    for channel in plan.channels:
        for item in items_of(plan, channel):
            if _carries(plan, channel, item):
                yield entry_url(plan, channel, item), _DELAYS[item.n]
