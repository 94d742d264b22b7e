"""SnowNLP's own segmentation, many runs of characters at a time.

SnowNLP tags each character 词首 b, 词中 m, 词尾 e or 单字 s with a trigram model (Wang, Zong and Su
2009, ``snownlp.seg.y09_2047``) and searches the best tags character by character in Python. Here
the same search runs over thousands of runs at once in numpy, with the logarithms of every known
pair and triple worked out beforehand by the same additions, divisions and ``math.log``: the tags
are the same, ties included.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_TAGS = {"b": 0, "m": 1, "e": 2, "s": 3, "BOS": 0}
"""The order in which SnowNLP tries tags; the begin of a run has one."""
_B, _E, _S = 0, 2, 3
_BATCH = 4096
_LAST = 0x9FA5
"""The last code point that SnowNLP calls Chinese."""
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Segmenter:
    """Tables of one model.

    Attributes:
        ids: code point -> number of the character; 0 is the begin of a run.
        size: numbers in use, with one for every unknown character.
        known: shape (size,), whether a character has any tag.
        single: shape (size, 4), log probability of character and tag alone.
        pair_keys: sorted; the place of a pair is its row in ``pairs``.
        pairs: shape (n + 1, 4, 4), by tags of the first and the second character.
        triple_keys: row of the first pair and third character, sorted; ``triple_from`` says where
            the entries of each begin.
        triple_tags: tags of an entry as ``16 x first + 4 x second + third``.
        triple_values: its log probability.
    """

    ids: Ints
    size: int
    known: npt.NDArray[np.bool_]
    single: Floats
    pair_keys: Ints
    pairs: Floats
    triple_keys: Ints
    triple_from: Ints
    triple_tags: Ints
    triple_values: Floats

    def words(self, runs: Sequence[str]) -> tuple[list[str], Ints]:
        """The words of all runs, and for each the number of its run.

        The runs come in any order, the words of one run in theirs. A run has no characters but
        Chinese ones.
        """
        order = sorted(range(len(runs)), key=lambda n: -len(runs[n]))
        words: list[str] = []
        owners = [np.zeros(0, dtype=np.int64)]
        for first in range(0, len(order), _BATCH):
            chosen = order[first : first + _BATCH]
            found, rows = self._batch([runs[n] for n in chosen])
            words += found
            owners.append(np.array(chosen, dtype=np.int64)[rows])
        return words, np.concatenate(owners)

    def _batch(self, runs: list[str]) -> tuple[list[str], Ints]:
        """Words and rows of the runs of one batch, the longest first."""
        lengths = np.array([len(run) for run in runs], dtype=np.int64)
        inside = np.arange(int(lengths[0])) < lengths[:, None]
        chars = np.zeros((len(runs), inside.shape[1] + 2), dtype=np.int64)  # two begins before
        joined = "".join(runs)
        points = np.frombuffer(joined.encode("utf-32-le"), dtype="<u4")
        chars[:, 2:][inside] = self.ids[points]
        tags = self._tags(chars, lengths)
        is_start = (tags == _B) | (tags == _S)
        is_start[:, 1:] |= tags[:, :-1] == _E
        is_start[:, 0] = True
        starts = np.flatnonzero(is_start[inside]).tolist()
        ends = [*starts[1:], len(joined)]
        rows = np.nonzero(is_start & inside)[0]
        return [joined[one:two] for one, two in zip(starts, ends, strict=True)], rows

    def _tags(self, chars: Ints, lengths: Ints) -> npt.NDArray[np.uint8]:
        """Best tag of every character, shape (runs, steps)."""
        runs, steps = chars.shape[0], chars.shape[1] - 2
        score = np.full((runs, 4, 4), -np.inf)  # by tags of the last two characters
        score[:, 0, 0] = 0.0
        last = np.zeros((runs, 2), dtype=np.int64)
        backs = []
        rows = np.full(runs, _rows(self.pair_keys, np.zeros(1, dtype=np.int64))[0])
        for step in range(steps):
            active = int(np.count_nonzero(lengths > step))
            before, now = score[:active], chars[:active, step + 1 : step + 3]
            older = rows[:active]
            rows = _rows(self.pair_keys, now[:, 0] * self.size + now[:, 1])
            score, back = self._step(before, older, rows, now[:, 1], oldest=3 if step > 1 else 0)
            backs.append(back)
            ending = np.flatnonzero(lengths[:active] == step + 1)
            # SnowNLP keeps its states by the newest tag, then by the one before
            best = score[ending].transpose(0, 2, 1).reshape(-1, 16).argmax(axis=1)
            last[ending] = np.stack([best % 4, best // 4], axis=1)
        return _traced(backs, last)

    def _step(
        self, before: Floats, older: Ints, rows: Ints, newest: Ints, *, oldest: int
    ) -> tuple[Floats, npt.NDArray[np.uint8]]:
        """Scores and back pointers by the tags of the last two characters.

        Args:
            before: scores by the tags of the two characters before.
            older: rows of the pair of these two.
            rows: rows of the pair of the last and the new character.
            newest: the new characters.
            oldest: the last of the states before; an unknown character takes over its score.
        """
        logs = self.pairs[rows]
        lone = rows == len(self.pair_keys)  # a pair that is unknown: the character alone
        logs[lone] = self.single[newest[lone]][:, None, :]
        paths = before[:, :, :, None] + logs[:, None, :, :]
        self._add_triples(paths, before, older, newest, np.flatnonzero(~lone))
        score, back = paths[:, 0], np.zeros((len(rows), 4, 4), dtype=np.uint8)
        for tag in (1, 2, 3):  # the first of equals stays
            back[paths[:, tag] > score] = tag
            score = np.maximum(score, paths[:, tag])
        strange = ~self.known[newest]
        if strange.any():
            score[strange] = before[strange, oldest, :, None]
            back[strange] = oldest
        return score, back

    def _add_triples(
        self, paths: Floats, before: Floats, older: Ints, newest: Ints, paired: Ints
    ) -> None:
        """Paths over triples that the model has seen; both their pairs are known then."""
        paired = paired[older[paired] < len(self.pair_keys)]
        rows = _rows(self.triple_keys, older[paired] * self.size + newest[paired])
        is_seen = rows < len(self.triple_keys)
        seen, rows = paired[is_seen], rows[is_seen]
        first = self.triple_from[rows]
        counts = self.triple_from[rows + 1] - first
        run = np.repeat(seen, counts)
        ends = np.cumsum(counts)
        entry = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - (ends - counts), counts)
        tags = self.triple_tags[entry]
        states = before.reshape(len(before), 16)[run, tags // 4]
        paths.reshape(len(before), 64)[run, tags] = states + self.triple_values[entry]


def build_segmenter(model: Mapping[str, Any]) -> Segmenter:
    """The tables of ``seg.marshal.3``, by the formula of ``log_prob`` in ``y09_2047``."""
    uni, bi, tri = (model[name]["d"] for name in ("uni", "bi", "tri"))
    l1, l2, l3 = model["l1"], model["l2"], model["l3"]
    total = model["uni"]["total"]
    letters = sorted({char for char, _ in uni} - {""})
    ids = {"": 0, **{char: number for number, char in enumerate(letters, start=1)}}
    size = len(ids) + 1
    share = {key: l1 * (float(count) / total) for key, count in uni.items()}
    single = np.full((size, 4), -np.inf)
    for (char, tag), value in share.items():
        single[ids[char], _TAGS[tag]] = math.log(value) if value else -math.inf
    known = np.isfinite(single).any(axis=1)

    sums = {
        pair: share.get(pair[1], 0.0)
        + (float(l2 * count) / uni[pair[0]] if uni.get(pair[0]) else 0.0)
        for pair, count in bi.items()
    }
    keys = np.array([ids[one[0]] * size + ids[two[0]] for one, two in bi], dtype=np.int64)
    pair_keys, place = np.unique(keys, return_inverse=True)
    pairs = np.empty((len(pair_keys) + 1, 4, 4))
    pairs[:-1] = single[pair_keys % size][:, None, :]
    pairs[-1] = -np.inf
    tags_of_pairs = [_TAGS[one[1]] for one, _ in bi], [_TAGS[two[1]] for _, two in bi]
    pairs[place, *tags_of_pairs] = [math.log(value) for value in sums.values()]
    row_of = dict(zip(bi, (place * size).tolist(), strict=True))
    sixteen = {tag: 16 * number for tag, number in _TAGS.items()}
    four = {tag: 4 * number for tag, number in _TAGS.items()}
    entry_keys, tags, values = [], [], []
    for (one, two, three), count in tri.items():
        first = one, two
        entry_keys.append(row_of[first] + ids[three[0]])
        tags.append(sixteen[one[1]] + four[two[1]] + _TAGS[three[1]])
        values.append(math.log(sums[two, three] + float(l3 * count) / bi[first]))
    order = np.argsort(entry_keys, kind="stable")
    triple_keys, triple_from = np.unique(np.array(entry_keys)[order], return_index=True)
    points = np.full(_LAST + 1, size - 1, dtype=np.int64)
    for char, number in ids.items():
        if char and ord(char) <= _LAST:
            points[ord(char)] = number
    return Segmenter(
        ids=points,
        size=size,
        known=known,
        single=single,
        pair_keys=pair_keys,
        pairs=pairs,
        triple_keys=triple_keys,
        triple_from=np.append(triple_from, len(order)).astype(np.int64),
        triple_tags=np.array(tags, dtype=np.int64)[order],
        triple_values=np.array(values)[order],
    )


def _rows(keys: Ints, wanted: Ints) -> Ints:
    """The row of each wanted key; ``len(keys)`` for one that is not there."""
    rows = np.searchsorted(keys, wanted)
    inside = np.minimum(rows, len(keys) - 1)
    return np.where(keys[inside] == wanted, inside, len(keys)).astype(np.int64)


def _traced(backs: list[npt.NDArray[np.uint8]], last: Ints) -> npt.NDArray[np.uint8]:
    """Tags along the best path of every run, from its end to its begin."""
    tags = np.zeros((len(last), len(backs)), dtype=np.uint8)
    state = last.copy()
    for step in range(len(backs) - 1, -1, -1):
        back = backs[step]
        active = np.arange(len(back))
        before, now = state[: len(back), 0], state[: len(back), 1]
        tags[: len(back), step] = now
        older = back[active, before, now]
        state[: len(back)] = np.stack([older, before], axis=1)
    return tags
