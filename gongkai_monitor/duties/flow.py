"""The text of a document without its line breaks: broken lines joined, page furniture left out."""

import re
from dataclasses import dataclass

_PAGE = re.compile(
    r"[-—–―－_·•\s]*第?\s*[-—–―－_·•]+\s*\d{1,3}\s*[-—–―－_·•]+\s*页?"
    r"|第\s*\d{1,3}\s*页(?:\s*[/,，共]?\s*共?\s*\d{1,3}\s*页)?"
)
_RULE = re.compile(r"[-—–_=*·•\s]{3,}")
_BARE_NUMBER = re.compile(r"\d{1,3}")
_HEADING_MARK = re.compile(r"^#{1,6}\s*")
_SPACES = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
_DIGITS = {0xFF10 + n: 0x30 + n for n in range(10)}
_PAGE_LENGTH = 80
"""Letters that at least stand between two page numbers."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A text in one line, and the places where lines of the original began."""

    text: str
    starts: frozenset[int]


def flow_of(text: str) -> Flow:
    """Join the lines of a text.

    Spaces between Chinese letters go, as OCR and typesetting put them anywhere (责任单 位). Lines
    that hold a page number or a rule only are no text.
    """
    lines = [line.strip() for line in text.replace("\ufeff", "").translate(_DIGITS).splitlines()]
    pages = _page_numbers(lines)
    pieces: list[str] = []
    starts = set()
    length = 0
    for number, line in enumerate(lines):
        if number in pages or _PAGE.fullmatch(line) or _RULE.fullmatch(line):
            continue
        piece = _SPACES.sub("", _HEADING_MARK.sub("", line))
        if piece:
            starts.add(length)
            pieces.append(piece)
            length += len(piece)
    return Flow("".join(pieces), frozenset(starts))


def _page_numbers(lines: list[str]) -> set[int]:
    """Lines with a bare number, when such numbers count the pages: 1, 2, 3, far enough apart."""
    found: set[int] = set()
    seen: dict[int, tuple[int, int]] = {}  # number -> its last line, letters before it
    letters = 0
    for place, line in enumerate(lines):
        if _BARE_NUMBER.fullmatch(line):
            number = int(line)
            before, far = seen.get(number - 1, (-1, letters))
            if letters - far >= _PAGE_LENGTH:
                found |= {before, place}
            seen[number] = (place, letters)
        letters += len(line)
    return found
