"""站点: the site itself, its availability, footer and META tags."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="site",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=(
            "site_code", "name", "kind", "status", "home_url", "home_newest_on",
            "days_since_home_update", "is_navigation_only", "window_days",
            "stale_primary_channel_count", "stale_primary_channels",
            "overdue_channel_count", "overdue_channels",
            "empty_channel_count", "empty_channels",
            "channel_count", "uncollected_channel_count", "has_site_code_match",
            "shown_site_codes",
        ),
    ),
    FactTable(
        name="availability",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=(
            "site_code", "name", "home_url", "probe_count", "probe_days",
            "probe_min_per_day", "probe_failed_count", "probe_failed_ratio",
            "last_failed_at",
        ),
    ),
    FactTable(
        name="footer_item",
        subject_kind=SubjectKind.SITE,
        key=("site_code", "item"),
        columns=("site_code", "item", "home_url", "is_present"),
    ),
    FactTable(
        name="page_kind_tags",
        subject_kind=SubjectKind.SITE,
        key=("site_code", "page_kind"),
        columns=("site_code", "page_kind", "page_count", "missing_count", "missing",
                 "example_url"),
    ),
)  # fmt: skip
