"""Messages as vectors: TF-IDF of the window, words and named things weighed against each other.

Who names nothing leaves open where it is. That counts like a name that nobody else has written, so
that two letters about 小区停车难, each from somewhere, are less alike than their few words say.
"""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_matrix

from gongkai_monitor.opinion.memory import CODES, LINES_FROM, NAMED_FROM, POST, TOPICS_FROM, Memory

NAMED_WEIGHT, LINE_WEIGHT = 2.0, 4.0
"""Weight of named things and lines beside words; tuned on the first parts of the real sets."""
TOPIC_WEIGHT = 8.0
"""Weight of the topic of a post, which has only a few words beside it."""
_UNNAMED = CODES
"""Where the weights have that of the name which a message leaves open."""
_SAYS_NOTHING_FROM = 0.5
_FEW = 50
"""Among so few messages a sign of every second one may still tell them apart."""
_BLOCK = 16_384


def frequencies(memory: Memory) -> np.ndarray:
    """In how many messages each code occurs, shape (CODES,)."""
    return np.bincount(memory.codes, minlength=CODES)


def weights(frequency: np.ndarray, total: int, topics: np.ndarray) -> np.ndarray:
    """How much each code says among ``total`` messages, shape (CODES + 1,), float32.

    Args:
        frequency: from ``frequencies``.
        total: messages of the window.
        topics: codes of the topics that count now (``opinion/bursts.py``); others say nothing.
    """
    seen = np.arange(int(frequency.max(initial=0)) + 1)
    rarity = (np.log((1 + total) / (1 + seen)) + 1).astype(np.float32)
    weight = np.empty(CODES + 1, dtype=np.float32)
    weight[:CODES] = rarity[frequency]  # one logarithm each for some thousand frequencies
    weight[_UNNAMED] = np.log((1 + total) / 2) + 1  # as rare as the name in one message
    weight[NAMED_FROM:LINES_FROM] *= NAMED_WEIGHT
    weight[_UNNAMED] *= NAMED_WEIGHT
    weight[LINES_FROM:TOPICS_FROM] *= LINE_WEIGHT
    told = weight[topics] * TOPIC_WEIGHT
    weight[TOPICS_FROM:CODES] = 0
    weight[topics] = told
    weight[POST] = 0
    if total > _FEW:
        weight[:CODES][frequency > _SAYS_NOTHING_FROM * total] = 0
    return weight


def without_names(weight: np.ndarray) -> np.ndarray:
    """The same weights, named things left out; lines stay, for they are what a matter is about."""
    rest = weight.copy()
    rest[NAMED_FROM:LINES_FROM] = 0
    rest[_UNNAMED] = 0
    return rest


def vectors(memory: Memory, weight: np.ndarray) -> csr_matrix:
    """Rows of length 1 (0 for a message without signs), float32."""
    data, lengths = _weighed(memory.codes, memory.counts, memory.starts, weight)
    data /= np.repeat(lengths, np.diff(memory.starts))
    return csr_matrix((data, memory.codes.astype(np.int32), memory.starts), (len(memory), CODES))


def blocks_of(
    memory: Memory, weight: np.ndarray, wanted: np.ndarray
) -> Iterator[tuple[int, csr_matrix]]:
    """The same vectors block by block, so that memory stays low, with some of the codes only.

    Args:
        memory: messages.
        weight: of the codes.
        wanted: which codes, shape (CODES,), bool; columns are numbered among these.

    Yields:
        Position of the first message of the block, and its rows.
    """
    column = np.cumsum(wanted, dtype=np.int32) - 1
    size = int(column[-1]) + 1
    for first in range(0, len(memory), _BLOCK):
        starts = memory.starts[first : first + _BLOCK + 1]
        inside = slice(starts[0], starts[-1])
        starts, codes = starts - starts[0], memory.codes[inside].astype(np.intp)
        data, lengths = _weighed(codes, memory.counts[inside], starts, weight)
        kept = np.flatnonzero(wanted.take(codes))
        kept_before = np.searchsorted(kept, starts)
        data = data[kept] / np.repeat(lengths, np.diff(kept_before))
        yield (
            first,
            csr_matrix((data, column[codes[kept]], kept_before), (len(lengths), size)),
        )


def _weighed(
    codes: np.ndarray, counts: np.ndarray, starts: np.ndarray, weight: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """What each sign of the messages says, and the length of each message; float32."""
    data = _LOGARITHMS.take(counts)
    data *= weight.take(codes)
    present = np.diff(starts) > 0
    squares = np.zeros(len(present), dtype=np.float32)
    if len(data):
        squares[present] = np.add.reduceat(data * data, starts[:-1][present])
        names_nothing = codes[starts[1:][present] - 1] < NAMED_FROM  # codes ascend in a row
        squares[np.flatnonzero(present)[names_nothing]] += weight[_UNNAMED] ** 2
    squares[squares == 0] = 1
    return data, np.sqrt(squares)


_LOGARITHMS = (1 + np.log(np.maximum(np.arange(256), 1))).astype(np.float32)
