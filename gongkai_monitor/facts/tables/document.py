"""政策文件: with its interpretation."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="document",
        subject_kind=SubjectKind.DOCUMENT,
        key=("document_url",),
        columns=(
            "document_url", "site_code", "title", "document_number", "published_on",
            "is_normative", "needs_interpretation", "why_not", "interpretation_url",
            "interpreted_on", "match_reasons", "has_interpretation", "is_linked_both_ways",
            "missing_links", "due_on", "days_late", "workdays_late",
            "workdays_left", "interpretation_state", "warning",
        ),
    ),
)  # fmt: skip
