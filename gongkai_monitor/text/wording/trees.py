"""Evaluate boosted decision trees that were learned elsewhere: plain arrays, no framework."""

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """Trees as arrays of (tree, node); a leaf points to itself."""

    feature: Array
    threshold: Array
    left: Array
    right: Array
    value: Array
    base: float
    depth: int

    def score(self, features: Array) -> Array:
        """Log-odds of each row."""
        count = self.feature.shape[0]
        tree = np.arange(count)[None, :]
        node = np.zeros((len(features), count), np.int64)
        row = np.arange(len(features))[:, None]
        for _ in range(self.depth):
            goes_left = features[row, self.feature[tree, node]] <= self.threshold[tree, node]
            node = np.where(goes_left, self.left[tree, node], self.right[tree, node])
        scores: Array = self.value[tree, node].sum(axis=1) + self.base
        return scores
