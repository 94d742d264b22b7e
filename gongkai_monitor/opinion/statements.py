"""回应 found by itself: official pages and posts that may answer a hotspot, as candidates.

A candidate came out after the hotspot could be seen, and speaks of the same object, place and
words. A person confirms it (``gongkai hotspots answer``); until then it stops no clock.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import rjieba
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from gongkai_monitor import identity
from gongkai_monitor.clock import china_date

PUBLICATION_COLUMNS = (
    "source", "agency_code", "title", "url", "text", "published_at", "published_on",
)  # fmt: skip
CANDIDATE_COLUMNS = (
    "statement_id", "hotspot_id", "agency_code", "source", "title", "url", "published_at",
    "published_on", "score", "reasons", "text",
)  # fmt: skip
CANDIDATE_FROM = 0.2
"""Least likeness of a candidate; on public letters and their answers three of four that reach it
answer the matter (docs/performance.md)."""

_MOST_CANDIDATES = 5
_SAME_AGENCY, _ANSWERING = 0.05, 0.05
_BODY, _EXCERPT = 1500, 300
_ROWS = 512
_ANSWERS = re.compile(
    r"回应|情况(?:说明|通报|通告)|通报|说明|答复|公告|处置|整改|调查|致歉|澄清|辟谣|发布会"
)
_NOT_WORDS = re.compile(r"[\s\d\W_a-zA-Z]+")


def find_statements(
    hotspots: pd.DataFrame, messages: pd.DataFrame, publications: pd.DataFrame, *, as_of: datetime
) -> pd.DataFrame:
    """Candidates per hotspot, the likeliest first, ``CANDIDATE_COLUMNS``.

    Args:
        hotspots: hotspot_id, title, detected_at, agency_code, message_ids.
        messages: message_id, title, text of their members.
        publications: ``PUBLICATION_COLUMNS``; a page of which only the day is known counts from
            the day of the detection on, and proves no hour.
        as_of: later publications do not count.
    """
    if hotspots.empty or publications.empty:
        return pd.DataFrame(columns=list(CANDIDATE_COLUMNS))
    known = publications.drop_duplicates("url").reset_index(drop=True)
    read = known[["title", "text"]].astype(object).fillna("")  # a post may have no text
    words = {
        number: f"{title}。{text or ''}"[:_BODY]
        for number, title, text in zip(
            messages["message_id"], messages["title"], messages["text"], strict=True
        )
    }
    asked = [
        " ".join([f"{title} {title}", *(words[one] for one in ids if one in words)])
        for title, ids in zip(hotspots["title"], hotspots["message_ids"], strict=True)
    ]
    said = [
        f"{title} {title} {text[:_BODY]}"
        for title, text in zip(read["title"], read["text"], strict=True)
    ]
    is_word = cache(_is_word)

    def words_of(text: str) -> list[str]:
        return [word for word in rjieba.cut(text) if is_word(word)]

    vectorizer = TfidfVectorizer(analyzer=words_of, sublinear_tf=True)
    fitted = vectorizer.fit_transform([*said, *asked])
    pages, matters = fitted[: len(said)], fitted[len(said) :]
    names = vectorizer.get_feature_names_out()
    published = known.assign(heading=read["title"], body=read["text"]).to_dict("records")
    rows: list[dict[str, Any]] = []
    for number, (hotspot, near) in enumerate(
        zip(hotspots.to_dict("records"), _near(matters, pages), strict=True)
    ):
        found = [
            (at, _score(published[at], hotspot, likeness))
            for at, likeness in near
            if _is_after(published[at], hotspot["detected_at"], as_of)
        ]
        for at, score in sorted(found, key=lambda one: (-one[1], one[0]))[:_MOST_CANDIDATES]:
            shared = _shared(csr_matrix(pages[at]), csr_matrix(matters[number]), names)
            rows.append(_candidate(published[at], hotspot, score, shared))
    return pd.DataFrame(rows, columns=list(CANDIDATE_COLUMNS))


def _near(matters: csr_matrix, pages: csr_matrix) -> Iterator[list[tuple[int, float]]]:
    """Pages that are alike enough, and how much; for each matter."""
    columns = csr_matrix(pages.T)
    for first in range(0, matters.shape[0], _ROWS):
        likeness = csr_matrix(matters[first : first + _ROWS] @ columns)
        for start, stop in pairwise(likeness.indptr):
            enough = likeness.data[start:stop] >= CANDIDATE_FROM
            at = likeness.indices[start:stop][enough].tolist()
            yield list(zip(at, likeness.data[start:stop][enough].tolist(), strict=True))


def _is_after(page: Mapping[Any, Any], detected_at: datetime, as_of: datetime) -> bool:
    """Whether a publication came after the detection and was known by ``as_of``."""
    if pd.notna(page["published_at"]):
        return bool(detected_at <= page["published_at"] <= as_of)
    on = page["published_on"]
    return bool(pd.notna(on) and china_date(detected_at) <= on <= china_date(as_of))


def _score(page: Mapping[Any, Any], hotspot: Mapping[Any, Any], likeness: float) -> float:
    score = likeness + (_SAME_AGENCY if _is_same_agency(page, hotspot) else 0.0)
    return score + (_ANSWERING if _ANSWERS.search(page["heading"]) else 0.0)


def _is_same_agency(page: Mapping[Any, Any], hotspot: Mapping[Any, Any]) -> bool:
    return bool(page["agency_code"]) and page["agency_code"] == hotspot["agency_code"]


def _candidate(
    page: Mapping[Any, Any], hotspot: Mapping[Any, Any], score: float, shared: Sequence[str]
) -> dict[str, Any]:
    told = ("agency_code", "source", "title", "url", "published_at", "published_on")
    return {
        "statement_id": identity.stable_id("statement", hotspot["hotspot_id"], page["url"]),
        "hotspot_id": hotspot["hotspot_id"],
        **{name: page[name] for name in told},
        "score": round(score, 4),
        "reasons": _reasons(page, hotspot, shared),
        "text": page["body"][:_EXCERPT],
    }


def _shared(page: csr_matrix, vector: csr_matrix, names: np.ndarray) -> list[str]:
    common = page.multiply(vector).tocoo()
    order = np.argsort(-common.data)
    return [str(names[common.col[at]]) for at in order[:5]]


def _reasons(
    page: Mapping[Any, Any], hotspot: Mapping[Any, Any], shared: Sequence[str]
) -> list[str]:
    reasons = [f"同有“{'、'.join(shared)}”"]
    if _is_same_agency(page, hotspot):
        reasons.append("由责任单位发布")
    if match := _ANSWERS.search(page["heading"]):
        reasons.append(f"标题含“{match[0]}”")
    if pd.isna(page["published_at"]):
        reasons.append("只有日期，没有钟点")
    return reasons


def _is_word(token: str) -> bool:
    return len(token) > 1 and not _NOT_WORDS.search(token)
