"""Run the benchmarks one after another and print a table: ``python -m benchmarks [NAME …]``."""

import argparse
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = {
    "imports": "time of import gongkai_monitor",
    "opinion": "hotspots and sentiment",
    "extraction": "reading of saved real pages (needs the shared data)",
    "leaks": "leaked personal data and hidden links (needs the shared data)",
    "wording": "false candidates, faulty sentences found (needs the shared data)",
    "families": "channels, list entries and dates of page families and real pages",
    "store": "loading, merging, upkeep of the lake",
    "backdating": "precision and recall of the first-seen ledger on simulated lists",
    "rounds": "requests of a second and a third round, and the changes they find",
    "crawl": "crawl against a bare Scrapy spider and LinkChecker",
    "links": "planted links against linkinator and lychee; speed and rate of link checks",
    "audit": "gongkai audit on a tenth and on all",
}
"""Name of the script -> what it measures; the longest last."""


def main() -> None:
    """Run what is asked for; exit code 1 when one of them failed or missed a target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", nargs="*", help="、".join(BENCHMARKS))
    parser.add_argument("--list", action="store_true", help="only say what there is")
    options, more = parser.parse_known_args()
    unknown = [name for name in options.name if name not in BENCHMARKS]
    if unknown or options.list:
        for name, what in BENCHMARKS.items():
            print(f"{name:12} {what}")
        sys.exit(f"unknown: {', '.join(unknown)}" if unknown else 0)
    codes = {name: run(name, more) for name in options.name or BENCHMARKS}
    print("\n| benchmark | minutes | result |\n|---|---|---|")
    for name, (minutes, code) in codes.items():
        result = "done" if code == 0 else f"missed a target or failed ({code})"
        print(f"| {name} | {minutes:.1f} | {result} |")
    sys.exit(any(code for _, code in codes.values()))


def run(name: str, arguments: list[str]) -> tuple[float, int]:
    """Minutes and exit code of one script, in a process of its own."""
    print(f"\n== {name}: {BENCHMARKS[name]}", flush=True)
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *arguments], cwd=ROOT, check=False
    )
    return (time.perf_counter() - started) / 60, done.returncode


if __name__ == "__main__":
    main()
