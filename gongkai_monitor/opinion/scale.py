"""How messages are compared while one chunk is grouped: what each sign says, and what is near."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from gongkai_monitor.opinion.bursts import bursting_topics
from gongkai_monitor.opinion.memory import Memory
from gongkai_monitor.opinion.vectors import weights

LINK_FROM, LARGE_LINK_FROM = 0.20, 0.28
"""Average cosine from which two groups become one, in windows of up to 100 messages, and of 10,000
or more: the more messages, the nearer unlike matters come by chance. Tuned on the first parts of
the real sets."""
_SMALL, _LARGE = 100, 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """Weights of a window and the average cosine from which two groups become one."""

    frequency: np.ndarray
    topics: np.ndarray
    weight: np.ndarray
    link_from: float

    @classmethod
    def of(cls, settled: Memory, chunk: Memory, frequency: np.ndarray) -> Self:
        """Of the settled messages and the chunk that is grouped beside them.

        Args:
            settled: messages that keep their group.
            chunk: those that are grouped now.
            frequency: in how many of both each code occurs (``vectors.frequencies``).
        """
        total = len(settled) + len(chunk)
        topics = bursting_topics(settled, chunk)
        share = np.interp(np.log(total), np.log([_SMALL, _LARGE]), [0, 1])
        return cls(
            frequency=frequency,
            topics=topics,
            weight=weights(frequency, total, topics),
            link_from=float(LINK_FROM + share * (LARGE_LINK_FROM - LINK_FROM)),
        )
