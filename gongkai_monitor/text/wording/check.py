"""All looks at a text together: the public ``check_wording``."""

from collections.abc import Iterator
from functools import cache

from gongkai_monitor.text.wording.candidate import Candidate
from gongkai_monitor.text.wording.marks import doubled_words, unmatched_marks
from gongkai_monitor.text.wording.unfit import unfit_characters
from gongkai_monitor.text.wording.words import WordFinder, WordList, built_in_words


class Checker:
    """Checks texts with the built-in list and the deployment's own.

    Args:
        own: entries and exceptions of the deployment; its entries come first.
    """

    def __init__(self, own: WordList | None = None) -> None:
        self._words = WordFinder((own or WordList()) + built_in_words())

    def check(self, text: str) -> list[Candidate]:
        """Candidates in the order of the text; none of them overlaps another."""
        is_taken = bytearray(len(text))
        for start, end in self._words.allowed(text):
            is_taken[start:end] = b"\1" * (end - start)
        found: list[Candidate] = []
        for candidate in self._every(text):
            span = slice(candidate.start, candidate.end)
            if not any(is_taken[span]):
                is_taken[span] = b"\1" * (candidate.end - candidate.start)
                found.append(candidate)
        return sorted(found)

    def _every(self, text: str) -> Iterator[Candidate]:
        """The surest look first; within the lists the longest entry."""
        yield from sorted(self._words.find(text), key=lambda item: item.start - item.end)
        yield from doubled_words(text)
        yield from unmatched_marks(text)
        yield from unfit_characters(text)


def check_wording(text: str) -> list[Candidate]:
    """Candidates for typos and wrong wording, with the lists that are shipped.

    Args:
        text: plain text; line breaks separate paragraphs.

    Returns:
        Candidates (start, end, wrong, right, kind, reason), which a person decides on.
    """
    return built_in_checker().check(text)


@cache
def built_in_checker() -> Checker:
    """The checker without any list of a deployment."""
    return Checker()
