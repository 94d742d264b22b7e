"""Messages about the same matter, batch by batch: the past is never grouped again.

Messages are taken in the order in which they came, ``CHUNK`` at a time. A full chunk is settled:
its messages keep their group. The messages after it are open and are grouped anew, together with
the next batch. So the groups depend on the messages and their order only, not on how they were cut
into batches (as long as nothing comes late and nothing has left the window).

Inside a chunk: average linkage over near neighbours, in which each settled group that a message is
near to takes part as one unit of its size. What follows from it:

- a message joins the group to which its average cosine is at least ``LINK_FROM``, and without named
  things at least ``MATTER_FROM``;
- two settled groups become one when the average between them reaches it through the new messages;
  the larger keeps its id;
- a group that has doubled is looked at again, and is split when it falls into parts of at least
  ``PART_FROM`` messages below ``SPLIT_BELOW``; the largest part keeps the id.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import pandas as pd
from scipy.sparse import bmat, csr_matrix, diags, vstack
from scipy.sparse.csgraph import connected_components
from sparse_dot_topn import sp_matmul_topn

from gongkai_monitor import identity
from gongkai_monitor.opinion.linkage import average_linkage
from gongkai_monitor.opinion.memory import Memory
from gongkai_monitor.opinion.vectors import (
    frequencies,
    vectors,
    vectors_of,
    weights,
    without_names,
)

LINK_FROM = 0.20
"""Average cosine from which two groups become one; tuned on the first parts of the real sets."""
MATTER_FROM = 0.08
"""Least average cosine without named things, so that two matters at one place stay two."""
CHUNK = 4000
SPLIT_BELOW = 0.14
PART_FROM = 3

_LARGEST_PART = 3000
"""More units than this are not compared all with all: 36 MB of cosines."""
_STEP, _SAME = 0.04, 0.98
_ROWS = 512
_NEAR_FROM = LINK_FROM / 2
"""Rare signs alone must tell so much before a settled message is looked at."""
_RARE_BELOW = 2000
_NEIGHBOURS = 32


def group_messages(memory: Memory, messages: pd.DataFrame, *, since: datetime) -> Memory:
    """The memory after a batch: every message of the window with its group.

    Args:
        memory: what the last batch left; messages that it holds already are not added again.
        messages: message_id, received_at (aware), title, text; one row each.
        since: the beginning of the window; messages received at or before it are forgotten.
    """
    known = set(memory.message_ids)
    is_fresh = [str(value) not in known for value in messages["message_id"]]
    fresh = messages[np.array(is_fresh, dtype=bool)]
    return group_batch(memory, Memory.of(fresh), since=since)


def group_batch(memory: Memory, batch: Memory, *, since: datetime) -> Memory:
    """The same with a batch whose signs were read already."""
    everything = memory.join(batch)
    began = np.datetime64(pd.Timestamp(since).tz_convert("UTC").tz_localize(None))
    inside = everything.received_at > began
    settled = everything.take(np.flatnonzero(inside & everything.is_settled))
    settled = replace(settled, groups=settled.anchors)
    still_open = np.flatnonzero(inside & ~everything.is_settled)
    names = everything.message_ids[still_open].astype(str)
    order = np.lexsort((names, everything.received_at[still_open]))
    rest = everything.take(still_open[order])
    del everything
    while len(rest):
        chunk = rest.take(np.arange(min(CHUNK, len(rest))))
        rest = rest.take(np.arange(len(chunk), len(rest)))
        settled = _add_chunk(settled, chunk)
        if len(chunk) == CHUNK:
            settled = replace(
                settled, anchors=settled.groups, is_settled=np.ones(len(settled), dtype=bool)
            )
    return settled


def members_of(memory: Memory, least: int) -> dict[str, list[str]]:
    """Message ids of each group of at least ``least`` messages, oldest first."""
    return {
        name: [str(value) for value in memory.message_ids[at]]
        for name, at in positions_of(memory, least)
    }


def positions_of(memory: Memory, least: int) -> Iterator[tuple[str, np.ndarray]]:
    """Positions of the messages of each such group, oldest first."""
    numbers, names = pd.factorize(memory.groups)
    sizes = np.bincount(numbers, minlength=len(names))
    inside = np.flatnonzero(sizes[numbers] >= least)
    # By group, then moment, then id: three stable sorts, the last key first.
    inside = inside[np.argsort(memory.message_ids[inside].astype(str), kind="stable")]
    inside = inside[np.argsort(memory.received_at[inside], kind="stable")]
    inside = inside[np.argsort(numbers[inside], kind="stable")]
    for members in np.split(inside, np.flatnonzero(np.diff(numbers[inside])) + 1):
        if len(members):
            yield str(names[numbers[members[0]]]), members


@dataclass(frozen=True, slots=True, eq=False)
class _Units:
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


def _add_chunk(settled: Memory, chunk: Memory) -> Memory:
    """Both, with groups."""
    frequency = frequencies(settled, chunk)
    weight = weights(frequency, len(settled) + len(chunk))
    _, first, text_of = np.unique(chunk.voices, return_index=True, return_inverse=True)
    units = _units(settled, chunk.take(first), np.bincount(text_of), frequency, weight)
    labels = _linked(units)
    before, after = _renamed(units, labels)
    moved = _replaced(settled.groups, {old: new for old, new in after.items() if old != new})
    of_chunk = labels[text_of]
    inherited = {
        int(labels[units.text_count + n]): after[name] for n, name in enumerate(units.names)
    }
    groups = _named(chunk, of_chunk, inherited, set(moved))
    both = replace(settled, groups=moved).join(replace(chunk, groups=groups))
    return _split(both, before, weight)


def _units(
    settled: Memory,
    texts: Memory,
    copies: np.ndarray,
    frequency: np.ndarray,
    weight: np.ndarray,
) -> _Units:
    own = vectors(texts, weight)
    near, names = _near_groups(settled, own, frequency, weight)
    belongs = pd.Index(names, dtype=object).get_indexer(pd.Index(settled.groups))
    members = np.flatnonzero(belongs >= 0)
    member = csr_matrix(
        (np.ones(len(members), dtype=np.float32), (belongs[members], np.arange(len(members)))),
        shape=(len(names), len(members)),
    )
    near_ones = settled.take(members)
    count = diags(copies.astype(np.float32))

    def sums(by: np.ndarray) -> csr_matrix:
        return csr_matrix(
            vstack([count @ vectors(texts, by), member @ vectors(near_ones, by)], format="csr")
        )

    sizes = np.concatenate([copies, np.bincount(belongs[members], minlength=len(names))])
    return _Units(
        sums=sums(weight),
        matters=sums(without_names(weight)),
        sizes=sizes,
        near=csr_matrix(bmat([[_near_pairs(own), near], [near.T, None]]))
        if names
        else _near_pairs(own),
        names=names,
    )


def _near_groups(
    settled: Memory, own: csr_matrix, frequency: np.ndarray, weight: np.ndarray
) -> tuple[csr_matrix, list[str]]:
    """Settled groups with a message near to a text, and how near (texts in rows)."""
    wanted = np.zeros(len(frequency), dtype=bool)
    wanted[own.indices] = True
    wanted &= frequency <= _RARE_BELOW
    told = own.copy()
    told.data[~wanted[told.indices]] = 0
    told.eliminate_zeros()
    if not len(settled) or not told.nnz:
        return csr_matrix((own.shape[0], 0), dtype=np.float32), []
    others = csr_matrix(vectors_of(settled, weight, wanted).T)
    near = sp_matmul_topn(told, others, top_n=_NEIGHBOURS, threshold=_NEAR_FROM).tocoo()
    groups, names = pd.factorize(settled.groups[near.col])
    return csr_matrix((near.data, (near.row, groups)), (own.shape[0], len(names))), list(names)


def _near_pairs(rows: csr_matrix) -> csr_matrix:
    transposed = rows.T.tocsr()
    found = [
        _from(csr_matrix(rows[start : start + _ROWS] @ transposed), LINK_FROM)
        for start in range(0, rows.shape[0], _ROWS)
    ]
    return csr_matrix(vstack(found))


def _from(graph: csr_matrix, cosine: float) -> csr_matrix:
    graph.data[graph.data < cosine] = 0
    graph.eliminate_zeros()
    return graph


def _linked(units: _Units) -> np.ndarray:
    """A label for each unit; units of one label are one group from now on."""
    labels, following = np.empty(len(units.sizes), dtype=int), 0
    for part in _parts(units.near, LINK_FROM):
        within = np.zeros(len(part), dtype=int)
        if 1 < len(part) <= _LARGEST_PART:  # so many that cannot be cut are copies of one text
            products, matters = (
                _products(csr_matrix(sums[part])) for sums in (units.sums, units.matters)
            )
            scaled = matters * (LINK_FROM / MATTER_FROM)
            within = average_linkage(products, units.sizes[part], LINK_FROM, scaled)
        labels[part] = within + following
        following += int(within.max()) + 1
    return labels


def _products(rows: csr_matrix) -> np.ndarray:
    """Every row times every row; over the codes that occur, for most of millions do not."""
    _, columns = np.unique(rows.indices, return_inverse=True)
    size = int(columns.max(initial=-1)) + 1
    dense_columns = csr_matrix((rows.data, columns, rows.indptr), (rows.shape[0], size))
    return np.asarray((dense_columns @ dense_columns.T).toarray())


def _parts(graph: csr_matrix, cosine: float) -> Iterator[np.ndarray]:
    """Connected units; a part too large is cut where it holds together least."""
    _, labels = connected_components(graph, directed=False)
    order = np.argsort(labels, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1):
        if len(members) <= _LARGEST_PART or cosine >= _SAME:
            yield members
            continue
        inner = _from(csr_matrix(graph[members][:, members]), cosine + _STEP)
        yield from (members[part] for part in _parts(inner, cosine + _STEP))


def _renamed(units: _Units, labels: np.ndarray) -> tuple[dict[str, int], dict[str, str]]:
    """Sizes before of the groups that go on, and the id that each settled group has from now on."""
    largest: dict[int, tuple[int, str]] = {}
    old = list(
        zip(labels[units.text_count :], units.sizes[units.text_count :], units.names, strict=True)
    )
    for label, size, name in old:
        largest[label] = max(largest.get(label, (0, "")), (int(size), name))
    before = {name: size for size, name in largest.values()}
    return before, {name: largest[label][1] for label, _, name in old}


def _replaced(groups: np.ndarray, names: dict[str, str]) -> np.ndarray:
    if not names:
        return groups
    changed = groups.copy()
    at = pd.Index(list(names), dtype=object).get_indexer(pd.Index(groups))
    hit = np.flatnonzero(at >= 0)
    changed[hit] = np.array(list(names.values()), dtype=object)[at[hit]]
    return changed


def _named(
    chunk: Memory, labels: np.ndarray, inherited: dict[int, str], taken: set[str]
) -> np.ndarray:
    """Ids of the chunk's groups: of the settled group, of before, or of the first message.

    An open group keeps the id that most of its messages had; where two claim it, the larger does.
    """
    groups = np.empty(len(chunk), dtype=object)
    claims = Counter(zip(labels.tolist(), chunk.groups.tolist(), strict=True))
    names = dict(inherited)
    used = taken | set(inherited.values())
    for (label, name), _ in claims.most_common():
        if name and label not in names and name not in used:
            names[label] = name
            used.add(name)
    for position, label in enumerate(labels.tolist()):
        if label not in names:
            names[label] = _new_name(chunk, position, used)
            used.add(names[label])
        groups[position] = names[label]
    return groups


def _new_name(memory: Memory, position: int, used: set[str]) -> str:
    """The id of a group from its first message; another when a group that went on has it."""
    name = identity.stable_id("hotspot", memory.message_ids[position])
    while name in used:
        name = identity.stable_id("hotspot", name)
    return name


def _split(memory: Memory, before: dict[str, int], weight: np.ndarray) -> Memory:
    """Groups that have doubled, cut where they fall apart."""
    names = list(before)
    belongs = pd.Index(names, dtype=object).get_indexer(pd.Index(memory.groups))
    members = np.flatnonzero(belongs >= 0)
    order = members[np.argsort(belongs[members], kind="stable")]
    bounds = np.concatenate([[0], np.cumsum(np.bincount(belongs[members], minlength=len(names)))])
    groups = memory.groups.copy()
    for number, name in enumerate(names):
        own = order[bounds[number] : bounds[number + 1]]
        has_doubled = len(own).bit_length() > before[name].bit_length()
        if has_doubled and 2 * PART_FROM <= len(own) <= _LARGEST_PART:
            products = _products(vectors(memory.take(own), weight))
            labels = average_linkage(products, np.ones(len(own)), SPLIT_BELOW)
            sizes = np.bincount(labels)
            for label in np.flatnonzero(sizes >= PART_FROM):
                if label != sizes.argmax():
                    part = own[labels == label]
                    groups[part] = _new_name(memory, int(part[0]), {name})
    return replace(memory, groups=groups)
