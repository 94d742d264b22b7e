"""A batch of messages on top of a full window: what the desk needs of time and memory.

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
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pandas as pd

from gongkai_monitor.opinion.clusters import CHUNK, group_batch
from gongkai_monitor.opinion.described import Described
from gongkai_monitor.opinion.hotspots import HotspotRules, measured
from gongkai_monitor.opinion.memory import NAMED_FROM, Memory, empty_memory
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.hotspot_memory import read_memory, save_memory
from gongkai_monitor.store.lake import migrate, open_store

AS_OF = datetime(2026, 9, 20, tzinfo=UTC)
SINCE = AS_OF - timedelta(days=30)
VOCABULARY, NAMES = 300_000, 60_000
WORDS, NAMED = 55, 8
SHARED_WORDS, SHARED_NAMES = 8, 2
LARGEST_MATTER, MASS_LETTERS, MASS_SIZE = 60, 10, 3000
LETTERS = Path("../shared/data/letters_shanghai/letters.csv.gz")
TARGET_SECONDS, TARGET_MB = 30, 4096
UNCHANGED = Described(
    title="停水", place=None, object=None, event_on=None, sentiment="negative",
    sentiment_score=0.3, negative_ratio=0.8, sensitivity=0.1, sensitive_words=[],
    agency_code=None, agency_reason="", examples=[],
)  # fmt: skip
"""Stands for what the desk knows already of hotspots that have not changed."""


class Clock:
    """Seconds and seconds of processor of the steps, printed as they end."""

    def __init__(self) -> None:
        """Nothing has been measured yet."""
        self.seconds = self.processor = 0.0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure one step."""
        began, processor = time.perf_counter(), time.process_time()
        yield
        seconds, processor = time.perf_counter() - began, time.process_time() - processor
        self.seconds, self.processor = self.seconds + seconds, self.processor + processor
        print(f"{name}: {seconds:.1f} s, {processor:.1f} s of processor", flush=True)


def main() -> None:
    """Print the figures; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--batch", type=int, default=5000)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        (Path(folder) / "gongkai.toml").touch()
        settings = Settings.load(Path(folder))
        migrate(settings)
        batch = fill(settings, arguments.messages, arguments.batch)
        clock = Clock()
        with open_store(settings, read_only=False) as connection:
            refresh(connection, batch, clock)
    if LETTERS.exists():
        letters = pd.read_csv(LETTERS).fillna("")
        messages = pd.concat([letters, letters]).head(arguments.batch)
        messages = messages.assign(message_id=range(len(messages)), received_at=AS_OF)
        with clock.step(f"signs of {len(messages):,} real letters"):
            Memory.of(messages)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak //= 1024 * 1024 if sys.platform == "darwin" else 1024
    print(
        f"together {clock.seconds:.1f} s, {clock.processor:.1f} s of processor "
        f"(target {TARGET_SECONDS} s), peak {peak:,} MB (target {TARGET_MB:,} MB)"
    )
    sys.exit(min(clock.seconds, clock.processor) > TARGET_SECONDS or peak > TARGET_MB)


def fill(settings: Settings, messages: int, batch: int) -> Memory:
    """A lake that remembers a full window and nearly a chunk of open messages; the batch."""
    made = make_memory(messages + CHUNK - 1 + batch)
    window = made.take(np.arange(messages + CHUNK - 1))
    window.is_settled[-(CHUNK - 1) :] = False
    with open_store(settings, read_only=False) as connection:
        save_memory(connection, empty_memory(), window, since=SINCE, as_of=AS_OF)
    print(f"{len(window):,} messages, {len(window.codes):,} signs", flush=True)
    fresh = made.take(np.arange(len(window), len(made)))
    fresh.is_settled[:] = False
    fresh.groups[:] = ""
    return fresh


def refresh(connection: duckdb.DuckDBPyConnection, batch: Memory, clock: Clock) -> None:
    """What the desk does with a batch, but for the texts of the hotspots that it changed."""
    with clock.step("memory read from the lake"):
        before = read_memory(connection, since=SINCE, as_of=AS_OF)
    with clock.step(f"batch of {len(batch):,} grouped"):
        after = group_batch(before, batch, since=SINCE)
    marks = pd.DataFrame({"message_id": after.message_ids, "region": "城东区", "likes": 1})
    marks["replied_at"] = pd.NaT
    with clock.step("hotspots measured"):
        hotspots, _ = measured(
            after,
            marks,
            lambda *_: UNCHANGED,
            as_of=AS_OF,
            rules=HotspotRules(min_size=5),
        )
    print(f"{len(hotspots):,} hotspots of {int(hotspots['size'].sum()):,} messages", flush=True)
    with clock.step("memory written to the lake"):
        changed = save_memory(connection, before, after, since=SINCE, as_of=AS_OF)
    print(f"{changed:,} messages written", flush=True)


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
