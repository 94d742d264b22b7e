"""A model measured on labelled texts that it has not seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.opinion import sentiment
from gongkai_monitor.opinion.evaluation import Evaluation, Measure, evaluate, of_polarity
from gongkai_monitor.opinion.learning import Labelled
from gongkai_monitor.opinion.model_file import model_of
from gongkai_monitor.opinion.near_duplicates import has_copy
from gongkai_monitor.opinion.tasks import SENTIMENT, TERMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a model did on a set.

    Attributes:
        model: its name.
        left_out: texts that are copies of texts it learned from.
        result: F1, recall, calibration.
        polarity: AUC of the scores (sentiment only).
        unsure: share of texts for which the model is not sure; None for SnowNLP.
        sure_accuracy: how often it is right on the others.
    """

    model: str
    left_out: int
    result: Evaluation
    polarity: dict[str, Measure]
    unsure: float | None
    sure_accuracy: float | None

    def summary(self) -> dict[str, Any]:
        """The figures as plain values; a figure with its interval is a list of three."""
        figures = {"model": self.model, "left_out": self.left_out, **self.result.summary()}
        for name, one in self.polarity.items():
            figures[name] = [round(one.value, 4), round(one.low, 4), round(one.high, 4)]
        if self.unsure is not None and self.sure_accuracy is not None:
            figures["unsure"] = round(self.unsure, 4)
            figures["sure_accuracy"] = round(self.sure_accuracy, 4)
        return figures | {"reliability": self.result.reliability.round(4).to_dict("records")}


def measure(
    labelled: Labelled, model: str | Path, *, task: str = SENTIMENT, known: Sequence[str] = ()
) -> Figures:
    """Figures on the texts that are no copies of ``known`` ones.

    Args:
        labelled: texts with their true classes.
        model: ``default``, a model file, or ``snownlp`` for sentiment.
        task: what is told apart.
        known: texts that the model learned from.

    Raises:
        ValueError: for an unknown model name.
        InputError: when all texts are copies of known ones: nothing is left to measure.
    """
    fresh = ~has_copy(labelled.texts, known) if known else np.ones(len(labelled.texts), bool)
    if not fresh.any():
        expected = "至少一条不与训练文本近似重复的文本"
        actual = f"{len(fresh)} 条全部与训练文本近似重复"
        raise InputError([Fault(file="评估用的文件", expected=expected, actual=actual)])
    texts = [text for text, is_fresh in zip(labelled.texts, fresh, strict=True) if is_fresh]
    labels = labelled.labels[fresh]
    names = [term.value for term in TERMS[task]]
    least: float | None = None
    if model == "snownlp" and task == SENTIMENT:
        scores = sentiment.score(texts, model="snownlp")
        said = np.digitize(scores, [sentiment.NEGATIVE_BELOW, sentiment.POSITIVE_FROM])
        confidence = np.maximum(scores, 1 - scores)
    else:
        used = model_of(model, task=task)
        shares = used.probabilities(texts)
        said, confidence, least = shares.argmax(axis=1), shares.max(axis=1), used.least_confidence
        scores = sentiment.polarity(shares) if task == SENTIMENT else np.zeros(0)
    is_sure = confidence >= (least or 0.0)
    return Figures(
        model=str(model),
        left_out=int((~fresh).sum()),
        result=evaluate(said, confidence, labels, names),
        polarity=of_polarity(scores, labels) if task == SENTIMENT else {},
        unsure=None if least is None else float(1 - is_sure.mean()),
        sure_accuracy=None if least is None else float((said == labels)[is_sure].mean()),
    )
