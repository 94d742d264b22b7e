"""How far back a list reaches that shows its newest entries first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_MOST_PINNED = 3
_FEWEST_DATED = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as a list shows it."""

    url: str
    printed_on: date | None


def depth_of(items: Sequence[Shown]) -> date | None:
    """Printed date of the last entry when the dates fall from top to bottom, else None.

    Up to three pinned entries at the top may stand out of order. What is newer than the answer
    and not shown is not in the list; what is older may stand on a page that was not read.
    """
    days = [item.printed_on for item in items if item.printed_on is not None]
    for pinned in range(_MOST_PINNED + 1):
        rest = days[pinned:]
        if len(rest) < _FEWEST_DATED:
            return None
        if rest == sorted(rest, reverse=True):
            return rest[-1] if rest[0] > rest[-1] else None
    return None
