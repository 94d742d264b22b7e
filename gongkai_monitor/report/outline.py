"""The order of the daily report; one line per section."""

from gongkai_monitor.report.blocks import Section
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.coverage_sums import covered
from gongkai_monitor.report.sections import (
    agencies,
    attention,
    candidates,
    coverage,
    dead_links,
    deadlines,
    dispositions,
    duties,
    hotspots,
    interpretations,
    overview,
    problems,
    rules,
    sites,
    uncollected,
)

DAILY = (
    coverage.build,  # coverage is always first: a number without it means nothing
    overview.build,
    problems.build,
    candidates.build,
    sites.build,
    deadlines.build,
    agencies.build,
    dispositions.build,
    attention.build,
    interpretations.build,
    duties.build,
    dead_links.build,
    hotspots.build,
    uncollected.build,
    rules.build,
)


def daily_sections(book: AuditBook) -> tuple[Section, ...]:
    """Build every section of the daily report.

    Raises:
        ReportError: when the coverage does not account for every registered subject.
    """
    covered(book)
    return tuple(build(book) for build in DAILY)
