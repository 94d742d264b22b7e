"""证据: the saved requests behind each finding, read from the ``fetches`` table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import execute, frame
from gongkai_monitor.facts.rows import Row, collected, plain_rows
from gongkai_monitor.indicators.catalogue import Catalogue
from gongkai_monitor.model.finding import TRAIL_URL, Evidence, Finding, hand_place, trail_id
from gongkai_monitor.vocabulary import (
    FetchOutcome,
    FetchPurpose,
    HandEvidenceKind,
    PageSign,
    TrailKind,
)

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

MAX_EVIDENCE = 20
"""More saved pages than this per finding help nobody."""

_TRAIL = """
SELECT sequence, kind, recorded_by, role, recorded_at, own_hash
FROM trail t SEMI JOIN wanted_fetch w ON 'trail-' || t.sequence = w.fetch_id
"""
_WANTED = "CREATE OR REPLACE TEMP TABLE wanted_fetch AS SELECT unnest($ids::VARCHAR[]) AS fetch_id"
_FETCHES = """
SELECT f.fetch_id, f.url, f.fetched_at, f.status, f.outcome, f.purpose, f.method, f.sign,
    f.content_hash, f.warc_file, f.warc_offset
FROM fetches f SEMI JOIN wanted_fetch USING (fetch_id)
QUALIFY row_number() OVER (PARTITION BY f.fetch_id ORDER BY f.fetched_at) = 1
"""

_HAND = """
SELECT h.evidence_id, h.taken_at, h.taken_by, h.role, h.kind, h.file_name, h.content_hash
FROM hand_evidence h SEMI JOIN wanted_fetch w ON h.evidence_id = w.fetch_id
QUALIFY row_number() OVER (PARTITION BY h.evidence_id ORDER BY h.taken_at) = 1
"""

FetchIds = dict[str, tuple[str, ...]]


def fetch_ids_of(
    findings: Sequence[Finding], facts: Mapping[str, pd.DataFrame], catalogue: Catalogue
) -> FetchIds:
    """finding_id -> the fetch ids of the facts row that it was found in."""
    by_row: dict[tuple[str, str, str], tuple[str, ...]] = {}
    subjects: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        subjects[finding.code].add(finding.subject_id)
    for rule in catalogue.rules:
        indicator = rule.indicator
        table = facts.get(indicator.applies_to)
        if table is None or "evidence" not in table.columns:
            continue
        columns = ["subject_id", "evidence", *filter(None, [indicator.object])]
        rows = collected(table)[columns]
        for row in plain_rows(rows[rows["subject_id"].isin(subjects[indicator.code])]):
            obj = str(row[indicator.object]) if indicator.object else ""
            by_row[indicator.code, str(row["subject_id"]), obj] = tuple(row["evidence"])
    return {
        finding.finding_id: by_row.get((finding.code, finding.subject_id, finding.object), ())
        for finding in findings
    }


def read_evidence(conn: duckdb.DuckDBPyConnection, fetch_ids: Iterable[str]) -> dict[str, Evidence]:
    """Fetch or evidence id -> evidence, for what is stored: requests, 人工采集, entries."""
    wanted = sorted(set(fetch_ids))
    if not wanted:
        return {}
    execute(conn, _WANTED, {"ids": wanted})
    rows = plain_rows(frame(conn, _FETCHES, {}))
    by_hand = {row["evidence_id"]: _by_hand(row) for row in plain_rows(frame(conn, _HAND, {}))}
    entries = {
        trail_id(row["sequence"]): _entry(row) for row in plain_rows(frame(conn, _TRAIL, {}))
    }
    return (
        by_hand
        | entries
        | {
            row["fetch_id"]: Evidence(
                url=row["url"],
                fetched_at=row["fetched_at"],
                status=row["status"],
                note=note_of(
                    row["purpose"], row["method"], row["status"], row["outcome"], row["sign"]
                ),
                content_hash=row["content_hash"],
                fetch_id=row["fetch_id"],
                warc_file=row["warc_file"],
                warc_offset=row["warc_offset"],
            )
            for row in rows
        }
    )


def _by_hand(row: Row) -> Evidence:
    place = hand_place(row["taken_at"], row["content_hash"], row["file_name"])
    kind = HandEvidenceKind(row["kind"]).label
    return Evidence(
        url=place,
        fetched_at=row["taken_at"],
        status=0,
        note=f"人工采集（{kind}）：{row['taken_by']}（{row['role']}），{row['file_name']}",
        content_hash=row["content_hash"],
        warc_file=place,
    )


def _entry(row: Row) -> Evidence:
    kind, role = TrailKind(row["kind"]).label, f"（{row['role']}）" if row["role"] else ""
    return Evidence(
        url=TRAIL_URL.format(row["sequence"]),
        fetched_at=row["recorded_at"],
        status=0,
        note=f"账号处理记录（{kind}），{row['recorded_by']}{role}登记",
        content_hash=row["own_hash"],
    )


def note_of(purpose: str, method: str, status: int, outcome: str, sign: str | None) -> str:
    """What a saved request shows, in Chinese."""
    parts = [f"{FetchPurpose(purpose).label}（{method}）"]
    parts.append(f"状态码 {status}" if status else FetchOutcome(outcome).label)
    if sign and sign != PageSign.NORMAL:
        parts.append(PageSign(sign).label)
    return "，".join(parts)


def attach(
    conn: duckdb.DuckDBPyConnection, findings: Sequence[Finding], fetch_ids: FetchIds
) -> list[Finding]:
    """The findings with their evidence; a request that is not stored is left out."""
    stored = read_evidence(conn, (one for ids in fetch_ids.values() for one in ids))
    return [
        replace(
            finding,
            evidence=tuple(
                stored[one]
                for one in fetch_ids.get(finding.finding_id, ())[:MAX_EVIDENCE]
                if one in stored
            ),
        )
        for finding in findings
    ]
