"""When letters came in and were answered, by their numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True)
class LetterTimes:
    """When letters came in and when each was first answered; datetime64 in UTC, NaT: never."""

    places: Mapping[str, int]
    received: np.ndarray
    replied: np.ndarray

    @classmethod
    def of(cls, members: pd.DataFrame) -> Self:
        """From columns message_id, received_at and replied_at; a message may have many rows."""
        moments = pd.DataFrame({
            "message_id": members["message_id"],
            **{name: pd.to_datetime(members[name], utc=True).dt.tz_localize(None)
               for name in ("received_at", "replied_at")},
        })  # fmt: skip
        first = moments.groupby("message_id").min()
        received, replied = (first[name].to_numpy("datetime64[us]") for name in first.columns)
        places = {str(number): place for place, number in enumerate(first.index)}
        return cls(places, received, replied)

    def times(self, message_ids: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Received and replied of the letters that are known."""
        known = (self.places.get(number) for number in message_ids)
        at = np.array([place for place in known if place is not None], dtype=np.intp)
        return self.received[at], self.replied[at]
