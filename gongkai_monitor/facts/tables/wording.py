"""文字表述: article pages with passages that may be wrong."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="wording_candidate",
        subject_kind=SubjectKind.SITE,
        key=("site_code", "url"),
        columns=("site_code", "url", "title", "candidate_count", "serious_count",
                 "ordinary_count", "worst_kind", "serious_passages", "ordinary_passages"),
    ),
)  # fmt: skip
