"""登记: what the register of sites says by itself, and how many sites an agency holds."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="site_register",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=(
            "site_code", "name", "kind", "status", "home_url", "host", "agency_name",
            "agency_level", "agency_kind", "is_level_allowed", "is_gov_domain",
            "has_domain_form", "is_institution_gov", "other_domain_count", "other_domains",
            "suspended_days",
        ),
    ),
    FactTable(
        name="agency_sites",
        subject_kind=SubjectKind.AGENCY,
        key=("agency_code",),
        columns=("name", "agency_level", "site_count", "site_codes", "site_names"),
    ),
)  # fmt: skip
