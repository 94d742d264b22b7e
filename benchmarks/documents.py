"""How well policy documents are read: pages against their table, running texts against a reader.

``documents_gold.csv`` holds what a person read in 60 texts drawn at random from the documents of
the province (their row numbers; ``issue`` is 自公布之日): its own number, the day of signature,
the day it comes into force, the last day it states. Part of ``python -m benchmarks extraction``.
"""

from datetime import date
from pathlib import Path

from benchmarks.extraction import Score, pages, rows
from gongkai_monitor.documents import PolicyDocument, read_document
from gongkai_monitor.text.dates import parse_date
from gongkai_monitor.text.document_number import normalise_document_number
from gongkai_monitor.text.issuers import split_issuers

_GOLD = Path(__file__).with_name("documents_gold.csv")


def document_pages(data: Path) -> dict[str, Score]:
    """Fields of the gov.cn pages and their next-day copies, against what their table prints."""
    folder = data / "govcn_policy_pages"
    files = pages(folder / "pages.tar.gz")
    names = (
        "title", "document_number", "issuers", "signed_on", "published_on", "theme",
        "index_number",
    )  # fmt: skip
    scores = {name: Score(f"document page, {name}") for name in names}
    for row in rows(folder / "gold.csv"):
        expected = {
            "title": row["标题"],
            "document_number": normalise_document_number(row["文号"]),
            "issuers": split_issuers(row["发文机关"]),
            "signed_on": parse_date(row["成文日期"]),
            "published_on": parse_date(row["发布日期"]),
            "theme": row["主题分类"],
            "index_number": row["索引号"],
        }
        for file in (row["file"], row["file"].replace("pages/", "next_day/")):
            found = read_document(files[file], url=row["url"])
            for name, score in scores.items():
                score.add(file, expected[name], getattr(found, name))
    return scores


def dated_documents(data: Path) -> Score:
    """Day of publication of the pages of 2014 and later that state it in META."""
    folder = data / "html_pages"
    files = pages(folder / "bjjs.tar.gz") | pages(folder / "modern.tar.gz")
    score = Score("document page with META, published_on")
    for row in rows(folder / "index.csv"):
        if row["meta_date"]:
            found = read_document(files[row["file"]], url=row["url"])
            score.add(row["file"], parse_date(row["meta_date"]), found.published_on)
    return score


def document_texts(data: Path) -> dict[str, Score]:
    """Number and days in the texts that a person has read."""
    import pyarrow.parquet as pq

    table = pq.read_table(data / "hebei_policies" / "policies.parquet").to_pylist()
    names = ("document_number", "signed_on", "effective_on", "expires_on")
    scores = {name: Score(f"document text, {name}") for name in names}
    for gold in rows(_GOLD):
        row = table[int(gold["row"])]
        text = row["text"].replace("\u3000\u3000", "\n")
        found = read_document(f"{row['title']}\n{text}")
        for name, score in scores.items():
            score.add(gold["row"], _expected(gold[name], gold["signed_on"]), _stated(found, name))
    return scores


def _expected(cell: str, signed_on: str) -> object:
    cell = signed_on if cell == "issue" else cell
    return (parse_date(cell) or cell) if cell else None


def _stated(found: PolicyDocument, name: str) -> str | date | None:
    """A field as the document states it: a computed last day is none."""
    if name == "expires_on" and not (found.expiry_basis and found.expiry_basis.is_stated):
        return None
    value: str | date | None = getattr(found, name)
    return value
