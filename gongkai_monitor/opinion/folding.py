"""Mass letters folded: messages that are nearly the same are one voice and its copies."""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_matrix

from gongkai_monitor.opinion.memory import Memory

COPY_FROM = 0.8
"""Share of common signs (of all of both) from which one letter is a copy of the other."""
_MOST_COMPARED = 3000
_BITS_UP_TO = 100
_ROWS = 512


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
    sizes, is_copy = np.diff(texts.starts), np.zeros(len(texts), dtype=bool)
    for first, common in _common(texts):
        own = np.arange(len(common))
        at = first + own
        near = common >= COPY_FROM * (sizes[at, None] + sizes[: common.shape[1]] - common)
        near[own, at] = True
        is_copy[at] = near.argmax(axis=1) < at  # the first that is near comes before
    return is_copy


def _common(texts: Memory) -> Iterator[tuple[int, np.ndarray]]:
    """Blocks of messages: position of the first; how many signs each shares with all up to them.

    Bit by bit for the few messages of most hotspots: no product of dense matrices, for with ten
    thousands of small ones its threads only wait.
    """
    count = len(texts)
    rows, columns = _shared_signs(texts)
    size = int(columns.max(initial=-1)) + 1
    if count <= _BITS_UP_TO:
        present = np.zeros((count, -(-size // 64) * 64), dtype=bool)
        present[rows, columns] = True
        bits = np.packbits(present, axis=1).view(np.uint64)
        yield 0, np.bitwise_count(bits[:, None] & bits[None]).sum(axis=2, dtype=np.int64)
        return
    has = csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), (count, size))
    for first in range(0, count, _ROWS):
        behind = min(first + _ROWS, count)
        yield first, (has[first:behind] @ has[:behind].T).toarray()


def _shared_signs(texts: Memory) -> tuple[np.ndarray, np.ndarray]:
    """Message and number of each sign that more than one message has."""
    count = len(texts)
    pairs = texts.codes * np.int64(count) + np.repeat(np.arange(count), np.diff(texts.starts))
    pairs.sort()
    codes, rows = np.divmod(pairs, count)
    is_new = np.append(True, codes[1:] != codes[:-1])
    is_shared = ~(is_new & np.append(is_new[1:], True))
    return rows[is_shared], np.cumsum(is_new & is_shared)[is_shared] - 1
