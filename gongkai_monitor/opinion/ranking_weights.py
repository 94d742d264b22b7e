"""How much each sign counts when units are ranked, and from which share the first is decided."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.optimize import minimize

from gongkai_monitor.opinion.model_file import softmax

LEAST_RIGHT = 0.85
"""So many of the decided ones must have been right, at the lower end of their 80 % interval."""
_FEWEST_DECIDED = 20
_PENALTY = 1.0
_Z = 0.8416


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the ranking did on messages that it had not learned from.

    Attributes:
        messages: how many these were.
        least_share: from this share the first candidate is decided; None: never.
        decided: how many had that share.
        right: the share of these that was right.
    """

    messages: int
    least_share: float | None
    decided: int
    right: float | None


def fitted_weights(signs: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Weights of the signs under which the true units are likeliest (conditional logit).

    Args:
        signs: shape (messages, units, signs).
        truth: the true unit of each message, as a number.
    """
    spread = signs.reshape(-1, signs.shape[-1]).std(axis=0) + 1e-9
    scaled = signs / spread
    rows = np.arange(len(truth))

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        shares = softmax(scaled @ weights)
        expected = np.einsum("nu,nus->s", shares, scaled)
        likely = np.log(np.maximum(shares[rows, truth], 1e-300)).sum()
        slope = expected - scaled[rows, truth].sum(axis=0) + 2 * _PENALTY * weights
        return float(_PENALTY * weights @ weights - likely), slope

    found = minimize(cost, np.zeros(signs.shape[-1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / spread)


def standing(shares: np.ndarray, is_right: np.ndarray) -> Standing:
    """From which share of the first candidate on enough of the decided ones were right.

    Args:
        shares: of the first candidate of each message held back.
        is_right: whether it was the true unit.
    """
    order = np.argsort(-shares, kind="stable")
    right = np.cumsum(is_right[order])
    fit = [
        count
        for count in range(_FEWEST_DECIDED, len(order) + 1)
        if lower_bound(right[count - 1], count, z=_Z) >= LEAST_RIGHT
    ]
    if not fit:
        return Standing(messages=len(order), least_share=None, decided=0, right=None)
    count = fit[-1]
    return Standing(
        messages=len(order), least_share=float(shares[order[count - 1]]), decided=count,
        right=float(right[count - 1] / count),
    )  # fmt: skip


def lower_bound(votes: int, total: int, *, z: float) -> float:
    """Lower end of the Wilson interval of a share."""
    share = votes / total
    middle = share + z * z / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return float((middle - spread) / (1 + z * z / total))
