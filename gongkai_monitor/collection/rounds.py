"""A collection round: one id and one moment for all its spiders."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from gongkai_monitor import clock


@dataclass(frozen=True, slots=True)
class Round:
    """``as_of`` is the moment the round's lists stand for."""

    round_id: str
    as_of: datetime

    @classmethod
    def starting(cls, as_of: datetime, suffix: str) -> Self:
        """A new round; ``r20261122T073000-suffix`` sorts by time and is safe as a file name."""
        local = as_of.astimezone(clock.CHINA)
        return cls(f"r{local:%Y%m%dT%H%M%S}-{suffix}", as_of)

    @property
    def day(self) -> str:
        """The day in China, ``2026-11-22``: the partition of the round."""
        return clock.china_date(self.as_of).isoformat()
