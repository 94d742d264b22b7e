"""Run the benchmarks one after another and print a table.

python -m benchmarks [--list] [NAME …] [FOLDER or options of the benchmarks]
"""

import subprocess
import sys
import time
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = {
    "imports": "time of import gongkai_monitor",
    "opinion": "hotspots and sentiment",
    "sentiment": "SnowNLP's own scores and their speed; the models of texts on held-out sets",
    "label_noise": "like texts that people label in two ways: what no model can tell (shared data)",
    "routing": "letters led to their units by a learned 职责 sheet (needs the shared data)",
    "routing_ranked": "units ranked by what was handled, month by month (needs the shared data)",
    "answers": "delays of real replies, hints at their quality, statements (needs the shared data)",
    "hotspots": "groups of real messages against known matters and two peers (shared data)",
    "hotspots_speed": "a batch of 5,000 on top of 1,000,000 messages",
    "extraction": "reading of saved real pages (needs the shared data)",
    "privacy": "masking: recall, official numbers masked (needs the shared data)",
    "leaks": "leaked personal data and hidden links (needs the shared data)",
    "wording": "false candidates, faulty sentences found (needs the shared data)",
    "families": "channels, list entries and dates of page families and real pages",
    "store": "loading, merging, upkeep of the lake",
    "backdating": "precision and recall of the first-seen ledger on simulated lists",
    "outage": "false accusations when sources of accounts fail, account-days by kind of failure",
    "rounds": "requests of a second and a third round, and the changes they find",
    "crawl": "crawl against a bare Scrapy spider and LinkChecker",
    "links": "planted links against linkinator and lychee; speed and rate of link checks",
    "pairing": "interpretations to documents: real pairs, 100,000 × 50,000 timed",
    "account_signs": "candidates in real posts (needs the shared data)",
    "replay": "every day of a real account judged, against plain SQL (needs the shared data)",
    "accounts": "gongkai audit on 6,000 accounts with 1,000,000 posts and their texts",
    "audit": "gongkai audit on a tenth and on all",
}
"""Name of the script -> what it measures; the longest last."""


def main() -> None:
    """Run what is asked for; exit code 1 when one of them failed or missed a target."""
    names, more = asked_for(sys.argv[1:])
    is_unknown = bool(more) and not more[0].startswith("-") and not Path(more[0]).exists()
    if is_unknown or "--list" in more or ({"-h", "--help"} & set(more) and not names):
        for name, what in BENCHMARKS.items():
            print(f"{name:14} {what}")
        sys.exit(f"neither a benchmark nor a folder: {more[0]}" if is_unknown else 0)
    codes = {name: run(name, more) for name in names or BENCHMARKS}
    print("\n| benchmark | minutes | result |\n|---|---|---|")
    for name, (minutes, code) in codes.items():
        result = "done" if code == 0 else f"missed a target or failed ({code})"
        print(f"| {name} | {minutes:.1f} | {result} |")
    sys.exit(any(code for _, code in codes.values()))


def asked_for(words: list[str]) -> tuple[list[str], list[str]]:
    """The names that come first, and what follows them, which is theirs."""
    names = list(takewhile(BENCHMARKS.__contains__, words))
    return names, words[len(names) :]


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
