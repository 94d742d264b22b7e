"""The statistical look: characters that fit badly where a similar one would fit well."""

from collections.abc import Iterator

import numpy as np

from gongkai_monitor.text.wording.candidate import Candidate, WordingKind
from gongkai_monitor.text.wording.features import alternatives
from gongkai_monitor.text.wording.model import LIKENESS, Model, load_model

_CHUNK = 100_000
_NUMBER_AHEAD = 10  # what stands so near before 〔2026〕 is the mark of a document number
_YEAR_OPENERS = frozenset("〔﹝")
_APART = 3
"""Of candidates closer than this only the surest stands: one error disturbs its neighbours."""


def unfit_characters(text: str) -> Iterator[Candidate]:
    """Candidates in the order of the text."""
    model = load_model()
    start = 0
    while start < len(text):
        end = _cut(text, start)
        yield from _in_chunk(text[start:end], start, model)
        start = end


def _cut(text: str, start: int) -> int:
    """End of a chunk, after a line break where there is one."""
    end = start + _CHUNK
    if end >= len(text):
        return len(text)
    line = text.rfind("\n", start + _CHUNK // 2, end)
    return end if line < 0 else line + 1


def _in_chunk(text: str, offset: int, model: Model) -> Iterator[Candidate]:
    found = alternatives(
        text, model.table, model.confusions, (model.known_pairs, model.known_weight)
    )
    if found is None:
        return
    score = model.trees.score(found.figures)
    sure = np.flatnonzero(score > model.threshold)
    taken: list[int] = []
    for index in sure[np.argsort(-score[sure], kind="stable")]:
        place = int(found.position[index])
        is_apart = all(abs(place - int(found.position[other])) >= _APART for other in taken)
        if is_apart and _YEAR_OPENERS.isdisjoint(text[place : place + _NUMBER_AHEAD]):
            taken.append(int(index))
    for index in sorted(taken, key=lambda item: int(found.position[item])):
        place = int(found.position[index])
        wrong, right = text[place], chr(int(found.meant[index]))
        here = text[max(0, place - 2) : place], text[place + 1 : place + 3]
        yield Candidate(
            start=offset + place,
            end=offset + place + 1,
            wrong=wrong,
            right=right,
            kind=WordingKind.TYPO,
            reason=f"“{here[0]}{wrong}{here[1]}”少见，“{here[0]}{right}{here[1]}”常见"
            f"（{LIKENESS[int(found.likeness[index])]}）",
        )
