"""关停流程 and what waits for an answer, from the trail."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="shutdown_case",
        subject_kind=SubjectKind.ACCOUNT,
        key=("account_code",),
        columns=(
            "account_code", "name", "platform", "case_id", "step", "step_on", "next_step",
            "due_on", "days_late", "is_overdue", "is_reopened",
        ),
    ),
    FactTable(
        name="trail_due",
        subject_kind=SubjectKind.ACCOUNT,
        key=("account_code", "matter", "entry"),
        columns=(
            "account_code", "name", "platform", "matter", "entry", "since_on", "due_on",
            "days_late", "is_overdue",
        ),
    ),
)  # fmt: skip
