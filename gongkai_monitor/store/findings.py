"""Findings and verdicts: one row per finding per audited moment, nothing is overwritten later."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import duckdb

from gongkai_monitor.clock import china_date
from gongkai_monitor.model.finding import Evidence, Finding, SubjectVerdict
from gongkai_monitor.store import records
from gongkai_monitor.store.frames import latest_result, read_frame, replace_result
from gongkai_monitor.store.transaction import in_transaction
from gongkai_monitor.vocabulary import SubjectKind

if TYPE_CHECKING:
    import pandas as pd

FINDINGS = "finding_observations"
VERDICTS = "verdicts"
READ_FINDINGS = """
SELECT * FROM finding_observations WHERE as_of = ?
ORDER BY code, subject_id, object
"""
READ_VERDICTS = """
SELECT * REPLACE (
    coalesce(proposal_rules, []) AS proposal_rules, coalesce(notes, []) AS notes,
    coalesce(proposed_action, '') AS proposed_action
)
FROM verdicts WHERE as_of = ? ORDER BY subject_kind, subject_id
"""
READ_SUBJECT = """
SELECT as_of, verdict, collection_state, cause, disposition, reasons, keep_account
FROM verdicts
WHERE subject_kind = ? AND subject_id = ? AND as_of <= ?
ORDER BY as_of
"""
READ_HISTORY = """
SELECT
    finding_id,
    any_value(code) AS code,
    any_value(subject_kind) AS subject_kind,
    any_value(subject_id) AS subject_id,
    any_value(object) AS object,
    min(as_of) FILTER (status <> 'resolved') AS first_seen_at,
    max(as_of) FILTER (status <> 'resolved') AS last_seen_at,
    count(*) FILTER (status <> 'resolved') AS times_seen,
    arg_max(status, as_of) AS last_status,
    max(as_of) AS last_as_of
FROM finding_observations
WHERE as_of < ?
GROUP BY finding_id
ORDER BY finding_id
"""


def save_findings(
    conn: duckdb.DuckDBPyConnection, findings: Sequence[Finding], as_of: datetime
) -> None:
    """Store the findings of one audit; a second save for the same ``as_of`` replaces the first.

    Raises:
        ValueError: when a finding belongs to another moment.
        StoreError: when the lake does not take them.
    """
    for finding in findings:
        if finding.as_of != as_of:
            raise ValueError(f"finding {finding.finding_id} is of {finding.as_of}, not {as_of}")
    rows = [_finding_row(finding) for finding in findings]
    in_transaction(conn, lambda: replace_result(conn, FINDINGS, rows, as_of), doing="保存问题")


def read_findings(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> list[Finding]:
    """The findings of the latest audit at or before ``as_of``; empty when there was none."""
    latest = latest_result(conn, FINDINGS, as_of)
    cursor = conn.execute(READ_FINDINGS, [latest])
    return [_finding(row) for row in records.rows(cursor)]


def read_history(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> "pd.DataFrame":
    """What earlier audits (before ``as_of``) saw of each finding: its life so far.

    Returns:
        finding_id, code, subject_kind, subject_id, object, first_seen_on, last_seen_on,
        times_seen, last_status, last_as_of (of its newest row), is_in_latest (it was open in the
        audit just before ``as_of``).
    """
    frame = read_frame(conn, READ_HISTORY, [as_of])
    for name in ("first_seen", "last_seen"):
        frame[f"{name}_on"] = [_day(value) for value in frame.pop(f"{name}_at")]
    latest = latest_result(conn, FINDINGS, as_of - timedelta(microseconds=1))
    is_open = frame["last_status"] != "resolved"
    frame["is_in_latest"] = is_open & (frame["last_as_of"] == latest)
    return frame


def save_verdicts(
    conn: duckdb.DuckDBPyConnection, verdicts: Sequence[SubjectVerdict], as_of: datetime
) -> None:
    """Store the verdicts of one audit, in place of earlier ones for the same moment."""
    rows = [{**asdict(verdict), "as_of": as_of} for verdict in verdicts]
    in_transaction(conn, lambda: replace_result(conn, VERDICTS, rows, as_of), doing="保存结论")


def read_verdicts(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> list[SubjectVerdict]:
    """The verdicts of the latest audit at or before ``as_of``."""
    latest = latest_result(conn, VERDICTS, as_of)
    return records.read(conn, SubjectVerdict, READ_VERDICTS, [latest])


def read_verdict_history(
    conn: duckdb.DuckDBPyConnection, kind: SubjectKind, subject_id: str, as_of: datetime
) -> list[dict[str, Any]]:
    """Conclusions of every audit on a subject, oldest first: as_of, verdict, disposition …."""
    return list(records.rows(conn.execute(READ_SUBJECT, [kind.value, subject_id, as_of])))


_EVIDENCE = tuple(field.name for field in fields(Evidence))


def _finding_row(finding: Finding) -> dict[str, Any]:
    names = [field.name for field in fields(Finding) if field.name != "evidence"]
    row = {name: getattr(finding, name) for name in names}
    row["evidence"] = json.dumps(
        [{name: getattr(item, name) for name in _EVIDENCE} for item in finding.evidence],
        ensure_ascii=False,
        default=datetime.isoformat,
    )
    return row


def _finding(row: dict[str, Any]) -> Finding:
    evidence = tuple(
        Evidence(**{**item, "fetched_at": datetime.fromisoformat(item["fetched_at"])})
        for item in json.loads(row.pop("evidence"))
    )
    return records.build(Finding, {**row, "evidence": evidence})


def _day(value: Any) -> Any:
    return None if value != value else china_date(value.to_pydatetime())  # noqa: PLR0124 - NaT
