"""Messages about the same matter, batch by batch: the past is never grouped again.

Messages are taken in the order in which they came, ``CHUNK`` at a time. A full chunk is settled:
its messages keep their group. The messages after it are open and are grouped anew, together with
the next batch. So the groups depend on the messages and their order only, not on how they were cut
into batches (as long as nothing comes late and nothing has left the window).

Inside a chunk: average linkage over near neighbours, in which each settled group that a message is
near to takes part as one unit of its size. What follows from it:

- a message joins the group to which its average cosine is at least ``link_from``, and without named
  things at least ``MATTER_FROM``;
- two settled groups become one when the average between them reaches it through the new messages;
  the larger keeps its id;
- a group that has doubled is looked at again, and is split when it falls into parts of at least
  ``PART_FROM`` messages well below that; the largest part keeps the id.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import numpy as np
import pandas as pd

from gongkai_monitor import identity
from gongkai_monitor.opinion.linkage import average_linkage
from gongkai_monitor.opinion.memory import Memory
from gongkai_monitor.opinion.scale import Scale
from gongkai_monitor.opinion.units import LARGEST_PART, Units, linked, products, units_of
from gongkai_monitor.opinion.vectors import frequencies, vectors

CHUNK = 4000
SPLIT_SHARE = 0.7
"""A group is cut where it holds together less than this share of what links it."""
PART_FROM = 3


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
    """The same with a batch whose signs were read already; all of it is open."""
    began = np.datetime64(pd.Timestamp(since).tz_convert("UTC").tz_localize(None))
    inside = memory.received_at > began
    settled = memory.take(np.flatnonzero(inside & memory.is_settled))
    settled = replace(settled, groups=settled.anchors)
    still_open = memory.take(np.flatnonzero(inside & ~memory.is_settled))
    rest = still_open.join(batch.take(np.flatnonzero(batch.received_at > began)))
    rest = rest.take(np.lexsort((rest.message_ids.astype(str), rest.received_at)))
    behind, frequency = len(settled), frequencies(settled)
    everything = settled.join(rest)
    while behind < len(everything):
        first, behind = behind, min(behind + CHUNK, len(everything))
        everything, frequency = _grouped(everything, first, behind, frequency)
        if behind - first == CHUNK:
            everything.anchors[:behind] = everything.groups[:behind]
            everything.is_settled[:behind] = True
    return everything


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
    inside = inside[np.lexsort((memory.received_at[inside], numbers[inside]))]
    for members in np.split(inside, np.flatnonzero(np.diff(numbers[inside])) + 1):
        if len(members):
            yield str(names[numbers[members[0]]]), _by_id_where_tied(memory, members)


def _by_id_where_tied(memory: Memory, members: np.ndarray) -> np.ndarray:
    """Positions in the order of moments; where several are of one moment, of ids."""
    moments = memory.received_at[members]
    if (moments[1:] != moments[:-1]).all():
        return members
    return members[np.lexsort((memory.message_ids[members].astype(str), moments))]


def _grouped(
    everything: Memory, first: int, behind: int, frequency: np.ndarray
) -> tuple[Memory, np.ndarray]:
    """With groups for the chunk between two positions, all before it being settled.

    Also in how many messages up to its end each code occurs.
    """
    settled, chunk = everything.take(np.arange(first)), everything.take(np.arange(first, behind))
    frequency = frequency + frequencies(chunk)
    scale = Scale.of(settled, chunk, frequency)
    _, one_each, text_of = np.unique(chunk.voices, return_index=True, return_inverse=True)
    units = units_of(settled, chunk.take(one_each), np.bincount(text_of), scale)
    labels = linked(units, scale.link_from)
    before, after = _renamed(units, labels)
    moved = _replaced(settled.groups, {old: new for old, new in after.items() if old != new})
    inherited = {
        int(labels[units.text_count + n]): after[name] for n, name in enumerate(units.names)
    }
    new = _named(chunk, labels[text_of], inherited, set(moved))
    groups = np.concatenate([moved, new, everything.groups[behind:]])
    everything = replace(everything, groups=groups)
    groups[:behind] = _split(everything.take(np.arange(behind)), before, scale)
    return everything, frequency


def _renamed(units: Units, labels: np.ndarray) -> tuple[dict[str, int], dict[str, str]]:
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
    at = pd.Index(list(names), dtype=object).get_indexer(pd.Index(groups, dtype=object))
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


def _split(memory: Memory, before: dict[str, int], scale: Scale) -> np.ndarray:
    """Groups of the messages; those that have doubled are cut where they fall apart."""
    names = list(before)
    belongs = pd.Index(names, dtype=object).get_indexer(pd.Index(memory.groups, dtype=object))
    members = np.flatnonzero(belongs >= 0)
    order = members[np.argsort(belongs[members], kind="stable")]
    bounds = np.concatenate([[0], np.cumsum(np.bincount(belongs[members], minlength=len(names)))])
    groups = memory.groups.copy()
    for number, name in enumerate(names):
        own = order[bounds[number] : bounds[number + 1]]
        has_doubled = len(own).bit_length() > before[name].bit_length()
        if has_doubled and 2 * PART_FROM <= len(own) <= LARGEST_PART:
            rows = vectors(memory.take(own), scale.weight)
            (cosines,) = products(rows, np.array([len(own)]))
            labels = average_linkage(cosines, np.ones(len(own)), SPLIT_SHARE * scale.link_from)
            sizes = np.bincount(labels)
            for label in np.flatnonzero(sizes >= PART_FROM):
                if label != sizes.argmax():
                    part = own[labels == label]
                    groups[part] = _new_name(memory, int(part[0]), {name})
    return groups
