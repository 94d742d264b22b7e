"""Hotspots against known matters: ours, single pass, and topics in the manner of BERTopic.

    python -m benchmarks hotspots [FOLDER of the shared data]

Real sets: letters with simhash groups, the same united where an office answered alike, letters
about bus routes, posts without their hashtag, the thirty messages of a task sheet. The number of
each peer is chosen on the first parts, the one of ours was chosen there too; the figures are of the
second parts. ``ours, 500`` settles 500 messages at a time, as a city with many messages would.
``best of`` is the peer with the number that is best on the reported part itself: what it could not
know.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.hotspots_peers import LEAST_CLUSTERS, THRESHOLDS, bertopic_style, single_pass
from benchmarks.hotspots_scores import Agreement, agreement
from benchmarks.hotspots_sets import Part, reported_parts, tuning_parts
from gongkai_monitor.opinion import clusters
from gongkai_monitor.opinion.memory import empty_memory

DATA = Path("../shared/data")
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
SMALL_CHUNK = 500
PEERS: dict[str, tuple[Callable[[pd.DataFrame, Any], np.ndarray], Sequence[float]]] = {
    "single pass": (single_pass, THRESHOLDS),
    "BERTopic-style": (bertopic_style, LEAST_CLUSTERS),
}


def main() -> None:
    """Print the figures; exit code 1 when a peer is ahead of us on a set."""
    folders = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    data = folders[0] if folders else DATA
    if not (data / "letters_shanghai").is_dir():
        sys.exit(f"the shared data are not in {data}")
    first, second = tuning_parts(data), reported_parts(data)
    print("| set | method | precision | recall | B-cubed F1 | purity | top issues found |")
    print("|---|---|---|---|---|---|---|")
    for part in first:
        show(f"{part.name} (tuning)", "ours", score(part, ours(part.messages)))
    chosen = {name: choose(name, first) for name in PEERS}
    behind = False
    for part in second:
        own = score(part, ours(part.messages))
        show(part.name, "ours", own)
        show(part.name, f"ours, {SMALL_CHUNK}", score(part, in_small_chunks(part.messages)))
        for name, (method, numbers) in PEERS.items():
            results = {number: score(part, method(part.messages, number)) for number in numbers}
            peer = results[chosen[name]]
            show(part.name, f"{name}, {chosen[name]}", peer)
            best = max(results, key=lambda number: results[number].f1)
            show(part.name, f"best of {name}, {best}", results[best])
            behind |= own.f1 < peer.f1 - 0.0005
    sys.exit(behind)


def ours(messages: pd.DataFrame) -> np.ndarray:
    """Group ids of the messages."""
    numbered = messages.assign(message_id=[f"m{n:06d}" for n in range(len(messages))])
    memory = clusters.group_messages(empty_memory(), numbered, since=BEGINNING)
    groups = dict(zip(memory.message_ids, memory.groups, strict=True))
    return numbered["message_id"].map(groups).to_numpy()


def in_small_chunks(messages: pd.DataFrame) -> np.ndarray:
    """The same when only few messages are grouped together before they are settled."""
    usual, clusters.CHUNK = clusters.CHUNK, SMALL_CHUNK
    try:
        return ours(messages)
    finally:
        clusters.CHUNK = usual


def choose(name: str, parts: Sequence[Part]) -> float:
    """The number of a peer with the best mean F1 over the tuning parts."""
    method, numbers = PEERS[name]
    means = {
        number: float(np.mean([score(part, method(part.messages, number)).f1 for part in parts]))
        for number in numbers
    }
    print(f"<!-- {name}: " + ", ".join(f"{n}: {mean:.3f}" for n, mean in means.items()) + " -->")
    return max(means, key=lambda number: means[number])


def score(part: Part, groups: np.ndarray) -> Agreement:
    """Agreement on the messages whose matter is known."""
    known = part.is_known.to_numpy()
    return agreement(part.messages["known"][known].tolist(), groups[known].tolist())


def show(name: str, method: str, figures: Agreement) -> None:
    """One row of the table."""
    print(
        f"| {name} | {method} | {figures.precision:.3f} | {figures.recall:.3f} | "
        f"{figures.f1:.3f} | {figures.purity:.3f} | {figures.top_recall:.2f} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
