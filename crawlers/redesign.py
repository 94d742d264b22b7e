"""改版: whether a list that could be read is still the list of the channel. Pure.

A channel is called empty or stale only when the reader is sure. When its list looked different
last time and now seems empty, undated or older than before, the channel is 未采到（网站改版，
规则待修）and a person looks at it.
"""

from crawlers.site_order import is_oldest_first
from gongkai_monitor.collection.plan import LastList
from gongkai_monitor.text.list_page import ListPage, ListReading

_FEWEST_BEFORE = 6
_DATED = 0.8
_UNDATED = 0.3


def doubt_of(found: ListPage, last: LastList | None) -> str | None:
    """Why a list page that was read may be another page now; None when there is no doubt."""
    if last is None:
        return None
    if found.is_empty:
        return _doubt_of_empty(found, last)
    is_moved = last.skeleton is not None and found.skeleton != last.skeleton
    if found.reading is not ListReading.READ or not is_moved:
        return None
    reason = _doubt_of_dates(found, last) or _doubt_of_length(found, last)
    return f"列表位置已变，{reason}" if reason else None


def _doubt_of_dates(found: ListPage, last: LastList) -> str | None:
    newest, before = found.newest_on, last.newest_on
    if before is not None and newest is None:
        return f"原有日期（最近 {before}）读不到了"
    if before is not None and newest is not None and newest < before:
        is_turned = is_oldest_first(found)  # the newest stand on the last page
        return None if is_turned else f"读到的最近日期 {newest} 早于上次的 {before}"
    share = 1 - found.undated_count / max(len(found.items), 1)
    share_before = 1 - last.undated_count / max(last.item_count, last.undated_count, 1)
    return "多数条目读不到日期" if share_before >= _DATED and share < _UNDATED else None


def _doubt_of_length(found: ListPage, last: LastList) -> str | None:
    """Where no dates help: far fewer entries than last time."""
    count, before = len(found.items), last.item_count
    is_shorter = before >= _FEWEST_BEFORE and count * 3 <= before
    return f"上次 {before} 条，本次 {count} 条" if last.newest_on is None and is_shorter else None


def _doubt_of_empty(found: ListPage, last: LastList) -> str | None:
    """An empty list is believed when the page says so, or is otherwise the page of last time."""
    if found.is_stated_empty or last.frame is None or found.frame == last.frame:
        return None
    return f"上次读到 {last.item_count} 条，本次页面结构已变且未读到列表"
