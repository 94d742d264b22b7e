"""A small net over hashed features: a vector per bucket, summed, cut at zero, weighed by class.

Unlike the linear part it can weigh a feature by what stands beside it. Its vectors are stored as
whole numbers of few steps: the buckets of the hash cannot be turned back into texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

STEPS = 15
"""Steps to each side of zero of a stored vector's numbers."""
_WIDEST = 6
"""What lies further out than so many standard deviations is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """A net with one hidden layer; all float32.

    Attributes:
        vectors: one per bucket, shape (width, size).
        start: what the sum of vectors begins with, shape (size,).
        weights: of the sum, cut at zero, for each class, shape (size, classes).
        bias: shape (classes,).
    """

    vectors: np.ndarray
    start: np.ndarray
    weights: np.ndarray
    bias: np.ndarray

    def sums(self, found: csr_matrix) -> np.ndarray:
        """One number per text and class, shape (n, classes)."""
        hidden = np.maximum(found @ self.vectors + self.start, 0)
        return np.asarray(hidden @ self.weights + self.bias)

    def stored(self) -> dict[str, np.ndarray]:
        """What a model file holds of it: name -> numbers."""
        vectors, scales = _in_steps(self.vectors)
        return {
            "net_vectors": vectors,
            "net_scales": scales,
            "net_start": self.start,
            "net_weights": self.weights,
            "net_bias": self.bias,
        }


def net_of(stored: Mapping[str, np.ndarray]) -> Net | None:
    """The net of a model file's parts; None of a model that has none.

    Raises:
        KeyError: when some of its parts are missing.
    """
    if "net_vectors" not in stored:
        return None
    return Net(
        vectors=stored["net_vectors"].astype(np.float32) * stored["net_scales"],
        start=stored["net_start"],
        weights=stored["net_weights"],
        bias=stored["net_bias"],
    )


def _in_steps(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Vectors as whole numbers from -STEPS to STEPS, and the size of a step in each place."""
    furthest = np.minimum(np.abs(vectors).max(axis=0), _WIDEST * vectors.std(axis=0))
    scales = (np.maximum(furthest, 1e-12) / STEPS).astype(np.float32)
    return np.clip(np.rint(vectors / scales), -STEPS, STEPS).astype(np.int8), scales
