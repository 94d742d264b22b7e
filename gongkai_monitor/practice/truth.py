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
    """Messages that speak of one matter, whose it is, and where the clock stands.

    Times are ISO texts in UTC, "" where nobody knows; ``agency_code`` "" is 待人工指定;
    ``candidates`` are the addresses of likely answers on which nobody has decided.
    """

    topic: str
    agency_code: str
    message_ids: tuple[str, ...]
    region: str = ""
    response_class: str = ""  # value of ``vocabulary.ResponseClass``
    rule: str = ""  # of the clock to look at first
    limit_hours: float = 0.0
    clock_state: str = ""  # value of ``vocabulary.ClockState``
    t_event: str = ""
    t_detected: str = ""
    t_first_release: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PlantedReply:
    """A letter and how its answer stands; ``state`` is a value of ``vocabulary.ReplyState``."""

    message_id: str
    state: str
    note: str = ""


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
    near_letters: tuple[str, ...] = ()  # messages that belong to no hotspot
    replies: tuple[PlantedReply, ...] = ()
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
            PlantedHotspot(
                **row | {name: tuple(row[name]) for name in ("message_ids", "candidates")}
            )
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
            near_letters=tuple(data["near_letters"]),
            replies=tuple(PlantedReply(**row) for row in data["replies"]),
            suggestions=tuple(PlantedSuggestion(**row) for row in data["suggestions"]),
        )
