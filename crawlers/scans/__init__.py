"""What is looked for in the content of every article page, one file a scan.

``SCANS`` says which there are. A scan is pure: it gets the answer, the parsed page and the
article row, and yields content signs; it fetches nothing.
"""

from collections.abc import Callable, Iterable, Iterator

from crawlers.reading import Answer
from gongkai_monitor.model.observations import Article, ContentSign
from gongkai_monitor.text.page import Page

Scan = Callable[[Answer, Page, Article], Iterable[ContentSign]]

SCANS: tuple[Scan, ...] = ()


def scan_page(answer: Answer, page: Page, article: Article) -> Iterator[ContentSign]:
    """The content signs of one article page, all scans in order."""
    for scan in SCANS:
        yield from scan(answer, page, article)
