"""找错: one row per report, and the sums of a site."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="error_report",
        subject_kind=SubjectKind.SITE,
        key=("report_id",),
        columns=(
            "report_id", "site_code", "kind", "report_state", "page_url", "created_on",
            "handled_on", "due_on", "workdays_taken", "workdays_late", "workdays_left",
            "is_over_month",
        ),
    ),
    FactTable(
        name="error_report_total",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=(
            "site_code", "report_count", "handled_count", "in_time_count", "in_time_ratio",
            "rejected_count", "open_count", "open_overdue_count", "not_upheld_count",
        ),
    ),
)  # fmt: skip
