"""From the store to the report: the book of one moment, its files, and its sums."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from gongkai_monitor import clock
from gongkai_monitor.coverage import coverage_of, coverage_sums, coverage_table
from gongkai_monitor.duties.desk import read_ledger_of
from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.facts.measure import measure
from gongkai_monitor.facts.probe_hours import read_probe_hours
from gongkai_monitor.findings.what_if import what_if
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.listing import OPEN
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.report.book import AuditBook, ReportError, SoundnessNote
from gongkai_monitor.report.daily import report_stem, write_daily
from gongkai_monitor.report.editions import edition_notes
from gongkai_monitor.report.site_page.files import write_site_pages
from gongkai_monitor.review.account_file import shutdown_obstacles
from gongkai_monitor.review.hotspot_book import read_opinion
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.daybook import read_days
from gongkai_monitor.store.findings import read_findings, read_verdicts
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.registry import read_registry
from gongkai_monitor.store.runs import read_audits
from gongkai_monitor.store.trail import read_trail
from gongkai_monitor.trial import stored_outcomes
from gongkai_monitor.vocabulary import FindingStatus
from gongkai_monitor.workdays import deadline

_TREND_DAYS = 30


def write_daily_report(settings: Settings, as_of: datetime) -> tuple[Path, ...]:
    """Write 日报 of the last audit at or before ``as_of``: workbook, page, index of the site pages.

    Raises:
        StoreError: when the store cannot be read.
        ReportError: when the book is not complete or the files cannot be written.
    """
    book = read_book(settings, as_of)
    folder = settings.reports / f"{book.day:%Y-%m-%d}"
    index = write_site_pages(book, folder)
    return (*write_daily(book, folder), index)


def read_book(settings: Settings, as_of: datetime) -> AuditBook:
    """Everything the report says, as of the last audit at or before ``as_of``.

    Raises:
        ReportError: when nothing was judged by then.
    """
    opinion = read_opinion(settings, as_of)
    with open_store(settings) as connection:
        audits = read_audits(connection, as_of, limit=1)
        if not audits:
            raise ReportError("此时点之前还没有判断过；请先运行 gongkai run 或 gongkai audit")
        moment, detail = audits[0].as_of, audits[0].detail
        facts = measure(connection, moment, settings)
        stored = read_findings(connection, moment)
        catalogue = load_editions(settings.editions)
        in_force = catalogue.in_force(clock.china_date(moment))
        obstacles = shutdown_obstacles(read_trail(connection, moment), clock.china_date(moment))
        tried = what_if(facts, stored, in_force, stored_outcomes(detail), obstacles)
        return AuditBook(
            name=settings.name,
            as_of=moment,
            registry=read_registry(connection, moment),
            coverage=coverage_of(facts),
            editions=edition_notes(catalogue),
            findings=tuple(finding for finding in stored if _is_listed(finding)),
            candidates=tuple(f for f in stored if f.is_candidate and f.status in OPEN),
            verdicts=tuple(read_verdicts(connection, moment)),
            what_if=tuple(tried),
            facts=facts,
            hotspots=opinion.hotspots,
            hotspot_days=opinion.hotspot_days,
            sentiment_days=opinion.sentiment_days,
            replies=opinion.replies,
            hot_searches=opinion.hot_searches,
            hot_lists=opinion.hot_lists,
            alerts=opinion.alerts,
            alert_recipients=tuple(settings.alerts.recipients),
            history=read_days(connection, moment, days=_TREND_DAYS),
            probe_hours=read_probe_hours(connection, moment),
            duties=tuple(read_ledger_of(connection, settings, as_of)),
            soundness=_soundness(detail),
            warnings=_warnings(moment, detail),
        )


def summarise(settings: Settings, as_of: datetime) -> dict[str, Any]:
    """Coverage sums, counts of findings, and the report files of the day."""
    with open_store(settings) as connection:
        sums = coverage_sums(coverage_table(connection, as_of, settings))
        stored = read_findings(connection, as_of)
    findings = [finding for finding in stored if finding.is_problem]
    day = clock.china_date(as_of)
    stem = report_stem(day)
    files = sorted((settings.reports / f"{day:%Y-%m-%d}").glob(f"{stem}.*"))
    return {
        "as_of": as_of,
        "coverage": {
            "expected": sum(row.due for row in sums),
            "collected": sum(row.collected for row in sums),
            "uncollected": sum(row.uncollected for row in sums),
            "out_of_scope": sum(row.out_of_scope for row in sums),
            "by_kind": [asdict(row) for row in sums],
        },
        "findings": {
            "new": sum(row.status is FindingStatus.NEW for row in findings),
            "ongoing": sum(row.status is FindingStatus.ONGOING for row in findings),
            "resolved": sum(row.status is FindingStatus.RESOLVED for row in findings),
            "open": sum(row.status in OPEN for row in findings),
            "candidates": sum(row.is_candidate and row.status in OPEN for row in stored),
        },
        "reports": [str(path) for path in files],
    }


def _is_listed(finding: Finding) -> bool:
    """Problems, and what a person took off the list; a gone false alarm is no 已消除 problem."""
    if finding.is_candidate:
        return False
    return finding.is_problem or finding.status is not FindingStatus.RESOLVED


def _soundness(detail: Any) -> tuple[SoundnessNote, ...]:  # stored JSON
    return tuple(
        SoundnessNote(
            name=note["title"],
            is_passed=note["is_sound"],
            observed=note["observed"],
            limit=note["limit"],
            effect=_blocked(note),
        )
        for note in detail.get("soundness", ())
    )


def _blocked(note: Any) -> str:
    """What a failed check of the data kept from being judged."""
    if note["is_sound"]:
        return ""
    named = len(note["blocked_subjects"])
    parts = [f"{named} 个对象的相关指标不作判断"] if note["blocked_codes"] else []
    if note["blocks_shutdown"]:
        parts.append(f"不建议关停{f'其中 {named} 个' if named else '任何'}账号")
    return "；".join(parts)


def _warnings(as_of: datetime, detail: Any) -> tuple[str, ...]:
    """What a reader must see before the figures."""
    said = tuple(detail.get("warnings", ()))
    try:
        deadline(clock.china_date(as_of), 3)
    except CalendarCoverageError as error:
        return (f"{error}；期限跨入该年的解读时限不作判断。", *said)
    return said
