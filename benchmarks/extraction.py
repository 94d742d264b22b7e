"""How well and how fast articles are extracted from the saved real pages.

Run ``python benchmarks/extraction.py [DATA_FOLDER]``; the folder is the shared real data.
"""

import csv
import re
import statistics
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path

from gongkai_monitor.text.article import Article, extract_article
from gongkai_monitor.text.charset import decode, is_mojibake
from gongkai_monitor.text.dates import parse_date
from gongkai_monitor.text.document_number import (
    find_document_number,
    find_document_numbers,
    normalise_document_number,
)

_DATE_META = re.compile(
    rb"<meta[^>]+name=[\"']?(?:docdate|pubdate|publishdate)[\"']?[^>]*>", re.IGNORECASE
)
_TRAP_DATE = re.compile(
    r"(?:页面生成时间|maketime\" content=\"|今天是|访问量|浏览次数)[：:\s]*"
    r"((?:19|20)\d\d[-年/]\d{1,2}[-月/]\d{1,2})",
    re.IGNORECASE,
)


@dataclass
class Score:
    """Right answers out of all, with the misses."""

    name: str
    right: int = 0
    total: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, key: str, expected: object, actual: object) -> None:
        """Count one answer."""
        self.total += 1
        if expected == actual:
            self.right += 1
        else:
            self.misses.append(f"{key}: expected {expected}, got {actual}")

    def __str__(self) -> str:
        return f"{self.name}: {self.right}/{self.total}"


@cache
def pages(archive: Path) -> dict[str, bytes]:
    """Files of an archive by their path in it."""
    with tarfile.open(archive) as tar:
        return {
            member.name.removeprefix("./"): handle.read()
            for member in tar.getmembers()
            if member.isfile() and (handle := tar.extractfile(member)) is not None
        }


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a csv file."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def policy_pages(data: Path) -> dict[str, Score]:
    """Fields of the gov.cn policy pages against what their table prints."""
    folder = data / "govcn_policy_pages"
    files = pages(folder / "pages.tar.gz")
    read: dict[str, tuple[str, Callable[[Article], object], Callable[[str], object]]] = {
        "title": ("标题", lambda a: a.title, str),
        "published_on": ("发布日期", lambda a: a.published_on, parse_date),
        "signed_on": ("成文日期", lambda a: a.signed_on, parse_date),
        "document_number": ("文号", lambda a: a.document_number, normalise_document_number),
        "issuer": ("发文机关", lambda a: a.issuer, str),
        "index_number": ("索引号", lambda a: a.index_number, str),
    }
    scores = {name: Score(name) for name in read}
    for row in rows(folder / "gold.csv"):
        for file in (row["file"], row["file"].replace("pages/", "next_day/")):
            article = extract_article(files[file], row["url"])
            for name, (column, actual, expected) in read.items():
                scores[name].add(file, expected(row[column]), actual(article))
    return scores


def dated_pages(data: Path, *, hide_meta: bool) -> Score:
    """The 2014 pages that state their date in META; with it hidden, the text must do."""
    folder = data / "html_pages"
    files = pages(folder / "bjjs.tar.gz") | pages(folder / "modern.tar.gz")
    score = Score("date without META" if hide_meta else "date with META")
    for row in rows(folder / "index.csv"):
        if row["meta_date"]:
            body = files[row["file"]]
            body = _DATE_META.sub(b"", body) if hide_meta else body
            article = extract_article(body, row["url"])
            score.add(row["file"], parse_date(row["meta_date"]), article.published_on)
    return score


def trap_dates(data: Path) -> Score:
    """No date printed as 页面生成时间, 访问量 or the like is taken, on any saved page."""
    folder = data / "html_pages"
    files = pages(folder / "bjjs.tar.gz") | pages(folder / "modern.tar.gz")
    score = Score("traps avoided")
    for name, body in files.items():
        traps = {parse_date(printed) for printed in _TRAP_DATE.findall(decode(body).text)}
        if traps:
            found = extract_article(body, "").published_on
            score.add(name, False, found in traps)
    return score


def mojibake_pages(data: Path) -> Score:
    """Pages that were destroyed at their source are recognised, and only those."""
    folder = data / "html_pages"
    files = pages(folder / "bjjs.tar.gz") | pages(folder / "modern.tar.gz")
    score = Score("mojibake recognised")
    for row in rows(folder / "index.csv"):
        expected = int(row["mojibake_marks"] or 0) > 100
        score.add(row["file"], expected, is_mojibake(decode(files[row["file"]]).text))
    return score


def modern_pages(data: Path) -> Score:
    """Title and date of the pages with the national META tags."""
    files = pages(data / "html_pages" / "modern.tar.gz")
    expected = {
        "shanxi_gov_news_2019.html": date(2019, 9, 18),
        "deqing_gov_2016.html": date(2016, 11, 22),
        "gansu_jyt_list_2025.html": None,  # a list page: 页面生成时间 only
    }
    score = Score("modern pages, date")
    for hide in (False, True):
        for name, body in files.items():
            page = _DATE_META.sub(b"", body) if hide else body
            found = extract_article(page, "").published_on
            score.add(f"{name} hidden={hide}", expected[Path(name).name], found)
    return score


def titles_without_marks(data: Path) -> Score:
    """Titles of the 2014 pages with the marks of their CMS hidden, against those marks."""
    score = Score("title without marks")
    for name, body in pages(data / "html_pages" / "bjjs.tar.gz").items():
        html = decode(body).text
        marked = re.search(r"<!--TitleStart-->(.*?)<!--TitleEnd-->", html, re.DOTALL)
        if marked:
            plain = re.sub(r"</?[a-zA-Z][^>]*>", "", marked[1])
            title = extract_article(re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL), "").title
            score.add(name, _key(unescape(plain)), _key(title or ""))
    return score


def _key(text: str) -> str:
    """Text without blanks."""
    return "".join(text.split())


def new_media_articles(data: Path) -> Score:
    """Title of saved articles of 微信, 头条 and 百家号."""
    folder = data / "newmedia_samples"
    files = pages(folder / "samples.tar.gz")
    score = Score("new media, title")
    for row in rows(folder / "index.csv"):
        if row["file"].startswith("articles/"):
            body = next(files[name] for name in files if name.endswith(row["file"]))
            title = extract_article(body, "").title or ""
            score.add(row["file"], True, title.startswith(row["title"][:30]))
    return score


def hebei_numbers(data: Path) -> tuple[Score, Score]:
    """Document numbers in title, summary and text against the source's guess."""
    import pyarrow.parquet as pq

    table = pq.read_table(data / "hebei_policies" / "policies.parquet").to_pylist()
    same, mentioned = Score("number as guessed by the source"), Score("guess is mentioned")
    for row in table:
        if row["doc_no"]:
            text = "\n".join(row[name] for name in ("title", "summary", "text") if row[name])
            guess = normalise_document_number(row["doc_no"])
            same.add(row["title"], guess, find_document_number(text))
            mentioned.add(row["title"], True, guess in find_document_numbers(text))
    return same, mentioned


def date_sources(data: Path) -> Counter[str]:
    """Where the dates of the 2014 pages came from when META is hidden."""
    files = pages(data / "html_pages" / "bjjs.tar.gz")
    return Counter(
        extract_article(_DATE_META.sub(b"", body), "").date_source.label for body in files.values()
    )


def milliseconds(data: Path, *, every: int = 1) -> list[float]:
    """Processor time per page over all (or every n-th) saved pages, as received bytes."""
    extract_article(b"<p>warm</p>", "")
    spent = []
    folder = data / "html_pages"
    files = pages(folder / "bjjs.tar.gz") | pages(folder / "modern.tar.gz")
    for body in list(files.values())[::every]:
        start = time.process_time()
        extract_article(body, "http://www.example.gov.cn/a/1.html")
        spent.append(1000 * (time.process_time() - start))
    return spent


def main(data: Path) -> None:
    """Print every figure."""
    from benchmarks import documents

    scores = [
        *policy_pages(data).values(),
        dated_pages(data, hide_meta=False),
        dated_pages(data, hide_meta=True),
        trap_dates(data),
        titles_without_marks(data),
        mojibake_pages(data),
        new_media_articles(data),
        modern_pages(data),
        *hebei_numbers(data),
        *documents.document_pages(data).values(),
        documents.dated_documents(data),
        *documents.document_texts(data).values(),
    ]
    for score in scores:
        print(score)
        for miss in score.misses[:60]:
            print("   ", miss)
    print("sources without META:", dict(date_sources(data)))
    spent = sorted(milliseconds(data))
    print(
        f"ms per page: median {statistics.median(spent):.1f}, mean {statistics.mean(spent):.1f}, "
        f"p95 {spent[int(0.95 * len(spent))]:.1f}, max {spent[-1]:.1f} ({len(spent)} pages)"
    )


if __name__ == "__main__":
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default)
