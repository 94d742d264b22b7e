"""The numbered parts of a document: 一、 over （一） over 1.; which of them are duties.

A number counts only where it is the next one of its level and stands where a sentence or a line
begins, so that numbers inside sentences open nothing.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai_monitor.duties.flow import Flow
from gongkai_monitor.duties.numerals import LETTERS, number_of
from gongkai_monitor.duties.responsibility import Responsibility

_PART, _SECTION, _ITEM = 1, 2, 3
_MARK = re.compile(
    rf"(?P<part>[{LETTERS}]{{1,3}})、"
    rf"|(?<!第)[（(〔](?P<section>[{LETTERS}—－ー]{{1,3}})[）)〕]"
    r"|(?<![\d〔.．年月第至])(?P<item>\d{1,3})[．.、](?=\D)"
)
_LEVELS = {"part": _PART, "section": _SECTION, "item": _ITEM}
_SENTENCE_ENDS = "。！？；：）)]】〕"
_QUOTES = "“”‘’\"'"
_DASH = str.maketrans("—－ー", "一一一")
_MOST_SKIPPED = 1
"""A number that the typesetting lost (an automatic list of Word) must not hide the rest."""


@dataclass(slots=True, eq=False)
class Part:
    """A numbered part with everything below it.

    Attributes:
        level: 1 for 一、, 2 for （一）, 3 for 1.
        number: as printed, without what follows it: 一, （一）, 1.
        start: of the number in the flow.
        body: behind the number.
        end: where the next number of any level begins.
        children: parts one level down.
        parent: part above.
        said: brackets that name who answers, in its own text.
    """

    level: int
    number: str
    start: int
    body: int
    end: int
    children: list["Part"] = field(default_factory=list)
    parent: "Part | None" = None
    said: list[Responsibility] = field(default_factory=list)

    @property
    def last_end(self) -> int:
        """The end of the last part below it."""
        return self.children[-1].last_end if self.children else self.end

    @property
    def all_said(self) -> list[Responsibility]:
        """Brackets of its own text and of every part below it, in order."""
        return [*self.said, *(one for child in self.children for one in child.all_said)]


def find_parts(flow: Flow, responsibilities: Sequence[Responsibility]) -> list[Part]:
    """Every numbered part, in the order of the document."""
    reader = _Reader(flow)
    begins = [one.start for one in responsibilities]
    for match in _MARK.finditer(flow.text):
        before = bisect_right(begins, match.start())
        if not before or match.start() >= responsibilities[before - 1].end:
            reader.take(match)
    parts = reader.parts
    ends = [*(part.start for part in parts[1:]), len(flow.text)]
    for part, end in zip(parts, ends, strict=False):  # no part, no end
        part.end = end
        inside = slice(bisect_left(begins, part.body), bisect_left(begins, part.end))
        part.said = list(responsibilities[inside])
    return parts


def duties_of(parts: Sequence[Part]) -> list[Part]:
    """The parts that are duties: those with a bracket of their own, else the smallest ones.

    A part 一、 without numbered parts below it is prose (目标要求) unless the document has no
    other kind of number, or a bracket says who answers for it.
    """
    levels = {part.level for part in parts}
    answered = {part.level for part in parts if part.said}
    found: list[Part] = []
    for top in (part for part in parts if part.parent is None):
        if answered:
            found += _answered(top, answered)
        else:
            found += [one for one in _leaves(top) if one.level > _PART or levels == {_PART}]
    return found


def _answered(part: Part, levels: set[int]) -> list[Part]:
    below = [child for child in part.children if child.all_said]
    closes_whole = (
        len(part.children) > 1 and below == part.children[-1:] and part.level in levels
    )  # 1. … 2. … 3. …（责任单位：…）: the bracket belongs to all three
    if not part.children or closes_whole or (part.said and not below):
        is_duty = bool(part.all_said) or part.level in levels - {_PART}
        return [part] if is_duty else []
    return [one for child in part.children for one in _answered(child, levels)]


def _leaves(part: Part) -> list[Part]:
    if not part.children:
        return [part]
    return [one for child in part.children for one in _leaves(child)]


class _Reader:
    """Takes the marks one after the other and remembers which number is next."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.parts: list[Part] = []
        self._last = {_PART: 0, _SECTION: 0, _ITEM: 0}
        self._is_fresh = {_PART: True, _SECTION: True, _ITEM: True}

    def take(self, match: re.Match[str]) -> None:
        """Open a part when the number is the next of its level."""
        kind = match.lastgroup or ""
        level = _LEVELS[kind]
        letters = match[kind].translate(_DASH)
        number = number_of(letters)
        if number is None or not self._is_next(level, number) or not self._may_begin(match.start()):
            return
        self._last[level] = number
        for lower in range(level + 1, _ITEM + 1):
            self._is_fresh[lower] = True
        self._is_fresh[level] = False
        printed = f"（{letters}）" if level == _SECTION else letters
        above = next((part for part in reversed(self.parts) if part.level < level), None)
        part = Part(level, printed, match.start(), match.end(), match.end(), parent=above)
        if above:
            above.children.append(part)
        self.parts.append(part)

    def _is_next(self, level: int, number: int) -> bool:
        if number == 1 and self._is_fresh[level]:
            return True
        ahead = number - self._last[level]
        return 1 <= ahead <= 1 + _MOST_SKIPPED and self._last[level] > 0

    def _may_begin(self, place: int) -> bool:
        """At a line, behind a sentence, or behind a heading that has no full stop."""
        text, before = self.flow.text, place
        while before and text[before - 1] in _QUOTES and before not in self.flow.starts:
            before -= 1  # PDF text often has the quotes of a line at its beginning
        if before in self.flow.starts or text[before - 1] in _SENTENCE_ENDS:
            return True
        return bool(self.parts) and "。" not in text[self.parts[-1].body : place]
