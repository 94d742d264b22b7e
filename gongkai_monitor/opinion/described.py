"""What the texts of one hotspot say; worked out anew only when its messages have changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from gongkai_monitor.model.registry import Responsibility
from gongkai_monitor.opinion.happenings import happening
from gongkai_monitor.opinion.heat import sensitive_words
from gongkai_monitor.opinion.routing import route
from gongkai_monitor.opinion.sentiment import NEGATIVE_BELOW, label, sentiment_rows
from gongkai_monitor.opinion.titles import hotspot_title
from gongkai_monitor.vocabulary import Sentiment

SHOWN_FROM = 3
"""Examples are quoted only from hotspots of at least this many messages (privacy)."""
_EXAMPLES, _EXAMPLE_CHARACTERS = 3, 120
_TITLED_BY = 200
"""So many distinct messages are enough to find the common phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Columns of a hotspot that follow from its texts."""

    title: str
    place: str | None
    object: str | None
    event_on: date | None
    sentiment: str
    sentiment_score: float
    negative_ratio: float
    sensitivity: float
    sensitive_words: list[str]
    agency_code: str | None
    agency_reason: str
    examples: list[str]


def describe(
    messages: pd.DataFrame,
    is_copy: np.ndarray,
    region: str | None,
    *,
    model: str,
    responsibilities: Sequence[Responsibility],
) -> Described:
    """Of one hotspot's messages, oldest first; ``is_copy`` marks mass letters after the first.

    ``score`` and ``sentiment`` of a message that was judged before may stand beside its text.
    """
    distinct = messages[~is_copy].head(_TITLED_BY)
    titles, texts = distinct["title"].tolist(), distinct["text"].tolist()
    told = [f"{title}。{text}" for title, text in zip(titles, texts, strict=True)]
    moments = [moment.to_pydatetime() for moment in distinct["received_at"]]
    known = happening(told, moments, region)
    every = [
        f"{title}。{text}" for title, text in zip(messages["title"], messages["text"], strict=True)
    ]
    scores, tendency = _tendency(messages, every, model)
    sensitivity, words = sensitive_words(every)
    handled_by = [
        code if isinstance(code, str) and code else None for code in messages["agency_code"]
    ]
    responsible = route(every, region, handled_by, responsibilities)
    thing = known.object if known.place == region else known.place or known.object
    return Described(
        title=hotspot_title(titles, texts, thing, region),
        place=known.place,
        object=known.object,
        event_on=known.event_on,
        sentiment=tendency.value,
        sentiment_score=round(float(scores.mean()), 4),
        negative_ratio=round(float((scores < NEGATIVE_BELOW).mean()), 4),
        sensitivity=sensitivity,
        sensitive_words=words,
        agency_code=responsible.agency_code,
        agency_reason=responsible.reason,
        examples=_examples(titles, texts, len(messages)),
    )


def _tendency(messages: pd.DataFrame, told: list[str], model: str) -> tuple[np.ndarray, Sentiment]:
    """Scores of the texts, and the tendency of those of which the model is sure.

    Where it is sure of no more than half of them, the tendency of the whole is 待判.
    """
    if "score" not in messages.columns:
        judged = sentiment_rows(told, model)
    else:
        judged = messages[["score", "sentiment"]].reset_index(drop=True)
        missing = np.flatnonzero(judged["score"].isna())
        if len(missing):
            judged.loc[missing, :] = sentiment_rows([told[at] for at in missing], model).to_numpy()
    scores = judged["score"].to_numpy(dtype=np.float64)
    is_sure = (judged["sentiment"] != Sentiment.UNSURE.value).to_numpy()
    if 2 * is_sure.sum() <= len(told):
        return scores, Sentiment.UNSURE
    return scores, label(float(scores[is_sure].mean()))


def _examples(titles: list[str], texts: list[str], size: int) -> list[str]:
    if size < SHOWN_FROM:
        return []
    shown = [text or title for title, text in zip(titles, texts, strict=True)][:_EXAMPLES]
    return [text[:_EXAMPLE_CHARACTERS] for text in shown]
