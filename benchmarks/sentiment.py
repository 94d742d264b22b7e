"""Sentiment and classes: SnowNLP's own scores and their speed, the domain model on held-out sets.

    python -m benchmarks sentiment [--texts 20000] [--data ../shared/data]

The engine is compared with SnowNLP itself, text by text, in the same run. The models are measured
on sets that they have not seen, as written and without emoticons and hashtags (which tell much of
the label), SnowNLP on the same texts. Time is that of one core: processor seconds, for the machine
may be busy otherwise.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from sklearn.metrics import f1_score
from snownlp import SnowNLP

from benchmarks.sentiment_data import DATA, evaluation_texts
from gongkai_monitor.opinion import score
from gongkai_monitor.opinion.classification import classify
from gongkai_monitor.opinion.evaluation import measured
from gongkai_monitor.opinion.learning import Labelled
from gongkai_monitor.opinion.measuring import Figures, measure
from gongkai_monitor.opinion.model_file import shipped
from gongkai_monitor.opinion.normal_form import without_marks
from gongkai_monitor.opinion.snownlp_engine import engine
from gongkai_monitor.opinion.tasks import TERMS
from gongkai_monitor.vocabulary import MessageField

LEAST_RATIO, LEAST_RATE, LARGEST_DIFFERENCE = 50, 3_000, 1e-9
LEAST_AUC = {"疫情微博": 0.95, "一般微博": 0.88}
LEAST_NEGATIVE_RECALL = 0.85
_WORDS = (
    "希望有关部门尽快处理", "已经反映多次没有结果", "工作人员态度很好", "路灯坏了三个月",
    "小区停水", "太差了", "感谢政府关心", "点赞", "垃圾没人清运", "请问医保卡在哪里补办",
    "不", "好",
    "噪音扰民，夜里睡不着",
)  # fmt: skip
_ODD = (
    "\ud800",
    "\udfff",
    "㐀",
    "𠀀",
    "\u3000",
    "\x00",
    "😀",
    "é",
    "ＡＢＣ",
    "\n",
    "·",
    "龥",
    "龦",
    "0",
    "%",
)


def main() -> None:
    """Print the figures; exit code 1 when a target was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args()
    missed = against_snownlp(varied_texts(asked.texts, asked.data))
    if (asked.data / "sentiment").is_dir():
        missed += held_out(asked.data) + rate(asked.data) + classes(asked.data)
    else:
        print(f"{asked.data} holds no labelled sets: the models are not measured")
    for target in missed:
        print(f"missed: {target}")
    sys.exit(bool(missed))


def against_snownlp(texts: list[str]) -> list[str]:
    """The largest difference from SnowNLP and the ratio of characters per second."""
    started = time.process_time()
    engine()
    print(f"tables of the engine: {time.process_time() - started:.1f} s")
    SnowNLP("好").sentiments  # noqa: B018  # loads its tables
    theirs, their_time = timed(lambda: [snownlp_score(text) for text in texts])
    ours, our_time = timed(lambda: score(texts, model="snownlp"))
    difference = float(np.abs(ours - np.array(theirs)).max())
    characters = sum(map(len, texts))
    ratio = their_time / our_time
    print(
        f"{len(texts)} texts, {characters:,} characters: SnowNLP {characters / their_time:,.0f} "
        f"per second, engine {characters / our_time:,.0f}, {ratio:.0f} times; "
        f"largest difference {difference:.1e}"
    )
    return [
        *([f"{LEAST_RATIO} times SnowNLP"] if ratio < LEAST_RATIO else []),
        *(["SnowNLP's own scores"] if difference > LARGEST_DIFFERENCE else []),
    ]


def snownlp_score(text: str) -> float:
    """SnowNLP's score; it has none for a text without words, which we call 0.5."""
    return float(SnowNLP(text).sentiments) if text.strip() else 0.5


def varied_texts(count: int, folder: Path) -> list[str]:
    """Half real texts where there are any, half made up: odd, mixed, blank, long runs."""
    draw = random.Random(7)
    real: list[str] = []
    if (folder / "sentiment").is_dir():
        real = [text for part in evaluation_texts(folder).values() for text in part.texts]
        letters = pd.read_csv(folder / "sentiment" / "waimai.csv.gz")["text"].astype(str)
        real = draw.sample([*real, *letters], min(count // 2, len(real) + len(letters)))
    made = [made_text(draw) for _ in range(count - len(real))]
    return [*real, *made]


def made_text(draw: random.Random) -> str:
    """One made-up text."""
    kind = draw.random()
    if kind < 0.02:
        return draw.choice(("", " ", "\n\t", "\u3000\u3000", "123", "abc def", "！！！"))
    if kind < 0.04:
        return draw.choice(_WORDS)[:1] * draw.randint(1, 400)
    if kind < 0.5:
        characters = [chr(draw.randint(0x4E00, 0x9FA5)) for _ in range(draw.randint(1, 40))]
        return "".join(draw.choice((one, draw.choice(_ODD), one, one)) for one in characters)
    return draw.choice(("", "，", " ")).join(draw.choices((*_WORDS, *_ODD), k=draw.randint(1, 9)))


def held_out(folder: Path) -> list[str]:
    """The domain model and SnowNLP on the sets that no model has learned from."""
    missed = []
    for title, labelled in evaluation_texts(folder).items():
        for form, texts in (("as written", labelled), ("without marks", bare(labelled))):
            for model in ("default", "snownlp"):
                figures = measure(texts, model)
                print(f"\n{title} {form}, {model}: {figures.result.count} texts")
                for name, one in (figures.polarity | figures.result.measures).items():
                    print(f"  {name} {one}")
                print(f"  ece {figures.result.ece:.3f}, unsure {figures.unsure}, "
                      f"right where sure {figures.sure_accuracy}")  # fmt: skip
                if model == "default":
                    print(figures.result.reliability.round(3).to_string(index=False))
                    print(figures.result.confusion.to_string())
                    missed += missed_by(figures, title, form)
    return missed


def bare(labelled: Labelled) -> Labelled:
    """The texts without emoticons and hashtags; those that are nothing else are left out."""
    texts = [without_marks(text) for text in labelled.texts]
    kept = [n for n, text in enumerate(texts) if text.strip()]
    return Labelled(texts=tuple(texts[n] for n in kept), labels=labelled.labels[kept])


def missed_by(figures: Figures, title: str, form: str) -> list[str]:
    """The targets of a set that its figures miss."""
    found = figures.polarity["auc"].value
    recall = figures.result.measures["negative_recall"].value
    where = f"{title} {form}"
    return [
        *([f"{where}: AUC {LEAST_AUC[title]} ({found:.3f})"] if found < LEAST_AUC[title] else []),
        *([f"{where}: negative recall ({recall:.3f})"] if recall < LEAST_NEGATIVE_RECALL else []),
    ]


def rate(folder: Path) -> list[str]:
    """Texts per second of the domain model."""
    texts = [text for part in evaluation_texts(folder).values() for text in part.texts] * 3
    score(texts[:10])
    _, taken = timed(lambda: score(texts))
    per_second = len(texts) / taken
    print(f"\ndomain model: {per_second:,.0f} texts of {np.mean([*map(len, texts)]):.0f} "
          "characters per second")  # fmt: skip
    return [f"{LEAST_RATE} texts per second"] if per_second < LEAST_RATE else []


def classes(folder: Path) -> list[str]:
    """Held-out figures of the class models (from their cards), fields on the labelled sample."""
    for task in list(TERMS)[1:]:
        print(f"\n{task}: {shipped(task).card['held_out']}")
    rows = pd.read_csv(folder / "taidi_messages" / "class_train.csv.gz")["text"]
    listed = yaml.safe_load((Path(__file__).parent / "message_fields.yml").read_text("utf-8"))
    for sample, members in listed.items():
        field_of = {row: MessageField(name) for name, part in members.items() for row in part}
        found = classify(rows.iloc[list(field_of)])
        truth = np.array(list(field_of.values()))
        likely = found["likely_field"].to_numpy()
        is_sure = (found["field"] != MessageField.UNSURE).to_numpy()
        right = measured(lambda at: float((likely == truth)[at].mean()), len(truth), seed=7)  # noqa: B023
        macro = f1_score(truth, likely, average="macro", labels=sorted(set(truth)))
        print(f"fields, {sample}: {len(truth)} messages, right {right}, macro-F1 {macro:.3f}; "
              f"sure of {is_sure.mean():.2f}, of these right "
              f"{(likely == truth)[is_sure].mean():.3f}")  # fmt: skip
    return []


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """The result and the processor seconds that it took."""
    started = time.process_time()
    result = work()
    return result, time.process_time() - started


if __name__ == "__main__":
    main()
