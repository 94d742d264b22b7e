"""Compare what was found with what was planted: precision, recall, and every difference."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from gongkai_monitor.practice.compare_opinion import (
    HotspotDifference,
    ReplyDifference,
    compare_hotspots,
    compare_replies,
)
from gongkai_monitor.practice.truth import (
    NearMiss,
    PlantedFault,
    PlantedSuggestion,
    Truth,
)
from gongkai_monitor.vocabulary import CollectionState, FindingStatus

Row = Mapping[str, Any]
Key = tuple[str, str, str]

_OPEN = frozenset({FindingStatus.NEW.value, FindingStatus.ONGOING.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCount:
    """Planted, found and matching of one indicator code."""

    code: str
    planted: int
    found: int
    matched: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The outcome of one comparison."""

    counts: tuple[CodeCount, ...]
    missed: tuple[PlantedFault, ...]
    false: tuple[Key, ...]
    wrong_levels: tuple[tuple[Key, str, str], ...]  # key, planted, found
    flagged_near_misses: tuple[NearMiss, ...]
    near_miss_count: int
    missing_uncollected: tuple[tuple[str, str, str, str], ...]  # kind, id, planted, found cause
    unplanned_uncollected: tuple[tuple[str, str, str], ...]  # kind, id, cause
    uncollected_count: int
    missed_hotspots: tuple[str, ...]
    unplanned_hotspots: tuple[str, ...]
    hotspot_count: int
    hotspot_differences: tuple[HotspotDifference, ...]
    grouped_near_letters: tuple[str, ...]  # messages of no hotspot that were put into one
    near_letter_count: int
    reply_differences: tuple[ReplyDifference, ...]
    reply_count: int
    missed_suggestions: tuple[PlantedSuggestion, ...]
    unplanned_suggestions: tuple[PlantedSuggestion, ...]
    suggestion_count: int

    @property
    def planted(self) -> int:
        """All planted faults."""
        return sum(row.planted for row in self.counts)

    @property
    def found(self) -> int:
        """All open findings."""
        return sum(row.found for row in self.counts)

    @property
    def matched(self) -> int:
        """Findings that are planted faults."""
        return sum(row.matched for row in self.counts)

    @property
    def precision(self) -> float:
        """Share of findings that are planted faults."""
        return self.matched / self.found if self.found else float(not self.planted)

    @property
    def recall(self) -> float:
        """Share of planted faults that were found."""
        return self.matched / self.planted if self.planted else 1.0

    @property
    def is_perfect(self) -> bool:
        """Every fault found at its level, nothing else, coverage and hotspots as planted."""
        return not (
            self.missed
            or self.false
            or self.wrong_levels
            or self.missing_uncollected
            or self.unplanned_uncollected
            or self.missed_hotspots
            or self.unplanned_hotspots
            or self.hotspot_differences
            or self.grouped_near_letters
            or self.reply_differences
            or self.missed_suggestions
            or self.unplanned_suggestions
        )

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            "planted": self.planted,
            "found": self.found,
            "matched": self.matched,
            "precision": self.precision,
            "recall": self.recall,
            "is_perfect": self.is_perfect,
            **asdict(self),
        }


def compare(
    truth: Truth,
    findings: Iterable[Row],
    coverage: Iterable[Row],
    hotspots: Iterable[Row],
    *,
    statements: Iterable[Row] | None = None,
    letters: Iterable[Row] | None = None,
    suggestions: Collection[PlantedSuggestion] | None = None,
    codes: Collection[str] | None = None,
) -> Comparison:
    """Compare the rows of ``gongkai findings|coverage|hotspots --format json`` with the truth.

    Args:
        truth: what was planted.
        findings: rows with ``code``, ``subject_id``, ``object``, ``level``, ``status``; only
            open ones count.
        coverage: rows with ``subject_kind``, ``subject_id``, ``collection_state``, ``cause``.
        hotspots: rows with ``message_ids``, ``title`` and what else is to be compared: region,
            agency_code, response_class and clock.
        statements: rows of ``gongkai hotspots statements``; None leaves likely answers out.
        letters: rows of ``gongkai hotspots replies --letters``; None leaves them out.
        suggestions: what 栏目建议 proposes; None leaves it out of the comparison.
        codes: indicator codes of the editions in use; what was planted for other editions is
            left out. None: everything planted is expected.
    """
    found = {_key(row): str(row["level"]) for row in findings if str(row["status"]) in _OPEN}
    planted = {fault.key: fault for fault in truth.faults if codes is None or fault.code in codes}
    matched = found.keys() & planted.keys()
    missing, unplanned = _coverage(truth, coverage)
    opinion = compare_hotspots(truth, list(hotspots), statements)
    proposed = set(truth.suggestions if suggestions is None else suggestions)
    wanted = set(truth.suggestions)
    return Comparison(
        counts=_counts(planted, found),
        missed=tuple(planted[key] for key in sorted(planted.keys() - matched)),
        false=tuple(sorted(found.keys() - matched)),
        wrong_levels=tuple(
            (key, planted[key].level, found[key])
            for key in sorted(matched)
            if planted[key].level not in {"", found[key]}
        ),
        flagged_near_misses=tuple(row for row in truth.near_misses if row.key in found),
        near_miss_count=len(truth.near_misses),
        missing_uncollected=missing,
        unplanned_uncollected=unplanned,
        uncollected_count=len(truth.uncollected),
        missed_hotspots=opinion.missed,
        unplanned_hotspots=opinion.unplanned,
        hotspot_count=len(truth.hotspots),
        hotspot_differences=opinion.differences,
        grouped_near_letters=opinion.grouped_near_letters,
        near_letter_count=len(truth.near_letters),
        reply_differences=() if letters is None else compare_replies(truth.replies, list(letters)),
        reply_count=len(truth.replies),
        missed_suggestions=tuple(sorted(wanted - proposed, key=_by_address)),
        unplanned_suggestions=tuple(sorted(proposed - wanted, key=_by_address)),
        suggestion_count=len(wanted),
    )


def _by_address(row: PlantedSuggestion) -> tuple[str, str]:
    return (row.site_code, row.url)


def _key(row: Row) -> Key:
    return (str(row["code"]), str(row["subject_id"]), str(row["object"] or ""))


def _counts(planted: Mapping[Key, PlantedFault], found: Mapping[Key, str]) -> tuple[CodeCount, ...]:
    of_planted = Counter(key[0] for key in planted)
    of_found = Counter(key[0] for key in found)
    of_both = Counter(key[0] for key in planted.keys() & found.keys())
    return tuple(
        CodeCount(code=code, planted=of_planted[code], found=of_found[code], matched=of_both[code])
        for code in sorted({*of_planted, *of_found})
    )


def _coverage(
    truth: Truth, coverage: Iterable[Row]
) -> tuple[tuple[tuple[str, str, str, str], ...], tuple[tuple[str, str, str], ...]]:
    """Planted ones with another cause (or collected), and uncollected ones nobody planted."""
    causes = {
        (str(row["subject_kind"]), str(row["subject_id"])): str(row["cause"])
        for row in coverage
        if str(row["collection_state"]) == CollectionState.UNCOLLECTED.value
    }
    planted = {(row.subject_kind, row.subject_id): row.cause for row in truth.uncollected}
    missing = [
        (*key, cause, causes.get(key, ""))
        for key, cause in sorted(planted.items())
        if causes.get(key) != cause
    ]
    unplanned = [(*key, causes[key]) for key in sorted(causes.keys() - planted.keys())]
    return tuple(missing), tuple(unplanned)
