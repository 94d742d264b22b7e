"""Mass letters folded: messages that are nearly the same are one voice and its copies."""

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from gongkai_monitor.opinion.memory import Memory

COPY_FROM = 0.8
"""Share of common signs (of all of both) from which one letter is a copy of the other."""
_MOST_COMPARED = 3000


def copies(messages: Memory) -> np.ndarray:
    """Which messages of one hotspot repeat an earlier one, shape (n,), bool.

    Of more than 3,000 distinct texts only letters that are the same to the letter are folded.
    """
    _, first, text_of = np.unique(messages.voices, return_index=True, return_inverse=True)
    folds = text_of
    if 1 < len(first) <= _MOST_COMPARED:
        folds = _near(messages.take(first))[text_of]
    _, first_of_fold = np.unique(folds, return_index=True)
    is_copy = np.ones(len(messages), dtype=bool)
    is_copy[first_of_fold] = False
    return is_copy


def _near(texts: Memory) -> np.ndarray:
    _, columns = np.unique(texts.codes, return_inverse=True)
    has = csr_matrix((np.ones(len(columns), dtype=np.float32), columns, texts.starts))
    common = (has @ has.T).tocoo()
    sizes = np.diff(texts.starts)
    either = sizes[common.row] + sizes[common.col] - common.data
    near = common.data >= COPY_FROM * either
    graph = csr_matrix(
        (np.ones(near.sum()), (common.row[near], common.col[near])), (len(texts), len(texts))
    )
    return np.asarray(connected_components(graph, directed=False)[1])
