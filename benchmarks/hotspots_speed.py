"""A batch of messages on top of a full window: seconds and memory of grouping and reading signs.

    python -m benchmarks hotspots_speed [--messages 1000000] [--batch 5000]

The window is made of signs that are as uneven as language: words by Zipf-Mandelbrot over 300,000
(so that new ones never end), things named by fewer, half of the messages in matters of 2 to 60
messages and ten of 3,000, each of which shares words and names. How long the signs of a batch
take is measured on real letters (needs the shared data).
"""

import argparse
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from gongkai_monitor.opinion.clusters import CHUNK, group_batch
from gongkai_monitor.opinion.memory import NAMED_FROM, Memory

AS_OF = datetime(2026, 9, 20, tzinfo=UTC)
VOCABULARY, NAMES = 300_000, 60_000
WORDS, NAMED = 55, 8
SHARED_WORDS, SHARED_NAMES = 8, 2
LARGEST_MATTER, MASS_LETTERS, MASS_SIZE = 60, 10, 3000
LETTERS = Path("../shared/data/letters_shanghai/letters.csv.gz")
TARGET_SECONDS, TARGET_MB = 30, 4096


def main() -> None:
    """Print the figures; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--batch", type=int, default=5000)
    arguments = parser.parse_args()
    # The dearest moment: nearly a whole chunk is still open when the batch comes.
    made = make_memory(arguments.messages + CHUNK - 1 + arguments.batch)
    window = made.take(np.arange(arguments.messages + CHUNK - 1))
    window.is_settled[-(CHUNK - 1) :] = False
    batch = made.take(np.arange(len(window), len(made)))
    batch.is_settled[:] = False
    batch.groups[:] = ""
    del made
    print(f"{len(window):,} messages, {len(window.codes):,} signs", flush=True)
    started, processor = time.perf_counter(), time.process_time()
    grouped = group_batch(window, batch, since=AS_OF - timedelta(days=30))
    seconds, processor = time.perf_counter() - started, time.process_time() - processor
    truth = len(set(grouped.groups[-len(batch) :]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak //= 1024 * 1024 if sys.platform == "darwin" else 1024
    print(
        f"batch of {len(batch):,}: {seconds:.1f} s, {processor:.1f} s of processor, "
        f"peak {peak:,} MB, {truth:,} groups"
    )
    if LETTERS.exists():
        letters = pd.read_csv(LETTERS).fillna("")
        messages = pd.concat([letters, letters]).head(arguments.batch)
        messages = messages.assign(message_id=range(len(messages)), received_at=AS_OF)
        began, cpu = time.perf_counter(), time.process_time()
        Memory.of(messages)
        taken, cpu = time.perf_counter() - began, time.process_time() - cpu
        seconds, processor = seconds + taken, processor + cpu
        print(f"signs of {len(messages):,} letters: {taken:.1f} s, {cpu:.1f} s of processor")
    print(f"together {seconds:.1f} s, {processor:.1f} s of processor (target {TARGET_SECONDS} s)")
    sys.exit(min(seconds, processor) > TARGET_SECONDS or peak > TARGET_MB)


def make_memory(count: int) -> Memory:
    """So many settled messages of 30 days."""
    draw = np.random.default_rng(7)
    matters, shares = _matters(draw, count)
    own = max(len(shares), 1)
    words = _zipf(draw, VOCABULARY, (count, WORDS))
    named = _zipf(draw, NAMES, (count, NAMED)) + NAMED_FROM
    words_of = draw.integers(200, VOCABULARY, (own, SHARED_WORDS), dtype=np.uint32)
    names_of = draw.integers(100, NAMES, (own, SHARED_NAMES), dtype=np.uint32) + NAMED_FROM
    inside = np.flatnonzero(matters >= 0)
    words[inside, :SHARED_WORDS] = words_of[matters[inside]]
    named[inside, :SHARED_NAMES] = names_of[matters[inside]]
    codes = np.concatenate([words, named], axis=1)
    codes.sort(axis=1)
    kept = np.ones(codes.shape, dtype=bool)
    kept[:, 1:] = codes[:, 1:] != codes[:, :-1]
    numbers = np.where(matters >= 0, matters, own + np.arange(count))
    groups = np.array([f"g{number}" for number in numbers], dtype=object)
    seconds = np.sort(draw.integers(0, 30 * 86400 - 1, count))
    begin = np.datetime64(AS_OF.replace(tzinfo=None), "us") - np.timedelta64(30 * 86400 - 1, "s")
    return Memory(
        message_ids=np.array([f"m{number:07d}" for number in range(count)], dtype=object),
        received_at=begin + seconds.astype("timedelta64[s]"),
        voices=draw.integers(0, 2**63, count, dtype=np.uint64),
        groups=groups,
        is_settled=np.ones(count, dtype=bool),
        anchors=groups,
        starts=np.concatenate([[0], np.cumsum(kept.sum(axis=1))]),
        codes=codes[kept],
        counts=np.ones(int(kept.sum()), dtype=np.uint8),
    )


def _matters(draw: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The matter of each message (-1: none), shuffled over the window, and the matters' sizes."""
    sizes = draw.integers(2, LARGEST_MATTER + 1, count // 2 // (LARGEST_MATTER // 2))
    if count > 20 * MASS_LETTERS * MASS_SIZE:
        sizes = np.append(sizes, [MASS_SIZE] * MASS_LETTERS)
    matters = np.repeat(np.arange(len(sizes)), sizes)[: count // 2]
    spread = np.concatenate([matters, np.full(count - len(matters), -1)])
    draw.shuffle(spread)
    return spread, sizes


def _zipf(draw: np.random.Generator, size: int, shape: tuple[int, int]) -> np.ndarray:
    """Ranks of words, as uneven as those of a language: weight 1 / (rank + 3)."""
    share = np.cumsum(1 / (np.arange(size) + 3))
    flat = np.searchsorted(share, draw.random(shape[0] * shape[1]) * share[-1])
    return np.asarray(flat, dtype=np.uint32).reshape(shape)


if __name__ == "__main__":
    main()
