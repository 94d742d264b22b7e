"""Wording: false candidates in correct official text, faulty sentences found, speed, loading.

    python -m benchmarks wording [--all] [--misses 20] [--model FOLDER]

Needs the shared data. Texts and sentences are split by a hash of the correct text; only the half
that was never used for learning or tuning is measured here (``benchmarks/wording_train.py``
learns from the other half). Every candidate in official text counts as false, also where the
text itself is wrong. A faulty sentence is found when it has at least one candidate; it is
rightly corrected when at least one candidate proposes the right character at the right place.
``--all`` reads all held-out official texts instead of a third of them; ``--model`` measures the
files that ``benchmarks/wording_train.py`` wrote into a folder instead of the shipped ones.
"""

import argparse
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.wording_data import Pair, official_texts, sentence_sets, word_pairs
from gongkai_monitor.text.wording import Candidate, check_wording, model

MOST_FALSE, LEAST_FOUND = 1.0, 0.30
LEAST_SPEED, LONGEST_LOAD = 50_000, 0.5
SENTENCE = "请各有关单位认真贯彻落实上级工作部属，确保按期完成各项认务。"
"""Makes the first check load all there is: the lists and the model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetResult:
    """Counts of one correction set."""

    faulty: int
    found: int
    corrected: int
    right: int
    alarms: int
    errors: int
    mended: int
    proposed: int
    proposed_rightly: int


def main() -> None:
    """Print the figures; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--model", type=Path, default=model.DATA)
    options = parser.parse_args()
    model.FREQUENCIES = options.model / model.FREQUENCIES.name
    model.MODEL = options.model / model.MODEL.name
    is_good = loading()
    is_good &= false_candidates(official_texts()[:: 1 if options.all else 3])
    for name, pairs in sentence_sets().items():
        result, missed = measure(pairs)
        show(name, result)
        is_good &= result.found >= LEAST_FOUND * result.faulty
        for pair in missed[: options.misses]:
            print(f"  missed: {pair.wrong} -> {pair.right}")
    pairs = word_pairs()
    found = [pair for pair in pairs if check_wording(pair.wrong)]
    print(f"typo_pairs, words without a sentence: {len(found)} of {len(pairs)} found")
    sys.exit(0 if is_good else 1)


def loading() -> bool:
    """Seconds of the first check in a fresh process, without the start of Python itself."""
    code = (
        "import time; t, c = time.perf_counter(), time.process_time(); "
        f"import gongkai_monitor as g; g.text.check_wording({SENTENCE!r}); "
        "print(time.perf_counter() - t, time.process_time() - c)"
    )
    taken = [
        tuple(map(float, subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()))
        for _ in range(5)
    ]  # fmt: skip
    wall, cpu = (min(values) for values in zip(*taken, strict=True))
    print(f"import and first check, best of 5: {wall:.2f} s, {cpu:.2f} s of processor time")
    return wall < LONGEST_LOAD


def false_candidates(texts: list[str]) -> bool:
    """Candidates per 10,000 characters of held-out official text, and the speed."""
    kinds: Counter[str] = Counter()
    started = time.process_time()
    for text in texts:
        kinds.update(candidate.kind.label for candidate in check_wording(text))
    taken = time.process_time() - started
    characters = sum(map(len, texts))
    rate = kinds.total() / characters * 10_000
    print(f"official text: {len(texts)} documents, {characters:,} characters, "
          f"{kinds.total()} candidates = {rate:.2f} per 10,000 ({dict(kinds)})")  # fmt: skip
    print(f"speed: {characters / taken:,.0f} characters per CPU second")
    return rate <= MOST_FALSE and characters / taken >= LEAST_SPEED


def measure(pairs: list[Pair]) -> tuple[SetResult, list[Pair]]:
    """Sentence and character level counts, and the faulty sentences that were missed."""
    faulty = found = corrected = alarms = errors = mended = proposed = rightly = 0
    missed = []
    for pair in pairs:
        candidates = check_wording(pair.wrong)
        good = sum(_is_right(candidate, pair) for candidate in candidates)
        if not pair.has_error:
            alarms += bool(candidates)
            continue
        faulty += 1
        found += bool(candidates)
        corrected += bool(good)
        proposed += len(candidates)
        rightly += good
        if len(pair.wrong) == len(pair.right):
            errors += sum(a != b for a, b in zip(pair.wrong, pair.right, strict=True))
            mended += good
        if not candidates:
            missed.append(pair)
    result = SetResult(
        faulty=faulty, found=found, corrected=corrected, right=len(pairs) - faulty, alarms=alarms,
        errors=errors, mended=mended, proposed=proposed, proposed_rightly=rightly,
    )  # fmt: skip
    return result, missed


def _is_right(candidate: Candidate, pair: Pair) -> bool:
    start, end = candidate.start, candidate.end
    if len(pair.wrong) != len(pair.right) or len(candidate.right) != end - start:
        return False
    return pair.wrong[start:end] != pair.right[start:end] == candidate.right


def show(name: str, result: SetResult) -> None:
    """One set in three lines."""
    print(f"{name}: {result.found} of {result.faulty} faulty sentences found "
          f"({result.found / result.faulty:.1%}), {result.corrected} rightly corrected "
          f"({result.corrected / result.faulty:.1%})")  # fmt: skip
    print(f"  characters: {result.mended} of {result.errors} errors mended "
          f"({result.mended / max(result.errors, 1):.1%}), {result.proposed_rightly} of "
          f"{result.proposed} candidates right")  # fmt: skip
    print(f"  correct sentences: {result.alarms} of {result.right} with a candidate")


if __name__ == "__main__":
    main()
