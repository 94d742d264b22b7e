"""Average linkage that starts from groups of any size, so that settled groups count as one unit."""

import numpy as np


def average_linkage(
    sums: np.ndarray, sizes: np.ndarray, link_from: float, also: np.ndarray | None = None
) -> np.ndarray:
    """Join units while two of them have an average cosine of at least ``link_from``.

    Args:
        sums: shape (n, n); sum of the cosines between the members of two units.
        sizes: shape (n,); how many members a unit has.
        link_from: the least average.
        also: sums of a second likeness, scaled so that its least average is ``link_from`` too;
            the smaller of the two averages decides.

    Returns:
        Labels of the units, shape (n,), numbered from 0 in the order of their first unit.
    """
    count = len(sizes)
    labels = np.arange(count)
    weights = sizes.astype(np.float64)
    kinds = [sums] if also is None else [sums, also]
    means = np.stack([kind.astype(np.float64) for kind in kinds]) / np.outer(weights, weights)
    mean = means.min(axis=0)
    np.fill_diagonal(mean, -np.inf)
    partner = mean.argmax(axis=1)
    best = mean[labels, partner]
    while count > 1:
        one = int(best.argmax())
        if best[one] < link_from:
            break
        one, other = sorted((one, int(partner[one])))
        share = weights[one] / (weights[one] + weights[other])
        both = share * means[:, one] + (1 - share) * means[:, other]
        means[:, one], means[:, :, one] = both, both
        joined = both.min(axis=0)
        joined[~np.isfinite(mean[one]) | ~np.isfinite(mean[other])] = -np.inf
        mean[one], mean[:, one] = joined, joined
        mean[other], mean[:, other] = -np.inf, -np.inf
        weights[one] += weights[other]
        labels[labels == other] = one
        best[other] = -np.inf
        stale = np.flatnonzero((partner == one) | (partner == other))
        stale = np.union1d(stale[best[stale] > -np.inf], [one])
        partner[stale] = mean[stale].argmax(axis=1)
        best[stale] = mean[stale, partner[stale]]
        better = joined > best
        better[one] = False
        partner[better], best[better] = one, joined[better]
    return np.unique(labels, return_inverse=True)[1]
