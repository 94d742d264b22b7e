"""Sentiment of citizens' texts: SnowNLP's own scores, each distinct text scored once.

SnowNLP (naive Bayes over its segmentation) was trained on shopping reviews and is weak on
government messages; a domain model takes its place under the name ``default`` later. Its score
is shown as a tendency and decides nothing.
"""

from collections.abc import Iterable

import numpy as np

from gongkai_monitor.vocabulary import Sentiment

MODELS = ("default", "snownlp")
NEGATIVE_BELOW = 0.4
POSITIVE_FROM = 0.6
NEUTRAL = 0.5


def score(texts: Iterable[str], model: str = "default") -> np.ndarray:
    """Sentiment scores, shape (n,), float64 in 0..1; a text without words gets 0.5.

    Raises:
        ValueError: for an unknown model name.
    """
    if model not in MODELS:
        raise ValueError(f"模型应为 {'、'.join(MODELS)} 之一，实际 {model!r}")
    known: dict[str, float] = {}
    scores = []
    for text in texts:
        if text not in known:
            known[text] = _snownlp_score(text)
        scores.append(known[text])
    return np.array(scores, dtype=np.float64)


def label(value: float) -> Sentiment:
    """Tendency of one score."""
    if value < NEGATIVE_BELOW:
        return Sentiment.NEGATIVE
    return Sentiment.POSITIVE if value >= POSITIVE_FROM else Sentiment.NEUTRAL


def _snownlp_score(text: str) -> float:
    if not text.strip():
        return NEUTRAL
    from snownlp import SnowNLP  # takes 2 s to load its tables

    return float(SnowNLP(text).sentiments)
