"""What is looked for in the content of pages, one file a scan.

``SCANS`` run on every article page, ``PAGE_SCANS`` on home pages and lists as well. A scan is
pure: it gets the answer and the parsed page (and the article row), and yields content signs; it
fetches nothing.
"""

from collections.abc import Callable, Iterable, Iterator

from crawlers.reading import Answer
from crawlers.scans.hidden_links import scan_hidden_links, scan_injected_text
from crawlers.scans.leaks import scan_leaks
from gongkai_monitor.model.observations import Article, ContentSign
from gongkai_monitor.text.page import Page

Scan = Callable[[Answer, Page, Article], Iterable[ContentSign]]
PageScan = Callable[[Answer, Page], Iterable[ContentSign]]

SCANS: tuple[Scan, ...] = ()
PAGE_SCANS: tuple[PageScan, ...] = (scan_leaks, scan_hidden_links, scan_injected_text)


def scan_page(answer: Answer, page: Page, article: Article) -> Iterator[ContentSign]:
    """The content signs of one article page, all scans in order."""
    for scan in SCANS:
        yield from scan(answer, page, article)
    yield from scan_any_page(answer, page)


def scan_any_page(answer: Answer, page: Page) -> Iterator[ContentSign]:
    """The content signs of a page of any kind."""
    for scan in PAGE_SCANS:
        yield from scan(answer, page)
