"""What earlier batches leave behind: the signs of each message of the window, and its group.

Signs are hashed (21 bits and the kind), so no text can be read back from them, and 1,000,000
messages fit into some hundred megabytes.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Self
from zlib import crc32

import numpy as np
import pandas as pd

from gongkai_monitor.opinion import wordings

_BITS, _TOPIC_BITS = 21, 16
NAMED_FROM, LINES_FROM, TOPICS_FROM = 1 << _BITS, 2 << _BITS, 3 << _BITS
CODES = TOPICS_FROM + (1 << _TOPIC_BITS)
"""Words take the lowest codes, then come named things, lines and quotes, and topics of posts."""
POST = 0
"""The code of ``wordings.IS_POST``."""
_MOST_REPEATED = 255
_OF_MESSAGES = ("message_ids", "received_at", "voices", "groups", "is_settled", "anchors")


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """Messages of the window, one position each; ``codes`` and ``counts`` lie in rows."""

    message_ids: np.ndarray
    received_at: np.ndarray
    voices: np.ndarray
    groups: np.ndarray
    """Id of the group; "" while it has none."""
    is_settled: np.ndarray
    """Settled messages keep their group; open ones are grouped anew with the next batch."""
    anchors: np.ndarray
    """The group when it was last settled: open messages may join two groups for the moment only."""
    starts: np.ndarray
    """Row n holds the codes from ``starts[n]`` up to ``starts[n + 1]``."""
    codes: np.ndarray
    counts: np.ndarray

    def __len__(self) -> int:
        return len(self.message_ids)

    def take(self, positions: np.ndarray) -> Self:
        """Some of the messages, in the order of ``positions``."""
        if len(positions) and (np.diff(positions) == 1).all():
            return self._run(int(positions[0]), int(positions[-1]) + 1)
        each = {name: getattr(self, name)[positions] for name in _OF_MESSAGES}
        first, behind = self.starts[positions], self.starts[positions + 1]
        starts = np.concatenate([[0], np.cumsum(behind - first)])
        entries = np.arange(starts[-1]) + np.repeat(first - starts[:-1], behind - first)
        return replace(
            self, **each, starts=starts, codes=self.codes[entries], counts=self.counts[entries]
        )

    def _run(self, first: int, behind: int) -> Self:
        """Messages that lie beside each other: nothing is copied."""
        each = {name: getattr(self, name)[first:behind] for name in _OF_MESSAGES}
        starts = self.starts[first : behind + 1]
        inside = slice(starts[0], starts[-1])
        return replace(
            self,
            **each,
            starts=starts - starts[0],
            codes=self.codes[inside],
            counts=self.counts[inside],
        )

    def join(self, other: Self) -> Self:
        """These messages and then the others."""
        joined = {
            field.name: np.concatenate([getattr(self, field.name), getattr(other, field.name)])
            for field in fields(self)
        }
        joined["starts"] = np.concatenate([self.starts, other.starts[1:] + self.starts[-1]])
        return type(self)(**joined)

    @classmethod
    def of(cls, messages: pd.DataFrame) -> Self:
        """New messages (message_id, received_at, title, text), open and without a group."""
        rows = [
            wordings.signs(title, text)
            for title, text in zip(messages["title"], messages["text"], strict=True)
        ]
        codes = [
            [pair for kind, found in enumerate(row) for pair in _codes(found, kind)] for row in rows
        ]
        flat = [pair for row in codes for pair in row]
        pairs = np.array(flat, dtype=np.int64).reshape(-1, 2)
        voices = [
            wordings.voice(title, text) or wordings.voice("", str(message_id))  # no copies
            for message_id, title, text in zip(
                messages["message_id"], messages["title"], messages["text"], strict=True
            )
        ]
        count = len(messages)
        received = pd.to_datetime(messages["received_at"], utc=True)
        return cls(
            message_ids=messages["message_id"].astype(str).to_numpy(dtype=object),
            received_at=received.dt.tz_localize(None).to_numpy(dtype="datetime64[us]"),
            voices=np.array(voices, dtype=np.uint64),
            groups=np.full(count, "", dtype=object),
            is_settled=np.zeros(count, dtype=bool),
            anchors=np.full(count, "", dtype=object),
            starts=np.concatenate([[0], np.cumsum([len(row) for row in codes])]).astype(np.int64),
            codes=pairs[:, 0].astype(np.uint32),
            counts=pairs[:, 1].astype(np.uint8),
        )


def empty_memory() -> Memory:
    """The memory before the first batch."""
    columns: Sequence[str] = ("message_id", "received_at", "title", "text")
    return Memory.of(pd.DataFrame({name: pd.Series(dtype=object) for name in columns}))


def _codes(signs: Counter[str], kind: int) -> list[tuple[int, int]]:
    """Code and count of each sign; two signs of one code count together."""
    counted: Counter[int] = Counter()
    first = kind << _BITS
    bits = _TOPIC_BITS if first == TOPICS_FROM else _BITS
    for sign, count in signs.items():
        counted[first + (crc32(sign.encode()) & ((1 << bits) - 1))] += count
    return sorted((code, min(count, _MOST_REPEATED)) for code, count in counted.items())
