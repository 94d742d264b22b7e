"""What speaks for one pair of document and interpretation, and how much.

Independent clues add up as doubts multiply: ``score = 1 - Π(1 - weight)``. The weights are ours;
they were set on real provincial policies and interpretations (docs/performance.md).
"""

from dataclasses import dataclass, field

LINK, NUMBER_IN_TITLE, QUOTED_IN_TITLE = 0.97, 0.95, 0.95
ONLY_NUMBER, NUMBER_IN_TEXT = 0.78, 0.6
QUOTED_FIRST, QUOTED_IN_TEXT = 0.72, 0.35
LIKE_OWN, LIKE_OTHERS = 0.9, 0.4
"""Weight of a wholly alike title, and of one whose region is another."""
ISSUER, SAME_SITE = 0.1, 0.05
"""Support only: they never make a pair."""


@dataclass(slots=True)
class Clues:
    """What speaks for one pair; ``reasons`` are shown to people."""

    weights: list[float] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    is_linked: bool = False
    is_named: bool = False
    """The interpretation names this very document, not one that it only mentions."""
    is_exact: bool = False
    """It names it by link, number or full title, not by a similar one."""
    likeness: float = 0.0

    def add(self, weight: float, reason: str) -> None:
        """One more clue; the same reason counts once."""
        if reason not in self.reasons:
            self.weights.append(weight)
            self.reasons.append(reason)

    def name(self, *, exactly: bool) -> None:
        """The interpretation names the document."""
        self.is_named = True
        self.is_exact |= exactly

    def score(self) -> float:
        """0..1 before time is considered."""
        doubt = 1.0
        for weight in self.weights:
            doubt *= 1 - weight
        return 1 - doubt
