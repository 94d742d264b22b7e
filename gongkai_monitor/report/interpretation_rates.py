"""解读率: per agency how many documents owed an interpretation by now and how many have one.

The denominator (应解读) holds documents that owe one, were collected, and either have one or are
past their limit: a document still counting down, or one that nobody could read, is in no rate.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongkai_monitor.report.blocks import Ratio
from gongkai_monitor.report.cells import Row
from gongkai_monitor.vocabulary import CollectionState

OVERDUE, LATE, RUNNING, IN_TIME = "逾期未解读", "逾期已解读", "计时中", "按时解读"
UNKNOWN, UNCOLLECTED = "不能判断", "未采到"


@dataclass(frozen=True, slots=True)
class Rates:
    """Sums over the documents of one agency (or of all)."""

    states: Mapping[str, int]
    linked: Ratio
    """Documents with an interpretation that link both ways, of those whose pages were read."""

    @property
    def needing(self) -> int:
        """需要解读: every document that owes one, judged or not."""
        return sum(self.states.values())

    @property
    def explained(self) -> Ratio:
        """解读率: with an interpretation, of those that owed one by now."""
        done = self.states.get(IN_TIME, 0) + self.states.get(LATE, 0)
        return Ratio(done, done + self.states.get(OVERDUE, 0))

    @property
    def in_time(self) -> Ratio:
        """按时解读率: within the limit, of those that owed one by now."""
        return Ratio(self.states.get(IN_TIME, 0), self.explained.denominator)


def needs_interpretation(row: Row) -> bool:
    """Whether a document owes an interpretation."""
    return row.text("needs_interpretation").lower() in {"true", "1", "yes"}


def state_of(row: Row) -> str:
    """One of the six states of a document that owes an interpretation."""
    if row.text("collection_state") not in {"", CollectionState.COLLECTED}:
        return UNCOLLECTED
    has_interpretation = bool(row.text("interpretation_url"))
    if row.text("warning") or (row.day("due_on") is None and not has_interpretation):
        return UNKNOWN
    if is_late(row):
        return LATE if has_interpretation else OVERDUE
    return IN_TIME if has_interpretation else RUNNING


def is_late(row: Row) -> bool:
    """Late on a calendar: on a Saturday after a Friday's deadline 0 working days are lost."""
    late = row.number("days_late")
    late = row.number("workdays_late") if late is None else late
    return late is not None and late > 0


def rates_of(documents: Iterable[Row]) -> Rates:
    """The sums of documents that owe an interpretation."""
    states: Counter[str] = Counter()
    linked: Counter[str] = Counter()
    for row in documents:
        states[state_of(row)] += 1
        if row.text("interpretation_url"):
            linked[row.text("is_linked_both_ways").lower()] += 1
    return Rates(states, Ratio(linked["true"], linked["true"] + linked["false"]))


def rates_by_agency(documents: Sequence[Row]) -> dict[str, Rates]:
    """agency_code -> its sums, for documents that owe an interpretation."""
    codes = dict.fromkeys(row.text("agency_code") for row in documents)
    return {
        code: rates_of(row for row in documents if row.text("agency_code") == code)
        for code in codes
    }
