"""账号: whether it answers, what it calls itself, how it lives on; and mobile clients."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="account_interaction",
        subject_kind=SubjectKind.ACCOUNT,
        key=("account_code",),
        columns=(
            "account_code", "name", "platform", "offered", "ways_ok", "ways_failed", "checked_on",
            "is_effective", "comments_30d", "replied_30d", "reply_ratio", "median_reply_hours",
            "oldest_open_days", "template_reply_ratio", "comments_read_on", "comments_cause",
            "messages_30d", "message_days_30d", "messages_cause",
        ),
    ),
    FactTable(
        name="account_identity",
        subject_kind=SubjectKind.ACCOUNT,
        key=("account_code",),
        columns=(
            "account_code", "name", "platform", "shown_name", "name_similarity", "is_same_name",
            "shown_subject", "is_sponsor_certified", "other_names", "is_same_across",
            "is_internal_office",
        ),
    ),
    FactTable(
        name="account_change",
        subject_kind=SubjectKind.ACCOUNT,
        key=("account_code", "field", "changed_on"),
        columns=(
            "account_code", "name", "platform", "field", "before", "after", "changed_on",
            "first_seen_on", "filed_on", "is_filed", "workdays_to_file",
        ),
    ),
    FactTable(
        name="account_twin",
        subject_kind=SubjectKind.ACCOUNT,
        key=("account_code", "other_code"),
        columns=(
            "account_code", "name", "platform", "other_code", "other_name", "other_agency",
            "is_same_agency", "reason", "name_similarity", "copied_ratio", "suggested_keep",
        ),
    ),
    FactTable(
        name="account_life",
        subject_kind=SubjectKind.ACCOUNT,
        key=("account_code",),
        columns=(
            "account_code", "name", "platform", "status", "notice_url", "notice_read",
            "stated_on", "days_since_stated", "is_alive", "last_posted_on", "posts_after",
            "reopened_on", "silent_days",
        ),
    ),
    FactTable(
        name="app",
        subject_kind=SubjectKind.ACCOUNT,
        key=("account_code",),
        columns=(
            "account_code", "name", "store", "is_listed", "version", "released_on",
            "days_since_release", "agency_level", "is_below_county",
        ),
    ),
)  # fmt: skip
