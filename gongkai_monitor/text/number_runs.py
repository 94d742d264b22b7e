"""Digits as people type them: full-width, spaced, hyphenated, in Chinese, broken over lines. Pure.

A run is a row of digit groups with at most a few marks between two of them; a window is a part of
a run that begins and ends with a group. What a window means is decided elsewhere. Linear time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_FOLDED = (
    str.maketrans("０１２３４５６７８９", "0123456789")
    | str.maketrans("⓪①②③④⑤⑥⑦⑧⑨", "0123456789")
    | {0x1D7CE + n: str(n % 10) for n in range(50)}  # mathematical digits
    | str.maketrans("Ｘｘ×✕＠．－＋（）／", "XxXX@.-+()/")
)
_WRITTEN = str.maketrans("〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789")
_WRITTEN_DIGITS = re.compile("[〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]")
_SPACE = (
    r" \t\xa0\xad\u034f\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufeff"
    r"\uffa0\U000e0000-\U000e007f"
)
_GAP = rf"[{_SPACE}\n\r\ufe0f\u20e3.\-‐-―−·•_()/]{{0,5}}"
_RUN = re.compile(rf"\d(?:{_GAP}\d)*(?:{_GAP}[Xx](?![A-Za-z]))?")
_GROUP = re.compile(r"\d+[Xx]?|[Xx]")
_WRITTEN_RUN = re.compile(rf"(?:[0-9〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{_GAP}){{10,}}")
_LEAST, _MOST, _MOST_WRITTEN = 11, 19, 21


@dataclass(frozen=True, slots=True)
class Window:
    """Some neighbouring groups of a run.

    Attributes:
        start: where its first group begins.
        end: where its last group ends.
        digits: all its characters, an X at the end upper case.
        shape: lengths of the groups; groups that only a line break divides count as one.
        inner: the marks between its groups, line breaks aside.
        before: the group before it and the marks between them; None: no such group.
        after: the same behind it.
        is_written: it holds digits written as words.
    """

    start: int
    end: int
    digits: str
    shape: tuple[int, ...]
    inner: frozenset[str]
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    is_written: bool = False


def folded(text: str) -> str:
    """The text with digits and marks of other forms as ASCII; every character keeps its place."""
    return text.translate(_FOLDED)


def windows(plain: str, wanted: re.Pattern[str]) -> Iterator[Window]:
    """The windows of 11 to 21 characters of a folded text, those without written digits first.

    Written digits may stand beside a word that is one too (一三八…八一直打不通): their windows may
    hold two characters more than 19, and ``wanted`` does not choose among them.

    Args:
        plain: of ``folded``.
        wanted: matches the whole digits of a window that is worth a look.
    """
    for match in _RUN.finditer(plain):
        if match.end() - match.start() >= _LEAST:
            yield from _windows(plain, *match.span(), wanted)
    if not _WRITTEN_RUN.search(plain):
        return
    spelt = plain.translate(_WRITTEN)
    for match in _RUN.finditer(spelt):
        if match.end() - match.start() >= _LEAST and _WRITTEN_DIGITS.search(plain, *match.span()):
            for window in _windows(spelt, *match.span(), None):
                if _WRITTEN_DIGITS.search(plain, window.start, window.end):
                    yield window


def _windows(plain: str, start: int, end: int, wanted: re.Pattern[str] | None) -> Iterator[Window]:
    groups = [match.span() for match in _GROUP.finditer(plain, start, end)]
    most = _MOST_WRITTEN if wanted is None else _MOST
    for first, (begin, _) in enumerate(groups):
        digits = ""
        for last in range(first, len(groups)):
            digits += plain[slice(*groups[last])]
            if len(digits) > most:
                break
            if len(digits) < _LEAST or not (wanted is None or wanted.fullmatch(digits)):
                continue
            inside = groups[first : last + 1]
            end_of_it = inside[-1][1]
            shape, inner = _division(plain, inside)
            yield Window(
                start=begin,
                end=end_of_it,
                digits=digits.upper(),
                shape=shape,
                inner=inner,
                before=_neighbour(plain, groups[first - 1], groups[first - 1][1], begin)
                if first
                else None,
                after=_neighbour(plain, groups[last + 1], end_of_it, groups[last + 1][0])
                if last + 1 < len(groups)
                else None,
                is_written=wanted is None,
            )


def _neighbour(plain: str, group: tuple[int, int], start: int, end: int) -> tuple[str, str]:
    return plain[slice(*group)], plain[start:end]


def _division(plain: str, groups: list[tuple[int, int]]) -> tuple[tuple[int, ...], frozenset[str]]:
    shape = [groups[0][1] - groups[0][0]]
    inner = set()
    for (_, end), (start, next_end) in pairwise(groups):
        gap = plain[end:start]
        if "\n" in gap and not gap.strip():
            shape[-1] += next_end - start
        else:
            shape.append(next_end - start)
            inner.add(gap)
    return tuple(shape), frozenset(inner)
