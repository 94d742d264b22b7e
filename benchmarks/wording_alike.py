"""Characters that are alike in sound or shape, and pairs that people are known to mix up."""

import csv
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pypinyin import pinyin_dict
from pypinyin.contrib.tone_convert import to_normal

from benchmarks.wording_data import DATA, HALF, hash_of_sentence, sentence_sets
from gongkai_monitor.text.wording.trees import Array

_FREQUENT = 5_000
BOTH, SAME_SOUND, SAME_SYLLABLE, NEAR_SOUND, SHAPE, KNOWN = range(6)
_EXTRA = "入人 土士 拔拨 己已 巳已 未末 干千 攻政 日曰 大太 天夫 复覆"
_NEAR = (("^zh", "z"), ("^ch", "c"), ("^sh", "s"), ("ng$", "n"), ("^l(?=.)", "n"), ("^hu", "fu"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """``others[a][b]``: how ``b`` is like ``a`` (index of ``model.LIKENESS``)."""

    others: dict[str, dict[str, int]]

    @property
    def arrays(self) -> dict[str, Array]:
        """As the model file keeps it."""
        rows = [
            sorted(row.items(), key=lambda one: (one[1], one[0])) for row in self.others.values()
        ]
        return {
            "characters": np.array([ord(one) for one in self.others], np.uint16),
            "counts": np.array([len(row) for row in rows], np.uint16),
            "meant": np.array([ord(one) for row in rows for one, _ in row], np.uint16),
            "likeness": np.array([kind for row in rows for _, kind in row], np.uint8),
        }

    def by_likeness(self, character: str) -> dict[int, list[str]]:
        """The others in groups, without those that are only known pairs."""
        groups: dict[int, list[str]] = {}
        for other, kind in self.others.get(character, {}).items():
            if kind != KNOWN:
                groups.setdefault(kind, []).append(other)
        return groups


def find_alike(folder: Path, frequent: dict[int, float]) -> Alike:
    """Alternatives among the frequent characters for every ordinary character."""
    han = [code for code in sorted(frequent, key=lambda one: -frequent[one]) if _is_han(code)]
    usual = {chr(code) for code in han[:_FREQUENT]}
    same, near = defaultdict(set), defaultdict(set)
    for one in usual:
        for sound in _sounds(one):
            same[sound].add(one)
            near[_blurred(sound)].add(one)
    shapes = _shapes(folder, usual)
    others: dict[str, dict[str, int]] = {}
    for code in sorted({*map(ord, usual), *filter(_is_han, pinyin_dict.pinyin_dict)}):
        if not (_is_ordinary(chr(code)) or frequent.get(code, 0) > 20):
            continue
        row = _by_sound(chr(code), same, near)
        for other in shapes[chr(code)] & usual:
            row[other] = BOTH if row.get(other) in {SAME_SOUND, SAME_SYLLABLE} else SHAPE
        row.pop(chr(code), None)
        others[chr(code)] = row
    for wrong, right in _counted(None):
        if wrong in others:
            others[wrong].setdefault(right, KNOWN)
    return Alike(others=others)


def _by_sound(
    character: str, same: dict[str, set[str]], near: dict[str, set[str]]
) -> dict[str, int]:
    """Characters with a near, the same or the very same sound."""
    row: dict[str, int] = {}
    for sound in _sounds(character):
        row |= dict.fromkeys(near[_blurred(sound)], NEAR_SOUND)
    for sound in _sounds(character):
        row |= dict.fromkeys(same[sound], SAME_SYLLABLE)
    for other, kind in row.items():
        if kind == SAME_SYLLABLE and _tones(other) & _tones(character):
            row[other] = SAME_SOUND
    return row


def known_pairs(fold: int | None) -> tuple[Array, Array]:
    """Codes of known pairs (wrong << 16 | right) and the logarithm of their number."""
    counts = _counted(fold)
    keys = {(ord(a) << 16) | ord(b): number for (a, b), number in counts.items()}
    ordered = sorted(keys)
    return np.array(ordered, np.int64), np.log1p([keys[key] for key in ordered]).astype(np.float32)


def _counted(fold: int | None) -> Counter[tuple[str, str]]:
    """Pairs of the confusion list and of one fold (or all) of the learning halves."""
    counts: Counter[tuple[str, str]] = Counter()
    with (DATA / "typos/confusion.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            _count(counts, row["wrong"], row["right"])
    for pairs in sentence_sets(0, HALF).values():
        for pair in pairs:
            if fold is None or hash_of_sentence(f"f{pair.right}") % 2 == fold:
                _count(counts, pair.wrong, pair.right)
    return counts


def _count(counts: Counter[tuple[str, str]], wrong: str, right: str) -> None:
    if len(wrong) == len(right):
        for a, b in zip(wrong, right, strict=True):
            if a != b and _is_han(ord(a)) and _is_han(ord(b)):
                counts[a, b] += 1


def _shapes(folder: Path, usual: set[str]) -> defaultdict[str, set[str]]:
    """Listed look-alikes, and characters whose strokes differ by one."""
    shapes: defaultdict[str, set[str]] = defaultdict(set)
    groups = [line.split() for line in _lines(folder / "same_stroke.txt")] + [
        list(pair) for pair in _EXTRA.split()
    ]
    strokes = dict(line.split() for line in _lines(folder / "stroke.txt") if len(line.split()) == 2)
    lacking: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(usual & strokes.keys()):
        order = strokes[one]
        if len(order) >= 4:
            cut = {f"-{order[:at]}{order[at + 1 :]}" for at in range(len(order))}
            swap = {f"{order[:at]}_{order[at + 1 :]}" for at in range(len(order))}
            for form in {order, f"-{order}", *cut, *swap}:
                lacking[form].append(one)
    groups += [group for group in lacking.values() if 1 < len(group) <= 12]
    for group in groups:
        for one in group:
            shapes[one] |= set(group) - {one}
    return shapes


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _sounds(character: str) -> set[str]:
    return {to_normal(tone).replace("ü", "v") for tone in _tones(character)}


def _tones(character: str) -> set[str]:
    return set(filter(None, pinyin_dict.pinyin_dict.get(ord(character), "").split(",")))


def _blurred(sound: str) -> str:
    for pattern, plain in _NEAR:
        sound = re.sub(pattern, plain, sound)
    return sound


def _is_han(code: int) -> bool:
    return 0x4E00 <= code <= 0x9FA5


def _is_ordinary(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False
