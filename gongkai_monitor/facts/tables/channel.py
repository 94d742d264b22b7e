"""栏目: one row per registered channel."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="channel",
        subject_kind=SubjectKind.CHANNEL,
        key=("site_code", "channel_url"),
        columns=(
            "site_code", "channel_url", "name", "kind", "level", "cycle_days", "newest_on",
            "days_since_update", "window_days", "item_count", "is_empty", "is_blank",
            "is_primary", "explanation", "redirects_to", "site_stale_primary_channel_count",
            "site_overdue_channel_count", "site_empty_channel_count",
        ),
    ),
)  # fmt: skip
