"""What is linked in one chunk of messages: its texts, and the settled groups that are near them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import bmat, csr_matrix, diags, vstack
from scipy.sparse.csgraph import connected_components
from sparse_dot_topn import sp_matmul_topn

from gongkai_monitor.opinion.linkage import average_linkage
from gongkai_monitor.opinion.memory import CODES, Memory
from gongkai_monitor.opinion.scale import Scale
from gongkai_monitor.opinion.vectors import blocks_of, vectors, without_names

MATTER_FROM = 0.08
"""Least average cosine without named things, so that two matters at one place stay two."""
LARGEST_PART = 3000
"""More units than this are not compared all with all: 36 MB of cosines."""
_STEP, _SAME = 0.04, 0.98
_ROWS = 512
_NEAR_SHARE = 0.5
"""Rare signs alone must tell so much of what links before a settled message is looked at."""
_RARE_BELOW = 2000
_NEIGHBOURS = 32
_PAIRS = 1_000_000
"""So many pairs of small parts are worked out in one product."""


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """What is linked in one chunk: its distinct texts first, then the settled groups near them."""

    sums: csr_matrix
    """Sum of the vectors of a unit's messages, one row each."""
    matters: csr_matrix
    """The same without named things: what happened, wherever it was."""
    sizes: np.ndarray
    near: csr_matrix
    """Near pairs of units; only what they connect is compared all with all."""
    names: list[str]
    """Ids of the settled groups."""

    @property
    def text_count(self) -> int:
        """How many of the units are texts of the chunk."""
        return len(self.sizes) - len(self.names)


def units_of(settled: Memory, texts: Memory, copies: np.ndarray, scale: Scale) -> Units:
    """Units of a chunk with these distinct texts, each so many times there."""
    weight = scale.weight
    own = vectors(texts, weight)
    near, names = _near_groups(settled, own, scale)
    belongs = pd.Index(names, dtype=object).get_indexer(pd.Index(settled.groups))
    members = np.flatnonzero(belongs >= 0)
    member = csr_matrix(
        (np.ones(len(members), dtype=np.float32), (belongs[members], np.arange(len(members)))),
        shape=(len(names), len(members)),
    )
    near_ones = settled.take(members)
    pairs = _near_pairs(own, scale.link_from)
    count = diags(copies.astype(np.float32))

    def sums(by: np.ndarray) -> csr_matrix:
        return csr_matrix(
            vstack([count @ vectors(texts, by), member @ vectors(near_ones, by)], format="csr")
        )

    sizes = np.concatenate([copies, np.bincount(belongs[members], minlength=len(names))])
    return Units(
        sums=sums(weight),
        matters=sums(without_names(weight)),
        sizes=sizes,
        near=csr_matrix(bmat([[pairs, near], [near.T, None]])) if names else pairs,
        names=names,
    )


def _near_groups(settled: Memory, own: csr_matrix, scale: Scale) -> tuple[csr_matrix, list[str]]:
    """Settled groups with a message near to a text, and how near (texts in rows)."""
    wanted = np.zeros(CODES, dtype=bool)
    wanted[own.indices] = True
    wanted &= scale.frequency <= _RARE_BELOW
    wanted[scale.topics] = True
    told = csr_matrix(own[:, np.flatnonzero(wanted)])
    told.eliminate_zeros()
    if not len(settled) or not told.nnz:
        return csr_matrix((own.shape[0], 0), dtype=np.float32), []
    least = _NEAR_SHARE * scale.link_from
    found = []
    for first, rows in blocks_of(settled, scale.weight, wanted):
        near = sp_matmul_topn(told, csr_matrix(rows.T), top_n=_NEIGHBOURS, threshold=least).tocoo()
        found.append((near.row, near.col + first, near.data))
    joined = (np.concatenate(column) for column in zip(*found, strict=True))
    texts, messages, cosines = _nearest(*joined)
    groups, names = pd.factorize(settled.groups[messages])
    return csr_matrix((cosines, (texts, groups)), (own.shape[0], len(names))), list(names)


def _nearest(
    texts: np.ndarray, messages: np.ndarray, cosines: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The nearest messages of each text; of those that are as near as each other the latest."""
    order = np.lexsort((-messages, -cosines, texts))
    begin = np.searchsorted(texts[order], texts[order])
    kept = order[np.arange(len(order)) - begin < _NEIGHBOURS]
    return texts[kept], messages[kept], cosines[kept]


def _near_pairs(rows: csr_matrix, least: float) -> csr_matrix:
    transposed = rows.T.tocsr()
    found = [
        _from(csr_matrix(rows[start : start + _ROWS] @ transposed), least)
        for start in range(0, rows.shape[0], _ROWS)
    ]
    return csr_matrix(vstack(found))


def _from(graph: csr_matrix, cosine: float) -> csr_matrix:
    graph.data[graph.data < cosine] = 0
    graph.eliminate_zeros()
    return graph


def linked(units: Units, link_from: float) -> np.ndarray:
    """A label for each unit; units of one label are one group from now on."""
    labels, following, compared = np.empty(len(units.sizes), dtype=int), 0, []
    for part in _parts(units.near, link_from):
        if 1 < len(part) <= LARGEST_PART:
            compared.append(part)
        else:  # one alone, or so many that cannot be cut: copies of one text
            labels[part] = following
            following += 1
    for parts in _batches(compared):
        rows, counts = np.concatenate(parts), np.array([len(part) for part in parts])
        every = (products(csr_matrix(sums[rows]), counts) for sums in (units.sums, units.matters))
        for part, alike, matters in zip(parts, *every, strict=True):
            scaled = matters * (link_from / MATTER_FROM)
            within = average_linkage(alike, units.sizes[part], link_from, scaled)
            labels[part] = within + following
            following += int(within.max()) + 1
    return labels


def _batches(parts: list[np.ndarray]) -> Iterator[list[np.ndarray]]:
    """Parts that together have up to ``_PAIRS`` pairs; a larger part alone."""
    batch: list[np.ndarray] = []
    pairs = 0
    for part in parts:
        pairs += len(part) ** 2
        if batch and pairs > _PAIRS:
            yield batch
            batch, pairs = [], len(part) ** 2
        batch.append(part)
    if batch:
        yield batch


def products(rows: csr_matrix, counts: np.ndarray) -> list[np.ndarray]:
    """Every row times every row of the same part.

    Args:
        rows: those of the first part, then those of the second and so on.
        counts: how many rows each part has.

    Returns:
        One array (count, count) for each part.
    """
    part = np.repeat(np.arange(len(counts)), counts)
    # A code is another column in every part, so one product of all keeps the parts asunder.
    codes = np.repeat(part, np.diff(rows.indptr)) * rows.shape[1] + rows.indices
    _, columns = np.unique(codes, return_inverse=True)
    size = int(columns.max(initial=-1)) + 1
    narrow = csr_matrix((rows.data, columns, rows.indptr), (rows.shape[0], size))
    found = narrow @ narrow.T
    if len(counts) == 1:
        return [found.toarray()]
    found = found.tocoo()
    squares, first = counts**2, np.cumsum(counts) - counts
    ends = np.cumsum(squares)
    of = part[found.row]
    at = (ends - squares)[of] + (found.row - first[of]) * counts[of] + found.col - first[of]
    flat = np.zeros(ends[-1], dtype=np.float32)
    flat[at] = found.data
    return [
        flat[end - count**2 : end].reshape(count, count)
        for end, count in zip(ends, counts, strict=True)
    ]


def _parts(graph: csr_matrix, cosine: float) -> Iterator[np.ndarray]:
    """Connected units; a part too large is cut where it holds together least."""
    _, labels = connected_components(graph, directed=False)
    order = np.argsort(labels, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1):
        if len(members) <= LARGEST_PART or cosine >= _SAME:
            yield members
            continue
        inner = _from(csr_matrix(graph[members][:, members]), cosine + _STEP)
        yield from (members[part] for part in _parts(inner, cosine + _STEP))
