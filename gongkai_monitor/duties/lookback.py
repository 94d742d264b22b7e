"""回头看: the duties of two years side by side: what goes on, what was dropped, what is new.

Pairs are chosen together so that the sum of likeness is greatest; each duty has at most one. Half
of the likeness is that of the first sentences, which name the subject, half that of the texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai_monitor.vocabulary import DutyMatch

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_SURE, _LIKELY = 0.16, 0.055
"""Pairs less alike than the first are for a person, than the second none (docs/duties.md)."""
COLUMNS = ("match", "before", "after", "similarity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Places of one duty in both documents; None where it has none."""

    before: int | None
    after: int | None
    similarity: float = 0.0

    @property
    def match(self) -> DutyMatch:
        """延续, 可能延续 (a person looks at it), 未再列入 or 新增."""
        if self.after is None:
            return DutyMatch.DROPPED
        if self.before is None:
            return DutyMatch.ADDED
        return DutyMatch.CONTINUED if self.similarity >= _SURE else DutyMatch.LIKELY


def pair_duties(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Match the texts of two years' duties: those of the first year in order, then the new ones."""
    found: dict[int, tuple[int, float]] = {}
    if before and after:
        from scipy.optimize import linear_sum_assignment

        likeness = _likeness(before, after)
        for row, column in zip(*linear_sum_assignment(-likeness), strict=True):
            if likeness[row, column] >= _LIKELY:
                found[int(row)] = (int(column), float(likeness[row, column]))
    pairs = []
    for place in range(len(before)):
        match, similarity = found.get(place, (None, 0.0))
        pairs.append(Pair(before=place, after=match, similarity=similarity))
    taken = {column for column, _ in found.values()}
    pairs += [Pair(before=None, after=place) for place in range(len(after)) if place not in taken]
    return pairs


def look_back(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Compare two documents as ``parse`` gives them.

    Returns:
        ``match`` (延续, 可能延续, 未再列入, 新增), ``before`` and ``after`` (``order`` in
        each document, None for none) and ``similarity`` (0..1).
    """
    import pandas as pd

    firsts, seconds = list(before["order"]), list(after["order"])
    rows = [
        (
            pair.match.label,
            None if pair.before is None else firsts[pair.before],
            None if pair.after is None else seconds[pair.after],
            pair.similarity,
        )
        for pair in pair_duties(list(before["text"]), list(after["text"]))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _likeness(before: Sequence[str], after: Sequence[str]) -> np.ndarray:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    total = np.zeros((len(before), len(after)))
    for part in (lambda text: text.partition("。")[0], str):
        texts = [part(text) for text in (*before, *after)]
        vectors = TfidfVectorizer(
            analyzer="char", ngram_range=(2, 3), sublinear_tf=True
        ).fit_transform(texts)
        total += (vectors[: len(before)] @ vectors[len(before) :].T).toarray()
    return total / 2
