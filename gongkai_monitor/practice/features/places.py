"""Where features put their passages: entries that every round reads."""

from gongkai_monitor.practice.items import PAGE_SIZE, Item, items_of
from gongkai_monitor.practice.plan import ChannelBehaviour, ChannelPlan, SitePlan


def number_of(plan: SitePlan) -> int:
    """The place of a site in its city."""
    return int(plan.seed.rpartition(":")[2])


def is_entry(plan: SitePlan, channel: ChannelPlan, item: Item, n: int) -> bool:
    """Whether this is the n-th living entry of the first channel that the home page shows."""
    place = _front_channel(plan)
    return place is not None and place.slug == channel.slug and item.n == n


def entry_url(plan: SitePlan, n: int) -> str | None:
    """The address of that entry; None where the site has none."""
    from gongkai_monitor.practice.families.catalogue import FAMILIES  # they draw the features

    channel = _front_channel(plan)
    if channel is None or n >= PAGE_SIZE or n in dict(channel.dead_entries):
        return None
    item = next((one for one in items_of(plan, channel) if one.n == n), None)
    if item is None:
        return None
    return plan.origin + FAMILIES[plan.family].article_path(channel, item)


def _front_channel(plan: SitePlan) -> ChannelPlan | None:
    living = (
        one for one in plan.channels if one.on_home and one.behaviour is ChannelBehaviour.NORMAL
    )
    return next(living, None)
