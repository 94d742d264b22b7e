"""Sentiment: SnowNLP's own scores, and the domain model's scores, confidence and tendency."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from snownlp import SnowNLP

from gongkai_monitor import opinion
from gongkai_monitor.opinion.sentiment import judge, label, sentiment_rows
from gongkai_monitor.vocabulary import Sentiment

ODD = (
    "这",
    "部门",
    "很好",
    "太差了",
    "\ud800",
    "㐀",
    "𠀀",
    "龥",
    "龦",
    " ",
    "\n",
    "😀",
    "Ａ",
    "1",
    "。",
)
MIXED = st.lists(st.sampled_from(ODD), max_size=30).map("".join)
CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=60)


def snownlp_score(text: str) -> float:
    return float(SnowNLP(text).sentiments) if text.strip() else 0.5


@pytest.mark.parametrize("call", [opinion.score, judge, sentiment_rows, opinion.classify])
@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ("停水", "文本的列表"),
        (["停水", None], "第 2 个文本.*NoneType"),
        ([1.5], "第 1 个文本.*float"),
    ],
)
def test_what_is_no_list_of_texts_is_refused(
    call: Callable[[Any], object], texts: Any, said: str
) -> None:
    with pytest.raises(TypeError, match=said):
        call(texts)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(MIXED, CHINESE, st.text(max_size=30)), max_size=12))
def test_the_engine_gives_the_scores_of_snownlp(texts: list[str]) -> None:
    expected = [snownlp_score(text) for text in texts]
    assert opinion.score(texts, model="snownlp") == pytest.approx(expected, abs=1e-9)


def test_long_runs_have_the_scores_of_snownlp() -> None:
    texts = ["差" * 2_000, "办事效率很高" * 300, "反映多次，没人管！" * 200]
    expected = [snownlp_score(text) for text in texts]
    assert opinion.score(texts, model="snownlp") == pytest.approx(expected, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(MIXED, st.text(max_size=40)), max_size=8))
def test_every_text_has_a_score_that_does_not_depend_on_the_others(texts: list[str]) -> None:
    together = opinion.score(texts)
    assert together.shape == (len(texts),)
    assert ((together >= 0) & (together <= 1)).all()
    alone = [opinion.score([text])[0] for text in texts]
    assert together == pytest.approx(alone, abs=1e-6)


def test_the_domain_model_knows_complaint_from_praise() -> None:
    scores = opinion.score(
        ["垃圾堆了一个月没人管，太让人失望了", "办事人员很热情，问题当天就解决了，感谢"]
    )
    assert scores[0] < 0.4
    assert scores[1] > 0.6


def test_a_text_without_words_is_for_a_person() -> None:
    judged = judge(["", "  \n", "@某人 http://t.cn/abc", "\ud800"])
    assert list(judged["tendency"]) == [Sentiment.UNSURE] * 4
    assert judged["score"].to_numpy() == pytest.approx(0.5)


def test_little_confidence_is_no_tendency() -> None:
    judged = judge(["太差了，非常失望，气死了", "您好"])
    assert judged["tendency"][0] is Sentiment.NEGATIVE
    assert judged["confidence"][1] < 0.6
    assert judged["tendency"][1] is Sentiment.UNSURE


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ValueError, match="default"):
        opinion.score(["好"], model="bert")


@pytest.mark.parametrize(
    ("value", "sentiment"),
    [(0.39, Sentiment.NEGATIVE), (0.4, Sentiment.NEUTRAL), (0.6, Sentiment.POSITIVE)],
)
def test_the_bounds_of_the_tendency(value: float, sentiment: Sentiment) -> None:
    assert label(value) is sentiment


def test_scores_are_float64() -> None:
    assert opinion.score(["好"]).dtype == np.float64
