"""Which links ours, linkinator and lychee call broken on one site with planted ones; and speed.

    python -m benchmarks links [--only accuracy|speed|rate] [--without-peers]

Broken by ours are 失效 and the 疑似被劫持 candidates; 无法核实 is neither found nor false.
Exit code 1 when a target is missed: precision and recall ≥ 0.98, ≥ 400 URLs per CPU
second, never faster than the configured rate.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.crawl_process import serving
from benchmarks.link_classes import ALIVE, BROKEN, EACH
from benchmarks.link_peers import (
    Found,
    check_with_linkinator,
    check_with_lychee,
    check_with_ours,
    find_lychee,
    install_linkinator,
    reset,
)
from benchmarks.link_speed import measure_rate, measure_speed
from crawlers.browser.chromium import find_browser

TARGET = 0.98
URLS_PER_SECOND = 400
_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Safari"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Of all planted and ordinary addresses."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(found: Found) -> Score:
    """Precision and recall over all twelve broken classes."""
    wanted = {f"{name}/{n}" for name in BROKEN for n in range(EACH)}
    right = len(found.broken & wanted)
    called = len(found.broken) + len(found.others)
    return Score(precision=right / called if called else 1.0, recall=right / len(wanted))


def main() -> None:
    """Run what is asked for and print it; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("accuracy", "speed", "rate"))
    parser.add_argument("--without-peers", action="store_true")
    options = parser.parse_args()
    is_met = True
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if options.only in {None, "accuracy"}:
            is_met &= compare(home, with_peers=not options.without_peers)
        if options.only in {None, "speed"}:
            speed = measure_speed(home / "speed")
            print(f"speed, politeness off: {speed:.0f} distinct URLs per CPU second", flush=True)
            is_met &= speed >= URLS_PER_SECOND
        if options.only in {None, "rate"}:
            rate = measure_rate(home / "rate")
            print(f"politeness on: {rate.told}", flush=True)
            is_met &= rate.is_kept
    sys.exit(0 if is_met else 1)


def compare(home: Path, *, with_peers: bool) -> bool:
    """All checkers in turn on one site; whether ours meets the targets."""
    results: dict[str, Found] = {}
    with serving("link_site") as url:
        for name, check in checkers(home, with_peers=with_peers).items():
            reset(url)
            found = check(url)
            if found is None:
                print(f"{name}: no result", flush=True)
                continue
            results[name] = found
            print(f"{name}: {found.seconds:.0f} s", flush=True)
    print_table(results)
    best = score(next(iter(results.values())))
    return best.precision >= TARGET and best.recall >= TARGET


def checkers(home: Path, *, with_peers: bool) -> dict[str, Callable[[str], Found | None]]:
    """The checkers that this machine has; the best of ours first."""
    every: dict[str, Callable[[str], Found | None]] = {}
    if find_browser():
        every["ours with browser"] = lambda url: check_with_ours(
            home / "browser", url, has_browser=True
        )
    every["ours without"] = lambda url: check_with_ours(home / "plain", url, has_browser=False)
    if not with_peers:
        return every
    linkinator = install_linkinator(home / "npm")
    if linkinator:
        every["linkinator"] = lambda url: check_with_linkinator(linkinator, home / "l1", url)
        every["linkinator tuned"] = lambda url: check_with_linkinator(
            linkinator, home / "l2", url, _AGENT
        )
    lychee = find_lychee()
    if lychee:
        every["lychee"] = lambda url: check_with_lychee(lychee, home / "y1", url)
        every["lychee tuned"] = lambda url: check_with_lychee(lychee, home / "y2", url, _AGENT)
    return every


def print_table(results: dict[str, Found]) -> None:
    """Called broken of 20, by class; (n) are 无法核实."""
    print(f"\n| class | {' | '.join(results)} |\n|---|{'---|' * len(results)}")
    for group, names in (("broken", BROKEN), ("alive", ALIVE)):
        for name in names:
            cells = [_cell(found, name) for found in results.values()]
            print(f"| {group}: {name} | {' | '.join(cells)} |")
    others = " | ".join(str(len(found.others)) for found in results.values())
    print(f"| alive: ordinary pages called broken | {others} |")
    for label in ("precision", "recall", "f1"):
        cells = [f"{getattr(score(found), label):.3f}" for found in results.values()]
        print(f"| {label} | {' | '.join(cells)} |")


def _cell(found: Found, name: str) -> str:
    broken = sum(key.startswith(f"{name}/") for key in found.broken)
    unclear = sum(key.startswith(f"{name}/") for key in found.unverifiable)
    return f"{broken} ({unclear})" if unclear else str(broken)


if __name__ == "__main__":
    main()
