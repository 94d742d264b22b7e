"""The order in which a list prints its dates. Pure."""

from gongkai_monitor.text.list_page import ListPage


def is_newest_first(found: ListPage) -> bool:
    """Whether the printed dates fall from the first to the last; pinned entries break it."""
    days = [item.printed_on for item in found.items if item.printed_on is not None]
    return len(days) >= 2 and days[0] > days[-1] and days == sorted(days, reverse=True)


def is_oldest_first(found: ListPage) -> bool:
    """Whether the newest entries stand on the last page."""
    days = [item.printed_on for item in found.items if item.printed_on is not None]
    return len(days) >= 2 and days[0] < days[-1] and days == sorted(days)
