"""研判: levels by the deployment's numbers, every factor shown."""

import pytest

from gongkai_monitor.opinion.triage import triage
from gongkai_monitor.settings import TriageSettings
from gongkai_monitor.vocabulary import RiskLevel

SETTINGS = TriageSettings()
QUIET = {
    "title": "路灯不亮", "examples": [], "size": 5, "distinct_count": 5, "likes": 0, "growth": 1.0,
    "negative_ratio": 0.2,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({}, RiskLevel.GENERAL),
        ({"growth": 20.0, "negative_ratio": 1.0}, RiskLevel.LARGER),  # angry, but few
        ({"size": 20}, RiskLevel.GENERAL),
        ({"size": 20, "distinct_count": 10}, RiskLevel.LARGER),
        ({"size": 50}, RiskLevel.LARGER),
        ({"size": 50, "negative_ratio": 0.9}, RiskLevel.MAJOR),
        ({"size": 49, "negative_ratio": 0.9}, RiskLevel.LARGER),
        ({"title": "工地坍塌"}, RiskLevel.LARGER),
        ({"title": "工地坍塌", "growth": 8.0}, RiskLevel.MAJOR),
    ],
)
def test_the_level_follows_from_the_factors(change: dict[str, object], level: RiskLevel) -> None:
    assert triage({**QUIET, **change}, SETTINGS, hours_open=0).level is level


def test_the_deployment_sets_the_numbers() -> None:
    own = TriageSettings(messages=(2, 4), factors_for_level=1)
    assert triage(QUIET, own, hours_open=0).level is RiskLevel.MAJOR


def test_every_factor_is_told_and_what_was_not_measured_is_none() -> None:
    row = {**QUIET, "size": 60, "likes": None, "growth": float("nan")}
    told = [one.words for one in triage(row, SETTINGS, hours_open=40).factors]
    assert told == [
        "来信 60 件（重大 ≥ 50 件）", "不同来信 5 件", "负面占比 20%",
        "未回应 40 小时（较大 ≥ 36 小时）", "敏感情形 无",
    ]  # fmt: skip


def test_a_grave_word_of_any_message_counts_and_others_are_only_shown() -> None:
    row = {**QUIET, "sensitive_words": ["停水", "死亡"], "sensitivity": 0.4}
    grave = triage(row, SETTINGS, hours_open=0)
    assert grave.level is RiskLevel.LARGER
    assert grave.factors[-1].words == "敏感情形 死亡、停水（占来信 40%）（重大 写到“死亡”即算）"
    shown = triage({**row, "sensitive_words": ["停水"]}, SETTINGS, hours_open=0)
    assert shown.level is RiskLevel.GENERAL
    assert shown.factors[-1].words == "敏感情形 停水（占来信 40%）"
