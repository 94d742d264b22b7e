"""Texts as hashed n-grams: no vocabulary is kept, so no text can be read back.

A post has two blocks of features, each scaled to length 1: runs of one to four characters, and
words and pairs of words; each different one counts once. A letter, which is longer, has its words,
counted with less and less weight. A report on a site is seen as a post, and in two blocks more
what stands out in its description and its address (``report_signs``). The sign of a feature is
taken from its hash, so that two in one bucket do not add up by system.
"""

from collections.abc import Iterable
from enum import StrEnum
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt
import rjieba
from scipy.sparse import csr_matrix, hstack, vstack

from gongkai_monitor.opinion.normal_form import normal_forms
from gongkai_monitor.opinion.report_signs import address_signs, in_parts, signs_of

LONGEST = 4
SIGN_BITS = 14
"""A block of signs has ``2 ** SIGN_BITS`` buckets."""
_SIGNS_COUNT = np.float32(0.7)
"""Signs have this length where words and runs have 1."""
_BATCH = 20_000
_BORDER = ord("\n")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)
_ONE = np.uint64(1)
Keys = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]


class Style(StrEnum):
    """What is looked at in a text."""

    POST = "post"
    LETTER = "letter"
    REPORT = "report"


def width(style: Style, bits: int) -> int:
    """Columns of the features."""
    signs = 2 << SIGN_BITS if style is Style.REPORT else 0
    return ((1 if style is Style.LETTER else 2) << bits) + signs


def features(texts: Iterable[str], *, bits: int, style: Style = Style.POST) -> csr_matrix:
    """Shape (n, width), float32; a row of zeros for a text that says nothing."""
    texts = list(texts)
    parts = []
    for first in range(0, len(texts), _BATCH):
        batch = texts[first : first + _BATCH]
        reports = [in_parts(text) for text in batch] if style is Style.REPORT else []
        forms = normal_forms([description for description, _ in reports] or batch)
        if style is Style.LETTER:
            keys = [_word_keys(forms, is_paired=False)]
        else:
            keys = [_character_keys(forms), _word_keys(forms, is_paired=True)]
        blocks = [_block(one, len(forms), bits, is_counted=style is Style.LETTER) for one in keys]
        if reports:
            for signs in (
                [signs_of(description) for description, _ in reports],
                [address_signs(address) for _, address in reports],
            ):
                block = _block(_sign_keys(signs), len(signs), SIGN_BITS, is_counted=False)
                blocks.append(block * _SIGNS_COUNT)
        parts.append(hstack(blocks, format="csr"))
    if not parts:
        return csr_matrix((0, width(style, bits)), dtype=np.float32)
    return parts[0] if len(parts) == 1 else vstack(parts, format="csr")


def of_length_one(found: csr_matrix) -> csr_matrix:
    """The rows scaled to length 1; a row of zeros stays one."""
    squares = np.bincount(_rows_of(found), found.data.astype(np.float64) ** 2, found.shape[0])
    lengths = np.sqrt(np.where(squares > 0, squares, 1.0)).astype(np.float32)
    data = found.data / lengths[_rows_of(found)]
    return csr_matrix((data, found.indices, found.indptr), shape=found.shape)


def _rows_of(found: csr_matrix) -> npt.NDArray[np.int64]:
    return np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))


def _block(keys: tuple[Keys, Keys], count: int, bits: int, *, is_counted: bool) -> csr_matrix:
    """Sparse rows of row numbers and 64-bit hashes; the highest bits choose bucket and sign."""
    rows, hashes = keys
    below = np.uint64(bits + 1)
    together = (rows << below) | (hashes >> (np.uint64(64) - below))
    distinct, times = np.unique(together, return_counts=True)
    row_of = (distinct >> below).astype(np.int64)
    buckets = distinct & ((_ONE << below) - _ONE)
    sizes = 1 + np.log(times) if is_counted else np.ones(len(times))
    values = np.where(buckets & _ONE, sizes, -sizes).astype(np.float32)
    starts = np.concatenate([[0], np.cumsum(np.bincount(row_of, minlength=count))])
    parts = (values, (buckets >> _ONE).astype(np.int32), starts)
    return of_length_one(csr_matrix(parts, shape=(count, 1 << bits)))


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


def _word_keys(forms: list[str], *, is_paired: bool) -> tuple[Keys, Keys]:
    """Row and hash of every word and, if wanted, every pair of words."""
    rows, found = [], []
    for row, form in enumerate(forms):
        words = rjieba.cut(form)
        pairs = [f"{one} {two}" for one, two in pairwise(words)] if is_paired else []
        grams = words + pairs
        found += [crc32(gram.encode()) for gram in grams]
        rows.append(np.full(len(grams), row, np.uint64))
    hashes = np.array(found, dtype=np.uint64)
    return np.concatenate([*rows, np.zeros(0, np.uint64)]), _mixed(hashes * _MULTIPLIER)


def _sign_keys(rows: list[list[str]]) -> tuple[Keys, Keys]:
    """Row and hash of every sign."""
    row_of = np.repeat(np.arange(len(rows), dtype=np.uint64), [len(signs) for signs in rows])
    hashes = np.array([crc32(sign.encode()) for signs in rows for sign in signs], dtype=np.uint64)
    return row_of, _mixed(hashes * _MULTIPLIER)


def _mixed(hashes: Keys) -> Keys:
    mixed: Keys = (hashes ^ (hashes >> np.uint64(29))) * _MIXER
    return mixed ^ (mixed << np.uint64(31))
