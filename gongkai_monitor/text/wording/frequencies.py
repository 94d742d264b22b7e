"""How often short runs of characters occur: a hashed table, from which no text can be read back.

A run of one to four characters is hashed to a row of four cells; a cell holds 11 bits of the
hash and 5 bits of the logarithm of the count. A run that was never put in is taken for one that
was in about one look-up of a thousand.
"""

from typing import Any

import numpy as np

from gongkai_monitor.text.wording.codes import Keys

Logs = np.ndarray[Any, np.dtype[np.float32]]
Cells = np.ndarray[Any, np.dtype[np.uint16]]

STEP = 0.55
"""Natural logarithm of the ratio of two neighbouring counts."""
UNSEEN = -1.0
ROW_BITS, ROW_CELLS, VALUE_BITS = 20, 4, 5
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x9E3779B97F4A7C15)


def log_count(table: Cells, keys: Keys) -> Logs:
    """Natural logarithm of the count of each key, ``UNSEEN`` where there is none."""
    row, mark = _place(keys)
    level = np.zeros(len(keys), np.uint16)
    for cell in range(ROW_CELLS):
        found = table[row, cell]
        np.copyto(level, found & np.uint16(31), where=(found >> VALUE_BITS) == mark)
    logs = (level.astype(np.float32) - 1) * np.float32(STEP)
    logs[level == 0] = UNSEEN
    return logs


def build_table(keys: Keys, counts: np.ndarray[Any, np.dtype[np.float64]]) -> tuple[Cells, float]:
    """Table of these counts; the rarest runs of a full row are left out.

    Returns:
        The table and the share of runs that found no room.
    """
    order = np.argsort(-counts, kind="stable")
    keys, counts = keys[order], counts[order]
    level = np.clip(1 + np.round(np.log(np.maximum(counts, 1)) / STEP), 1, 31).astype(np.uint16)
    row, mark = _place(keys)
    order = np.argsort(row, kind="stable")
    rows = row[order]
    starts = np.r_[0, np.flatnonzero(np.diff(rows)) + 1]
    rank = np.arange(len(rows)) - np.repeat(starts, np.diff(np.r_[starts, len(rows)]))
    has_room = rank < ROW_CELLS
    table = np.zeros((1 << ROW_BITS, ROW_CELLS), np.uint16)
    cells = (mark[order] << np.uint16(VALUE_BITS)) | level[order]
    table[rows[has_room], rank[has_room]] = cells[has_room]
    return table, float(1 - has_room.mean())


def _place(keys: Keys) -> tuple[np.ndarray[Any, np.dtype[np.int64]], Cells]:
    mixed = (keys ^ (keys >> np.uint64(31))) * _MIX_1
    mixed = (mixed ^ (mixed >> np.uint64(29))) * _MIX_2
    mixed ^= mixed >> np.uint64(32)
    row = (mixed & np.uint64((1 << ROW_BITS) - 1)).astype(np.int64)
    mark = ((mixed >> np.uint64(40)) & np.uint64(2047)).astype(np.uint16)
    return row, mark
