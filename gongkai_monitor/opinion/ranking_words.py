"""Words that speak for units: for their duty, for their part of the area, for one of them.

Each is a ridge regression of what handled a message on its words (tf-idf); a unit that handled
few messages so takes part in what the same department elsewhere, and its neighbours, handled.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import rjieba
from scipy.sparse import csr_matrix
from sklearn.linear_model import Ridge

from gongkai_monitor.registry.places import Area

_LONGEST_TEXT = 500
_PENALTY = 0.5
_LEAST = 1e-3
_ASIDE = re.compile(r"[(（].*?[)）]|人民政府")


def words_of(text: str) -> list[str]:
    """Words of two characters and more, without numbers."""
    return [
        word for word in rjieba.cut(text[:_LONGEST_TEXT]) if len(word) > 1 and not word.isdigit()
    ]


def duty_of(name: str, area: Area) -> tuple[str, int]:
    """What a unit is by its name, and the step at which it stands: (教育局, 2), ('', 3) a town."""
    plain = _ASIDE.sub("", name)
    for step in area:
        plain = plain.removeprefix(step)
    return plain.removesuffix("办事处"), len(area)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Words against one way to group the units.

    Attributes:
        columns: of each unit, its group.
        weights: shape (words, groups).
        usual: share of each group among the messages.
    """

    columns: np.ndarray
    weights: np.ndarray
    usual: np.ndarray

    def shares(self, words: csr_matrix) -> np.ndarray:
        """Estimated share of each unit's group, shape (n, units)."""
        return np.asarray((words @ self.weights + self.usual)[:, self.columns])

    def signs(self, words: csr_matrix) -> tuple[np.ndarray, np.ndarray]:
        """The shares and their logarithms."""
        shares = self.shares(words)
        return shares, np.log(np.maximum(shares, _LEAST))


def learn_speaker(words: csr_matrix, units: np.ndarray, groups: Sequence[Hashable]) -> Speaker:
    """Of messages: words (n, words), the unit of each, and the group of every unit."""
    number = {group: at for at, group in enumerate(dict.fromkeys(groups))}
    columns = np.array([number[group] for group in groups])
    wanted = np.eye(len(number), dtype=np.float32)[columns[units]]
    usual = wanted.mean(axis=0)
    ridge = Ridge(alpha=_PENALTY, fit_intercept=False, solver="cholesky")
    ridge.fit(words, wanted - usual)
    return Speaker(columns=columns, weights=ridge.coef_.T.copy(), usual=usual)
