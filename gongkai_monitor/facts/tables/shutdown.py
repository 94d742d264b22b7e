"""关停流程, from the trail."""

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
)  # fmt: skip
