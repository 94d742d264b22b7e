"""Dates that a page owes: documents, calls for comments, administrative decisions."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="document_duty",
        subject_kind=SubjectKind.DOCUMENT,
        key=("document_url",),
        columns=(
            "document_url", "site_code", "title", "document_number", "signed_on",
            "published_on", "workdays_to_publish", "is_rule", "has_effective_date",
            "has_period", "has_dates", "stated_years", "most_years",
            "has_mark",
        ),
    ),
    FactTable(
        name="comment_call",
        subject_kind=SubjectKind.SITE,
        key=("page_url",),
        columns=(
            "page_url", "site_code", "title", "published_on", "is_major_decision", "closes_on",
            "comment_days", "has_reason", "result_url", "result_on", "result_due_on",
            "result_days_late",
        ),
    ),
    FactTable(
        name="decision",
        subject_kind=SubjectKind.SITE,
        key=("page_url",),
        columns=(
            "page_url", "site_code", "title", "kind", "decided_on", "published_on",
            "workdays_taken", "limit_workdays",
        ),
    ),
    FactTable(
        name="revoked_decision",
        subject_kind=SubjectKind.SITE,
        key=("page_url",),
        columns=(
            "page_url", "site_code", "title", "told_by", "notice_url", "revoked_on",
            "last_shown_on", "workdays_up",
        ),
    ),
    FactTable(
        name="document_expiry",
        subject_kind=SubjectKind.DOCUMENT,
        key=("document_url",),
        columns=(
            "document_url", "site_code", "title", "document_number", "valid_until", "told_by",
            "last_shown_on", "is_past", "days_past", "days_left", "shown_validity", "is_renewed",
            "is_cleaned", "cleaned_by", "is_judged_as_shown",
        ),
    ),
)  # fmt: skip
