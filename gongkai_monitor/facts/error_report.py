"""找错: was each report handled within the working days of rule Z-2, and how does a site stand.

An answered report is measured to its answer, an open one to the newest export that shows it as
open, never to a day of which nothing is known. 不再受理 is outside the clock.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.facts.made import common, table_of
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.vocabulary import ErrorReportState
from gongkai_monitor.workdays import deadline, workdays_between

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

LIMIT_WORKDAYS = 3

_REPORTS = """
SELECT r.* EXCLUDE (site_name), r.observed_at AS collected_at,
    CASE WHEN s.status = 'running' THEN 'collected' ELSE 'out_of_scope' END AS collection_state,
    CASE s.status WHEN 'running' THEN 'ok' WHEN 'closed' THEN 'closed' ELSE 'suspended'
    END AS cause,
    NULL::VARCHAR AS detail, s.agency_code, s.name AS site_name,
    r.handled_at IS NOT NULL AND r.handled_at::TIMESTAMP
        > r.created_at::TIMESTAMP + INTERVAL 1 MONTH AS is_over_month
FROM (
    SELECT * FROM error_reports WHERE observed_at <= (SELECT as_of FROM moment)
    QUALIFY row_number() OVER (
        PARTITION BY report_id ORDER BY observed_at DESC, handled_at DESC NULLS LAST) = 1
) r JOIN now_sites s USING (site_code)
WHERE r.created_at <= (SELECT as_of FROM moment)
  AND (r.state = 'open'
       OR china_day(r.created_at) > (SELECT today FROM moment) - to_months(12))
ORDER BY r.site_code, r.report_id
"""


def measure_error_reports(
    conn: duckdb.DuckDBPyConnection, as_of: datetime
) -> dict[str, pd.DataFrame]:
    """The facts ``error_report`` (of the last 12 months, and open ones) and their sums."""
    reports = [_report(row, as_of) for row in plain_rows(frame(conn, _REPORTS, {}))]
    by_site: dict[str, list[Row]] = defaultdict(list)
    for report in reports:
        by_site[report["site_code"]].append(report)
    return {
        "error_report": table_of(
            "error_report",
            reports,
            counts=("workdays_taken", "workdays_late", "workdays_left"),
            flags=("is_over_month",),
        ),
        "error_report_total": table_of(
            "error_report_total",
            [_total(rows) for rows in by_site.values()],
            counts=(
                "report_count", "handled_count", "in_time_count", "rejected_count", "open_count",
                "open_overdue_count", "not_upheld_count",
            ),
        ),
    }  # fmt: skip


def _report(row: Row, as_of: datetime) -> dict[str, Any]:
    created = china_date(row["created_at"])
    handled = china_date(row["handled_at"]) if row["handled_at"] else None
    return {
        **common(row, as_of),
        "report_id": row["report_id"],
        "site_code": row["site_code"],
        "kind": row["kind"],
        "report_state": row["state"],
        "page_url": row["url"],
        "created_on": created,
        "handled_on": handled,
        "is_over_month": row["is_over_month"],
        **_clock(row, created, handled),
    }


def _clock(row: Row, created: Any, handled: Any) -> dict[str, Any]:
    """The limit and how it was kept; unknown where the calendar is, or the answer's day."""
    if row["state"] == ErrorReportState.REJECTED:
        return {}
    is_open = row["state"] == ErrorReportState.OPEN
    measured = china_date(row["observed_at"]) if is_open else handled
    try:
        due = deadline(created, LIMIT_WORKDAYS)
        if measured is None:
            return {"due_on": due}
        return {
            "due_on": due,
            "workdays_taken": None if is_open else workdays_between(created, measured),
            "workdays_late": max(workdays_between(due, measured), 0),
            "workdays_left": max(workdays_between(measured, due), 0) if is_open else None,
        }
    except CalendarCoverageError as error:
        return {"detail": str(error)}


def _total(rows: list[Row]) -> dict[str, Any]:
    """The sums of one site; shares are of the reports that were answered within the clock."""
    states = [row["report_state"] for row in rows]
    timed = [row for row in rows if row.get("workdays_taken") is not None]
    in_time = sum(row["workdays_taken"] <= LIMIT_WORKDAYS for row in timed)
    newest = max(rows, key=lambda row: row["collected_at"])
    base = {name: newest[name] for name in (
        "as_of", "collected_at", "collection_state", "cause", "agency_code", "subject_id",
        "subject_name", "evidence", "site_code",
    )}  # fmt: skip
    return {
        **base,
        "report_count": len(rows),
        "handled_count": len(timed),
        "in_time_count": in_time,
        "in_time_ratio": in_time / len(timed) if timed else None,
        "rejected_count": states.count(ErrorReportState.REJECTED),
        "open_count": states.count(ErrorReportState.OPEN),
        "not_upheld_count": states.count(ErrorReportState.NOT_UPHELD),
        "open_overdue_count": sum(
            row["report_state"] == ErrorReportState.OPEN and (row.get("workdays_late") or 0) > 0
            for row in rows
        ),
    }
