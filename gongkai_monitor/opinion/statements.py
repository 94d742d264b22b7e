"""回应 found by itself: official pages and posts that may answer a hotspot, as candidates.

A candidate came out after the hotspot could be seen, and speaks of the same object, place and
words. A person confirms it (``gongkai hotspots answer``); until then it stops no clock.
"""

import re
from collections.abc import Sequence
from datetime import datetime
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
    vectorizer = TfidfVectorizer(analyzer=_words, sublinear_tf=True)
    fitted = vectorizer.fit_transform([*said, *asked])
    pages, matters = fitted[: len(said)], fitted[len(said) :]
    names = vectorizer.get_feature_names_out()
    rows: list[dict[str, Any]] = []
    for number, hotspot in enumerate(_rows_of(hotspots)):
        vector = csr_matrix(matters[number])
        likeness = np.asarray((pages @ vector.T).todense()).ravel()
        allowed = _after(known, hotspot["detected_at"], as_of)
        rows += _best(hotspot, known, likeness, allowed, pages, vector, names)
    return pd.DataFrame(rows, columns=list(CANDIDATE_COLUMNS))


def _rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows with their column names as text."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _after(known: pd.DataFrame, detected_at: datetime, as_of: datetime) -> np.ndarray:
    """Publications after the detection and known by ``as_of``."""
    at = pd.to_datetime(known["published_at"], utc=True)
    by_instant = (at >= detected_at) & (at <= as_of)
    first, last = china_date(detected_at), china_date(as_of)
    on = known["published_on"]
    by_day = [pd.notna(one) and first <= one <= last for one in on]
    return np.where(at.notna(), by_instant, by_day)


def _best(
    hotspot: dict[str, Any],
    known: pd.DataFrame,
    likeness: np.ndarray,
    allowed: np.ndarray,
    pages: csr_matrix,
    vector: csr_matrix,
    names: np.ndarray,
) -> list[dict[str, Any]]:
    score = likeness.copy()
    score[known["agency_code"] == hotspot["agency_code"]] += _SAME_AGENCY
    score[known["title"].fillna("").str.contains(_ANSWERS)] += _ANSWERING
    score[~allowed.astype(bool) | (likeness < CANDIDATE_FROM)] = 0
    rows = []
    for at in np.argsort(-score, kind="stable")[:_MOST_CANDIDATES]:
        if score[at] <= 0:
            break
        page = known.iloc[at]
        shared = _shared(csr_matrix(pages[at]), vector, names)
        rows.append(
            {
                "statement_id": identity.stable_id("statement", hotspot["hotspot_id"], page["url"]),
                "hotspot_id": hotspot["hotspot_id"],
                **{name: page[name] for name in ("agency_code", "source", "title", "url",
                                                 "published_at", "published_on")},
                "score": round(float(score[at]), 4),
                "reasons": _reasons(page, hotspot, shared),
                "text": (page["text"] or "")[:_EXCERPT],
            }
        )  # fmt: skip
    return rows


def _shared(page: csr_matrix, vector: csr_matrix, names: np.ndarray) -> list[str]:
    common = page.multiply(vector).tocoo()
    order = np.argsort(-common.data)
    return [str(names[common.col[at]]) for at in order[:5]]


def _reasons(page: pd.Series, hotspot: dict[str, Any], shared: Sequence[str]) -> list[str]:
    reasons = [f"同有“{'、'.join(shared)}”"]
    if page["agency_code"] == hotspot["agency_code"] and page["agency_code"]:
        reasons.append("由责任单位发布")
    if match := _ANSWERS.search(page["title"] or ""):
        reasons.append(f"标题含“{match[0]}”")
    if pd.isna(page["published_at"]):
        reasons.append("只有日期，没有钟点")
    return reasons


def _words(text: str) -> list[str]:
    return [word for word in rjieba.cut(text) if len(word) > 1 and not _NOT_WORDS.search(word)]
