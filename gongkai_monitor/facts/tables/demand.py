"""What must be public (``demands.yml``): the columns of a site, the papers of a unit."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="demanded_column",
        subject_kind=SubjectKind.SITE,
        key=("site_code", "demand"),
        columns=(
            "site_code", "demand", "demand_rule", "demand_basis", "since", "is_verified",
            "found", "is_present",
        ),
    ),
    FactTable(
        name="demanded_paper",
        subject_kind=SubjectKind.AGENCY,
        key=("agency_code", "paper"),
        columns=(
            "demand", "demand_rule", "demand_basis", "paper", "year", "due_on", "is_verified",
            "is_present", "url", "title", "published_on", "days_late", "looked_at",
        ),
    ),
)  # fmt: skip
