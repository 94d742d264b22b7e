"""Answers on real data: delays counted exactly, hints at their quality, statements found."""

import json
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from gongkai_monitor.clock import CHINA
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.indicators.limits import MessageLimit
from gongkai_monitor.opinion import statements
from gongkai_monitor.opinion.reply_deadlines import reply_delays
from gongkai_monitor.opinion.reply_quality import (
    OFF_TOPIC_BELOW,
    reply_hints,
    taken_up,
    word_weights,
)
from gongkai_monitor.vocabulary import ReplyHint, Sureness

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data"
GOLD = Path(__file__).with_name("answers_gold.csv")
AS_OF = pd.Timestamp("2025-01-01", tz=CHINA).to_pydatetime()
PUBLISHED = {"within_1": 0.452, "within_3": 0.918, "within_5": 0.981, "median": 2}
"""Handling times of 找错 in weekdays, as ``domain/rules.md`` gives them for 10,169 records."""
_GRAM = 8


def run(data: Path) -> dict[str, Any]:
    """All figures."""
    letters = _letters(data)
    return {
        "delays": {name: _delays(frame, name) for name, frame in letters.items()},
        "找错 against the published shares": _found_errors(data),
        "quality": {name: _quality(frame) for name, frame in letters.items()},
        "hints against labels": _labelled(letters),
        "statements": _statements(letters["letters_shanghai"]),
    }


def _letters(data: Path) -> dict[str, pd.DataFrame]:
    shanghai = pd.read_csv(data / "letters_shanghai" / "letters.csv.gz").fillna("")
    beijing = pd.read_csv(data / "letters_beijing" / "letters.csv.gz").fillna("")
    board = pd.read_csv(data / "taidi_messages" / "replies.csv.gz").fillna("")
    return {
        "letters_shanghai": _frame(shanghai, "letter_date", "reply_date", "信访", "reply_unit"),
        "letters_beijing": _frame(beijing, "time", "reply_time", "网站留言", "reply_unit"),
        "taidi_replies": _frame(board, "time_iso", "reply_time_iso", "网站留言", None),
    }


def _frame(
    raw: pd.DataFrame, asked: str, answered: str, source: str, agency: str | None
) -> pd.DataFrame:
    return raw.assign(
        message_id=[str(number) for number in range(len(raw))],
        received_at=pd.to_datetime(raw[asked]).dt.tz_localize(CHINA),
        replied_at=pd.to_datetime(raw[answered]).dt.tz_localize(CHINA),
        source=source,
        category="咨询",  # all of them, so that the national limit shows its arithmetic
        agency_code=raw[agency] if agency else "",
    )


def _delays(frame: pd.DataFrame, name: str) -> dict[str, Any]:
    limits = load_editions(("national",)).message_limits(AS_OF.date())
    begun = time.perf_counter()
    delays = reply_delays(frame, limits, as_of=AS_OF)
    seconds = time.perf_counter() - begun
    taken = pd.to_numeric(delays["days_taken"]).dropna()
    return {
        "messages": len(delays),
        "limit": next((one for one in delays["limit"].dropna()), ""),
        "states": dict(Counter(str(state) for state in delays["state"])),
        "median_days": float(taken.median()),
        "median_workdays": float(pd.to_numeric(delays["workdays_taken"]).median()),
        "most_days": int(taken.max()),
        "agrees_with_plain_calendar_days": _agreement(frame, delays),
        "per_second": round(len(delays) / seconds),
        "data": name,
    }


def _agreement(frame: pd.DataFrame, delays: pd.DataFrame) -> str:
    """Days between the two published dates, against the same counted by numpy on the raw text."""
    asked = frame["received_at"].dt.date.to_numpy(dtype="datetime64[D]")
    answered = frame["replied_at"].dt.date.to_numpy(dtype="datetime64[D]")
    plain = (answered - asked).astype("timedelta64[D]").astype(float)
    ours = pd.to_numeric(delays["days_taken"]).to_numpy(dtype=float)
    both = ~np.isnan(ours)
    return f"{int((plain[both] == ours[both]).sum())}/{int(both.sum())}"


def _found_errors(data: Path) -> dict[str, Any]:
    raw = pd.read_csv(data / "find_errors" / "find_errors.csv.gz")
    raw = raw[raw["created"].notna() & raw["answered"].notna()]
    frame = raw.assign(
        message_id=raw["id"].astype(str),
        received_at=pd.to_datetime(raw["created"]).dt.tz_localize(CHINA),
        replied_at=pd.to_datetime(raw["answered"]).dt.tz_localize(CHINA),
        source="找错",
        category="咨询",  # all of them, so that the national limit shows its arithmetic
        agency_code=raw["unit"],
    )
    limit = MessageLimit(
        rule="Z-2", title="找错", workdays=3, basis="3 个工作日", sureness=Sureness.VERIFIED_TWICE
    )
    delays = reply_delays(frame, (limit,), as_of=AS_OF)
    exact = pd.to_numeric(delays["workdays_taken"])
    known = exact.notna().to_numpy()
    asked = frame["received_at"].dt.date.to_numpy(dtype="datetime64[D]")[known]
    answered = frame["replied_at"].dt.date.to_numpy(dtype="datetime64[D]")[known]
    weekdays = pd.Series(np.busday_count(asked + 1, answered + 1))
    exact = exact[known]
    return {
        "records": len(delays),
        "published": PUBLISHED,
        "weekdays": _shares(weekdays),
        "workdays": _shares(exact),
        "differs_because_of_holidays": int((weekdays.to_numpy() != exact.to_numpy()).sum()),
        "states": dict(Counter(str(state) for state in delays["state"])),
        "late_by_weekdays_but_in_time": int(
            ((weekdays.to_numpy() > 3) & (exact.to_numpy() <= 3)).sum()
        ),
    }


def _shares(days: pd.Series) -> dict[str, float]:
    shares = {f"within_{n}": round(float((days <= n).mean()), 4) for n in (1, 3, 5)}
    return {**shares, "median": float(days.median())}


def _quality(frame: pd.DataFrame) -> dict[str, Any]:
    """Hints on the real answers, and how answers to other questions would be told from them."""
    begun = time.perf_counter()
    hints = reply_hints(frame)
    seconds = time.perf_counter() - begun
    questions = [f"{a}。{b}" for a, b in zip(frame["title"], frame["text"], strict=True)]
    weights = word_weights(questions)
    replies = frame["reply"].tolist()
    swapped = replies[:]
    random.Random(1).shuffle(swapped)
    own = np.array([taken_up(a, b, weights) for a, b in zip(questions, replies, strict=True)])
    other = np.array([taken_up(a, b, weights) for a, b in zip(questions, swapped, strict=True)])
    labels = [1] * len(own) + [0] * len(other)
    return {
        "answers": len(frame),
        "hints": {ReplyHint(hint).label: count for hint, count in Counter(hints["hint"]).items()},
        "auc_real_against_swapped": round(float(roc_auc_score(labels, np.r_[own, other])), 4),
        "real_below": round(float((own < OFF_TOPIC_BELOW).mean()), 4),
        "swapped_below": round(float((other < OFF_TOPIC_BELOW).mean()), 4),
        "per_second": round(len(frame) / seconds),
    }


def _labelled(letters: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """Precision and recall per hint on labelled rows (``answers_gold.csv``: row and label only).

    ``seen``: rows that the hints were improved on; ``held``: rows labelled afterwards. Precision is
    of all labelled rows with the hint, recall of the random part, where ``any`` counts another hint
    as found.
    """
    found: dict[tuple[str, str], str] = {}
    for name, frame in letters.items():
        hints = reply_hints(frame)
        for number, hint in zip(hints["message_id"], hints["hint"], strict=True):
            found[name, number] = ReplyHint(hint).value
    gold = pd.read_csv(GOLD, dtype=str)
    gold["hint"] = [found.get(key, "") for key in zip(gold["data"], gold["row"], strict=True)]
    is_held = gold["part"].str.startswith("held")
    return {name: _scores(gold[mask]) for name, mask in (("seen", ~is_held), ("held", is_held))}


def _scores(rows: pd.DataFrame) -> dict[str, Any]:
    random_part = rows[rows["part"].str.endswith("random")]
    scores: dict[str, Any] = {"rows": len(rows), "random rows": len(random_part)}
    for hint in ReplyHint:
        flagged = rows[rows["hint"] == hint.value]
        wanted = random_part[random_part["label"] == hint.value]
        scores[hint.label] = {
            "precision": f"{int((flagged['label'] == hint.value).sum())}/{len(flagged)}",
            "has any fault": f"{int((flagged['label'] != 'fine').sum())}/{len(flagged)}",
            "recall": f"{int((wanted['hint'] == hint.value).sum())}/{len(wanted)}",
            "recall by any": f"{int((wanted['hint'] != '').sum())}/{len(wanted)}",
        }
    fine = random_part[random_part["label"] == "fine"]
    scores["fine with a hint"] = f"{int((fine['hint'] != '').sum())}/{len(fine)}"
    return scores


def _statements(letters: pd.DataFrame) -> dict[str, Any]:
    """Answers found among all answers of the city, from the letters of one matter only.

    A candidate is right when it answers a letter of the group, or says the same as such an answer
    (mass letters that differ too much for their key get the same text).
    """
    publications = letters.assign(
        source="page",
        title="",
        text=letters["reply"],
        published_at=pd.Series(pd.NaT, letters.index),
        published_on=letters["replied_at"].dt.date,
    )[list(statements.PUBLICATION_COLUMNS)]
    grouped = letters[letters["mass_group"] != ""].sort_values("received_at")
    hotspots = pd.DataFrame(
        [
            {
                "hotspot_id": key,
                "title": group["title"].mode()[0],
                "detected_at": group["received_at"].iloc[2].to_pydatetime(),
                "agency_code": None,
                "message_ids": group["message_id"].tolist(),
            }
            for key, group in grouped.groupby("mass_group")
        ]
    )
    begun = time.perf_counter()
    found = statements.find_statements(hotspots, letters, publications, as_of=AS_OF)
    seconds = time.perf_counter() - begun
    grams = {key: [_grams(one) for one in set(group["reply"])] for key, group in
             grouped.groupby("mass_group")}  # fmt: skip
    reply = dict(zip(letters["url"], letters["reply"], strict=True))
    right = np.array(
        [
            any(_alike(_grams(reply[url]), one) for one in grams[key])
            for url, key in zip(found["url"], found["hotspot_id"], strict=True)
        ]
    )
    first = found.assign(right=right).groupby("hotspot_id")["right"]
    return {
        "matters": len(hotspots),
        "publications": len(publications),
        "candidates": len(found),
        "right_candidates": round(float(right.mean()), 4),
        "matters_with_candidates": int(first.ngroups),
        "first_candidate_right": int(first.first().sum()),
        "right_one_among_candidates": int(first.any().sum()),
        "seconds": round(seconds, 2),
    }


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1))


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= 0.5 * min(len(a), len(b))


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    figures = json.dumps(run(folder), ensure_ascii=False, indent=1)
    sys.stdout.write(figures + "\n")
