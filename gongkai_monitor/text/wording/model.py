"""The learned parts of the statistical look, loaded once when first used.

``data/frequencies.npy`` and ``data/model.npz`` are written by ``benchmarks/wording_train.py``;
``data/README.md`` says what they were learned from and under which licence they stand.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from gongkai_monitor.text.wording.trees import Array, Trees

DATA = Path(__file__).parent / "data"
FREQUENCIES, MODEL = DATA / "frequencies.npy", DATA / "model.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusions:
    """Which characters may be meant by a character; row of a code, then its alternatives."""

    row_of: Array  # 65536 entries, -1 where nothing is known
    start: Array
    meant: Array
    likeness: Array  # index of LIKENESS


LIKENESS = (
    "音形皆近", "读音相同", "读音相同（声调不同）", "读音相近", "字形相近", "常见误写",
)  # fmt: skip
"""How a character is like the one that may be meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Everything that was learned."""

    table: Array
    confusions: Confusions
    known_pairs: Array  # wrong code << 16 | right code, sorted
    known_weight: Array
    trees: Trees
    threshold: float


@cache
def load_model() -> Model:
    """The shipped model; the table of frequencies is mapped, not read."""
    with np.load(MODEL) as stored:
        parts: dict[str, Any] = dict(stored)
    trees = Trees(
        feature=parts["feature"].astype(np.int64),
        threshold=parts["threshold"],
        left=parts["left"].astype(np.int64),
        right=parts["right"].astype(np.int64),
        value=parts["value"],
        base=float(parts["base"]),
        depth=int(parts["depth"]),
    )
    return Model(
        table=np.asarray(np.load(FREQUENCIES, mmap_mode="r")),
        confusions=confusions_of(parts["characters"], parts["counts"], parts["meant"],
                                 parts["likeness"]),
        known_pairs=parts["known_pairs"].astype(np.int64),
        known_weight=parts["known_weight"],
        trees=trees,
        threshold=float(parts["cut"]),
    )  # fmt: skip


def confusions_of(characters: Array, counts: Array, meant: Array, likeness: Array) -> Confusions:
    """Index the alternatives: ``counts[n]`` of them belong to ``characters[n]``, in order."""
    row_of = np.full(0x10000, -1, np.int64)
    row_of[characters] = np.arange(len(characters))
    start = np.zeros(len(characters) + 1, np.int64)
    np.cumsum(counts, out=start[1:])
    return Confusions(row_of=row_of, start=start, meant=meant, likeness=likeness)
