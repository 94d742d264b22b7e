"""Ranked units on real letters: how often the first one, and one of the first three, is right.

    python -m benchmarks routing_ranked [FOLDER]

Every second letter learned and the others routed (one time, known units); and month by month:
learned from all letters before the month, as an office would that dispatches every day, or from
those that were answered before it. Mass letters also as matters: all texts of a group at once,
the group's own letters not learned.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.routing import DEFAULT, agencies_of, field_of
from gongkai_monitor.model.registry import Agency
from gongkai_monitor.opinion.unit_ranking import Candidate, UnitRanking, learn_ranking

MONTHS = ("2023-07", "2023-08", "2023-09", "2023-10")


def letters_of(data: Path) -> pd.DataFrame:
    """Letters by date, the unit as agency_code."""
    letters = pd.read_csv(data / "letters_shanghai" / "letters.csv.gz").fillna("")
    letters = letters.sort_values(["letter_date", "url"], kind="stable").reset_index(drop=True)
    return letters.assign(agency_code=letters["agency"])


def run(data: Path) -> list[dict[str, object]]:
    """One row of figures per way to learn."""
    letters = letters_of(data)
    agencies = agencies_of(letters["agency"])
    rows = [figures_of("every second", letters[::2], letters[1::2], agencies)]
    month_of = letters["letter_date"].str[:7]
    known: dict[str, Callable[[str], pd.Series]] = {
        "before the month": lambda month: letters["letter_date"] < month,
        "answered before the month": lambda month: letters["reply_date"].between("1", month),
    }
    for name, is_known in known.items():
        rows += [
            figures_of(f"{name} {month}", letters[is_known(month)], letters[month_of == month],
                      agencies)
            for month in MONTHS
        ]  # fmt: skip
    rows.append(_mass_letters(letters, agencies))
    return rows


def figures_of(
    name: str, learned: pd.DataFrame, routed: pd.DataFrame, agencies: tuple[Agency, ...]
) -> dict[str, object]:
    begun = time.process_time()
    ranking = learn_ranking(learned, agencies)
    if ranking is None:
        return {"learned": name, "letters": len(learned), "ranking": None}
    learning = time.process_time() - begun
    begun = time.process_time()
    ranked = [
        ranking.rank([f"{title}。{text}"], None)
        for title, text in zip(routed["title"], routed["text"], strict=True)
    ]
    ranking_time = time.process_time() - begun
    return {
        "learned": name,
        "letters": len(learned),
        "routed": len(routed),
        **_figures(ranked, list(routed["agency"])),
        "learning_seconds": round(learning, 1),
        "letters_per_second": round(len(routed) / ranking_time),
    }


def _figures(ranked: list[tuple[Candidate, ...]], truth: list[str]) -> dict[str, object]:
    pairs = list(zip(ranked, truth, strict=True))
    surest = sorted(pairs, key=lambda pair: -pair[0][0].share)[: len(pairs) // 10]
    return {
        "first_right": _right(pairs),
        "among_three": _share(
            [unit in {one.agency_code for one in found} for found, unit in pairs]
        ),
        "field_of_first_right": _share(
            [field_of(found[0].agency_code) == field_of(unit) for found, unit in pairs]
        ),
        "right_of_surest_tenth": _right(surest),
        "largest_share_right_at_85": _reachable(pairs),
    }


def _reachable(pairs: list[tuple[tuple[Candidate, ...], str]]) -> float:
    """What share could be decided at 85 % right if one knew the best bound (not a result)."""
    ordered = sorted(pairs, key=lambda pair: -pair[0][0].share)
    right = np.cumsum([found[0].agency_code == unit for found, unit in ordered])
    counts = np.arange(1, len(ordered) + 1)
    fit = counts[(right / counts >= 0.85) & (counts >= 20)]
    return round(float(fit[-1]) / len(ordered), 4) if len(fit) else 0.0


def _mass_letters(letters: pd.DataFrame, agencies: tuple[Agency, ...]) -> dict[str, object]:
    """Each group of mass letters as one matter, ranked by what came before its month or day."""
    ranked, truth = [], []
    rankings: dict[str, UnitRanking | None] = {}
    for group, own in letters[letters["mass_group"] != ""].groupby("mass_group"):
        month = own["letter_date"].min()[:7]
        if month not in rankings:
            earlier = letters[(letters["letter_date"] < month) & (letters["mass_group"] != group)]
            rankings[month] = learn_ranking(earlier, agencies)
        ranking = rankings[month]
        if ranking is None:
            continue
        texts = [f"{title}。{text}" for title, text in zip(own["title"], own["text"], strict=True)]
        found = ranking.rank(texts, None)
        unit = own["agency"].mode()[0]
        ranked.append(found)
        truth.append(unit)
    pairs = list(zip(ranked, truth, strict=True))
    return {
        "learned": "mass letters, before their month",
        "routed": len(pairs),
        "first_right": _right(pairs),
        "among_three": _share(
            [unit in {one.agency_code for one in found} for found, unit in pairs]
        ),
    }


def _right(pairs: list[tuple[tuple[Candidate, ...], str]]) -> float | None:
    return _share([found[0].agency_code == unit for found, unit in pairs])


def _share(right: list[bool]) -> float | None:
    return round(sum(right) / len(right), 4) if right else None


if __name__ == "__main__":
    for line in run(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
