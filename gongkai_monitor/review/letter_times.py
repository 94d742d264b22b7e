"""When letters came in, were answered, and were last seen without an answer; by their numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

import numpy as np
import pandas as pd

from gongkai_monitor.opinion.timeliness import mostly_replied_at, utc64

_MOMENTS = ("received_at", "replied_at", "seen_at")


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters of one matter, in one order; moments are datetime64 in UTC, NaT: never.

    Attributes:
        received: when each came in.
        replied: when each was first answered.
        seen: when each was last seen without an answer.
        is_answered: an answer is there, whether or not its moment can be read.
        gone: how many letters of the matter are not there any more (deleted, or past their time).
    """

    received: np.ndarray
    replied: np.ndarray
    seen: np.ndarray
    is_answered: np.ndarray
    gone: int

    def replied_count(self, as_of: datetime) -> int:
        """How many have an answer at a moment."""
        is_undated = self.is_answered & np.isnat(self.replied)
        return int(((self.replied <= utc64(as_of)) | is_undated).sum())

    def undated_count(self) -> int:
        """How many have an answer of which nobody knows when it came."""
        return int((self.is_answered & np.isnat(self.replied)).sum())

    def unread(self, since: datetime, due_at: datetime) -> tuple[str, ...]:
        """Why the letters do not show that the matter was unanswered at the limit; () if they do.

        Letters that nobody saw open since then, answers without a moment and letters that are gone
        may all have been answered at once. Only where even so most letters never had an answer in
        time is the matter late.

        Args:
            since: the detection.
            due_at: the end of the limit.
        """
        is_open = np.isnat(self.replied) & (self.received <= utc64(due_at))
        undated = is_open & self.is_answered
        unseen = is_open & ~self.is_answered & ~(self.seen >= utc64(due_at))
        gone = np.repeat(utc64(since), self.gone)
        at_best = np.where(undated | unseen, self.received, self.replied)
        received = np.concatenate([self.received, gone])
        replied = np.concatenate([at_best, gone])
        if mostly_replied_at(received, replied, since=since, as_of=due_at) is None:
            return ()
        told = (
            (int(unseen.sum()), "件来信期满后没有再采到（没有新的导出或留言板页面）"),
            (int(undated.sum()), "件来信已答复而答复时间不明"),
            (self.gone, "件来信已清除"),
        )
        return tuple(f"{count} {words}" for count, words in told if count)


@dataclass(frozen=True, slots=True)
class LetterTimes:
    """The same of all letters."""

    places: Mapping[str, int]
    moments: Mapping[str, np.ndarray]
    is_answered: np.ndarray

    @classmethod
    def of(cls, members: pd.DataFrame) -> Self:
        """From the columns of ``store.messages.read_marks_of``; a message may have many rows."""
        known = pd.DataFrame({
            "message_id": members["message_id"],
            **{name: pd.to_datetime(members[name], utc=True).dt.tz_localize(None)
               for name in _MOMENTS},
            "is_answered": members["is_answered"].astype(bool),
        })  # fmt: skip
        grouped = known.groupby("message_id")
        first, last = grouped[["received_at", "replied_at"]].min(), grouped["seen_at"].max()
        moments = {**{name: first[name] for name in first.columns}, "seen_at": last}
        return cls(
            places={str(number): place for place, number in enumerate(first.index)},
            moments={name: one.to_numpy("datetime64[us]") for name, one in moments.items()},
            is_answered=grouped["is_answered"].max().to_numpy(bool),
        )

    def letters(self, message_ids: Sequence[str], size: int) -> Letters:
        """Those of one matter of ``size`` letters."""
        known = (self.places.get(number) for number in message_ids)
        at = np.array([place for place in known if place is not None], dtype=np.intp)
        received, replied, seen = (self.moments[name][at] for name in _MOMENTS)
        return Letters(received, replied, seen, self.is_answered[at], max(size - len(at), 0))
