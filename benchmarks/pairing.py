"""Which interpretation explains which document: real papers judged, and 100,000 × 50,000 timed.

    python -m benchmarks pairing [--documents 100000]

Real: interpretations of a provincial department against documents of four provincial bodies
(``../shared/data/hebei_policies``). ``pairing_gold.csv`` holds row numbers only: for each
interpretation the rows of its document (the same document stands in several columns), read and
decided by one person from titles, dates and texts; ``undecided`` where the data cannot tell (a
picture without text). The matcher was mended on the same pairs. Baselines in the same run: the
title quoted in 《》 looked up as it is, and the nearest title by TF-IDF of character pairs.
Large: real titles in other places, on 900 sites, without links for two thirds.
"""

import argparse
import csv
import re
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer

from gongkai_monitor.documents import link_interpretations
from gongkai_monitor.documents.names import explains, names_in_interpretation, names_of_document
from gongkai_monitor.text.document_number import own_document_number

DATA = Path(__file__).resolve().parents[2] / "shared/data"
GOLD = Path(__file__).with_name("pairing_gold.csv")
PRECISION, RECALL, SECONDS, MEGABYTES = 0.98, 0.95, 120, 4_000
_SITES, _DAYS = 900, 2_500
Pairs = set[tuple[int, int]]


def main() -> None:
    """Print the figures; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    options = parser.parse_args()
    if not DATA.is_dir():
        sys.exit("the shared real data (../shared/data) is not on this machine")
    is_right = real()
    is_fast = large(options.documents)
    sys.exit(not (is_right and is_fast))


def real() -> bool:
    """Precision and recall on the real papers, beside two baselines; every error by name."""
    documents, interpretations = real_papers()
    gold, decided = read_gold()
    linked = link_interpretations(documents, interpretations)
    found = _decided(
        set(zip(linked["interpretation_id"], linked["document_id"], strict=True)), decided
    )
    print(f"real: {len(documents)} documents, {len(interpretations)} interpretations, "
          f"{len(decided)} decided, {len(gold)} pairs")  # fmt: skip
    print("| matcher | precision | recall | wrong | missed |\n|---|---|---|---|---|")
    precision, recall = row("this", found, gold)
    row("quoted title, as it is", _decided(by_quotes(documents, interpretations), decided), gold)
    row("TF-IDF, nearest", _decided(by_cosine(documents, interpretations), decided), gold)
    for name, pairs in (("wrong", found - gold), ("missed", gold - found)):
        for paper, document in sorted(pairs):
            print(f"  {name}: {interpretations['title'][paper]} | {documents['title'][document]}")
    return precision >= PRECISION and recall >= RECALL


def real_papers() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The two tables of the contract from the saved rows, ids are row numbers."""
    folder = DATA / "hebei_policies"
    documents = pd.read_parquet(folder / "policies.parquet")
    interpretations = pd.read_parquet(folder / "interpretations.parquet")
    texts = documents["text"].fillna("").str.replace("\u3000\u3000", "\n")
    numbers = [
        own_document_number(text) or own_document_number(title) or (None if text else guess or None)
        for text, title, guess in zip(texts, documents["title"], documents["doc_no"], strict=True)
    ]
    return (
        pd.DataFrame(
            {
                "document_id": range(len(documents)),
                "title": documents["title"],
                "document_number": numbers,
                "issuer": None,
                "published_on": pd.to_datetime(documents["published"], errors="coerce").dt.date,
                "url": documents["url"],
                "text": texts,
            }
        ),
        pd.DataFrame(
            {
                "interpretation_id": range(len(interpretations)),
                "title": interpretations["title"],
                "published_on": pd.to_datetime(interpretations["published"]).dt.date,
                "url": interpretations["url"],
                "text": interpretations["text"].fillna(""),
                "links": [[] for _ in range(len(interpretations))],
            }
        ),
    )


def read_gold() -> tuple[Pairs, set[int]]:
    """(interpretation, document) pairs, and the interpretations that could be decided."""
    with GOLD.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["documents"] != "undecided"]
    pairs = {
        (int(row["interpretation"]), int(number))
        for row in rows
        for number in row["documents"].split()
    }
    return pairs, {int(row["interpretation"]) for row in rows}


def row(name: str, found: Pairs, gold: Pairs) -> tuple[float, float]:
    """Print one matcher's line; its precision and recall."""
    right = len(found & gold)
    precision, recall = right / max(len(found), 1), right / len(gold)
    wrong, missed = len(found - gold), len(gold - found)
    print(f"| {name} | {precision:.4f} | {recall:.4f} | {wrong} | {missed} |")
    return precision, recall


def by_quotes(documents: pd.DataFrame, interpretations: pd.DataFrame) -> Pairs:
    """Baseline: the title in 《》 equals a name of the document."""
    rows_of: dict[str, list[int]] = {}
    for number, title in enumerate(documents["title"]):
        for name in names_of_document(title):
            rows_of.setdefault(name, []).append(number)
    return {
        (paper, number)
        for paper, title in enumerate(interpretations["title"])
        for name in names_in_interpretation(title)[0]
        for number in rows_of.get(name, ())
    }


def by_cosine(documents: pd.DataFrame, interpretations: pd.DataFrame) -> Pairs:
    """Baseline: the nearest titles by TF-IDF of character pairs, from a cosine of 0.6."""
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(2, 2))
    matrix = vectorizer.fit_transform(documents["title"])
    likeness = (vectorizer.transform(interpretations["title"]) @ matrix.T).toarray()
    best = likeness.max(axis=1)
    return {
        (int(paper), int(number))
        for paper, number in zip(*np.nonzero(likeness >= best[:, None] - 1e-9), strict=True)
        if best[paper] >= 0.6
    }


def large(count: int) -> bool:
    """Time, memory, precision and recall on many made papers."""
    documents, interpretations, truth = made_papers(count)
    before = _megabytes()
    started, cpu = time.perf_counter(), time.process_time()
    linked = link_interpretations(documents, interpretations)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    found = set(zip(linked["interpretation_id"], linked["document_id"], strict=True))
    print(f"large: {len(documents)} × {len(interpretations)}: {seconds:.1f} s, {cpu:.1f} s of "
          f"processor time, peak {_megabytes()} MB ({before} MB before), "
          f"precision {len(found & truth) / len(found):.4f}, "
          f"recall {len(found & truth) / len(truth):.4f}")  # fmt: skip
    return cpu <= SECONDS and _megabytes() <= MEGABYTES


def made_papers(count: int) -> tuple[pd.DataFrame, pd.DataFrame, Pairs]:
    """Documents under real titles in other places, half as many interpretations, their pairs."""
    policies = pd.read_parquet(DATA / "hebei_policies/policies.parquet")
    titles = [title for title in policies["title"] if len(title) >= 8 and not explains(title)]
    texts = [text[:1500] for text in policies["text"] if text and len(text) > 500]
    portals = pd.read_csv(DATA / "gov_site_lists/county_portals.csv", dtype=str)
    places = [re.sub("人民政府.*|政府.*", "", name) for name in portals["name"]]
    rng = np.random.default_rng(7)
    documents = [_made_document(number, titles, places, rng) for number in range(count)]
    interpretations, truth = [], set()
    for number in range(count // 2):
        chosen = int(rng.integers(count))
        text = texts[rng.integers(len(texts))]
        interpretations.append(_made_interpretation(number, documents[chosen], text, rng))
        truth.add((number, chosen))
    return pd.DataFrame(documents), pd.DataFrame(interpretations), truth


def _made_document(
    number: int, titles: list[str], places: list[str], rng: np.random.Generator
) -> dict[str, object]:
    place = places[rng.integers(len(places))]
    title = titles[rng.integers(len(titles))].replace("河北省", place)
    if place not in title:
        title = f"{place}{'人民政府' if '关于' in title else ''}{title}"
    day = date(2019, 1, 1) + timedelta(days=int(rng.integers(_DAYS)))
    printed = f"{place[:1]}政办发〔{day.year}〕{number % 300 + 1}号"
    return {
        "document_id": number,
        "title": title,
        "document_number": printed if number % 2 else None,
        "issuer": f"{place}人民政府",
        "published_on": day,
        "url": f"http://x{number % _SITES}.gov.cn/a/{number}.html",
        "text": "",
    }


def _made_interpretation(
    number: int, document: dict[str, object], text: str, rng: np.random.Generator
) -> dict[str, object]:
    title = str(document["title"])
    quoted = re.search("《(.+)》", title)
    name = quoted[1] if quoted else re.sub("^.*?人民政府(?=关于)|的通知$", "", title)
    forms = ("《{}》政策解读", "一图读懂{}", "图解：{}", "{}的解读", "《{}》解读")
    day = document["published_on"]
    assert isinstance(day, date)
    return {
        "interpretation_id": number,
        "title": forms[number % len(forms)].format(name),
        "published_on": day + timedelta(days=int(rng.integers(5))),
        "url": str(document["url"]).replace("/a/", f"/i/{number}-"),
        "text": text + str(document["document_number"] or ""),
        "links": [document["url"]] if number % 3 == 0 else [],
    }


def _decided(pairs: Pairs, decided: set[int]) -> Pairs:
    return {pair for pair in pairs if pair[0] in decided}


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
