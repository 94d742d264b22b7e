"""Which of our hotspots are hot searches too: the same matter in the words of a platform.

A title is compared by its character pairs, each weighed by how rare it is among all titles, so
that 停水 counts and 一个 does not. Hot searches only stand beside a hotspot: they change neither
its heat nor its clock.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from gongkai_monitor.clock import china_date

if TYPE_CHECKING:
    import pandas as pd

MATCH_COLUMNS = ("hotspot_id", "platform", "listed_on", "title", "score")
LEAST_SCORE = 0.6
LEAST_PAIRS = 4
"""Pairs in common: a title of one word says too little to be matched."""
DAYS_BEFORE, DAYS_AFTER = 3, 3
_WORDS = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z0-9]+")


def match_hot_searches(
    hotspots: "pd.DataFrame", hot_searches: "pd.DataFrame", *, least_score: float = LEAST_SCORE
) -> "pd.DataFrame":
    """Hot searches about the matter of a hotspot, the best first (``MATCH_COLUMNS``).

    Args:
        hotspots: hotspot_id, title, first_at, last_at (aware); optional examples (list of texts).
        hot_searches: platform, listed_on, title.
        least_score: share of a title's weight that the hotspot's words must hold.
    """
    import pandas as pd

    pairs = {title: _pairs(title) for title in dict.fromkeys(hot_searches["title"])}
    weights = _weights(pairs.values())
    days: dict[date, list[tuple[str, str]]] = {}
    for platform, day, title in zip(
        hot_searches["platform"], hot_searches["listed_on"], hot_searches["title"], strict=True
    ):
        days.setdefault(day, []).append((platform, title))
    rows = []
    for hotspot in hotspots.to_dict("records"):
        words = _pairs(_text_of(hotspot))
        for day in _days_round(hotspot["first_at"], hotspot["last_at"]):
            for platform, title in days.get(day, ()):
                score = _score(pairs[title], words, weights)
                if score >= least_score:
                    rows.append((hotspot["hotspot_id"], platform, day, title, round(score, 3)))
    rows.sort(key=lambda row: (row[0], -row[4], row[2], row[1], row[3]))
    return pd.DataFrame(rows, columns=list(MATCH_COLUMNS))


def hot_searches_of(
    hotspots: "pd.DataFrame", read: Callable[[date, date], "pd.DataFrame"]
) -> dict[str, list[str] | None]:
    """By hotspot the hot searches about it, as ``微博 2026-03-01 题目``.

    None for a hotspot of whose days there is no list: nobody knows what was hot then.

    Args:
        hotspots: as for ``match_hot_searches``.
        read: gives the hot searches from a first to a last day.
    """
    if hotspots.empty:
        return {}
    days = {
        hotspot["hotspot_id"]: _days_round(hotspot["first_at"], hotspot["last_at"])
        for hotspot in hotspots.to_dict("records")
    }
    listed = read(min(map(min, days.values())), max(map(max, days.values())))
    known = set(listed["listed_on"])
    found: dict[str, list[str] | None] = {
        name: [] if known.intersection(of_it) else None for name, of_it in days.items()
    }
    for name, platform, day, title, _ in match_hot_searches(hotspots, listed).itertuples(
        index=False
    ):
        told = found[name]
        assert told is not None
        told.append(f"{platform} {day:%Y-%m-%d} {title}")
    return found


def _text_of(hotspot: Mapping[Any, Any]) -> str:
    examples = hotspot.get("examples")
    more = [str(text) for text in examples] if isinstance(examples, Iterable) else []
    return "\n".join([str(hotspot["title"]), *more])


def _days_round(first: datetime, last: datetime) -> list[date]:
    start = china_date(first) - timedelta(days=DAYS_BEFORE)
    end = china_date(last) + timedelta(days=DAYS_AFTER)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def _pairs(text: str) -> frozenset[str]:
    """Pairs of neighbouring Chinese characters, and whole words of letters and digits."""
    found: set[str] = set()
    for word in _WORDS.findall(text.lower()):
        is_chinese = word[0] >= "\u4e00"
        found.update(word[n : n + 2] for n in range(len(word) - 1)) if is_chinese else found.add(
            word
        )
    return frozenset(found)


def _weights(titles: Iterable[frozenset[str]]) -> dict[str, float]:
    counts = Counter(pair for pairs in titles for pair in pairs)
    most = max(counts.values(), default=1)
    return {pair: math.log1p(most / count) for pair, count in counts.items()}


def _score(title: frozenset[str], words: frozenset[str], weights: dict[str, float]) -> float:
    common = title & words
    if len(common) < LEAST_PAIRS:
        return 0.0
    return sum(weights[pair] for pair in common) / sum(weights[pair] for pair in title)
