"""舆情热点: messages about one matter, how hot it is, who answers, and whether in time.

Every factor of the heat is a column, so the figure can be recomputed:
``heat = voices x (1 + negative_ratio) + likes_weight``, where ``voices`` is the sum over distinct
texts of 2^(-age/7 days) (a copied mass letter adds a fifth of a voice) and ``likes_weight`` is
ln(1 + likes). ``growth`` compares the last three days with the usual three days of the window.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from gongkai_monitor import identity
from gongkai_monitor.model.registry import Responsibility
from gongkai_monitor.opinion import clusters, sentiment, timeliness
from gongkai_monitor.opinion.routing import route
from gongkai_monitor.vocabulary import Sentiment

HOTSPOT_COLUMNS = (
    "hotspot_id", "title", "size", "distinct_count", "heat", "voices", "likes", "sentiment",
    "sentiment_score", "negative_ratio", "growth", "region", "agency_code", "agency_reason",
    "first_at", "last_at", "detected_at", "answered_at", "limit_hours", "elapsed_hours",
    "clock_state", "clock_from", "message_ids", "examples",
)  # fmt: skip
MEMBER_COLUMNS = ("message_id", "hotspot_id")
REQUIRED_COLUMNS = ("message_id", "received_at", "title", "text")
HALF_LIFE_DAYS = 7.0
COPY_WEIGHT = 0.2
RECENT_DAYS = 3
SHOWN_FROM = 3
"""Examples are quoted only from hotspots of at least this many messages (privacy)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotRules:
    """What a deployment may set."""

    window_days: int = 30
    min_size: int = 3
    limit_hours: float = 48.0
    model: str = "default"
    responsibilities: tuple[Responsibility, ...] = ()


def find_hotspots(
    messages: pd.DataFrame, *, as_of: datetime, rules: HotspotRules | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Hotspots of the window before ``as_of``, hottest first, and their members.

    Args:
        messages: columns message_id, received_at (aware), title, text; optional region, likes,
            agency_code, replied_at. Texts are expected to be masked already.
        as_of: the moment of judgement; later messages and replies do not count.
        rules: window, least size, response limit, duties.

    Returns:
        hotspots (``HOTSPOT_COLUMNS``) and members (``MEMBER_COLUMNS``).

    Raises:
        ValueError: when a required column is missing.
    """
    rules = rules or HotspotRules()
    frame = _window(messages, as_of, rules.window_days)
    if frame.empty:
        return _frame([], HOTSPOT_COLUMNS), _frame([], MEMBER_COLUMNS)
    frame["group"] = clusters.cluster(frame["title"].tolist(), frame["text"].tolist())
    sizes = frame["group"].value_counts()
    frame = frame[frame["group"].map(sizes) >= rules.min_size]
    hotspots = [_hotspot(group, as_of, rules) for _, group in frame.groupby("group")]
    table = _frame(hotspots, HOTSPOT_COLUMNS)
    ordered = table.sort_values(["heat", "hotspot_id"], ascending=[False, True])
    members = ordered[["message_ids", "hotspot_id"]].explode("message_ids", ignore_index=True)
    members.columns = pd.Index(MEMBER_COLUMNS)
    return ordered.reset_index(drop=True), members


def _frame(rows: Sequence[object], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns))


def _window(messages: pd.DataFrame, as_of: datetime, days: int) -> pd.DataFrame:
    missing = [name for name in REQUIRED_COLUMNS if name not in messages.columns]
    if missing:
        raise ValueError(f"留言表缺少列：{'、'.join(missing)}")
    frame = messages.copy()
    for name in ("region", "likes", "agency_code", "replied_at"):
        if name not in frame.columns:
            frame[name] = None
    frame["received_at"] = pd.to_datetime(frame["received_at"], utc=True)
    frame["replied_at"] = pd.to_datetime(frame["replied_at"], utc=True)
    frame["title"] = frame["title"].fillna("").astype(str)
    frame["text"] = frame["text"].fillna("").astype(str)
    inside = (frame["received_at"] <= as_of) & (frame["received_at"] > as_of - timedelta(days=days))
    return frame[inside].sort_values(["received_at", "message_id"]).reset_index(drop=True)


def _hotspot(group: pd.DataFrame, as_of: datetime, rules: HotspotRules) -> dict[str, object]:
    first_at = group["received_at"].iloc[0].to_pydatetime()
    # The matter could first be seen as one when the message of rank `min_size` came in.
    detected_at = group["received_at"].iloc[rules.min_size - 1].to_pydatetime()
    answers = group["replied_at"].dropna()
    answers = answers[answers <= as_of]
    answered_at = answers.min().to_pydatetime() if len(answers) else None
    texts = [f"{title}。{text}" for title, text in zip(group["title"], group["text"], strict=True)]
    scores = sentiment.score(texts, model=rules.model)
    negative = float((scores < sentiment.NEGATIVE_BELOW).mean())
    voices, distinct = _voices(group, as_of)
    likes = int(pd.to_numeric(group["likes"], errors="coerce").fillna(0).clip(lower=0).sum())
    region = _majority(group["region"])
    responsible = route(texts, region, _present(group["agency_code"]), rules.responsibilities)
    return {
        "hotspot_id": identity.stable_id("hotspot", str(group["message_id"].iloc[0])),
        "title": _title(group),
        "size": len(group),
        "distinct_count": distinct,
        "heat": round(voices * (1 + negative) + math.log1p(likes), 2),
        "voices": round(voices, 3),
        "likes": likes,
        "sentiment": _tendency(scores.mean()).value,
        "sentiment_score": round(float(scores.mean()), 4),
        "negative_ratio": round(negative, 4),
        "growth": _growth(group, as_of, rules.window_days),
        "region": region,
        "agency_code": responsible.agency_code,
        "agency_reason": responsible.reason,
        "first_at": first_at,
        "last_at": group["received_at"].iloc[-1].to_pydatetime(),
        "detected_at": detected_at,
        "answered_at": answered_at,
        "limit_hours": rules.limit_hours,
        "elapsed_hours": round(timeliness.elapsed_hours(detected_at, answered_at or as_of), 1),
        "clock_state": timeliness.clock_state(
            detected_at, answered_at, rules.limit_hours, as_of
        ).value,
        "clock_from": "t_detected",
        "message_ids": [str(value) for value in group["message_id"]],
        "examples": _examples(group),
    }


def _voices(group: pd.DataFrame, as_of: datetime) -> tuple[float, int]:
    """Weight of the distinct voices, and how many distinct texts there are."""
    seen: set[str] = set()
    total = 0.0
    for title, text, at in zip(group["title"], group["text"], group["received_at"], strict=True):
        key = "".join((title + text).split())
        age_days = (as_of - at.to_pydatetime()).total_seconds() / 86400
        weight = 2.0 ** (-age_days / HALF_LIFE_DAYS)
        total += weight * (COPY_WEIGHT if key in seen else 1.0)
        seen.add(key)
    return total, len(seen)


def _growth(group: pd.DataFrame, as_of: datetime, window_days: int) -> float:
    """Messages of the last three days over the usual three days of the window (smoothed by 1)."""
    recent = int((group["received_at"] > as_of - timedelta(days=RECENT_DAYS)).sum())
    usual = (len(group) - recent) / max(1.0, (window_days - RECENT_DAYS) / RECENT_DAYS)
    return round((recent + 1) / (usual + 1), 2)


def _tendency(value: float) -> Sentiment:
    return sentiment.label(float(value))


def _present(values: pd.Series) -> list[str | None]:
    return [str(value) if isinstance(value, str) and value else None for value in values]


def _majority(values: pd.Series) -> str | None:
    named = Counter(value for value in _present(values) if value)
    if not named:
        return None
    value, votes = named.most_common(1)[0]
    return value if votes * 2 > len(values) else None


def _title(group: pd.DataFrame) -> str:
    """The most frequent title; among equals the one that shares most words with the others."""
    counts = Counter(title for title in group["title"] if title.strip())
    if not counts:
        return f"{group['text'].iloc[0][:20]}…"
    shared = Counter(word for title in counts.elements() for word in set(clusters.words(title)))

    def weight(title: str) -> tuple[float, int]:
        tokens = set(clusters.words(title))
        centrality = sum(shared[word] for word in tokens) / (len(tokens) or 1)
        return counts[title] * centrality, -len(title)

    return str(max(sorted(counts), key=weight))


def _examples(group: pd.DataFrame) -> list[str]:
    if len(group) < SHOWN_FROM:
        return []
    distinct = dict.fromkeys(
        text or title for title, text in zip(group["title"], group["text"], strict=True)
    )
    return [text[:120] for text in list(distinct)[:3]]
