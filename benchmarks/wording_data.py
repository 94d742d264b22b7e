"""The texts that wording is learned from and measured on, and how they are split.

The split hangs on a hash of the correct text alone, so that copies of a document or sentence are
always on the same side. Hash below 128 of 256: learning and tuning; the rest: measuring.
"""

import csv
import gzip
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

DATA = Path(
    os.environ.get("GONGKAI_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")
)
HALF, TUNED_FROM = 128, 96
SETS = ("sighan15", "ec_law")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence as written and as it should be."""

    wrong: str
    right: str
    has_error: bool


def bucket(text: str) -> int:
    """0 to 255 from the beginning of a text, its punctuation and blanks left out."""
    return hashlib.sha256(re.sub(r"\W", "", text)[:200].encode()).digest()[0]


def official_texts(first: int = HALF, last: int = 256) -> list[str]:
    """Texts of policy documents of the buckets from ``first`` to below ``last``."""
    texts = pd.read_parquet(DATA / "hebei_policies/policies.parquet")["text"].fillna("")
    return [text for text in texts.drop_duplicates() if text and first <= bucket(text) < last]


def sentence_sets(first: int = HALF, last: int = 256) -> dict[str, list[Pair]]:
    """The correction sets with the same split."""
    found = {}
    for name in SETS:
        with gzip.open(DATA / f"typos/{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
            found[name] = [
                Pair(wrong=row["src"], right=row["tgt"], has_error=row["has_error"] == "1")
                for row in csv.DictReader(file)
                if first <= hash_of_sentence(row["tgt"]) < last
            ]
    return found


def hash_of_sentence(text: str) -> int:
    """Like ``bucket``, of the whole sentence."""
    return hashlib.sha256(re.sub(r"\W", "", text).encode()).digest()[0]


def word_pairs() -> list[Pair]:
    """Wrong and right words that citizens reported; no sentence, not checked by hand."""
    with (DATA / "find_errors/typo_pairs.csv").open(encoding="utf-8", newline="") as file:
        return [
            Pair(wrong=row["wrong"], right=row["right"], has_error=True)
            for row in csv.DictReader(file)
        ]
