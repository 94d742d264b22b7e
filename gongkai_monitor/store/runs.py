"""Runs and audits: when the pipeline worked, on which rules, and how it ended."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import duckdb

from gongkai_monitor.store import records
from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.store.transaction import in_transaction

DELETE_RUN = "DELETE FROM runs WHERE run_id = ?"
DELETE_AUDIT = "DELETE FROM audits WHERE audit_id = ?"
READ_RUNS = "SELECT * FROM runs WHERE started_at <= ? ORDER BY started_at DESC LIMIT ?"
READ_AUDITS = "SELECT * FROM audits WHERE as_of <= ? ORDER BY as_of DESC, ended_at DESC LIMIT ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One round of the pipeline. ``ended_at`` is None while it runs (or was killed)."""

    run_id: str
    started_at: datetime
    ended_at: datetime | None = None
    as_of: datetime
    outcome: str  # running | done | incomplete | failed
    detail: Mapping[str, Any] = field(default_factory=dict)  # what was and was not collected


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """One judgement of what is stored. ``calendar_years``: years whose holidays were known."""

    audit_id: str
    as_of: datetime
    editions: tuple[str, ...]
    calendar_years: tuple[int, ...]
    started_at: datetime
    ended_at: datetime
    finding_count: int
    detail: Mapping[str, Any] = field(default_factory=dict)


def save_run(conn: duckdb.DuckDBPyConnection, run: RunRecord) -> None:
    """Store a run, in place of its earlier state."""
    _save(conn, "runs", DELETE_RUN, run.run_id, run)


def save_audit(conn: duckdb.DuckDBPyConnection, audit: AuditRecord) -> None:
    """Store an audit, in place of an earlier row of the same id."""
    _save(conn, "audits", DELETE_AUDIT, audit.audit_id, audit)


def read_runs(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, *, limit: int = 100
) -> list[RunRecord]:
    """Runs that had started at ``as_of``, newest first."""
    cursor = conn.execute(READ_RUNS, [as_of, limit])
    return [records.build(RunRecord, _decoded(row)) for row in records.rows(cursor)]


def read_audits(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, *, limit: int = 100
) -> list[AuditRecord]:
    """Audits of moments up to ``as_of``, newest first."""
    cursor = conn.execute(READ_AUDITS, [as_of, limit])
    return [records.build(AuditRecord, _decoded(row)) for row in records.rows(cursor)]


def _save(
    conn: duckdb.DuckDBPyConnection,
    table: str,
    delete: str,
    key: str,
    record: RunRecord | AuditRecord,
) -> None:
    row = {name: getattr(record, name) for name in record.__slots__}
    row["detail"] = json.dumps(dict(record.detail), ensure_ascii=False, sort_keys=True)

    def save() -> None:
        conn.execute(delete, [key])
        insert_rows(conn, table, [row])

    in_transaction(conn, save, doing="保存运行记录")


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "detail": json.loads(row["detail"] or "{}")}
