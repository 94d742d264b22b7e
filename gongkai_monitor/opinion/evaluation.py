"""How good held-out shares are: F1, recall, AUC, calibration, each with its interval.

Intervals are 95 % of a bootstrap over the texts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import confusion_matrix, f1_score, roc_auc_score

_DRAWS = 300
_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure with the bounds of its interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """``0.912 (0.901–0.922)``."""
        return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Figures of one labelled set.

    Attributes:
        count: texts.
        measures: name -> figure: macro_f1, accuracy, recall of the class ``<name>_recall``.
        ece: expected calibration error of the likeliest class.
        reliability: one row per step of confidence: count, mean confidence, share that is right.
        confusion: rows are the true classes, columns what the model says.
    """

    count: int
    measures: dict[str, Measure]
    ece: float
    reliability: pd.DataFrame
    confusion: pd.DataFrame

    def summary(self) -> dict[str, Any]:
        """The figures as plain values."""
        figures: dict[str, Any] = {
            name: [round(one.value, 4), round(one.low, 4), round(one.high, 4)]
            for name, one in self.measures.items()
        }
        return {"count": self.count, **figures, "ece": round(self.ece, 4)}


def evaluate(
    said: np.ndarray,
    confidence: np.ndarray,
    labels: np.ndarray,
    names: Sequence[str],
    *,
    seed: int = 7,
) -> Evaluation:
    """Figures of what a model said against the true classes (both as numbers of the names)."""
    every = list(range(len(names)))

    def macro_f1(at: np.ndarray) -> float:
        return float(f1_score(labels[at], said[at], average="macro", zero_division=0))

    is_right = (said == labels).astype(float)
    count = len(labels)
    measures = {
        "macro_f1": measured(macro_f1, count, seed=seed),
        "accuracy": measured(_mean_of(is_right), count, seed=seed),
    }
    for number, name in enumerate(names):
        own = is_right[labels == number]
        if len(own):
            measures[f"{name}_recall"] = measured(_mean_of(own), len(own), seed=seed)
    table, ece = reliability(confidence, said == labels)
    confusion = pd.DataFrame(
        confusion_matrix(labels, said, labels=every), index=list(names), columns=list(names)
    )
    return Evaluation(
        count=len(labels), measures=measures, ece=ece, reliability=table, confusion=confusion
    )


def of_polarity(scores: np.ndarray, labels: np.ndarray) -> dict[str, Measure]:
    """AUC of sentiment scores; labels are 0 负面, 1 中性, 2 正面."""
    is_polar = labels != 1
    figures = {}
    if {0, 2} <= set(labels):
        figures["auc"] = auc(scores[is_polar], labels[is_polar] == 2)
        figures["auc_negative_against_rest"] = auc(-scores, labels == 0)
    return figures


def auc(scores: np.ndarray, is_positive: np.ndarray, *, seed: int = 7) -> Measure:
    """How often a positive text has a higher score than a negative one."""
    return measured(
        lambda at: float(roc_auc_score(is_positive[at], scores[at])), len(scores), seed=seed
    )


def measured(one: Callable[[np.ndarray], float], count: int, *, seed: int) -> Measure:
    """The figure of all, and the middle 95 % of it over draws with replacement.

    A draw for which the figure does not exist (one class only) is left out.
    """
    draw = np.random.default_rng(seed)
    values = np.array([one(draw.integers(0, count, count)) for _ in range(_DRAWS)])
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return Measure(value=float(one(np.arange(count))), low=float(low), high=float(high))


def _mean_of(values: np.ndarray) -> Callable[[np.ndarray], float]:
    return lambda at: float(values[at].mean())


def reliability(confidence: np.ndarray, is_right: np.ndarray) -> tuple[pd.DataFrame, float]:
    """Ten steps of confidence against how often it was right, and the mean distance (ECE)."""
    step = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    frame = pd.DataFrame({"step": step, "confidence": confidence, "right": is_right})
    table = frame.groupby("step").agg(
        count=("right", "size"), confidence=("confidence", "mean"), right=("right", "mean")
    )
    gap = (table["confidence"] - table["right"]).abs() * table["count"]
    return table.reset_index(), float(gap.sum() / max(len(frame), 1))
