"""The shipped sentiment model on real posts that it has not learned from."""

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

from gongkai_monitor.opinion.learning import Labelled
from gongkai_monitor.opinion.measuring import measure
from gongkai_monitor.opinion.tasks import SENTIMENT, TERMS, term_of

pytestmark = pytest.mark.real_data


@pytest.mark.parametrize(
    ("name", "least"), [("ewect_virus_eval", 0.95), ("ewect_usual_eval", 0.88)]
)
def test_it_tells_complaint_from_praise(shared_data: Path, name: str, least: float) -> None:
    path = shared_data / "sentiment" / f"{name}.csv.gz"
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    labels = [TERMS[SENTIMENT].index(term_of(SENTIMENT, row["label"])) for row in rows]
    labelled = Labelled(texts=tuple(row["text"] for row in rows), labels=np.array(labels))
    figures = measure(labelled, "default")
    assert figures.polarity["auc"].value >= least
    assert figures.result.measures["negative_recall"].value >= 0.85
    theirs = measure(labelled, "snownlp")
    assert figures.polarity["auc"].low > theirs.polarity["auc"].high
