"""解读材料: its form, whether it links to its document, what it explains (J-7, J-8, J-11)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from gongkai_monitor.documents.forms import forms_of
from gongkai_monitor.documents.substance import Substance, measure_substance
from gongkai_monitor.facts.made import table_of
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import Row, plain_rows

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_TEXTS = """
SELECT url, body FROM policy_article WHERE url IN (SELECT unnest($urls)) AND body IS NOT NULL
"""
_SHARED = ("as_of", "collected_at", "collection_state", "cause", "detail", "agency_code")


def measure_interpretations(
    conn: duckdb.DuckDBPyConnection,
    as_of: datetime,
    *,
    documents: pd.DataFrame,
    interpretations: pd.DataFrame,
    links: pd.DataFrame,
) -> pd.DataFrame:
    """The ``interpretation`` facts: a row for each pair of a document that owes one.

    Args:
        conn: prepared connection; ``document.read_papers`` must have run.
        as_of: the moment.
        documents: the ``document`` facts.
        interpretations: from ``read_papers``.
        links: from ``gongkai_monitor.documents.link_interpretations``.
    """
    owing = {row["document_url"]: row for row in plain_rows(documents) if _owes(row)}
    papers = {row["interpretation_id"]: row for row in plain_rows(interpretations)}
    pairs = [row for row in plain_rows(links) if row["document_id"] in owing]
    urls = sorted({url for row in pairs for url in (row["document_id"], row["interpretation_id"])})
    texts = {row["url"]: row["body"] for row in plain_rows(frame(conn, _TEXTS, {"urls": urls}))}
    rows = [
        _measured(owing[pair["document_id"]], papers[pair["interpretation_id"]], texts, as_of)
        for pair in pairs
    ]
    return table_of(
        "interpretation",
        rows,
        counts=("text_length", "part_count", "missing_count"),
        flags=("is_read", "links_to_document"),
    )


def _owes(row: Row) -> bool:
    return row["needs_interpretation"] is not None and bool(row["needs_interpretation"])


def _measured(document: Row, paper: Row, texts: dict[str, str], as_of: datetime) -> dict[str, Any]:
    is_read = paper["content_hash"] is not None
    text = texts.get(paper["url"], "") if is_read else None
    measured = measure_substance(text or "", texts.get(document["document_url"], ""))
    return {
        **{name: document[name] for name in _SHARED},
        "as_of": as_of,
        "subject_id": document["document_url"],
        "subject_name": document["title"] or document["document_url"],
        "evidence": [one for one in (paper["fetch_id"], *(document["evidence"] or ())) if one],
        "document_url": document["document_url"],
        "interpretation_url": paper["url"],
        "site_code": paper["site_code"],
        "title": paper["title"],
        "document_title": document["title"],
        "published_on": paper["published_on"],
        "forms": "、".join(form.label for form in forms_of(paper["title"] or "", text)),
        "is_read": is_read,
        "links_to_document": (
            document["document_url"] in (paper["links"] or ()) if is_read else None
        ),
        **_substance(measured),
    }


def _substance(measured: Substance) -> dict[str, Any]:
    if not measured.is_measured:
        return {"text_length": measured.text_length}
    shown = (f"{part}：{passage}" for part, passage in measured.parts.items())
    return {
        "text_length": measured.text_length,
        "overlap_ratio": measured.overlap_ratio,
        "overlap_percent": (
            None if measured.overlap_ratio is None else round(100 * measured.overlap_ratio)
        ),
        "copied_passage": measured.copied,
        "part_count": len(measured.parts),
        "missing_count": len(measured.missing),
        "missing_parts": "、".join(measured.missing) or None,
        "shown_parts": "\n".join(shown) or None,
    }
