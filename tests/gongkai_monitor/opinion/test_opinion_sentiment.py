"""Sentiment gives SnowNLP's own scores."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from snownlp import SnowNLP

from gongkai_monitor import opinion
from gongkai_monitor.opinion.sentiment import label
from gongkai_monitor.vocabulary import Sentiment


def test_scores_are_those_of_snownlp() -> None:
    texts = ["这个部门办事效率很高，点赞！", "反映多次没人管，太差了", "请问医保卡在哪里补办"]
    expected = [SnowNLP(text).sentiments for text in texts]
    assert np.array_equal(opinion.score(texts, model="snownlp"), expected)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40))
def test_every_text_has_a_score(text: str) -> None:
    assert 0.0 <= opinion.score([text])[0] <= 1.0


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ValueError, match="snownlp"):
        opinion.score(["好"], model="bert")


@pytest.mark.parametrize(
    ("value", "sentiment"),
    [(0.39, Sentiment.NEGATIVE), (0.4, Sentiment.NEUTRAL), (0.6, Sentiment.POSITIVE)],
)
def test_the_bounds_of_the_tendency(value: float, sentiment: Sentiment) -> None:
    assert label(value) is sentiment
