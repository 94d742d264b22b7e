"""SnowNLP's own sentiment scores, at many times its speed.

``SnowNLP(text).sentiments`` is naive Bayes over SnowNLP's words without its stop words. The words
come from ``snownlp_words`` and each distinct run of characters is looked at once; the sums are
SnowNLP's, so that scores differ by rounding only. The tables are read from the installed package.
"""

import gzip
import importlib.util
import marshal
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np

from gongkai_monitor.opinion.snownlp_words import Segmenter, build_segmenter

_CHINESE = re.compile("([\u4e00-\u9fa5]+)")
_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class SnowEngine:
    """Segmentation and word weights of the installed SnowNLP.

    A weight is the log probability of a word in 正面 less that in 负面; 0 for a stop word.
    """

    segmenter: Segmenter
    weights: Mapping[str, float]
    unknown: float
    prior: float

    @classmethod
    def load(cls) -> Self:
        """Read the tables of the installed package; takes a few seconds."""
        spec = importlib.util.find_spec("snownlp")
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError("snownlp")
        folder = Path(spec.origin).parent
        bayes = _read(folder / "sentiment" / "sentiment.marshal.3")
        negative, positive = (bayes["d"][name] for name in ("neg", "pos"))

        def weight(word: str) -> float:
            one = math.log(float(positive["d"].get(word, positive["none"])) / positive["total"])
            return one - math.log(
                float(negative["d"].get(word, negative["none"])) / negative["total"]
            )

        stop = (folder / "normal" / "stopwords.txt").read_text("utf-8").splitlines()
        weights = {word: weight(word) for word in positive["d"].keys() | negative["d"].keys()}
        return cls(
            segmenter=build_segmenter(_read(folder / "seg" / "seg.marshal.3")),
            weights=weights | {word.strip(): 0.0 for word in stop},
            unknown=weight(""),
            prior=math.log(positive["total"]) - math.log(negative["total"]),
        )

    def score(self, texts: Iterable[str]) -> np.ndarray:
        """0 (negative) .. 1 (positive) of each text, shape (n,), float64."""
        texts = list(texts)
        scores = np.empty(len(texts))
        for first in range(0, len(texts), _CHUNK):
            part = texts[first : first + _CHUNK]
            scores[first : first + len(part)] = self._chunk(part)
        return scores

    def words(self, text: str) -> list[str]:
        """SnowNLP's words of one text, stop words among them."""
        words: list[str] = []
        for piece in _pieces(text):
            words += self.segmenter.words([piece])[0] if _is_chinese(piece) else piece.split()
        return words

    def _chunk(self, texts: list[str]) -> list[float]:
        pieces = [_pieces(text) for text in texts]
        distinct = list({piece for found in pieces for piece in found})
        runs = [piece for piece in distinct if _is_chinese(piece)]
        get, unknown = self.weights.get, self.unknown
        words, owners = self.segmenter.words(runs)
        weights = np.fromiter([get(word, unknown) for word in words], np.float64, len(words))
        totals = np.bincount(owners, weights, minlength=len(runs)).tolist()
        sums = dict(zip(runs, totals, strict=True))
        for piece in distinct:
            if piece not in sums:
                sums[piece] = sum([get(word, unknown) for word in piece.split()])
        return [_posterior(self.prior + sum([sums[piece] for piece in found])) for found in pieces]


@lru_cache(maxsize=1)
def engine() -> SnowEngine:
    """The engine of this process, loaded when first used."""
    return SnowEngine.load()


def _posterior(difference: float) -> float:
    """The probability of 正面 of a log ratio, with SnowNLP's overflow to 0 and 1."""
    try:
        if difference < 0:
            return 1 - 1 / (1.0 + math.exp(difference))
        return 1 / (1.0 + math.exp(-difference))
    except OverflowError:
        return 0.0 if difference < 0 else 1.0


def _pieces(text: str) -> list[str]:
    """Runs of Chinese characters and what stands between them, blanks at their ends removed."""
    return [piece for part in _CHINESE.split(text) if (piece := part.strip())]


def _is_chinese(piece: str) -> bool:
    return "\u4e00" <= piece[0] <= "\u9fa5"


def _read(path: Path) -> dict[str, Any]:
    with gzip.open(path, "rb") as stream:
        loaded: dict[str, Any] = marshal.loads(stream.read())  # noqa: S302  # the package's own file
    return loaded
