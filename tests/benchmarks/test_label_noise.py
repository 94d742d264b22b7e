"""The benchmark of label noise counts pairs, majorities and the other label of a pair."""

import numpy as np
import pytest

from benchmarks.label_noise import agreement
from gongkai_monitor.opinion.tasks import ERROR_REPORTS, SENTIMENT


def test_pairs_and_majorities_are_counted() -> None:
    """Of 负 负 正 and 正 正, 2 of 4 pairs agree, and 4 of 5 are the majority's."""
    parts, labels = np.array([7, 7, 7, 9, 9]), np.array([0, 0, 2, 2, 2])
    figures = agreement(parts, labels, task=SENTIMENT)
    assert (figures["texts"], figures["groups"]) == (5, 2)
    assert figures["groups_of_two_labels"] == 0.5
    assert figures["pairs_that_agree"] == 0.5
    assert figures["oracle_right"] == 0.8
    # Positive texts against negative ones: 1/3, 1, 1 against 1/3, 1/3; one of six a tie twice.
    assert figures["oracle_auc"] == pytest.approx(5 / 6, abs=1e-4)
    # The others of each: the positive of the three sees none, each negative sees a half.
    assert figures["another_auc"] == pytest.approx(4 / 6, abs=1e-4)


def test_sets_without_copies_and_other_tasks_have_no_auc() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    assert agreement(nothing, nothing, task=SENTIMENT) == {"texts": 0}
    figures = agreement(np.array([1, 1]), np.array([3, 3]), task=ERROR_REPORTS)
    assert figures["another_macro_f1"] == 1.0
    assert "oracle_auc" not in figures
