"""办事服务: one row per guide page, and what a site offers."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="service_guide",
        subject_kind=SubjectKind.SITE,
        key=("guide_url",),
        columns=(
            "guide_url", "site_code", "site_kind", "title", "channel_name", "missing_count",
            "missing", "present", "form", "has_form", "has_phone_number",
        ),
    ),
    FactTable(
        name="service",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=(
            "site_code", "site_kind", "has_services", "has_service_entry", "service_entry",
            "item_list", "has_item_list", "statistics_entry", "has_statistics", "guide_count",
            "poor_guide_count", "poor_guides", "is_every_guide_poor",
        ),
    ),
)  # fmt: skip
