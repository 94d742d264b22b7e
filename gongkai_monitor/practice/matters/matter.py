"""What a planted matter is: its letters, what units said about it, and where its clock stands."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from gongkai_monitor.clock import CHINA
from gongkai_monitor.vocabulary import ClockState, Milestone, ResponseClass, Term

DETECTED_BY = 5
"""The letter that makes a matter a hotspot (``[opinion] min_size``)."""


class Judged(Term):
    """What the duty officer made of a release."""

    CONFIRMED = "confirmed", "认定为回应"
    REJECTED = "rejected", "认定不是回应"
    PENDING = "pending", "待认定"


class Outlet(Term):
    """Where a release came out."""

    ACCOUNT = "account", "发布单位的账号"
    PORTAL = "portal", "门户网站"
    BY_HAND = "by_hand", "发布会，由人登记"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Something that was said about a matter, so long after its clock began.

    ``by``: the unit that said it; "" for the responsible one.
    """

    after: timedelta
    title: str
    text: str = ""
    judged: Judged = Judged.CONFIRMED
    outlet: Outlet = Outlet.ACCOUNT
    milestone: Milestone = Milestone.FIRST_RELEASE
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The clock to look at first, as the rules say it by hand: rule, hours, state."""

    rule: str
    hours: float
    state: ClockState


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One matter.

    Attributes:
        topic: what the truth calls it.
        unit: name of the responsible unit without the city; "" where the 职责 sheet names nobody.
        keywords: of the 职责 sheet; none where the letters name the unit themselves.
        place: ``{place}`` of the texts.
        titles: of letters, by turns.
        bodies: of letters, by turns; ``{who}`` differs from letter to letter.
        size: how many letters.
        first: how long before the present the first came.
        every: time between two letters.
        event: how long before the first letter it happened; None where nobody knows.
        response_class: as a person said in the register.
        releases: what was said.
        replied: how long after the first letter the letters were answered.
        lead: where the clock stands now.
    """

    topic: str
    unit: str
    place: str
    titles: tuple[str, ...]
    bodies: tuple[str, ...]
    first: timedelta
    every: timedelta
    lead: Lead
    size: int = 8
    keywords: tuple[str, ...] = ()
    event: timedelta | None = None
    response_class: ResponseClass | None = None
    releases: tuple[Release, ...] = ()
    replied: timedelta | None = None

    def received_at(self, n: int, now: datetime) -> datetime:
        """When the n-th letter came; never at midnight, which exports print for a bare day."""
        moment = now - self.first + n * self.every
        is_midnight = moment.astimezone(CHINA).time() == time()
        return moment + timedelta(minutes=1) if is_midnight else moment

    def detected_at(self, now: datetime) -> datetime:
        """When the letters were enough to be seen as one matter."""
        return self.received_at(DETECTED_BY - 1, now)

    def occurred_at(self, now: datetime) -> datetime | None:
        """When it happened, if a person said so."""
        return None if self.event is None else now - self.first - self.event

    def began_at(self, now: datetime) -> datetime:
        """Since when its clock runs."""
        return self.occurred_at(now) or self.detected_at(now)

    def letter(self, n: int) -> tuple[str, str]:
        """Title and text of the n-th letter."""
        said = {"place": self.place, "who": f"{n // 4 + 1}号楼{n % 4 + 1}单元住户"}
        title = self.titles[n % len(self.titles)]
        return title.format(**said), self.bodies[n % len(self.bodies)].format(**said)

    @property
    def is_registered(self) -> bool:
        """Whether the register (台账) says anything of it."""
        judged = any(one.judged is not Judged.PENDING for one in self.releases)
        return judged or self.response_class is not None


def hours(count: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=count)


def minutes(count: float) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=count)
