"""Texts as hashed n-grams: no vocabulary is kept, so no text can be read back.

A text has two blocks of features, each scaled to length 1: runs of one to four characters, and
words and pairs of words. Each different n-gram counts once, with a sign taken from its hash, so
that two in one bucket do not add up by system.
"""

from collections.abc import Iterable
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt
import rjieba
from scipy.sparse import csr_matrix, hstack, vstack

from gongkai_monitor.opinion.normal_form import normal_forms

LONGEST = 4
_BATCH = 20_000
_BORDER = ord("\n")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)
_ONE = np.uint64(1)
Keys = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]


def features(texts: Iterable[str], *, bits: int) -> csr_matrix:
    """Shape (n, 2 ** (bits + 1)), float32; a row of zeros for a text that says nothing."""
    texts = list(texts)
    parts = []
    for first in range(0, len(texts), _BATCH):
        forms = normal_forms(texts[first : first + _BATCH])
        blocks = [_block(_character_keys(forms), len(forms), bits),
                  _block(_word_keys(forms), len(forms), bits)]  # fmt: skip
        parts.append(hstack(blocks, format="csr"))
    if not parts:
        return csr_matrix((0, 2 << bits), dtype=np.float32)
    return parts[0] if len(parts) == 1 else vstack(parts, format="csr")


def _block(keys: tuple[Keys, Keys], count: int, bits: int) -> csr_matrix:
    """Sparse rows of row numbers and 64-bit hashes; the highest bits choose bucket and sign."""
    rows, hashes = keys
    below = np.uint64(bits + 1)
    distinct = np.unique((rows << below) | (hashes >> (np.uint64(64) - below)))
    row_of = (distinct >> below).astype(np.int64)
    buckets = distinct & ((_ONE << below) - _ONE)
    numbers = np.bincount(row_of, minlength=count)
    values = np.where(buckets & _ONE, 1.0, -1.0) / np.sqrt(numbers[row_of])
    starts = np.concatenate([[0], np.cumsum(numbers)])
    parts = (values.astype(np.float32), (buckets >> _ONE).astype(np.int32), starts)
    return csr_matrix(parts, shape=(count, 1 << bits))


def _character_keys(forms: list[str]) -> tuple[Keys, Keys]:
    """Row and hash of every run of characters; the border of a text may begin or end a run."""
    encoded = "\n".join(["", *forms, ""]).encode("utf-32-le")
    codes = np.frombuffer(encoded, dtype="<u4").astype(np.uint64)
    is_border = codes == _BORDER
    row_of = (np.cumsum(is_border) - 1).astype(np.uint64)
    hashes = np.zeros(len(codes), np.uint64)
    is_cut: Mask = np.zeros(len(codes), bool)  # a border stands inside the run
    rows, found = [], []
    for length in range(1, min(LONGEST, len(codes)) + 1):
        count = len(codes) - length + 1
        hashes = hashes[:count] * _MULTIPLIER + codes[length - 1 :] + np.uint64(length)
        if length > 2:
            is_cut = is_cut[:count] | is_border[length - 2 : -1]
        is_empty = is_border[:count] & is_border[length - 1 :]
        kept = np.flatnonzero(~(is_cut[:count] | is_empty))
        rows.append(row_of[kept])
        found.append(_mixed(hashes[kept]))
    return np.concatenate(rows), np.concatenate(found)


def _word_keys(forms: list[str]) -> tuple[Keys, Keys]:
    """Row and hash of every word and every pair of words."""
    rows, found = [], []
    for row, form in enumerate(forms):
        words = rjieba.cut(form)
        grams = words + [f"{one} {two}" for one, two in pairwise(words)]
        found += [crc32(gram.encode()) for gram in grams]
        rows.append(np.full(len(grams), row, np.uint64))
    hashes = np.array(found, dtype=np.uint64)
    return np.concatenate([*rows, np.zeros(0, np.uint64)]), _mixed(hashes * _MULTIPLIER)


def _mixed(hashes: Keys) -> Keys:
    mixed: Keys = (hashes ^ (hashes >> np.uint64(29))) * _MIXER
    return mixed ^ (mixed << np.uint64(31))
