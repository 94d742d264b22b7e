"""Which of the fields that official documents name a message speaks of, by weighted words.

The words and their weights are ``fields.yml``. What stands at the beginning counts most: there
the matter is named, later its history is told.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import ahocorasick
import numpy as np
import yaml

from gongkai_monitor.opinion.model_file import softmax
from gongkai_monitor.opinion.normal_form import normal_forms
from gongkai_monitor.vocabulary import MessageField

FIELDS = tuple(field for field in MessageField if field is not MessageField.UNSURE)
_OPENING = 45
_LATER = 0.25
_LEAST = 1.5
"""Below this sum no field is named: 其他."""
_DULLNESS = 1.5
"""Divides the sums before they become shares."""


def field_sums(texts: Iterable[str]) -> np.ndarray:
    """Sum of the words' weights, shape (n, fields); the column of 其他 is ``_LEAST``."""
    forms = normal_forms(texts)
    sums = np.zeros((len(forms), len(FIELDS)))
    sums[:, FIELDS.index(MessageField.OTHER)] = _LEAST
    words = _words()
    for number, form in enumerate(forms):
        first: dict[str, tuple[int, int, int]] = {}
        for end, (word, column, weight) in words.iter_long(form):
            first.setdefault(word, (end, column, weight))
        for end, column, weight in first.values():
            sums[number, column] += weight * (1 if end < _OPENING else _LATER)
    return sums


def field_shares(sums: np.ndarray) -> np.ndarray:
    """Shares of the fields of each row of sums; larger where the first is far from the second."""
    return softmax(sums / _DULLNESS)


@cache
def _words() -> ahocorasick.Automaton:
    listed = yaml.safe_load((Path(__file__).parent / "fields.yml").read_text("utf-8"))
    words = ahocorasick.Automaton()
    for name, weights in listed.items():
        column = FIELDS.index(MessageField(name))
        for weight, members in weights.items():
            for word in normal_forms(members):
                words.add_word(word, (word, column, int(weight)))
    words.make_automaton()
    return words
