"""From the store to official papers: 通报 of a period, 整改通知书 of sites, editable templates."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from gongkai_monitor.clock import china_date
from gongkai_monitor.findings.disposition import ANSWER_WORKDAYS
from gongkai_monitor.findings.lifecycle import is_open
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.report import hotspot_brief
from gongkai_monitor.report.account_paper import (
    deregistration,
    dossier_template,
    monthly,
    shutdown_list,
)
from gongkai_monitor.report.book import AuditBook, ReportError
from gongkai_monitor.report.bulletin import template as bulletin_template
from gongkai_monitor.report.bulletin.content import Records, bulletin_of
from gongkai_monitor.report.bulletin.files import write_bulletin
from gongkai_monitor.report.bulletin.period import Period
from gongkai_monitor.report.bulletin.problems import is_veto
from gongkai_monitor.report.bulletin.recheck import Rechecked, recheck
from gongkai_monitor.report.excel.fill import write_workbook_template
from gongkai_monitor.report.notice import template as notice_template
from gongkai_monitor.report.notice.content import card_of, notice_fields
from gongkai_monitor.report.word.render import write_paper, write_template
from gongkai_monitor.reporting import read_book
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.findings import read_findings, read_history
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.reviews import read_reviews
from gongkai_monitor.store.runs import read_audits
from gongkai_monitor.workdays import deadline

_MOST_AUDITS = 10_000
_TEMPLATES = (
    (bulletin_template.NAME, bulletin_template.build_template),
    (notice_template.NAME, notice_template.build_template),
    (dossier_template.NAME, dossier_template.build_template),
    (shutdown_list.NAME, shutdown_list.build_template),
    (deregistration.NAME, deregistration.build_template),
    (monthly.NAME, monthly.build_template),
    (hotspot_brief.NAME, hotspot_brief.build_template),
)
_WORKBOOK_TEMPLATES = (
    (shutdown_list.WORKBOOK_NAME, shutdown_list.build_workbook),
    (monthly.WORKBOOK_NAME, monthly.build_workbook),
)


def write_period_bulletin(
    settings: Settings, period: Period, as_of: datetime, *, issuer: str | None, due_on: date | None
) -> tuple[Path, ...]:
    """Write 通报 of a month or quarter and its annexes into ``reports/``.

    Raises:
        ReportError: when nothing was judged in the period, or a file cannot be written.
        CalendarCoverageError: when the deadline runs into a year without a known calendar.
    """
    moment = min(period.ends_at, as_of)
    book = read_book(settings, moment)
    if book.as_of < period.begins_at:
        raise ReportError(f"{period.name}没有判断记录，不能出通报")
    records = _records(settings, book, period)
    day = china_date(as_of)
    bulletin = bulletin_of(
        records, issuer=issuer, issued_on=day, due_on=due_on or answer_deadline(day)
    )
    return write_bulletin(bulletin, records, settings.reports, templates_folder(settings))


def write_site_notices(
    settings: Settings,
    site_codes: Sequence[str],
    as_of: datetime,
    *,
    issuer: str | None,
    due_on: date | None,
) -> tuple[Path, ...]:
    """Write 整改通知书 of some sites; nothing is written when one of them cannot have one.

    Raises:
        ReportError: for an unknown site or one without a problem, or an unusable template.
        CalendarCoverageError: when the deadline runs into a year without a known calendar.
    """
    book, day = read_book(settings, as_of), china_date(as_of)
    cards = [card_of(book, code) for code in dict.fromkeys(site_codes)]
    signed = issuer or root_agency(book)
    folder = settings.reports / f"{book.day:%Y-%m-%d}" / "整改通知"
    own = templates_folder(settings) / notice_template.NAME
    return tuple(
        write_paper(
            folder / f"整改通知书-{Path(card.file_name).stem}.docx",
            notice_fields(
                card, book, issuer=signed, issued_on=day, due_on=due_on or answer_deadline(day)
            ),
            notice_template.build_template,
            own,
        )
        for card in cards
    )


def write_templates(settings: Settings) -> tuple[Path, ...]:
    """Put the built-in templates into ``templates/`` for the office to edit.

    Raises:
        ReportError: when one is there already.
    """
    folder = templates_folder(settings)
    papers = [write_template(folder / name, build) for name, build in _TEMPLATES]
    lists = [write_workbook_template(folder / name, build) for name, build in _WORKBOOK_TEMPLATES]
    return (*papers, *lists)


def templates_folder(settings: Settings) -> Path:
    """Where the office's own templates are."""
    return settings.workspace / "templates"


def root_agency(book: AuditBook) -> str:
    """Who signs when nobody is named: the topmost unit of the register."""
    roots = [agency.name for agency in book.registry.agencies if not agency.parent_code]
    return roots[0] if roots else "（发文机关）"


def answer_deadline(day: date) -> date:
    """By when a unit answers a paper of this day."""
    return deadline(day, ANSWER_WORKDAYS)


def _records(settings: Settings, book: AuditBook, period: Period) -> Records:
    previous = period.previous
    rules = load_editions(settings.editions)
    with open_store(settings) as connection:
        audits = read_audits(connection, book.as_of, limit=_MOST_AUDITS)
        reviews = read_reviews(connection, book.as_of)
        before = [
            one.as_of for one in audits if previous.begins_at <= one.as_of <= previous.ends_at
        ]
        rechecked = None
        if before:
            earlier = read_findings(connection, max(before))
            history = read_history(connection, book.as_of + timedelta(microseconds=1))
            last = dict(zip(history["finding_id"], history["last_status"], strict=True))
            current = read_findings(connection, book.as_of)
            rechecked = _rechecked(earlier, current, last)
    within = [one.as_of for one in audits if one.as_of >= period.begins_at]
    return Records(
        book=book,
        period=period,
        audits=len(within),
        audited_days=len(set(map(china_date, within))),
        reviews=sum(one.decided_at >= period.begins_at for one in reviews),
        bases=tuple(edition.basis for edition in rules.editions),
        previous=previous,
        rechecked=rechecked,
    )


def _rechecked(
    earlier: Sequence[Finding], current: Sequence[Finding], last: dict[str, str]
) -> tuple[Rechecked, ...]:
    failing = [one for one in earlier if is_open(one) and one.is_problem and is_veto(one)]
    return recheck(failing, current, last)
