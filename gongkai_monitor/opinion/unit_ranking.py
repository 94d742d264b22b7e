"""Which units answered such matters before: ranked candidates with their shares and reasons.

Learned from messages that were handled. The words of a matter speak for a duty (教育局, at its
step of the tree), for the second step of an area (某市乙区) and for a unit; the area that the
matter names speaks for the units of that area. How much each of these counts is learned on the
latest quarter of the messages, which the words were not learned from. A person decides: of the
surest tenth of real letters a month on, four in five were right (docs/performance.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from gongkai_monitor.model.registry import Agency
from gongkai_monitor.opinion.model_file import softmax
from gongkai_monitor.opinion.near_duplicates import groups
from gongkai_monitor.opinion.ranking_weights import fitted_weights
from gongkai_monitor.opinion.ranking_words import Speaker, duty_of, learn_speaker, words_of
from gongkai_monitor.registry.places import Area, Place, Places

FEWEST = 400
"""Handled messages without which nothing is learned."""
LATEST = 4_000
"""Older messages than these say little about today's units, and cost time."""
CANDIDATES = 3
_HELD_BACK, _MOST_HELD_BACK = 0.25, 1_000
_FEWEST_WITH_WORD = 3
"""Words of fewer messages are not shown as reasons (privacy), and say little."""
_REASONS = 3
_STEP = 2
"""Steps of an area that make a part of it: 某市, 乙区."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A unit that may be responsible.

    Attributes:
        agency_code: the unit.
        share: how likely it is the right one, 0 to 1.
        words: of the texts, the few that speak for it most.
    """

    agency_code: str
    share: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRanking:
    """What was learned; made by ``learn_ranking``."""

    units: tuple[str, ...]
    places: Places
    vectoriser: TfidfVectorizer
    vocabulary: np.ndarray
    speakers: tuple[Speaker, ...]
    weights: np.ndarray
    messages: int

    def rank(self, texts: Sequence[str], region: str | None) -> tuple[Candidate, ...]:
        """The likeliest units of one matter, likeliest first.

        Args:
            texts: of its messages.
            region: the area that most of them were filed under.
        """
        words = csr_matrix(self.vectoriser.transform(texts).mean(axis=0))
        place = self.places.common(texts, region)
        areas = [self.places.areas[unit] for unit in self.units]
        shares = softmax(_signs(words, [place], self.speakers, areas) @ self.weights)[0]
        first = np.argsort(-shares, kind="stable")[:CANDIDATES]
        return tuple(
            Candidate(
                agency_code=self.units[unit],
                share=float(shares[unit]),
                words=self._words(words, unit),
            )
            for unit in first
        )

    def _words(self, words: csr_matrix, unit: int) -> tuple[str, ...]:
        spoken = sum(one.weights[words.indices, one.columns[unit]] for one in self.speakers)
        strength = words.data * np.asarray(spoken)
        strongest = np.argsort(-strength, kind="stable")[:_REASONS]
        return tuple(
            str(self.vocabulary[words.indices[at]]) for at in strongest if strength[at] > 0
        )


def learn_ranking(messages: pd.DataFrame, agencies: Sequence[Agency]) -> UnitRanking | None:
    """Learn from handled messages; None when there are fewer than ``FEWEST``.

    Args:
        messages: title, text, agency_code, region (may be missing) of handled messages, oldest
            first; those of units that the register does not know are left out.
        agencies: the register, whose names give areas and duties.
    """
    known = {one.agency_code: one for one in agencies}
    handled = _one_of_copies(messages[messages["agency_code"].isin(known)].tail(LATEST))
    if len(handled) < FEWEST:
        return None
    places = Places(tuple(agencies))
    duties = {code: duty_of(one.name, places.areas[code]) for code, one in known.items()}
    seen = set(handled["agency_code"])
    seen_duties = {duties[code] for code in seen}
    units = tuple(code for code in known if code in seen or duties[code] in seen_duties)
    areas = [places.areas[code] for code in units]
    number = {code: at for at, code in enumerate(units)}
    truth = np.array([number[code] for code in handled["agency_code"]])
    texts = _texts(handled)
    regions = handled["region"] if "region" in handled else [None] * len(handled)
    named = [
        places.common([text], region if isinstance(region, str) else None)
        for text, region in zip(texts, regions, strict=True)
    ]
    kinds = ([duties[code] for code in units], [area[:_STEP] for area in areas], units)

    def learned(count: int) -> tuple[TfidfVectorizer, tuple[Speaker, ...]]:
        vectoriser = TfidfVectorizer(
            analyzer=words_of, sublinear_tf=True, min_df=_FEWEST_WITH_WORD, dtype=np.float32
        )
        words = vectoriser.fit_transform(texts[:count])
        return vectoriser, tuple(learn_speaker(words, truth[:count], one) for one in kinds)

    first = len(texts) - min(int(len(texts) * _HELD_BACK), _MOST_HELD_BACK)
    vectoriser, speakers = learned(first)
    signs = _signs(vectoriser.transform(texts[first:]), named[first:], speakers, areas)
    weights = fitted_weights(signs, truth[first:])
    vectoriser, speakers = learned(len(texts))
    return UnitRanking(
        units=units, places=places, vectoriser=vectoriser,
        vocabulary=vectoriser.get_feature_names_out(), speakers=speakers, weights=weights,
        messages=len(texts),
    )  # fmt: skip


def _one_of_copies(messages: pd.DataFrame) -> pd.DataFrame:
    """The first of each mass letter: many would prove a word, and make the ranking look right."""
    if messages.empty:
        return messages
    return messages[~pd.Series(groups(_texts(messages)), messages.index).duplicated()]


def _texts(messages: pd.DataFrame) -> list[str]:
    told = messages[["title", "text"]].astype(object).fillna("")
    return [f"{title}。{text}" for title, text in told.itertuples(index=False)]


def _signs(
    words: csr_matrix,
    named: Sequence[Place | None],
    speakers: Sequence[Speaker],
    areas: Sequence[Area],
) -> np.ndarray:
    """What speaks for each unit, shape (matters, units, signs)."""
    spoken = [sign for one in speakers for sign in one.signs(words)]
    place = np.array([[_of_place(area, one) for area in areas] for one in named])
    return np.concatenate([np.stack(spoken, axis=-1), place], axis=-1).astype(np.float32)


def _of_place(area: Area, place: Place | None) -> tuple[bool, bool, bool, bool]:
    """The place itself, a town that is the place, another one of its part, one of another part."""
    if place is None:
        return False, False, False, False
    is_same = area == place.area
    is_local = len(area) >= _STEP and len(place.area) >= _STEP
    is_part = is_local and area[:_STEP] == place.area[:_STEP]
    return is_same, is_same and len(area) > _STEP, is_part and not is_same, is_local and not is_part
