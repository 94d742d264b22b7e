"""Text as numbers: one code per character, the same for the model's making and its use.

Chinese characters keep their own code; digits, letters and punctuation are told apart only by
class, so that the model knows nothing of numbers, names in Latin letters or addresses.
"""

from functools import cache
from typing import Any

import numpy as np

Codes = np.ndarray[Any, np.dtype[np.uint16]]
Keys = np.ndarray[Any, np.dtype[np.uint64]]

_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FFF
_STOP = ord("，")
_KEPT = {"〇": "〇", "《": "《", "〈": "《", "》": "》", "〉": "》", "、": "、"}
EDGE = 3
"""Stops put before and after a text, so that every character has neighbours."""


def encode(text: str) -> Codes:
    """One code per character of ``text``; positions are those of the string."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _classes()[np.minimum(points, 0xFFFF)]


def with_edges(codes: Codes) -> Codes:
    """The codes between stops."""
    edge = np.full(EDGE, _STOP, np.uint16)
    return np.concatenate([edge, codes, edge])


def pack(*columns: Codes) -> Keys:
    """Up to four codes as one number."""
    keys = columns[0].astype(np.uint64)
    for column in columns[1:]:
        keys = (keys << np.uint64(16)) | column.astype(np.uint64)
    return keys


@cache
def _classes() -> Codes:
    table = np.full(0x10000, _STOP, np.uint16)
    for point in range(0x10000):
        character = chr(point)
        if _FIRST_HAN <= point <= _LAST_HAN:
            table[point] = point
        elif character in _KEPT:
            table[point] = ord(_KEPT[character])
        elif character.isdigit():
            table[point] = ord("0")
        elif character.isalpha():
            table[point] = ord("A")
    return table
