"""How well found groups agree with known ones: B-cubed, purity, recall of the top issues."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

TOP = 10
FOUND_FROM = 0.5
"""Jaccard overlap from which a known issue counts as found."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures of one method on one set; every one from 0 to 1."""

    precision: float
    recall: float
    f1: float
    purity: float
    top_recall: float


def agreement(known: Sequence[Hashable], found: Sequence[Hashable]) -> Agreement:
    """B-cubed of ``found`` against ``known`` (a message each), purity, recall of the top issues."""
    both = Counter(zip(known, found, strict=True))
    of_known, of_found = Counter(known), Counter(found)
    count = len(known)
    precision = sum(n * n / of_found[group] for (_, group), n in both.items()) / count
    recall = sum(n * n / of_known[key] for (key, _), n in both.items()) / count
    largest: dict[Hashable, int] = {}
    best: dict[Hashable, float] = {}
    for (key, group), n in both.items():
        largest[group] = max(largest.get(group, 0), n)
        overlap = n / (of_known[key] + of_found[group] - n)
        best[key] = max(best.get(key, 0.0), overlap)
    top = [key for key, _ in of_known.most_common(TOP)]
    return Agreement(
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall),
        purity=sum(largest.values()) / count,
        top_recall=sum(best[key] >= FOUND_FROM for key in top) / len(top),
    )
