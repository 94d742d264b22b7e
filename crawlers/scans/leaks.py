"""疑似泄露个人信息: leaked numbers in the visible text of a page or in the text of a file."""

from collections.abc import Iterator

from crawlers.reading import Answer
from crawlers.scans.signs import content_sign
from gongkai_monitor.model.observations import ContentSign
from gongkai_monitor.text.leaks import find_leaks
from gongkai_monitor.text.page import Page
from gongkai_monitor.vocabulary import ContentSignKind


def scan_leaks(answer: Answer, page: Page) -> Iterator[ContentSign]:
    """One sign per leaked number of a page; masked."""
    yield from leaks_of_text(answer, page.text, place="body")


def leaks_of_text(
    answer: Answer, text: str, *, place: str, page_url: str | None = None
) -> Iterator[ContentSign]:
    """One sign per leaked number of a text; ``detail`` is its kind."""
    for leak in find_leaks(text):
        yield content_sign(
            answer,
            ContentSignKind.PERSONAL_DATA,
            place=place,
            position=leak.position,
            excerpt=leak.excerpt,
            found=leak.masked,
            detail=leak.kind,
            page_url=page_url,
        )
