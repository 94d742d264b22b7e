"""Heat of a hotspot: every factor is a column, and the figure follows from the columns.

``voices x (1 + negative_ratio + sensitivity + burst) + ln(1 + likes) + ln(1 + waiting_days)``

- ``voices``: sum over the messages of 2^(-age / 7 days); a message that copies an earlier one adds
  a fifth (mass letters are folded and counted, not ignored).
- ``growth``: messages of the last 24 hours over those that the usual level lets expect. The usual
  level is how many messages of every kind come at that hour of that weekday, so a Monday
  morning is no burst, and a Sunday night is one. ``burst`` is log2(growth) / 3, from 0 to 1.
- ``sensitivity``: share of the messages that name something that cannot wait.
- ``likes``: endorsements; ``waiting_days``: since it could be seen, while nobody has answered.
"""

import math
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
import pandas as pd

HALF_LIFE_DAYS = 7.0
COPY_WEIGHT = 0.2
RECENT = timedelta(hours=24)
FULL_BURST = 8.0
"""Times the usual level from which a burst is no larger."""
SENSITIVE_WORDS = tuple(
    re.split(
        " ",
        "死亡 伤亡 身亡 遇难 爆炸 起火 火灾 坍塌 塌陷 中毒 泄漏 触电 溺水 跳楼 自杀 轻生 "
        "被打 殴打 欺凌 虐待 性侵 拖欠工资 欠薪 讨薪 上访 集访 集体维权 群体性 聚集 堵路 罢工 "
        "停课 停运 停水 停电 停暖 断供 烂尾 食物中毒 疫情 传染 污染 毒气 强拆 暴力执法 "
        "贪污 受贿 造假",
    )
)
_SLOTS = 7 * 24
_CHINA_HOURS = 8
"""Before UTC; China has had no daylight saving since 1991."""
_HOUR = 3_600_000_000
"""Microseconds."""


def heat(
    *,
    voices: float,
    negative_ratio: float,
    sensitivity: float,
    growth: float,
    likes: float,
    waiting_days: float,
) -> float:
    """The formula above, from the columns of a hotspot as they are shown."""
    weight = 1 + negative_ratio + sensitivity + burst(growth)
    return round(voices * weight + math.log1p(likes) + math.log1p(waiting_days), 2)


def burst(growth: float) -> float:
    """0 at the usual level or below, 1 from eight times of it on."""
    return min(1.0, max(0.0, math.log(max(growth, 1e-9), FULL_BURST)))


def voices(ages_days: np.ndarray, is_copy: np.ndarray) -> float:
    """Weight of the voices of one hotspot."""
    weight = np.exp2(-ages_days / HALF_LIFE_DAYS)
    return round(float((weight * np.where(is_copy, COPY_WEIGHT, 1.0)).sum()), 3)


def sensitive_words(texts: Sequence[str]) -> tuple[float, list[str]]:
    """Share of the texts that name something sensitive, and what, the most frequent first."""
    named = [[word for word in SENSITIVE_WORDS if word in text] for text in texts]
    counted = pd.Series([word for row in named for word in row], dtype=object).value_counts()
    ratio = sum(bool(row) for row in named) / len(texts) if texts else 0.0
    return round(ratio, 4), counted.index.tolist()[:5]


class UsualLevel:
    """How many messages of every kind an hour of a weekday usually brings."""

    def __init__(self, received_at: np.ndarray, *, since: datetime, as_of: datetime) -> None:
        """From the messages of the window (``datetime64[us]``, UTC)."""
        self._since, self._as_of = _microseconds(since), _microseconds(as_of)
        first, last = self._since // _HOUR, self._as_of // _HOUR
        slot = _slots(np.arange(first, last + 1))
        counted = np.bincount(_slots(received_at.astype(np.int64) // _HOUR), minlength=_SLOTS)
        # One message a slot is assumed beforehand: an empty hour is unusual, not impossible.
        per_hour = (counted + 1) / (np.bincount(slot, minlength=_SLOTS) + 1)
        self._until = np.concatenate([[0], np.cumsum(per_hour[slot])])
        self._first = first

    def growth(self, received_at: np.ndarray) -> tuple[float, int, float]:
        """Growth, messages of the last 24 hours, and how many were to be expected (one hotspot)."""
        moments = received_at.astype(np.int64)
        begin = self._as_of - _micro(RECENT)
        recent = int((moments > begin).sum())
        split = self._weight(begin)
        earlier, later = (
            max(split - self._weight(self._since), 1e-9),
            self._weight(self._as_of) - split,
        )
        expected = round((len(moments) - recent) * later / earlier, 2)
        return round((recent + 1) / (expected + 1), 2), recent, expected

    def _weight(self, moment: int) -> float:
        """Usual messages from the beginning of the window to a moment."""
        hours = (moment / _HOUR) - self._first
        return float(np.interp(hours, np.arange(len(self._until)), self._until))


def _slots(hours: np.ndarray) -> np.ndarray:
    """Hour of the week in China of hours since 1970."""
    return np.asarray((hours + _CHINA_HOURS) % _SLOTS)


def _microseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000)


def _micro(span: timedelta) -> int:
    return int(span.total_seconds() * 1_000_000)
