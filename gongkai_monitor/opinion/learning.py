"""Learning a hashed linear model from labelled texts, or going on from one that is there.

The weights are a multinomial logistic regression: the likelihood of the labels, less the squared
distance to the weights of the model one starts from (zero without one). Few corrections of a team
therefore move the model only where they speak. Copies of a text stand in one fold; the
temperature that makes shares as often right as they say is found on texts that were held out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedGroupKFold

from gongkai_monitor.opinion.evaluation import Evaluation, evaluate
from gongkai_monitor.opinion.features import features
from gongkai_monitor.opinion.model_file import TextModel, softmax
from gongkai_monitor.opinion.near_duplicates import groups
from gongkai_monitor.opinion.recipe import Recipe

MOST_STEPS = 60
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Texts with their labels (numbers of classes) and how much each counts."""

    texts: tuple[str, ...]
    labels: np.ndarray
    weights: np.ndarray = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        """Every text counts 1 unless told."""
        if not len(self.weights):
            object.__setattr__(self, "weights", np.ones(len(self.texts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A model, and how it did on the texts that were held out in turn."""

    model: TextModel
    held_out: Evaluation
    shares: np.ndarray
    """Held-out shares of the classes, shape (n, classes)."""


def learn(
    labelled: Labelled, recipe: Recipe, *, card: dict[str, Any], start: TextModel | None = None
) -> Learned:
    """Learn a model; ``start`` is a model of the same task that the team's texts correct.

    Raises:
        ValueError: when a class has too few different texts for the folds, or ``start`` is of
            another task.
    """
    if start is not None and (start.task, start.labels) != (recipe.task, recipe.labels):
        raise ValueError(f"起点模型应为 {recipe.task}，实际 {start.task}")
    bits = recipe.bits if start is None else start.bits
    found = features(labelled.texts, bits=bits)
    parts = groups(labelled.texts)
    split = StratifiedGroupKFold(recipe.folds, shuffle=True, random_state=recipe.seed)
    held_out = np.zeros((len(labelled.texts), len(recipe.labels)))
    for inside, outside in split.split(found, labelled.labels, parts):
        weights, bias = fit(
            found[inside], labelled.labels[inside], labelled.weights[inside], recipe, start
        )
        held_out[outside] = found[outside] @ weights + bias
    temperature = best_temperature(held_out, labelled.labels, labelled.weights)
    shares = softmax(held_out / temperature)
    result = evaluate(
        shares.argmax(axis=1), shares.max(axis=1), labelled.labels, recipe.labels, seed=recipe.seed
    )
    weights, bias = fit(found, labelled.labels, labelled.weights, recipe, start)
    model = TextModel(
        task=recipe.task, labels=recipe.labels, bits=bits, weights=weights, bias=bias,
        temperature=temperature, least_confidence=recipe.least_confidence,
        card=card | {"held_out": result.summary(), "texts": len(labelled.texts),
                     "different_texts": len(np.unique(parts))},
    )  # fmt: skip
    return Learned(model=model, held_out=result, shares=shares)


def fit(
    found: csr_matrix,
    labels: np.ndarray,
    counts: np.ndarray,
    recipe: Recipe,
    start: TextModel | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Weights and bias of the features; buckets that no text uses keep where they start."""
    classes = len(recipe.labels)
    active = np.unique(found.indices)
    inside = found[:, active].astype(np.float64)
    across = inside.T.tocsr()
    from_weights = np.zeros((len(active), classes))
    from_bias = np.zeros(classes)
    if start is not None:
        from_weights, from_bias = start.weights[active].astype(np.float64), start.bias
    wanted = np.eye(classes)[labels]

    def cost(point: np.ndarray) -> tuple[float, np.ndarray]:
        weights = point[:-classes].reshape(-1, classes)
        shares = softmax(inside @ weights + point[-classes:])
        likely = np.log(np.maximum(shares[np.arange(len(labels)), labels], 1e-300))
        moved = weights - from_weights
        wrong = (shares - wanted) * counts[:, None]
        slope = across @ wrong + moved / recipe.freedom
        value = -(counts * likely).sum() + (moved**2).sum() / (2 * recipe.freedom)
        return float(value), np.concatenate([slope.ravel(), wrong.sum(axis=0)])

    begin = np.concatenate([from_weights.ravel(), from_bias])
    options = {"maxiter": MOST_STEPS, "ftol": _TOLERANCE, "gtol": 1e-4}
    point = minimize(cost, begin, jac=True, method="L-BFGS-B", options=options).x
    weights = np.zeros((found.shape[1], classes), dtype=np.float32)
    if start is not None:
        weights += start.weights
    weights[active] = point[:-classes].reshape(-1, classes)
    return weights, point[-classes:]


def best_temperature(sums: np.ndarray, labels: np.ndarray, counts: np.ndarray) -> float:
    """The divisor under which held-out labels are likeliest."""

    def cost(log_temperature: float) -> float:
        shares = softmax(sums / np.exp(log_temperature))
        likely = np.log(np.maximum(shares[np.arange(len(labels)), labels], 1e-300))
        return float(-(counts * likely).sum())

    return float(np.exp(minimize_scalar(cost, bounds=(-2, 2), method="bounded").x))


def numbers_of(labels: Sequence[str], names: Sequence[str]) -> np.ndarray:
    """The number of each label among the names."""
    number_of = {name: number for number, name in enumerate(names)}
    return np.array([number_of[label] for label in labels], dtype=np.int64)
