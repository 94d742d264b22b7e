"""The labelled sets of the shared data: what is learned from, and what is held out wholly."""

from pathlib import Path

import numpy as np
import pandas as pd

from gongkai_monitor.opinion.learning import Labelled
from gongkai_monitor.opinion.tasks import SENTIMENT, TERMS, term_of

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
HELD_OUT = {"疫情微博": "ewect_virus_eval", "一般微博": "ewect_usual_eval"}


def labelled_set(folder: Path, name: str) -> Labelled:
    """One set of sentiment."""
    rows = pd.read_csv(folder / "sentiment" / f"{name}.csv.gz").dropna(subset="text")
    numbers = [TERMS[SENTIMENT].index(term_of(SENTIMENT, label)) for label in rows["label"]]
    return Labelled(texts=tuple(rows["text"].astype(str)), labels=np.array(numbers))


def evaluation_texts(folder: Path) -> dict[str, Labelled]:
    """The sets that no model has learned from."""
    return {title: labelled_set(folder, name) for title, name in HELD_OUT.items()}
