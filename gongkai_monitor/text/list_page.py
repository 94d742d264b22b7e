"""What a list page (栏目页) says: its entries, and how sure the reading is."""

from dataclasses import dataclass
from datetime import date

from gongkai_monitor.text.list_family import ListFamily
from gongkai_monitor.vocabulary import DateSource, Term


class ListReading(Term):
    """How a list page could be read. Only READ, EMPTY and EXPLAINED are collected lists."""

    READ = "read", "已读取列表"
    EMPTY = "empty", "空白栏目"
    EXPLAINED = "explained", "无内容但有说明"
    SCRIPT_RENDERED = "script_rendered", "列表由脚本生成，需要浏览器渲染"
    REDIRECT = "redirect", "跳转到其他地址"
    ARTICLE = "article", "栏目页本身是一篇稿件"
    UNRECOGNISED = "unrecognised", "未识别出列表，网站改版，规则待修"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One entry. ``printed_on`` is None when no date stands beside it.

    With ``date_source`` URL the date is not printed but part of the address.
    """

    url: str
    title: str
    printed_on: date | None
    date_source: DateSource
    position: int  # 0 for the first


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A list page as read."""

    reading: ListReading
    read_on: date
    items: tuple[ListEntry, ...] = ()
    next_urls: tuple[str, ...] = ()  # following list pages, nearest first
    explanation: str | None = None
    redirects_to: str | None = None
    data_urls: tuple[str, ...] = ()  # endpoints that a script reads the list from
    skeleton: str = ""  # of the list's place when there is one, else of the page
    frame: str = ""  # of the page without what repeats: the same for a full and an empty list
    family: ListFamily | None = None
    is_stated_empty: bool = False  # the page says in words or numbers that there is nothing
    total_count: int | None = None  # entries of the whole list, when it is printed

    @property
    def is_empty(self) -> bool:
        """Whether the list was really read and holds nothing."""
        return self.reading in {ListReading.EMPTY, ListReading.EXPLAINED}

    @property
    def undated_count(self) -> int:
        """Entries without a printed date."""
        return sum(1 for item in self.items if item.printed_on is None)

    @property
    def newest(self) -> ListEntry | None:
        """The entry with the latest date that does not lie after the day of reading."""
        dated = [item for item in self.items if item.printed_on and item.printed_on <= self.read_on]
        return max(dated, key=lambda item: item.printed_on or date.min, default=None)

    @property
    def newest_on(self) -> date | None:
        """Its date."""
        return self.newest.printed_on if self.newest else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """Dated items of a home page."""

    items: tuple[ListEntry, ...]  # dated entries, in page order
    is_navigation_only: bool  # an entrance without dated items; W-3 looks at second-level pages

    @property
    def item_count(self) -> int:
        """Dated entries."""
        return len(self.items)

    @property
    def newest(self) -> ListEntry | None:
        """The entry with the latest date."""
        return max(self.items, key=lambda item: item.printed_on or date.min, default=None)

    @property
    def newest_on(self) -> date | None:
        """Its date."""
        return self.newest.printed_on if self.newest else None
