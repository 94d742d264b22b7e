"""Candidates in real posts: how many a news account would get, and how many private persons do.

    python -m benchmarks account_signs [--show]

The posts of the official news account (``../shared/data/account_cctv``) should carry none: each
is counted as false. Those under hashtags (``hashtag_posts``) are private persons'; their candidates
are printed with ``--show`` to be read. Target: at most 1 false candidate in 1,000 posts.
"""

import argparse
import csv
import gzip
import re
import sys
import time
from collections import Counter
from pathlib import Path

from gongkai_monitor.text.post_signs import post_signs, prefilter

DATA = Path(__file__).resolve().parents[2] / "shared/data"
FALSE_AT_MOST = 1.0


def main() -> None:
    """Print the figures; exit code 1 when the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    if not DATA.is_dir():
        sys.exit("the shared real data (../shared/data) is not on this machine")
    false = look("account_cctv", is_shown=options.show)
    look("hashtag_posts", is_shown=options.show)
    sys.exit(false > FALSE_AT_MOST)


def look(folder: str, *, is_shown: bool) -> float:
    """Candidates per 1,000 posts of one data set."""
    with gzip.open(DATA / folder / "posts.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        texts = [row["text"] for row in csv.DictReader(stream)]
    first = re.compile(prefilter())
    passed = sum(first.search(text) is not None for text in texts)
    started = time.perf_counter()
    signs = [sign for text in texts for sign in post_signs(text)]
    seconds = time.perf_counter() - started
    kinds = Counter(sign.kind.label for sign in signs)
    share = 1000 * len(signs) / len(texts)
    micros = 1e6 * seconds / len(texts)
    micros = 1e6 * seconds / len(texts)
    print(f"{folder}: {len(texts)} posts, {passed} pass the first look, {len(signs)} candidates "
          f"({share:.2f} per 1,000), {micros:.0f} µs a post; {dict(kinds)}")  # fmt: skip
    for sign in signs if is_shown else ():
        print(f"  {sign.kind.label}: {'、'.join(sign.words)} | {sign.excerpt}")
    return share


if __name__ == "__main__":
    main()
