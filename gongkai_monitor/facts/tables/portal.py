"""Columns that a portal has: those of 发布解读, and the fields of 基层政务公开."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="portal_column",
        subject_kind=SubjectKind.SITE,
        key=("site_code", "column"),
        columns=("site_code", "column", "found", "is_present"),
    ),
    FactTable(
        name="portal_data",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=(
            "site_code", "agency_level", "newest_statistics_on", "is_statistics_current",
            "field_count", "missing_field_count", "missing_fields", "enterprise_column",
            "has_enterprise_column", "interpretation_count", "plural_count",
        ),
    ),
)  # fmt: skip
