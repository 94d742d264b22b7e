"""Mass letters folded: messages that are nearly the same are one voice and its copies."""

import numpy as np
from scipy.sparse import csr_matrix

from gongkai_monitor.opinion.memory import Memory

COPY_FROM = 0.8
"""Share of common signs (of all of both) from which one letter is a copy of the other."""
_MOST_COMPARED = 3000
_BITS_UP_TO = 100


def copies(messages: Memory) -> np.ndarray:
    """Which messages of one hotspot repeat an earlier one, shape (n,), bool.

    Of more than 3,000 distinct texts only letters that are the same to the letter are folded.
    """
    _, first = np.unique(messages.voices, return_index=True)
    is_copy = np.ones(len(messages), dtype=bool)
    is_copy[first] = False
    if 1 < len(first) <= _MOST_COMPARED:
        texts = np.sort(first)  # oldest first
        is_copy[texts] = _repeats_an_earlier_one(messages.take(texts))
    return is_copy


def _repeats_an_earlier_one(texts: Memory) -> np.ndarray:
    _, columns = np.unique(texts.codes, return_inverse=True)
    sizes = np.diff(texts.starts)
    common = _common(np.repeat(np.arange(len(texts)), sizes), columns, len(texts))
    near = common >= COPY_FROM * (sizes[:, None] + sizes - common)
    return np.asarray(np.tril(near, -1).any(axis=1))


def _common(rows: np.ndarray, columns: np.ndarray, count: int) -> np.ndarray:
    """How many signs two messages share; bit by bit for the few messages of most hotspots.

    No product of dense matrices: for ten thousands of small ones its threads only wait.
    """
    shape = (count, int(columns.max(initial=-1)) + 1)
    if count > _BITS_UP_TO:
        has = csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape)
        return np.asarray((has @ has.T).toarray())
    present = np.zeros((count, -(-shape[1] // 64) * 64), dtype=bool)
    present[rows, columns] = True
    bits = np.packbits(present, axis=1).view(np.uint64)
    return np.asarray(np.bitwise_count(bits[:, None] & bits[None]).sum(axis=2, dtype=np.int64))
