"""Learning a model of hashed features from labelled texts, or going on from one that is there.

The weights are a multinomial logistic regression: the likelihood of the labels, less the squared
distance to the weights of the model one starts from (zero without one). Few corrections of a team
therefore move the model only where they speak. A net, where the recipe has one, is learned beside
the weights, and the two are averaged; corrections move the weights and leave the net as it is.
Copies of a text stand in one fold; the temperature that makes shares as often right as they say is
found on texts of complete sets that were held out.
Posts are learned with and without their emoticons and hashtags.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.model_selection import GroupKFold, StratifiedGroupKFold

from gongkai_monitor.opinion.evaluation import Evaluation, evaluate
from gongkai_monitor.opinion.features import Style, features
from gongkai_monitor.opinion.model_file import TextModel, softmax, sums_of, with_rarity
from gongkai_monitor.opinion.near_duplicates import groups
from gongkai_monitor.opinion.net import Net
from gongkai_monitor.opinion.net_learning import fit_net
from gongkai_monitor.opinion.normal_form import without_marks
from gongkai_monitor.opinion.recipe import Recipe

MOST_STEPS = 60
_TOLERANCE = 1e-6
_ENOUGH = 500
"""Texts from which a correction may also set the temperature anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Texts with their labels (numbers of classes) and how much each counts.

    ``is_complete`` tells which texts come from a set that may hold every class: a set without
    中性 cannot say how often 中性 is right. Unless told, every text counts 1 and is of such a set.
    """

    texts: tuple[str, ...]
    labels: np.ndarray
    weights: np.ndarray = field(default_factory=lambda: np.zeros(0))
    is_complete: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))

    def __post_init__(self) -> None:
        """Fill in what was not told."""
        if not len(self.weights):
            object.__setattr__(self, "weights", np.ones(len(self.texts)))
        if not len(self.is_complete):
            object.__setattr__(self, "is_complete", np.ones(len(self.texts), bool))


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A model, and how it did on the texts of complete sets that were held out in turn."""

    model: TextModel
    held_out: Evaluation
    shares: np.ndarray
    """Held-out shares of the classes, shape (n, classes)."""


def learn(
    labelled: Labelled, recipe: Recipe, *, card: dict[str, Any], start: TextModel | None = None
) -> Learned:
    """Learn a model; ``start`` is a model of the same task that the team's texts correct.

    Raises:
        ValueError: when all texts are copies of one, or ``start`` is of another task.
    """
    if start is not None and _shape(start) != _shape(recipe):
        raise ValueError(f"起点模型应为 {recipe.task}，实际 {start.task}")
    labelled = in_both_forms(labelled)
    plain = features(labelled.texts, bits=recipe.bits, style=recipe.style)
    rarity = rarity_of(plain, recipe.style) if start is None else start.rarity
    found = with_rarity(plain, rarity)
    counts = labelled.weights * balance(labelled, recipe)
    parts, complete = groups(labelled.texts), labelled.is_complete
    held_out = np.zeros((len(labelled.texts), len(recipe.labels)))
    for inside, outside in _folds(labelled.labels, parts, recipe):
        fitted = fit_parts(found[inside], labelled.labels[inside], counts[inside], recipe, start)
        held_out[outside] = sums_of(found[outside], *fitted)
    if start is not None and len(labelled.texts) < _ENOUGH:
        temperature = start.temperature  # a few corrections say little about the rest
    else:
        temperature = best_temperature(
            held_out[complete], labelled.labels[complete], labelled.weights[complete]
        )
    shares = softmax(held_out / temperature)
    said, confidence = shares.argmax(axis=1)[complete], shares.max(axis=1)[complete]
    result = evaluate(said, confidence, labelled.labels[complete], recipe.labels, seed=recipe.seed)
    weights, bias, net = fit_parts(found, labelled.labels, counts, recipe, start)
    model = TextModel(
        task=recipe.task, labels=recipe.labels, style=recipe.style, bits=recipe.bits,
        rarity=rarity, weights=weights, bias=bias, net=net,
        temperature=temperature, least_confidence=recipe.least_confidence,
        card=card | {"held_out": result.summary(), "texts": len(labelled.texts),
                     "different_texts": len(np.unique(parts))},
    )  # fmt: skip
    return Learned(model=model, held_out=result, shares=shares)


def fit_parts(
    found: csr_matrix,
    labels: np.ndarray,
    counts: np.ndarray,
    recipe: Recipe,
    start: TextModel | None = None,
) -> tuple[np.ndarray, np.ndarray, Net | None]:
    """Weights, bias and net, each part counting half; of a model to be corrected the net stays."""
    weights, bias = fit(found, labels, counts, recipe, start)
    if start is not None or recipe.net is None:
        return weights, bias, None if start is None else start.net
    net = fit_net(found, labels, counts, recipe.net, classes=len(recipe.labels), seed=recipe.seed)
    return weights / 2, bias / 2, replace(net, weights=net.weights / 2, bias=net.bias / 2)


def _folds(
    labels: np.ndarray, parts: np.ndarray, recipe: Recipe
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Places to learn from and places to hold out; of small corrections a class may be rare."""
    folds = min(recipe.folds, len(np.unique(parts)))
    if folds < 2:
        raise ValueError("至少两条不同的文本")
    fewest = np.unique(labels, return_counts=True)[1].min()
    kind = StratifiedGroupKFold if fewest >= folds else GroupKFold
    split = kind(folds, shuffle=True, random_state=recipe.seed)
    yield from split.split(np.zeros(len(labels)), labels, parts)


def rarity_of(found: csr_matrix, style: Style) -> np.ndarray:
    """How rare each feature is among the texts (ones for posts and reports, which are short)."""
    if style is not Style.LETTER:
        return np.ones(found.shape[1], dtype=np.float32)
    holding = np.bincount(found.indices, minlength=found.shape[1])
    rarity = 1 + np.log((1 + found.shape[0]) / (1 + holding))
    return np.asarray(rarity, dtype=np.float16).astype(np.float32)


def balance(labelled: Labelled, recipe: Recipe) -> np.ndarray:
    """A factor for each text, larger for those of small classes."""
    sizes = np.bincount(labelled.labels, labelled.weights, minlength=len(recipe.labels))
    shares = sizes * np.count_nonzero(sizes) / labelled.weights.sum()
    factors = np.maximum(shares, 1e-9) ** -recipe.evenness
    return np.asarray(factors[labelled.labels])


def in_both_forms(labelled: Labelled) -> Labelled:
    """Texts with emoticons or hashtags also without them, each of the two counting half."""
    bare = [without_marks(text) for text in labelled.texts]
    marked = [n for n, text in enumerate(labelled.texts) if bare[n] != text and bare[n].strip()]
    weights = labelled.weights.copy()
    weights[marked] /= 2
    return Labelled(
        texts=(*labelled.texts, *(bare[n] for n in marked)),
        labels=np.concatenate([labelled.labels, labelled.labels[marked]]),
        weights=np.concatenate([weights, weights[marked]]),
        is_complete=np.concatenate([labelled.is_complete, labelled.is_complete[marked]]),
    )


def fit(
    found: csr_matrix,
    labels: np.ndarray,
    counts: np.ndarray,
    recipe: Recipe,
    start: TextModel | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Weights and bias of the features; buckets that no text uses keep where they start.

    What the net of the model to be corrected says stands fast beside them.
    """
    classes = len(recipe.labels)
    active = np.unique(found.indices)
    inside = found[:, active].astype(np.float64)
    across = inside.T.tocsr()
    from_weights = np.zeros((len(active), classes))
    from_bias = np.zeros(classes)
    told = np.zeros((len(labels), classes))
    if start is not None:
        from_weights, from_bias = start.weights[active].astype(np.float64), start.bias
        told += 0 if start.net is None else start.net.sums(found)
    wanted = np.eye(classes)[labels]

    def cost(point: np.ndarray) -> tuple[float, np.ndarray]:
        weights = point[:-classes].reshape(-1, classes)
        shares = softmax(inside @ weights + point[-classes:] + told)
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


def _shape(of: TextModel | Recipe) -> tuple[object, ...]:
    """What a model and the recipe that corrects it must have in common."""
    return of.task, of.labels, of.style, of.bits
