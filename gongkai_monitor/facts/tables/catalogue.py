"""基层政务公开标准目录: one row per catalogue page."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="field_catalogue",
        subject_kind=SubjectKind.SITE,
        key=("page_url",),
        columns=("page_url", "site_code", "title", "missing_count", "missing"),
    ),
)
