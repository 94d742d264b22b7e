"""How much each sign counts when units are ranked."""

import numpy as np
from scipy.optimize import minimize

from gongkai_monitor.opinion.model_file import softmax

_PENALTY = 1.0


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
