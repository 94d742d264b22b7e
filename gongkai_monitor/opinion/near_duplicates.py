"""Which labelled texts are copies of one another: they must not stand on both sides of a split."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import HashingVectorizer

from gongkai_monitor.opinion.normal_form import normal_forms, without_marks

ALIKE = 0.6
"""Jaccard of runs of four characters from which texts are copies."""
_BUCKETS = 1 << 20
_ROWS = 1_000


def groups(texts: Sequence[str]) -> np.ndarray:
    """A number for each text; copies, and copies of copies, have the same."""
    runs = _runs(texts)
    pairs = [_alike(runs[first : first + _ROWS], runs) for first in range(0, len(texts), _ROWS)]
    rows = np.concatenate([part.row + n * _ROWS for n, part in enumerate(pairs)])
    columns = np.concatenate([part.col for part in pairs])
    shape = (len(texts), len(texts))
    graph = coo_matrix((np.ones(len(rows), bool), (rows, columns)), shape=shape)
    return np.asarray(connected_components(graph, directed=False)[1])


def has_copy(texts: Sequence[str], others: Sequence[str]) -> np.ndarray:
    """For each text whether one of the others is its copy."""
    runs, other = _runs(texts), _runs(others)
    found = np.zeros(len(texts), bool)
    for first in range(0, len(texts), _ROWS):
        found[first + np.unique(_alike(runs[first : first + _ROWS], other).row)] = True
    return found


def _runs(texts: Sequence[str]) -> csr_matrix:
    """1 for each run of four characters without emoticons and hashtags, the ends marked."""
    hashing = HashingVectorizer(
        analyzer="char", ngram_range=(4, 4), lowercase=False, n_features=_BUCKETS,
        alternate_sign=False, norm=None, binary=True, dtype=np.float32,
    )  # fmt: skip
    return hashing.transform([f"^^{form}$" for form in normal_forms(map(without_marks, texts))])


def _alike(some: csr_matrix, all_: csr_matrix) -> coo_matrix:
    """The pairs whose Jaccard is ``ALIKE`` or more."""
    shared = (some @ all_.T).tocoo()
    sizes, others = np.diff(some.indptr), np.diff(all_.indptr)
    union = sizes[shared.row] + others[shared.col] - shared.data
    kept = shared.data >= ALIKE * union
    return coo_matrix((shared.data[kept], (shared.row[kept], shared.col[kept])), shape=shared.shape)
