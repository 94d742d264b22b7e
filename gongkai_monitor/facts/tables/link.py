"""链接: links that are not 正常, and how many were checked."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="link",
        subject_kind=SubjectKind.SITE,
        key=("site_code", "url"),
        columns=(
            "site_code", "site_kind", "url", "kind", "state", "reason", "remedy",
            "is_hijacked", "is_on_home", "place", "places_count", "places", "attempts",
            "first_failed_at", "last_checked_at", "last_status",
        ),
    ),
    FactTable(
        name="link_run",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=("site_code", "checked_count", "normal_count", "dead_count",
                 "suspect_count", "unverifiable_count", "last_checked_at"),
    ),
    FactTable(
        name="certificate",
        subject_kind=SubjectKind.SITE,
        key=("site_code", "host"),
        columns=("site_code", "host", "is_own", "state", "expires_at",
                 "checked_at", "places_count", "places"),
    ),
    FactTable(
        name="mixed_content",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=("site_code", "secure_page_count", "mixed_page_count", "resource_count",
                 "pages", "example_url"),
    ),
)  # fmt: skip
