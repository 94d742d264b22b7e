"""Learning a small net from hashed features, batch by batch, by Adagrad.

Part of the features is left out of each batch, so that no few of them decide; the steps become
shorter towards the end. Everything that is drawn comes from one seed, in one order, and small
dense products are summed by numpy itself, not by threads: the same texts give the same net.
"""

import numpy as np
from scipy.sparse import csr_matrix

from gongkai_monitor.opinion.model_file import softmax
from gongkai_monitor.opinion.net import Net
from gongkai_monitor.opinion.recipe import NetRecipe

_LEAST = np.float32(1e-6)


def fit_net(
    found: csr_matrix,
    labels: np.ndarray,
    counts: np.ndarray,
    recipe: NetRecipe,
    *,
    classes: int,
    seed: int,
) -> Net:
    """A net that tells the labels.

    Args:
        found: features, shape (n, width), float32.
        labels: numbers of classes, shape (n,).
        counts: how much each text counts, shape (n,).
        recipe: sizes and steps.
        classes: how many classes there are.
        seed: of the start values, the order of the texts and what is left out.
    """
    draw = np.random.default_rng(seed)
    is_used = np.bincount(found.indices, minlength=found.shape[1]) > 0
    net = _begun(is_used, classes, recipe, draw)
    wanted = np.eye(classes, dtype=np.float32)[labels]
    shares = (counts / counts.mean()).astype(np.float32)
    parts = (net.vectors, net.start, net.weights, net.bias)
    squares = [np.zeros_like(part) for part in parts]
    batches = -(-len(labels) // recipe.batch)
    steps = recipe.rounds * batches
    for step in range(steps):
        if step % batches == 0:
            order = draw.permutation(len(labels))
        first = step % batches * recipe.batch
        rows = order[first : first + recipe.batch]
        seen = _thinned(found[rows], recipe, draw)
        slopes = _slopes(net, seen, wanted[rows], shares[rows] / np.float32(len(rows)))
        rate = np.float32(recipe.rate * (1 - step / steps))
        for n, slope in enumerate(slopes):
            squares[n] += slope * slope
            parts[n][...] -= rate * slope / (np.sqrt(squares[n]) + _LEAST)
    return net


def _begun(is_used: np.ndarray, classes: int, recipe: NetRecipe, draw: np.random.Generator) -> Net:
    """Small vectors; none in a bucket that no text uses, so that it says nothing."""
    size = recipe.size
    vectors = (draw.random((len(is_used), size), dtype=np.float32) * 2 - 1) * is_used[:, None]
    weights = draw.standard_normal((size, classes), dtype=np.float32) / np.float32(np.sqrt(size))
    return Net(
        vectors=vectors * np.float32(recipe.start),
        start=np.zeros(size, np.float32),
        weights=weights,
        bias=np.zeros(classes, np.float32),
    )


def _thinned(found: csr_matrix, recipe: NetRecipe, draw: np.random.Generator) -> csr_matrix:
    """The features without those left out, the others larger for it."""
    kept = draw.random(len(found.data), dtype=np.float32) >= recipe.left_out
    data = found.data * kept / np.float32(1 - recipe.left_out)
    return csr_matrix((data, found.indices, found.indptr), shape=found.shape)


def _slopes(
    net: Net, seen: csr_matrix, wanted: np.ndarray, counts: np.ndarray
) -> tuple[np.ndarray, ...]:
    """How the likelihood of the labels of a batch falls with each part of the net."""
    before = seen @ net.vectors + net.start
    hidden = np.maximum(before, 0)
    said = softmax(np.einsum("nh,hc->nc", hidden, net.weights) + net.bias)
    wrong = (said.astype(np.float32) - wanted) * counts[:, None]
    back = np.einsum("nc,hc->nh", wrong, net.weights) * (before > 0)
    return (
        seen.T @ back,
        back.sum(axis=0),
        np.einsum("nh,nc->hc", hidden, wrong),
        wrong.sum(axis=0),
    )
