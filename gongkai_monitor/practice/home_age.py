"""How old the newest entry of a planned home page is (rule W-3)."""

from gongkai_monitor.clock import china_date
from gongkai_monitor.practice.items import items_of
from gongkai_monitor.practice.plan import ChannelBehaviour, SitePlan

HOME_DAYS = 14
HOME_ENTRIES = 5
"""Entries that a home page shows of a channel."""
_UNREADABLE = {
    ChannelBehaviour.BLOCKED,
    ChannelBehaviour.REDESIGNED,
    ChannelBehaviour.RENEWED,
    ChannelBehaviour.DISALLOWED,
}


def home_days(plan: SitePlan) -> int:
    """Days since the newest dated entry of the home page; below an entrance, of its columns.

    Raises:
        ValueError: when nothing there is dated.
    """
    if plan.has_entrance_home:
        seen = [items_of(plan, one) for one in plan.channels if one.channel.level == 1]
    else:
        seen = [items_of(plan, one)[:HOME_ENTRIES] for one in plan.channels if one.on_home]
    today = china_date(plan.as_of)
    return min(
        (today - item.published_on).days for items in seen for item in items if not item.is_undated
    )


def is_home_unknown(plan: SitePlan) -> bool:
    """Whether the home page is an entrance and a column below it cannot be read."""
    return plan.has_entrance_home and any(
        one.behaviour in _UNREADABLE for one in plan.channels if one.channel.level == 1
    )


def is_home_stale(plan: SitePlan) -> bool:
    """Whether rule W-3 is broken."""
    return home_days(plan) > HOME_DAYS and not is_home_unknown(plan)
