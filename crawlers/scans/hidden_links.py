"""疑似暗链 and 疑似被植入内容: what a page holds for machines and not for its readers."""

from collections.abc import Iterator

from crawlers.reading import Answer
from crawlers.scans.signs import content_sign
from gongkai_monitor.model.observations import ContentSign
from gongkai_monitor.text.hidden_links import find_hidden_links, find_injected_text
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.personal_data import mask_personal_data
from gongkai_monitor.vocabulary import ContentSignKind


def scan_hidden_links(answer: Answer, page: Page) -> Iterator[ContentSign]:
    """One sign per hidden link (``found`` is its address, ``detail`` how it is hidden)."""
    for link in find_hidden_links(page):
        yield content_sign(
            answer,
            ContentSignKind.HIDDEN_LINK,
            place="source",
            position=link.position,
            excerpt=mask_personal_data(link.text),
            found=link.url,
            detail=link.how,
        )


def scan_injected_text(answer: Answer, page: Page) -> Iterator[ContentSign]:
    """One sign per place (``found`` is the bad words)."""
    for number, text in enumerate(find_injected_text(page)):
        yield content_sign(
            answer,
            ContentSignKind.INJECTED_TEXT,
            place=text.place,
            position=number,
            excerpt=mask_personal_data(text.passage),
            found="、".join(text.words),
        )
