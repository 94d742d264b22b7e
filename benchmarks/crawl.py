"""Crawl speed and memory: ours against a bare Scrapy spider and LinkChecker, in one run.

    python -m benchmarks.crawl [--pages 5000] [--rounds 3] [--linkchecker-seconds 60] [--hubs 100]

Ours fetches, extracts, records links, lands and loads into the store; its time includes the
load. The crawlers take turns, so a busy machine meets all of them; medians count. CPU seconds
stand beside wall seconds because other programs disturb them less.

LinkChecker is stopped after a while and judged by the pages it was served: once as it behaves on
any site (its own politeness of 0.1 to 0.6 s between requests of a host cannot be switched off by
its settings), once on a site that sends the header which lifts that limit.
"""

import argparse
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.crawl_peers import (
    crawl_bare,
    crawl_linkchecker,
    crawl_ours,
    crawl_whole_site,
    served,
)
from benchmarks.crawl_process import Cost, serving

OURS = "ours (fetch, extract, links, landing, store)"
BARE = "bare Scrapy + LinkExtractor + CSV"
CHECKER = "LinkChecker, 10 threads"
CHECKER_LIFTED = "LinkChecker, 10 threads, limit lifted by the site"
_FRONTIER_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Pages per second of one crawler in one round."""

    wall: float
    cpu: float

    @classmethod
    def of(cls, cost: Cost, pages: int) -> "Speed":
        """From what was measured."""
        return cls(wall=pages / cost.seconds, cpu=pages / cost.cpu_seconds)


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--linkchecker-seconds", type=float, default=60.0, help="0: without it")
    parser.add_argument("--hubs", type=int, default=100, help="thousands of waiting addresses")
    options = parser.parse_args()
    speeds: dict[str, list[Speed]] = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for number in range(options.rounds):
            print(f"round {number + 1}, load average {os.getloadavg()[0]:.1f}", flush=True)
            compare(home / str(number), options.pages, options.linkchecker_seconds, speeds)
        if speeds:
            summarise(speeds)
        if options.hubs:
            measure_frontier(home / "frontier", options.hubs)


def compare(
    home: Path, pages: int, linkchecker_seconds: float, speeds: dict[str, list[Speed]]
) -> None:
    """One round of all crawlers."""
    with serving("crawl_server", str(pages)) as url:
        crawled, loaded = crawl_ours(home / "ours", url, pages)
        print(f"  ours: crawl {_told(crawled)}; load {_told(loaded)}", flush=True)
        speeds.setdefault(OURS, []).append(Speed.of(crawled + loaded, pages))
        bare = crawl_bare(home / "bare", url, pages)
        print(f"  bare: {_told(bare)}", flush=True)
        speeds.setdefault(BARE, []).append(Speed.of(bare, pages))
    if not linkchecker_seconds:
        return
    for name, header in ((CHECKER, []), (CHECKER_LIFTED, ["--linkchecker"])):
        with serving("crawl_server", str(pages), *header) as url:
            cost, count = crawl_linkchecker(
                home / name, url, threads=10, seconds=linkchecker_seconds
            )
            print(f"  {name}: {count} pages, {_told(cost)}", flush=True)
            speeds.setdefault(name, []).append(Speed.of(cost, count))


def summarise(speeds: dict[str, list[Speed]]) -> None:
    """Print medians, and the medians of the ratios within a round."""
    ours = speeds[OURS]
    for name, all_speeds in speeds.items():
        wall, cpu = median(s.wall for s in all_speeds), median(s.cpu for s in all_speeds)
        print(f"{name}: {wall:.1f} pages/s, {cpu:.1f} pages per CPU second")
        if name != OURS:
            pairs = list(zip(ours, all_speeds, strict=True))
            by_wall = [mine.wall / other.wall for mine, other in pairs]
            by_cpu = [mine.cpu / other.cpu for mine, other in pairs]
            print(f"  ours / this: {_range(by_wall)} by wall, {_range(by_cpu)} by CPU", flush=True)


def measure_frontier(home: Path, hubs: int) -> None:
    """Peak memory of a real crawl that has ``hubs`` x 1,000 addresses waiting."""
    with serving("crawl_server", str(hubs * 1000), "--hubs", str(hubs)) as url:
        cost = crawl_whole_site(home, url, pages=hubs * 1001, seconds=_FRONTIER_SECONDS)
        outcome = json.loads(cost.output.splitlines()[-1])
        assert outcome["outcome"] == "capped", outcome
        count = served(url)
    # pages are taken in the order they were found: after the hubs all addresses were waiting
    assert hubs < count, f"{count} pages: the frontier was never full"
    print(f"frontier of {hubs * 1000} addresses, {count} pages fetched: peak {cost.peak_mb} MB")


def _told(cost: Cost) -> str:
    return f"{cost.seconds:.1f} s, CPU {cost.cpu_seconds:.1f} s, peak {cost.peak_mb} MB"


def _range(ratios: list[float]) -> str:
    return f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


if __name__ == "__main__":
    main()
