"""Messages as vectors: TF-IDF of the window, words and named things weighed against each other.

Who names nothing leaves open where it is. That counts like a name that nobody else has written, so
that two letters about 小区停车难, each from somewhere, are less alike than their few words say.
"""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_matrix, vstack

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
_BLOCK = 65_536


def frequencies(*memories: Memory) -> np.ndarray:
    """In how many messages each code occurs, shape (CODES,)."""
    counted = [np.bincount(memory.codes, minlength=CODES) for memory in memories]
    return np.asarray(np.sum(counted, axis=0))


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
    data = _data(memory.codes, memory.counts, memory.starts, weight)
    return csr_matrix((data, memory.codes.astype(np.int32), memory.starts), (len(memory), CODES))


def vectors_of(memory: Memory, weight: np.ndarray, wanted: np.ndarray) -> csr_matrix:
    """The same vectors with the ``wanted`` codes only; block by block, so that memory stays low."""
    return csr_matrix(vstack(list(_blocks(memory, weight, wanted)), format="csr"))


def _blocks(memory: Memory, weight: np.ndarray, wanted: np.ndarray) -> Iterator[csr_matrix]:
    for first in range(0, max(len(memory), 1), _BLOCK):
        starts = memory.starts[first : first + _BLOCK + 1]
        inside = slice(starts[0], starts[-1])
        codes = memory.codes[inside]
        data = _data(codes, memory.counts[inside], starts - starts[0], weight)
        kept = wanted[codes]
        kept_before = np.concatenate([[0], np.cumsum(kept)])
        yield csr_matrix(
            (data[kept], codes[kept].astype(np.int32), kept_before[starts - starts[0]]),
            (len(starts) - 1, CODES),
        )


def _data(
    codes: np.ndarray, counts: np.ndarray, starts: np.ndarray, weight: np.ndarray
) -> np.ndarray:
    data = _LOGARITHMS[counts] * weight[codes]
    lengths = np.diff(starts)
    present = lengths > 0
    squares = np.zeros(len(lengths), dtype=np.float32)
    if len(data):
        squares[present] = np.add.reduceat(data * data, starts[:-1][present])
        names_nothing = codes[starts[1:][present] - 1] < NAMED_FROM  # codes ascend in a row
        squares[np.flatnonzero(present)[names_nothing]] += weight[_UNNAMED] ** 2
    squares[squares == 0] = 1
    return np.asarray(data / np.repeat(np.sqrt(squares), lengths), dtype=np.float32)


_LOGARITHMS = (1 + np.log(np.maximum(np.arange(256), 1))).astype(np.float32)
