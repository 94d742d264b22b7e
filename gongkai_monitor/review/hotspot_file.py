"""What the entries of one hotspot come to: who has it, since when, what was done and answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from gongkai_monitor.review.hotspot_entry import (
    Assigned,
    Closed,
    Handled,
    HotspotBody,
    HotspotEntry,
    HotspotWithdrawn,
    StatementJudged,
    Triaged,
)
from gongkai_monitor.vocabulary import Milestone, ResponseClass, RiskLevel

BodyT = TypeVar("BodyT", bound=HotspotBody)


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotFile:
    """The entries of one hotspot, the oldest first."""

    hotspot_id: str
    entries: tuple[HotspotEntry, ...] = ()

    @property
    def standing(self) -> list[tuple[HotspotEntry, HotspotBody]]:
        """Entries that were not withdrawn, typed."""
        said = [(entry, entry.said) for entry in self.entries]
        gone = {body.entry for _, body in said if isinstance(body, HotspotWithdrawn)}
        return [
            (entry, body)
            for entry, body in said
            if entry.sequence not in gone and not isinstance(body, HotspotWithdrawn)
        ]

    def bodies(self, kind: type[BodyT]) -> list[BodyT]:
        """What stands, of one kind."""
        return [body for _, body in self.standing if isinstance(body, kind)]

    @property
    def assigned(self) -> Assigned | None:
        """The last 交办: a hotspot may be handed on."""
        return next(iter(reversed(self.bodies(Assigned))), None)

    @property
    def pushed_at(self) -> datetime | None:
        """When it was first handed to a unit."""
        return min((one.pushed_at for one in self.bodies(Assigned)), default=None)

    @property
    def closed(self) -> Closed | None:
        """办结, when it stands."""
        return next(iter(reversed(self.bodies(Closed))), None)

    @property
    def level(self) -> RiskLevel | None:
        """The level that a person set."""
        return next((o.level for o in reversed(self.bodies(Triaged)) if o.level), None)

    @property
    def response_class(self) -> ResponseClass | None:
        """The class that a person set; nothing else makes a hotspot an incident."""
        triaged = reversed(self.bodies(Triaged))
        return next((one.response_class for one in triaged if one.response_class), None)

    @property
    def occurred_at(self) -> datetime | None:
        """When the event happened, as a person said."""
        triaged = reversed(self.bodies(Triaged))
        return next((one.occurred_at for one in triaged if one.occurred_at), None)

    @property
    def steps(self) -> list[Handled]:
        """处置, the earliest first."""
        return sorted(self.bodies(Handled), key=lambda one: one.done_at)

    @property
    def judged(self) -> dict[str, StatementJudged]:
        """The last judgement on each publication."""
        return {one.statement_id: one for one in self.bodies(StatementJudged)}

    def answered_at(self, milestone: Milestone) -> datetime | None:
        """When the first publication came out that a person took for this milestone."""
        return min(
            (
                one.published_at
                for one in self.judged.values()
                if one.is_answer and one.milestone is milestone
            ),
            default=None,
        )


def hotspot_files(entries: Iterable[HotspotEntry]) -> dict[str, HotspotFile]:
    """One file per hotspot that has entries."""
    by_id: dict[str, list[HotspotEntry]] = {}
    for entry in entries:
        by_id.setdefault(entry.hotspot_id, []).append(entry)
    return {
        hotspot_id: HotspotFile(hotspot_id=hotspot_id, entries=tuple(own))
        for hotspot_id, own in by_id.items()
    }


def file_of(entries: Sequence[HotspotEntry], hotspot_id: str) -> HotspotFile:
    """The file of one hotspot; an empty one when nothing was recorded yet."""
    own = tuple(entry for entry in entries if entry.hotspot_id == hotspot_id)
    return HotspotFile(hotspot_id=hotspot_id, entries=own)
