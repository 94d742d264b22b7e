"""账号: its rhythm, its filing, and what an agency holds per platform."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="account",
        subject_kind=SubjectKind.ACCOUNT,
        key=("account_code",),
        columns=(
            "account_code", "name", "platform", "function", "filing_status", "agency_level",
            "agency_kind", "opened_on", "opened_days", "source", "collected_by", "is_manual",
            "readings_30d", "is_seconded", "is_empty_proved", "reach_back_on",
            "last_posted_on", "last_posted_at", "last_own_posted_on",
            "days_since_post", "posts_7d", "posts_30d", "posts_90d", "post_count", "vanished_30d",
            "posts_workday_30d", "quiet_workdays_30d", "posts_per_workday_30d",
            "longest_gap_days", "rhythm_days", "missed_workdays_7d", "overdue_gap_count_365d",
            "gap_history", "window_days", "days_left", "likely_breach_on", "followers",
        ),
    ),
    FactTable(
        name="filing",
        subject_kind=SubjectKind.ACCOUNT,
        key=("account_code",),
        columns=(
            "account_code", "name", "platform", "function", "filing_status", "filed_on",
            "opened_on", "workdays_to_file",
        ),
    ),
    FactTable(
        name="agency_platform",
        subject_kind=SubjectKind.AGENCY,
        key=("agency_code", "platform"),
        columns=("platform", "account_count", "account_codes", "account_names"),
    ),
    FactTable(
        name="agency_accounts",
        subject_kind=SubjectKind.AGENCY,
        key=("agency_code",),
        columns=(
            "level", "kind", "must_have", "open_count", "platform_names", "same_function_count",
        ),
    ),
)  # fmt: skip
