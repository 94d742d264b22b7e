"""专项检查: items of the inspection, load time, and what is wrong inside tags and dates."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="inspection",
        subject_kind=SubjectKind.SITE,
        key=("site_code", "item"),
        columns=(
            "site_code", "name", "kind", "agency_level", "home_url", "item", "item_key",
            "is_ok", "seen", "url", "measured",
        ),
    ),
    FactTable(
        name="load_time",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=(
            "site_code", "name", "home_url", "visit_count", "median_seconds", "slow_count",
            "slow_ratio",
        ),
    ),
    FactTable(
        name="page_mark",
        subject_kind=SubjectKind.SITE,
        key=("site_code", "mark"),
        columns=(
            "site_code", "name", "mark", "mark_key", "page_count", "bad_count", "shown",
            "example_url",
        ),
    ),
)  # fmt: skip
