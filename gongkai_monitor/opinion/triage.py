"""研判: three levels by thresholds of the deployment, with every factor shown (Y-11).

No national document grades 舆情 by numbers, so the thresholds are settings, the level is a
proposal, and the register (台账) holds what a person decided. This is the only level there is: it
is shown, announced and delivered. The heat (``opinion/heat.py``) is a figure that puts hotspots in
an order; it has no levels of its own, and its factors are those that are graded here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai_monitor.opinion.timeliness import UNANSWERED
from gongkai_monitor.settings import TriageSettings
from gongkai_monitor.vocabulary import ClockState, RiskLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFactor:
    """One factor of the level, as it was measured."""

    name: str
    measured: str
    level: RiskLevel
    threshold: str  # in words, from where the level begins
    is_scale: bool  # how many it concerns, or how grave; the others say how it goes on

    @property
    def words(self) -> str:
        """来信 32 件（重大 ≥ 30）."""
        shown = f"（{self.level.label} {self.threshold}）" if self.threshold else ""
        return f"{self.name} {self.measured}{shown}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """The proposed level and what led to it."""

    level: RiskLevel
    factors: tuple[RiskFactor, ...]


def triage(hotspot: Mapping[str, Any], settings: TriageSettings, *, hours_open: float) -> Triage:
    """The level that the deployment's thresholds give.

    重大 needs ``factors_for_level`` factors of that level, one of them a factor of scale: a few
    angry letters at once are no major matter. 较大 needs as many of at least 较大, or one of scale
    that is 重大. What was not measured is no factor.

    Args:
        hotspot: a row of the hotspots table.
        settings: thresholds.
        hours_open: how long it has been without an answer; 0 once it has one.
    """
    measured = (
        ("来信", _number(hotspot, "size"), settings.messages, "{:g} 件", True),
        ("不同来信", _number(hotspot, "distinct_count"), settings.voices, "{:g} 件", True),
        ("点赞", _number(hotspot, "likes"), settings.likes, "{:g} 个", True),
        ("增长", _number(hotspot, "growth"), settings.growth, "平时的 {:g} 倍", False),
        ("负面占比", _number(hotspot, "negative_ratio"), settings.negative_ratio, "{:.0%}", False),
        ("未回应", hours_open, settings.open_hours, "{:.0f} 小时", False),
    )
    factors = [
        _factor(name, value, bounds, form, is_scale=is_scale)
        for name, value, bounds, form, is_scale in measured
        if value is not None
    ]
    factors.append(_sensitivity(hotspot, settings))
    return Triage(level=_level(factors, settings.factors_for_level), factors=tuple(factors))


def hours_open(state: ClockState, elapsed: float) -> float:
    """How long a hotspot has waited for an answer, as far as that is known."""
    return elapsed if state in UNANSWERED else 0.0


def _factor(
    name: str, value: float, bounds: tuple[float, float], form: str, *, is_scale: bool
) -> RiskFactor:
    larger, major = bounds
    level = RiskLevel.GENERAL
    if value >= larger:
        level = RiskLevel.MAJOR if value >= major else RiskLevel.LARGER
    reached = {RiskLevel.LARGER: larger, RiskLevel.MAJOR: major}.get(level)
    bound = "" if reached is None else f"≥ {form.format(reached)}"
    return RiskFactor(
        name=name, measured=form.format(value), level=level, threshold=bound, is_scale=is_scale
    )


def _sensitivity(hotspot: Mapping[str, Any], settings: TriageSettings) -> RiskFactor:
    """What is named that cannot wait; only the deployment's own words reach a level."""
    text = " ".join((str(hotspot.get("title") or ""), *_texts(hotspot.get("examples"))))
    named = list(_texts(hotspot.get("sensitive_words")))
    grave = [one for one in settings.sensitive_words if one in text or one in named]
    words = "、".join(dict.fromkeys([*grave, *named])) or "无"
    share = _number(hotspot, "sensitivity")
    return RiskFactor(
        name="敏感情形",
        measured=f"{words}（占来信 {share:.0%}）" if share else words,
        level=RiskLevel.MAJOR if grave else RiskLevel.GENERAL,
        threshold=f"写到“{'、'.join(grave)}”即算" if grave else "",
        is_scale=True,
    )


def _texts(value: Any) -> list[str]:
    return [] if value is None or isinstance(value, float) else [str(one) for one in value]


def _level(factors: list[RiskFactor], needed: int) -> RiskLevel:
    major = [one for one in factors if one.level is RiskLevel.MAJOR]
    larger = [one for one in factors if one.level is not RiskLevel.GENERAL]
    is_grave = any(one.is_scale for one in major)
    if is_grave and len(major) >= needed:
        return RiskLevel.MAJOR
    return RiskLevel.LARGER if is_grave or len(larger) >= needed else RiskLevel.GENERAL


def _number(hotspot: Mapping[str, Any], name: str) -> float | None:
    value = hotspot.get(name)
    return None if value is None or value != value else float(value)  # noqa: PLR0124 - NaN
