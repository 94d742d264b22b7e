"""What a rule could look at: the objects it was told of, and those that were not collected."""

from collections import Counter
from dataclasses import dataclass

from gongkai_monitor.facts.rows import where
from gongkai_monitor.report.book import AuditBook, IndicatorNote
from gongkai_monitor.report.cells import Row, rows
from gongkai_monitor.vocabulary import CollectionCause, CollectionState

_MOST_CAUSES = 3
_UNKNOWN = "页面上看不出"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Subjects of one rule; 不在检查范围 are in neither set."""

    title: str
    told: frozenset[str]
    untold: frozenset[str]
    causes: str  # why the untold ones are not known, the most frequent first


def looked_at(note: IndicatorNote, book: AuditBook) -> Looked:
    """Which subjects the facts of a rule tell of; a subject with one told row is told."""
    table = book.facts.get(note.table)
    told: set[str] = set()
    why: dict[str, str] = {}
    for row in rows(where(table, note.when) if table is not None else None):
        state, subject = row.text("collection_state"), row.text("subject_id")
        if state == CollectionState.OUT_OF_SCOPE:
            continue
        if state == CollectionState.COLLECTED and row.text(note.fact):
            told.add(subject)
        else:
            why.setdefault(subject, _cause(row, state))
    untold = why.keys() - told
    counts = Counter(why[subject] for subject in untold)
    return Looked(
        title=note.title,
        told=frozenset(told),
        untold=frozenset(untold),
        causes="、".join(
            f"{cause} {count} 个" for cause, count in counts.most_common(_MOST_CAUSES)
        ),
    )


def _cause(row: Row, state: str) -> str:
    return (
        _UNKNOWN if state == CollectionState.COLLECTED else CollectionCause(row.text("cause")).label
    )
