"""Messages as vectors: TF-IDF of the window, words and named things weighed against each other."""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_matrix, vstack

from gongkai_monitor.opinion.memory import CODES, Memory

NAMED_WEIGHT = 2.0
"""Weight of named things beside words; tuned on the first parts of the real sets."""
_SAYS_NOTHING_FROM = 0.5
_FEW = 50
"""Among so few messages a sign of every second one may still tell them apart."""
_BLOCK = 65_536
_NAMED_FROM = CODES // 2


def frequencies(*memories: Memory) -> np.ndarray:
    """In how many messages each code occurs, shape (CODES,)."""
    counted = [np.bincount(memory.codes, minlength=CODES) for memory in memories]
    return np.asarray(np.sum(counted, axis=0))


def weights(frequency: np.ndarray, total: int) -> np.ndarray:
    """How much each code says among ``total`` messages, shape (CODES,), float32."""
    weight = (np.log((1 + total) / (1 + frequency)) + 1).astype(np.float32)
    if total > _FEW:
        weight[frequency > _SAYS_NOTHING_FROM * total] = 0
    return weight


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
    # Words come before named things in every row: each row is two stretches.
    named_before = np.concatenate([[0], np.cumsum(codes >= _NAMED_FROM)])
    named = np.diff(named_before[starts])
    bounds = np.stack([starts[:-1], starts[1:] - named], axis=1).ravel()
    lengths = np.diff(np.append(bounds, starts[-1]))
    squares = np.zeros(len(bounds), dtype=np.float32)
    present = np.flatnonzero(lengths)
    if len(present):
        squares[present] = np.add.reduceat(data * data, bounds[present])
    # Both kinds have length 1 before they are weighed, whatever their number.
    factor = np.tile(np.array([1.0, NAMED_WEIGHT], dtype=np.float32), len(starts) - 1)
    factor[squares == 0] = 0
    size = np.sqrt(np.square(factor).reshape(-1, 2).sum(axis=1))
    size[size == 0] = 1
    factor /= np.repeat(size, 2) * np.sqrt(np.where(squares > 0, squares, 1))
    return np.asarray(data * np.repeat(factor, lengths), dtype=np.float32)


_LOGARITHMS = (1 + np.log(np.maximum(np.arange(256), 1))).astype(np.float32)
