"""Wording of an article's title and text: candidates with their sentence, masked."""

from collections.abc import Iterator

from crawlers.reading import Answer
from gongkai_monitor.model.observations import Article, ContentSign
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.personal_data import mask_personal_data
from gongkai_monitor.text.wording import Candidate, Checker
from gongkai_monitor.vocabulary import ContentSignKind

_LONGEST_TEXT = 50_000
_MOST_SIGNS = 50
_BEFORE, _AFTER = 60, 80
_SENTENCE_ENDS = "。！？；\n"


class WordingScan:
    """A scan (``crawlers.scans.Scan``) with the word lists of one workspace.

    Args:
        checker: knows the built-in lists and those of the deployment.
    """

    def __init__(self, checker: Checker) -> None:
        self._checker = checker

    def __call__(self, answer: Answer, page: Page, article: Article) -> Iterator[ContentSign]:
        """At most 50 signs of the title and of the first 50,000 characters of the text."""
        del answer, page
        left = _MOST_SIGNS
        for place, text in (("title", article.title), ("body", article.body)):
            checked = (text or "")[:_LONGEST_TEXT]
            for candidate in self._checker.check(checked)[:left]:
                left -= 1
                yield _sign(article, place, checked, candidate)


def _sign(article: Article, place: str, text: str, candidate: Candidate) -> ContentSign:
    meant = f"疑为“{candidate.right}”，" if candidate.right else ""
    return ContentSign(
        site_code=article.site_code,
        url=article.url,
        page_url=article.url,
        channel_url=article.channel_url,
        kind=ContentSignKind.WORDING,
        place=place,
        position=candidate.start,
        excerpt=mask_personal_data(sentence_round(text, candidate)),
        found=mask_personal_data(candidate.wrong),
        detail=f"{candidate.kind.label}：{meant}{candidate.reason}",
        content_hash=article.content_hash,
        round_id=article.round_id,
        observed_at=article.observed_at,
        fetch_id=article.fetch_id,
    )


def sentence_round(text: str, candidate: Candidate) -> str:
    """The sentence that holds a candidate, cut to what a reader needs."""
    first = max(0, candidate.start - _BEFORE)
    last = min(len(text), candidate.end + _AFTER)
    before = max(text.rfind(mark, first, candidate.start) for mark in _SENTENCE_ENDS)
    ends = [text.find(mark, candidate.end, last) for mark in _SENTENCE_ENDS]
    after = min((end for end in ends if end >= 0), default=last - 1)
    return text[before + 1 if before >= 0 else first : after + 1].strip()
