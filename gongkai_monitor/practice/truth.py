"""What was planted: faults, near misses, unreadable subjects, hotspots (docs/architecture.md)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PlantedFault:
    """A fault that must be found; ``level`` is a value of ``vocabulary.Level``, "" = any."""

    code: str
    subject_id: str
    object: str = ""
    level: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Identity that findings are compared by."""
        return (self.code, self.subject_id, self.object)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class NearMiss:
    """Something that looks like a fault and is none."""

    code: str
    subject_id: str
    object: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Identity that findings are compared by."""
        return (self.code, self.subject_id, self.object)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Unreadable:
    """A subject that cannot be collected, and why."""

    subject_kind: str
    subject_id: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PlantedSuggestion:
    """A channel that 栏目建议 must propose.

    ``entry_count``: the entries that the proposed selector of a redesigned list finds, 0 when
    nothing on the page can be proposed; None for a channel that the register does not know.
    """

    site_code: str
    url: str
    name: str
    entry_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedHotspot:
    """Messages that speak of one matter."""

    topic: str
    agency_code: str
    message_ids: tuple[str, ...]
    clock_state: str = ""  # value of ``vocabulary.ClockState``


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Everything planted in one city."""

    city: str
    seed: int
    size: str
    as_of: str
    faults: tuple[PlantedFault, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    uncollected: tuple[Unreadable, ...] = ()
    hotspots: tuple[PlantedHotspot, ...] = ()
    suggestions: tuple[PlantedSuggestion, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The content of ``truth.json``."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read back ``truth.json``.

        Raises:
            KeyError, TypeError: when a part is missing or unknown.
        """
        hotspots = [
            PlantedHotspot(**(row | {"message_ids": tuple(row["message_ids"])}))
            for row in data["hotspots"]
        ]
        return cls(
            city=data["city"],
            seed=data["seed"],
            size=data["size"],
            as_of=data["as_of"],
            faults=tuple(PlantedFault(**row) for row in data["faults"]),
            near_misses=tuple(NearMiss(**row) for row in data["near_misses"]),
            uncollected=tuple(Unreadable(**row) for row in data["uncollected"]),
            hotspots=tuple(hotspots),
            suggestions=tuple(PlantedSuggestion(**row) for row in data["suggestions"]),
        )
