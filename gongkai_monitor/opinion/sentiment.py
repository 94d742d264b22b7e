"""Sentiment of citizens' texts: the domain model's scores, or SnowNLP's own.

``default`` is the shipped domain model (``docs/models/sentiment.md``), ``snownlp`` gives exactly
what ``SnowNLP(text).sentiments`` gives, ``*.npz`` is a model file of the team. A score is shown as
a tendency and decides nothing; where the model is not sure the tendency is 待判.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from gongkai_monitor.opinion.model_file import model_of
from gongkai_monitor.opinion.snownlp_engine import engine
from gongkai_monitor.opinion.tasks import SENTIMENT, TERMS
from gongkai_monitor.opinion.texts import listed
from gongkai_monitor.vocabulary import Sentiment

NEGATIVE_BELOW = 0.4
POSITIVE_FROM = 0.6
NEUTRAL = 0.5


def score(texts: Iterable[str], model: str | Path = "default") -> np.ndarray:
    """Sentiment scores, shape (n,), float64 in 0..1; a text without words gets 0.5.

    Raises:
        TypeError: for a single text in place of a list, or a value in it that is no text.
        ValueError: for an unknown model name.
    """
    texts = listed(texts)
    if model != "snownlp":
        return polarity(model_of(model, task=SENTIMENT).probabilities(texts))
    scores = engine().score(texts)
    scores[[not text.strip() for text in texts]] = NEUTRAL
    return scores


def judge(texts: Iterable[str], model: str | Path = "default") -> pd.DataFrame:
    """One row per text: score, confidence (of the likeliest tendency), tendency.

    Args:
        texts: any texts.
        model: the domain model or a model file; SnowNLP knows no confidence.

    Raises:
        TypeError: for a single text in place of a list, or a value in it that is no text.
        ValueError: for an unknown model name.
    """
    texts = listed(texts)
    used = model_of(model, task=SENTIMENT)
    shares = used.probabilities(texts)
    confidence = shares.max(axis=1)
    tendencies = [
        TERMS[SENTIMENT][best] if sure >= used.least_confidence else Sentiment.UNSURE
        for best, sure in zip(shares.argmax(axis=1), confidence, strict=True)
    ]
    return pd.DataFrame({
        "score": polarity(shares), "confidence": confidence,
        "tendency": pd.Series(tendencies, dtype=object),
    })  # fmt: skip


def sentiment_rows(texts: Iterable[str], model: str | Path = "default") -> pd.DataFrame:
    """What is stored of each text: score and sentiment; 待判 where the model is not sure.

    SnowNLP knows no confidence: of its scores none is 待判.

    Raises:
        TypeError: for a single text in place of a list, or a value in it that is no text.
        ValueError: for an unknown model name.
    """
    texts = listed(texts)
    if not texts:
        return pd.DataFrame(columns=["score", "sentiment"])
    if model == "snownlp":
        scores = score(texts, model)
        return pd.DataFrame({"score": scores, "sentiment": [label(one).value for one in scores]})
    judged = judge(texts, model)
    tendencies = [str(one) for one in judged["tendency"]]
    return pd.DataFrame({"score": judged["score"], "sentiment": tendencies})


def located(model: str, folder: Path) -> str:
    """The model of a deployment's settings; a model file is named from the workspace."""
    return str(folder / model) if model.endswith(".npz") else model


def polarity(shares: np.ndarray) -> np.ndarray:
    """The score of the shares of 负面, 中性, 正面: half of 中性 counts as 正面."""
    return np.clip(shares[:, 2] + shares[:, 1] / 2, 0.0, 1.0)  # rounding may pass 1


def label(value: float) -> Sentiment:
    """Tendency of one score."""
    if value < NEGATIVE_BELOW:
        return Sentiment.NEGATIVE
    return Sentiment.POSITIVE if value >= POSITIVE_FROM else Sentiment.NEUTRAL
