"""How often people label one text in two ways: what no model of the text can tell.

    python -m benchmarks label_noise [--data ../shared/data]

Same texts are equal once emoticons, hashtags, mentions, addresses, numbers and blanks are gone;
copies are alike by runs of characters (``near_duplicates``). The oracle says of each text what
most of its like carry, itself among them (an upper bound); "another" says what one of the others
carries. The sentiment sets were made distinct by their text before, and texts of two labels
dropped, so that the figures of them are what is left of the disagreement.
"""

import argparse
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score

from benchmarks.sentiment_data import DATA, HELD_OUT, labelled_set
from benchmarks.text_models import error_report_texts
from gongkai_monitor.opinion.learning import Labelled
from gongkai_monitor.opinion.near_duplicates import groups
from gongkai_monitor.opinion.normal_form import normal_forms, without_marks
from gongkai_monitor.opinion.report_signs import in_parts
from gongkai_monitor.opinion.tasks import ERROR_REPORTS, SENTIMENT, TERMS

_LEARNED = ("ewect_virus_train", "nlpcc2020", "waimai")


def main() -> None:
    """Print the figures of every set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args()
    for name in (*_LEARNED, *HELD_OUT.values()):
        told(name, labelled_set(asked.data, name), task=SENTIMENT)
    reports, _ = error_report_texts(asked.data)
    texts = tuple(in_parts(text)[0] for text in reports.texts)
    told("find_errors", Labelled(texts=texts, labels=reports.labels), task=ERROR_REPORTS)


def told(name: str, labelled: Labelled, *, task: str) -> None:
    """Print how far the labels of like texts agree."""
    forms = normal_forms([without_marks(text) for text in labelled.texts])
    for kind, parts in (
        ("the same text", np.unique(forms, return_inverse=True)[1]),
        ("copies", groups(labelled.texts)),
    ):
        alike = np.bincount(parts)[parts] > 1
        alike &= np.array([bool(form.strip()) for form in forms])
        figures = agreement(parts[alike], labelled.labels[alike], task=task)
        print(f"{name}, {kind}: {figures}", flush=True)


def agreement(parts: np.ndarray, labels: np.ndarray, *, task: str) -> dict[str, float]:
    """Figures of texts that all have a like: ``parts`` are the numbers of their groups."""
    numbers, part_of = np.unique(parts, return_inverse=True)
    if not len(numbers):
        return {"texts": 0}
    votes = np.zeros((len(numbers), len(TERMS[task])))
    np.add.at(votes, (part_of, labels), 1)
    sizes = votes.sum(axis=1)
    others = votes[part_of] - np.eye(len(TERMS[task]))[labels]
    pairs, alike = (sizes * (sizes - 1)).sum(), (votes * (votes - 1)).sum()
    said = votes[part_of].argmax(axis=1)
    figures = {
        "texts": len(labels),
        "groups": len(numbers),
        "groups_of_two_labels": float(((votes > 0).sum(axis=1) > 1).mean()),
        "pairs_that_agree": float(alike / pairs),
        "oracle_right": float((said == labels).mean()),
        "oracle_macro_f1": _macro(labels, said),
        "another_macro_f1": _macro(labels, others.argmax(axis=1)),
    }
    is_polar = (labels != 1) if task == SENTIMENT else np.zeros(len(labels), bool)
    if is_polar.any() and len(set(labels[is_polar])) == 2:
        for told_by, shares in (("oracle", votes[part_of]), ("another", others)):
            scores = (shares[:, 2] + shares[:, 1] / 2) / shares.sum(axis=1)
            figures[f"{told_by}_auc"] = float(
                roc_auc_score(labels[is_polar] == 2, scores[is_polar])
            )
    return {key: round(value, 4) for key, value in figures.items()}


def _macro(labels: np.ndarray, said: np.ndarray) -> float:
    return float(f1_score(labels, said, average="macro", labels=sorted(set(labels))))


if __name__ == "__main__":
    main()
