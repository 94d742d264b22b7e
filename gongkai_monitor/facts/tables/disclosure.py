"""政府信息公开: parts of the platform, its columns, the guide and the annual report."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="disclosure_part",
        subject_kind=SubjectKind.SITE,
        key=("site_code", "part"),
        columns=("site_code", "site_kind", "part", "found", "is_present"),
    ),
    FactTable(
        name="disclosure_channel",
        subject_kind=SubjectKind.CHANNEL,
        key=("site_code", "channel_url"),
        columns=(
            "site_code", "channel_url", "name", "recent_count", "news_count", "news_ratio",
            "news_titles",
        ),
    ),
    FactTable(
        name="disclosure_guide",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=("site_code", "guide_url", "missing_count", "missing"),
    ),
    FactTable(
        name="disclosure_file",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=("site_code", "page_count", "file_page_count", "has_download"),
    ),
    FactTable(
        name="annual_report",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=(
            "site_code", "is_government", "due_year", "due_on", "report_url", "published_on",
            "days_late", "missing_part_count", "missing_parts", "table_count",
            "has_power_section",
        ),
    ),
)  # fmt: skip
