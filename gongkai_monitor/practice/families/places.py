"""Where an entry of a channel stands on its site."""

from gongkai_monitor.practice.items import Item
from gongkai_monitor.practice.plan import ChannelPlan, SitePlan


def entry_url(plan: SitePlan, channel: ChannelPlan, item: Item) -> str:
    """Whole address of an entry's page."""
    from gongkai_monitor.practice.families.catalogue import FAMILIES  # families draw features

    return plan.origin + FAMILIES[plan.family].article_path(channel, item)
