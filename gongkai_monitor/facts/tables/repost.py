"""转载: articles that carry 国务院 information, and what a portal reposted lately."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="repost",
        subject_kind=SubjectKind.SITE,
        key=("page_url",),
        columns=(
            "page_url", "site_code", "site_kind", "title", "source", "released_on",
            "published_on", "days_after",
        ),
    ),
    FactTable(
        name="repost_site",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=("site_code", "site_kind", "article_count", "repost_count", "newest_on"),
    ),
)  # fmt: skip
