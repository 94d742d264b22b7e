"""互动交流: what a site offers, and how it answers the letters of its boards."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="interaction",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=(
            "site_code", "site_kind", "consultation_count", "interview_count",
        ),
    ),
    FactTable(
        name="board",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=(
            "site_code", "letter_count", "answered_count", "open_count", "overdue_count",
            "overdue_letters", "slow_count", "slow_ratio", "quick_count", "undated_count",
            "newest_on", "is_silent", "mean_workdays",
        ),
    ),
)  # fmt: skip
