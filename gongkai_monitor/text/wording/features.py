"""Characters that fit badly, what may be meant, and the figures by which the trees decide."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from gongkai_monitor.text.wording.codes import EDGE, Codes, encode, pack, with_edges
from gongkai_monitor.text.wording.frequencies import Cells, Logs, log_count
from gongkai_monitor.text.wording.model import Confusions
from gongkai_monitor.text.wording.trees import Array

_SPAN = 2 * EDGE + 1
_BACK_OFF = float(np.log(0.4))
_ALL = float(np.log(2.5e8))
_PLAUSIBLE_THREE = 8.5  # a run of three this frequent needs no look
_PLAUSIBLE_FOUR = 5.0
_LONG, _MOST_STRANGE = 1_000, 0.6  # a long text of strange runs is no ordinary Chinese
_PENALTY = np.array([0.5, 1.0, 1.5, 2.5, 2.5, 2.0], np.float32)
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施"
    "陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童"
    "欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋甘景薄单包司柏宁柯阮桂闵解强柴华车冉房"
)
_PLACES = "省市县区乡镇村屯路街道河山湖港沟庄寨堡营店岭岛州公司集团厂院校局"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """For every doubtful position the best alternative, with its figures."""

    position: Array
    meant: Codes
    likeness: Array
    figures: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """Figures of seven characters round a position: its score and the runs that cover it."""

    score: Logs
    pairs: Logs
    triples: Logs
    fours: Logs
    alone: Logs


def alternatives(
    text: str,
    table: Cells,
    confusions: Confusions,
    known: tuple[Array, Array],
    least_gain: float = 3.0,
) -> Alternatives | None:
    """Look at every character of a text; None when all fit well.

    Args:
        text: at most some hundred thousand characters.
        table: frequencies of runs.
        confusions: what may be meant by a character.
        known: pairs of characters that people are known to mix up, and how often.
        least_gain: alternatives that gain less are not worth a decision.
    """
    codes = with_edges(encode(text))
    triples = log_count(table, pack(codes[:-2], codes[1:-1], codes[2:]))
    if len(triples) > _LONG and float((triples < 0).mean()) > _MOST_STRANGE:
        return None
    position = _doubtful(codes, table, confusions, triples)
    if not len(position):
        return None
    owner, meant, likeness = _offered(codes, table, confusions, position)
    if not len(owner):
        return None
    windows = codes[position[:, None] + np.arange(_SPAN)]
    before = _read(windows, table)
    changed = windows[owner]
    changed[:, EDGE] = meant
    after = _read(changed, table)
    gain = after.score - before.score[owner]
    weight = _known(known, codes[position + EDGE][owner], meant)
    rated = gain - _PENALTY[likeness] + 0.7 * weight
    best, lead = _best(rated, owner)
    is_worth = gain[best] > least_gain
    best, lead = best[is_worth], lead[is_worth]
    if not len(best):
        return None
    of = owner[best]
    place = position[of]
    figures = np.column_stack(
        [
            gain[best],
            *((likeness[best] == kind) for kind in range(len(_PENALTY))),
            weight[best],
            before.pairs[of],
            before.triples[of].max(1),
            before.fours[of].max(1),
            after.pairs[best],
            np.sort(after.triples[best], axis=1),
            after.fours[best].max(1),
            before.alone[of],
            after.alone[best],
            before.score[of],
            after.score[best],
            before.triples[of].min(1),
            after.fours[best].min(1),
            rated[best],
            lead,
            *_surroundings(codes, place, triples),
        ]
    ).astype(np.float32)
    return Alternatives(position=place, meant=meant[best], likeness=likeness[best], figures=figures)


def _doubtful(codes: Codes, table: Cells, confusions: Confusions, triples: Logs) -> Array:
    """Positions in the text that no well-known run covers."""
    count = len(codes) - 2 * EDGE
    body = codes[EDGE : EDGE + count]
    best = np.maximum(np.maximum(triples[1:][:count], triples[2:][:count]), triples[3:][:count])
    place = np.flatnonzero((confusions.row_of[body] >= 0) & (best < _PLAUSIBLE_THREE))
    fours = np.full(len(place), -1, np.float32)
    for shift in range(4):
        runs = [codes[place + shift + step] for step in range(4)]
        fours = np.maximum(fours, log_count(table, pack(*runs)))
    return place[fours < _PLAUSIBLE_FOUR]


def _offered(
    codes: Codes, table: Cells, confusions: Confusions, position: Array
) -> tuple[Array, Codes, Array]:
    """Alternatives that go much better with their neighbours; ``owner`` indexes ``position``."""
    row = confusions.row_of[codes[position + EDGE]]
    counts = confusions.start[row + 1] - confusions.start[row]
    owner = np.repeat(np.arange(len(position)), counts)
    offset = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    index = confusions.start[row][owner] + offset
    meant = confusions.meant[index]
    place = position + EDGE
    here = codes[place]
    old = log_count(table, pack(codes[place - 1], here))
    old += log_count(table, pack(here, codes[place + 1]))
    left = log_count(table, pack(codes[place - 1][owner], meant))
    right = log_count(table, pack(meant, codes[place + 1][owner]))
    is_better = (np.maximum(left, right) > 3.2) & (left + right > old[owner] - 1.0)
    owner, meant, index = owner[is_better], meant[is_better], index[is_better]
    at = place[owner]
    runs = np.maximum(
        log_count(table, pack(codes[at - 1], meant, codes[at + 1])),
        np.maximum(
            log_count(table, pack(codes[at - 2], codes[at - 1], meant)),
            log_count(table, pack(meant, codes[at + 1], codes[at + 2])),
        ),
    )
    is_known = runs >= 0
    return owner[is_known], meant[is_known], confusions.likeness[index[is_known]]


def _read(windows: Codes, table: Cells) -> _Window:
    """Logarithm of the likelihood of the middle and what follows, with its runs."""
    logs: dict[tuple[int, int], Logs] = {}
    for length in range(1, 5):
        for end in range(max(2, length - 1), _SPAN):
            runs = [windows[:, place] for place in range(end - length + 1, end + 1)]
            logs[length, end] = log_count(table, pack(*runs))
    score = np.zeros(len(windows), np.float32)
    for end in range(EDGE, _SPAN):
        likely = np.maximum(logs[1, end], 0) - _ALL + 3 * _BACK_OFF
        for length in (2, 3, 4):
            run, known = logs[length, end], logs[length - 1, end - 1]
            is_seen = (run >= 0) & (known >= 0)
            likely = np.where(
                is_seen, run - np.maximum(known, run) + (4 - length) * _BACK_OFF, likely
            )
        score += likely
    return _Window(
        score=score,
        pairs=np.stack([logs[2, 3], logs[2, 4]], 1),
        triples=np.stack([logs[3, 3], logs[3, 4], logs[3, 5]], 1),
        fours=np.stack([logs[4, end] for end in range(3, 7)], 1),
        alone=logs[1, EDGE],
    )


def _best(rated: Logs, owner: Array) -> tuple[Array, Logs]:
    """Best alternative of each owner and how far it leads the second."""
    order = np.lexsort((-rated, owner))
    owners = owner[order]
    first = np.flatnonzero(np.r_[True, np.diff(owners) > 0])
    following = np.minimum(first + 1, len(owners) - 1)
    has_second = (owners[following] == owners[first]) & (following != first)
    second = np.where(has_second, rated[order][following], -20)
    best = order[first]
    return best, (rated[best] - second).astype(np.float32)


def _known(known: tuple[Array, Array], wrong: Codes, right: Codes) -> Logs:
    pairs, weight = known
    wanted = (wrong.astype(np.int64) << 16) | right.astype(np.int64)
    index = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
    return np.where(pairs[index] == wanted, weight[index], 0).astype(np.float32)


def _surroundings(codes: Codes, place: Array, triples: Logs) -> tuple[Any, ...]:
    """Names near by, how often the same runs stand in this text, how usual the context is."""
    surnames, places = _set_of(_SURNAMES), _set_of(_PLACES)
    has_surname = surnames[codes[place + 1]] | surnames[codes[place + 2]]
    has_surname |= surnames[codes[place + 3]]
    has_place = places[codes[place + 3]] | places[codes[place + 4]] | places[codes[place + 5]]
    runs, index, counts = np.unique(
        pack(codes[:-2], codes[1:-1], codes[2:]), return_inverse=True, return_counts=True
    )
    del runs
    repeated = counts[index]
    same = np.stack([repeated[place + shift] for shift in (1, 2, 3)], 1)
    context = np.minimum(triples[place], 9) + np.minimum(
        triples[np.minimum(place + 4, len(triples) - 1)], 9
    )
    return has_surname, has_place, same.min(1), same.max(1), context


def _set_of(characters: str) -> np.ndarray[Any, np.dtype[np.bool_]]:
    members = np.zeros(0x10000, bool)
    members[[ord(character) for character in characters]] = True
    return members
