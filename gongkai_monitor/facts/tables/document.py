"""政策文件 with their interpretation, 解读材料 with their form and substance."""

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
            "synchrony", "why_needed", "is_due_soon",
        ),
    ),
    FactTable(
        name="document_validity",
        subject_kind=SubjectKind.DOCUMENT,
        key=("document_url",),
        columns=(
            "document_url", "site_code", "title", "document_number", "shown_validity",
            "effective_on", "valid_until", "expiry_basis", "validity", "validity_reason",
            "is_computed", "is_validity_right", "repealed_by", "repeal_kind", "repeal_passage",
        ),
    ),
    FactTable(
        name="interpretation",
        subject_kind=SubjectKind.DOCUMENT,
        key=("document_url", "interpretation_url"),
        columns=(
            "document_url", "interpretation_url", "site_code", "title", "document_title",
            "published_on", "forms", "is_read", "links_to_document", "text_length",
            "overlap_ratio", "overlap_percent", "copied_passage", "part_count", "missing_count",
            "missing_parts", "shown_parts",
        ),
    ),
)  # fmt: skip
