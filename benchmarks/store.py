"""Figures of the store: opening, committing, loading, merging, and how load time grows.

Run: python benchmarks/store.py [--posts 1000000] [--json]
"""

import argparse
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.model.observations import LinkCheck, Post
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import migrate, open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.maintenance import maintain
from gongkai_monitor.store.runs import RunRecord, save_run
from gongkai_monitor.vocabulary import FetchOutcome

START = datetime(2026, 1, 1, tzinfo=UTC)


def post(number: int) -> Post:
    moment = START + timedelta(seconds=number)
    return Post(
        account_code=f"A{number % 10_000:05}", post_key=f"{number:09}", published_at=moment,
        title=f"关于第 {number} 项工作的通知", text="各有关单位：" * 10,
        url=f"https://example.test/p/{number}.html", source="feed",
        round_id=f"r{number // 50_000:05}", observed_at=moment,
    )  # fmt: skip


def check(number: int) -> LinkCheck:
    return LinkCheck(
        site_code=f"{number % 1000:010}", url=f"https://example.test/{number % 200_000}.html",
        method="HEAD", attempt=1, checked_at=START + timedelta(seconds=number), status=200,
        outcome=FetchOutcome.OK, final_url=f"https://example.test/{number % 200_000}.html",
        seconds=0.1, round_id=f"r{number // 50_000:05}",
    )  # fmt: skip


def land(settings: Settings, name: str, start: int, count: int, *, checks: bool = False) -> None:
    with LandingBatch(settings.incoming, name) as batch:
        for number in range(start, start + count):
            batch.write(check(number) if checks else post(number))


@dataclass(frozen=True)
class Taken:
    """Time by the clock, and of the processor: the fairer one on a busy machine."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.3f} s (cpu {self.cpu:.3f} s)"


def seconds(work: Callable[[], object]) -> Taken:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Taken(round(time.perf_counter() - wall, 3), round(time.process_time() - cpu, 3))


def median(work: Callable[[], object], times: int = 15) -> Taken:
    taken = [seconds(work) for _ in range(times)]
    return Taken(
        statistics.median(one.wall for one in taken), statistics.median(one.cpu for one in taken)
    )


def load(settings: Settings) -> Taken:
    return seconds(lambda: load_incoming(settings, now=START))


def measure(settings: Settings, posts: int) -> dict[str, object]:
    figures: dict[str, object] = {"create_lake": seconds(lambda: migrate(settings))}
    figures["open_store"] = median(lambda: open_store(settings).close())
    run = RunRecord(run_id="r", started_at=START, as_of=START, outcome="done")
    with closing(open_store(settings, read_only=False)) as conn:
        figures["commit"] = median(lambda: save_run(conn, run))
    figures["write_landing_300k"] = seconds(lambda: land(settings, "b0", 0, 300_000))
    figures["load_300k"] = load(settings)
    land(settings, "again", 100_000, 50_000)
    figures["load_50k_existing"] = load(settings)
    done, step = 300_000, 250_000
    while True:
        land(settings, f"new{done}", done, 50_000)
        land(settings, f"checks{done}", done, 50_000, checks=True)
        new = load(settings)
        land(settings, f"old{done}", done // 2, 50_000)
        figures[f"load_100k_new_at_{done}"] = new
        figures[f"load_50k_existing_at_{done}"] = load(settings)
        done += 50_000
        if done >= posts:
            break
        more = min(step, posts - done)
        land(settings, f"fill{done}", done, more)
        land(settings, f"fillchecks{done}", done, more, checks=True)
        load(settings)
        done += more
    figures["open_store_full"] = median(lambda: open_store(settings).close(), 5)
    figures["maintain"] = seconds(lambda: maintain(settings, datetime.now(UTC)))  # noqa: TID251
    land(settings, "last", done // 2, 50_000)
    figures["load_50k_old_after_upkeep"] = load(settings)
    figures["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "gongkai.toml").write_text("")
        figures = measure(Settings.load(Path(folder)), arguments.posts)
    if arguments.json:
        print(json.dumps(figures, default=asdict))
        return
    for name, value in figures.items():
        print(f"{name:32} {value}")


if __name__ == "__main__":
    main()
