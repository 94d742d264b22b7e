"""Learn the statistical look at wording and write its two files.

    python -m benchmarks.wording_train --open-gram FOLDER --pycorrector FOLDER --into FOLDER

Copy the files to ``gongkai_monitor/text/wording/data`` only when ``python -m benchmarks wording
--model FOLDER`` says that they are not worse.

Needs the shared data, ``pypinyin``, the data folder of an unpacked ``pycorrector`` wheel
(strokes, shapes) and Open-Gram (``wording_corpora``). The steps: count runs of characters; list
what looks or sounds alike; let the look propose alternatives in tuning texts, in texts with
planted errors and in the learning halves of the correction sets; learn trees that tell good
proposals from bad ones; set the threshold by cross-validation on correct official texts.
"""

import argparse
import random
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from benchmarks.wording_alike import Alike, find_alike, known_pairs
from benchmarks.wording_corpora import (
    LONGEST_RUN,
    count_runs,
    general,
    newspaper,
    official,
    open_gram,
)
from benchmarks.wording_data import (
    HALF,
    TUNED_FROM,
    hash_of_sentence,
    official_texts,
    sentence_sets,
)
from gongkai_monitor.text.wording.features import alternatives
from gongkai_monitor.text.wording.frequencies import build_table
from gongkai_monitor.text.wording.model import FREQUENCIES, MODEL, Confusions, confusions_of
from gongkai_monitor.text.wording.trees import Array

RATE = 0.88  # candidates per 10,000 characters of tuning text
_LEAST = {1: 0.0, 2: 1.5, 3: 3.0, 4: 5.0}
_FOLDS, _EVERY = 4, 50
_GAIN = 2.5
_SHARES = {0: 0.25, 1: 0.4, 2: 0.17, 3: 0.08, 4: 0.1}
Known = tuple[Array, Array]


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open-gram", type=Path, required=True)
    parser.add_argument("--pycorrector", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True)
    options = parser.parse_args()
    table, frequent = learn_runs(options.open_gram)
    alike = find_alike(options.pycorrector, frequent)
    samples = Samples(table, alike, frequent)
    samples.collect()
    trees, threshold = samples.learn()
    options.into.mkdir(parents=True, exist_ok=True)
    np.save(options.into / FREQUENCIES.name, learn_runs(options.open_gram, final=True)[0])
    pairs, weight = samples.known_of(None)
    np.savez_compressed(
        options.into / MODEL.name, **_flat(trees), cut=np.float32(threshold),
        known_pairs=pairs, known_weight=weight, **alike.arrays,
    )  # fmt: skip


def learn_runs(folder: Path, *, final: bool = False) -> tuple[Array, dict[int, float]]:
    """The table of frequencies, and how frequent single characters are."""
    model = open_gram(folder)
    sources = [(official(), 3.0), (general(held_out=False), 3.0), (newspaper(), 2.0)]
    if final:
        learned = [pair.right for pairs in sentence_sets(0, HALF).values() for pair in pairs]
        tuning = official_texts(TUNED_FROM, HALF)
        sources += [(tuning, 3.0), (general(held_out=True), 3.0), (learned, 3.0)]
    keys, counts = [], []
    frequent: dict[int, float] = {}
    for length in range(1, LONGEST_RUN + 1):
        runs, values = [model[length][0]], [model[length][1]]
        for texts, weight in sources:
            found, times = count_runs(texts, length)
            runs.append(found)
            values.append(times * weight - (weight - 1 if length > 2 else 0) * (times == 1))
        unique, index = np.unique(np.concatenate(runs), return_inverse=True)
        total = np.bincount(index, weights=np.concatenate(values))
        if length == 1:
            frequent = dict(zip(unique.tolist(), total.tolist(), strict=True))
        is_kept = total >= _LEAST[length]
        keys.append(unique[is_kept])
        counts.append(total[is_kept])
    table, lost = build_table(np.concatenate(keys), np.concatenate(counts))
    print(f"{sum(map(len, keys)):,} runs, {lost:.1%} without room")
    return table, frequent


class Samples:
    """Proposals of the look with the answer whether they are right."""

    def __init__(self, table: Array, alike: Alike, frequent: dict[int, float]) -> None:
        self._table, self._alike, self._frequent = table, alike, frequent
        self._confusions: Confusions = confusions_of(**alike.arrays)
        self._rows: list[tuple[Array, Array, float, int]] = []
        self._draw = random.Random(5)
        self._characters = 0

    def known_of(self, fold: int | None) -> Known:
        """Pairs that are mixed up, without what one fold of the correction sets teaches."""
        return known_pairs(None if fold is None else 1 - fold)

    def collect(self) -> None:
        """Tuning texts as they are, the same and others with planted errors, correction sets."""
        everything = self.known_of(None)
        for number, text in enumerate(official_texts(TUNED_FROM, HALF)):
            self._characters += len(text)
            self._add(text, {}, everything, weight=1.0, group=number % _FOLDS)
            for _ in range(4):
                self._add(*self._spoil(text), everything, weight=0.3, group=number % _FOLDS,
                          only_right=True)  # fmt: skip
        kept = general(held_out=True)
        for turn in range(4):
            for at in range(0, len(kept), 40):
                text, planted = self._spoil("\n".join(kept[at : at + 40]))
                self._add(text, planted, everything, weight=0.3, group=(at // 40 + turn) % _FOLDS)
        folds = (self.known_of(0), self.known_of(1))
        for pairs in sentence_sets(0, HALF).values():
            for pair in pairs:
                if len(pair.wrong) == len(pair.right):
                    fold = hash_of_sentence(f"f{pair.right}") % 2
                    spots = zip(pair.wrong, pair.right, strict=True)
                    planted = {at: b for at, (a, b) in enumerate(spots) if a != b}
                    self._add(pair.wrong, planted, folds[fold], weight=6.0, group=fold)

    def learn(self) -> tuple[HistGradientBoostingClassifier, float]:
        """Trees of all samples, and the threshold that correct tuning text asks for."""
        figures = np.concatenate([row[0] for row in self._rows])
        is_right = np.concatenate([row[1] for row in self._rows])
        weight = np.concatenate([np.full(len(row[1]), row[2]) for row in self._rows])
        group = np.concatenate([np.full(len(row[1]), row[3]) for row in self._rows])
        false: list[float] = []
        for fold in range(_FOLDS):
            kept = group != fold
            trees = _new().fit(figures[kept], is_right[kept], sample_weight=weight[kept])
            wanted = (group == fold) & (weight == 1.0) & ~is_right
            false += trees.decision_function(figures[wanted]).tolist()
        threshold = sorted(false, reverse=True)[int(RATE * self._characters / 10_000)]
        return _new().fit(figures, is_right, sample_weight=weight), threshold

    def _add(
        self, text: str, planted: dict[int, str], known: Known, *, weight: float, group: int,
        only_right: bool = False,
    ) -> None:  # fmt: skip
        found = alternatives(text, self._table, self._confusions, known, _GAIN)
        if found is None:
            return
        spots = list(zip(found.position.tolist(), found.meant.tolist(), strict=True))
        right = np.array([planted.get(at) == chr(code) for at, code in spots])
        is_near = np.array([any(abs(at - spot) <= 3 for spot in planted) for at, _ in spots])
        kept = right if only_right else right | ~is_near
        self._rows.append((found.figures[kept], right[kept], weight, group))

    def _spoil(self, text: str) -> tuple[str, dict[int, str]]:
        """The text with about every fiftieth character replaced by one that is like it."""
        characters, planted = list(text), {}
        at = int(self._draw.expovariate(1 / _EVERY))
        while at < len(characters):
            kinds = self._alike.by_likeness(characters[at])
            if kinds:
                likeness = self._draw.choices(list(kinds), [_SHARES[kind] for kind in kinds])[0]
                others = kinds[likeness]
                odds = [self._frequent.get(ord(one), 1) ** 0.5 for one in others]
                planted[at] = characters[at]
                characters[at] = self._draw.choices(others, odds)[0]
            at += 1 + int(self._draw.expovariate(1 / _EVERY))
        return "".join(characters), planted


def _new() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=260, learning_rate=0.06, max_leaf_nodes=16, min_samples_leaf=30,
        l2_regularization=5, early_stopping=False, random_state=1,
    )  # fmt: skip


def _flat(trees: HistGradientBoostingClassifier) -> dict[str, Array]:
    """The learned trees as arrays of (tree, node)."""
    nodes = [stage[0].nodes for stage in trees._predictors]  # noqa: SLF001
    shape = (len(nodes), max(map(len, nodes)))
    parts = {name: np.zeros(shape, np.uint8) for name in ("feature", "left", "right")}
    parts |= {name: np.zeros(shape, np.float64) for name in ("threshold", "value")}
    for tree, rows in enumerate(nodes):
        for node, row in enumerate(rows):
            if row["is_leaf"]:
                parts["left"][tree, node] = parts["right"][tree, node] = node
                parts["value"][tree, node] = row["value"]
            else:
                parts["feature"][tree, node] = row["feature_idx"]
                parts["threshold"][tree, node] = row["num_threshold"]
                parts["left"][tree, node] = row["left"]
                parts["right"][tree, node] = row["right"]
    parts["base"] = np.float32(np.ravel(trees._baseline_prediction)[0])  # noqa: SLF001
    parts["depth"] = np.int64(1 + max(int(rows["depth"].max()) for rows in nodes))
    return parts


if __name__ == "__main__":
    main()
