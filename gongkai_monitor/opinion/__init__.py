"""舆情: sentiment, hotspots, who answers, and the response clock.

``score``, ``classify`` and ``find_hotspots`` are the public calls; they load their libraries when
used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    import numpy as np
    import pandas as pd

    from gongkai_monitor.opinion.hotspots import HotspotRules

__all__ = ["classify", "find_hotspots", "score"]


def score(texts: "Iterable[str]", model: str = "default") -> "np.ndarray":
    """Sentiment 0 (negative) .. 1 (positive) of each text; see ``opinion.sentiment``."""
    from gongkai_monitor.opinion.sentiment import score as score_texts

    return score_texts(texts, model=model)


def classify(texts: "Iterable[str]") -> "pd.DataFrame":
    """Class, field and confidence of each message; see ``opinion.classification``."""
    from gongkai_monitor.opinion.classification import classify as classify_texts

    return classify_texts(texts)


def find_hotspots(
    messages: "pd.DataFrame", *, as_of: "datetime", rules: "HotspotRules | None" = None
) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """Hotspots of the window before ``as_of`` and their members; see ``opinion.hotspots``."""
    from gongkai_monitor.opinion.hotspots import find_hotspots as find

    return find(messages, as_of=as_of, rules=rules)
