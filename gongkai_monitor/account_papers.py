"""From the store to papers about accounts: notice, dossier, 关停建议表, 注销公告, monthly list."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from gongkai_monitor.clock import china_date
from gongkai_monitor.findings.lifecycle import is_open, is_rechecked
from gongkai_monitor.papers import answer_deadline, root_agency, templates_folder
from gongkai_monitor.report.account_paper import (
    deregistration,
    dossier_template,
    monthly,
    shutdown_list,
)
from gongkai_monitor.report.account_paper.dossier import check_dossier, dossier_fields
from gongkai_monitor.report.account_paper.record import (
    AccountRecord,
    AuditedVerdict,
    verdict_spans,
)
from gongkai_monitor.report.book import AuditBook, ReportError
from gongkai_monitor.report.bulletin.period import Period
from gongkai_monitor.report.cells import Row, local, rows
from gongkai_monitor.report.excel.fill import write_workbook
from gongkai_monitor.report.notice import template as notice_template
from gongkai_monitor.report.notice.account_content import (
    account_notice_fields,
    check_account_notice,
)
from gongkai_monitor.report.word.render import write_paper
from gongkai_monitor.reporting import read_book
from gongkai_monitor.review.account_desk import problems_by_account
from gongkai_monitor.review.account_file import AccountFile, account_files
from gongkai_monitor.settings import Settings
from gongkai_monitor.store import records
from gongkai_monitor.store.account_posts import count_posts
from gongkai_monitor.store.findings import read_verdict_history
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.trail import read_trail
from gongkai_monitor.vocabulary import FilingStatus, SubjectKind

_ENDED = frozenset({FilingStatus.CLOSED, FilingStatus.DEREGISTERED, FilingStatus.PENDING})
"""Such an account takes over nothing."""
_FILE_NAME_MARKS = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


def write_account_notices(
    settings: Settings,
    account_codes: Sequence[str],
    as_of: datetime,
    *,
    issuer: str | None,
    due_on: date | None,
) -> tuple[Path, ...]:
    """Write 整改通知书 of some accounts; nothing is written when one of them cannot have one.

    Raises:
        ReportError: for an unknown account or one without a problem, or an unusable template.
        CalendarCoverageError: when the deadline runs into a year without a known calendar.
    """
    book, day = read_book(settings, as_of), china_date(as_of)
    found = account_records(settings, book, account_codes, as_of)
    for record in found:
        check_account_notice(record)
    folder = _day_folder(settings, book) / "整改通知"
    own = templates_folder(settings) / notice_template.NAME
    due = due_on or answer_deadline(day)
    signed = issuer or root_agency(book)
    return tuple(
        write_paper(
            folder / f"整改通知书-{_stem(record)}.docx",
            account_notice_fields(record, issuer=signed, issued_on=day, due_on=due),
            notice_template.build_template,
            own,
        )
        for record in found
    )


def write_dossiers(
    settings: Settings, account_codes: Sequence[str], as_of: datetime, *, issuer: str | None
) -> tuple[Path, ...]:
    """Write 关停建议档案 of some accounts.

    Raises:
        ReportError: for an account that is neither proposed on collected data nor under 关停.
    """
    book = read_book(settings, as_of)
    found = account_records(settings, book, account_codes, as_of)
    for record in found:
        check_dossier(record)
    signed = issuer or root_agency(book)
    return tuple(
        write_paper(
            _day_folder(settings, book) / "关停" / f"关停建议档案-{_stem(record)}.docx",
            dossier_fields(record, issuer=signed, issued_on=china_date(as_of)),
            dossier_template.build_template,
            templates_folder(settings) / dossier_template.NAME,
        )
        for record in found
    )


def write_shutdown_list(
    settings: Settings, as_of: datetime, *, issuer: str | None
) -> tuple[Path, ...]:
    """Write 关停建议表 as a paper and a workbook.

    Raises:
        ReportError: when nothing was judged yet, or a template cannot be used.
    """
    book = read_book(settings, as_of)
    codes = [account.account_code for account in book.registry.accounts]
    listed = [
        record
        for record in account_records(settings, book, codes, as_of, with_history=False)
        if shutdown_list.is_listed(record)
    ]
    fields = shutdown_list.shutdown_list_fields(
        listed,
        issuer=issuer or root_agency(book),
        issued_on=china_date(as_of),
        as_of_text=f"{local(book.as_of):%Y-%m-%d %H:%M}",
    )
    folder, own = _day_folder(settings, book) / "关停", templates_folder(settings)
    return (
        write_paper(
            folder / shutdown_list.NAME,
            fields,
            shutdown_list.build_template,
            own / shutdown_list.NAME,
        ),
        write_workbook(
            folder / shutdown_list.WORKBOOK_NAME,
            fields,
            shutdown_list.build_workbook,
            own / shutdown_list.WORKBOOK_NAME,
        ),
    )


def write_deregistration(
    settings: Settings,
    account_code: str,
    as_of: datetime,
    *,
    successor: str | None,
    stops_on: date | None,
) -> tuple[Path, ...]:
    """Write a draft of 注销公告.

    Without a successor it is the account that the last proposal of 整合 would keep, as long as the
    register calls it in use.

    Raises:
        ReportError: for an account without a decision, or an unknown one that takes over.
    """
    book = read_book(settings, as_of)
    (record,) = account_records(settings, book, [account_code], as_of)
    accounts = {account.account_code: account for account in book.registry.accounts}
    if successor is not None and successor not in accounts:
        raise ReportError(f"登记表中没有账号编码 {successor}")
    proposed = accounts.get(record.merge_into or "")
    if successor is None and proposed is not None and proposed.filing_status not in _ENDED:
        successor = proposed.account_code
    taking_over = accounts[successor] if successor else None
    deregistration.check_deregistration(record, taking_over)
    day = china_date(as_of)
    fields = deregistration.deregistration_fields(
        record, taking_over, stops_on=stops_on or day, issued_on=day
    )
    path = write_paper(
        _day_folder(settings, book) / "关停" / f"注销公告-{_stem(record)}.docx",
        fields,
        deregistration.build_template,
        templates_folder(settings) / deregistration.NAME,
    )
    return (path,)


def write_monthly_accounts(
    settings: Settings, period: Period, as_of: datetime, *, issuer: str | None
) -> tuple[Path, ...]:
    """Write the list of accounts of a month or quarter as a workbook and a paper.

    Raises:
        ReportError: when nothing was judged in the period, or a template cannot be used.
    """
    moment = min(period.ends_at, as_of)
    book = read_book(settings, moment)
    if book.as_of < period.begins_at:
        raise ReportError(f"{period.name}没有判断记录，不能出月报")
    with open_store(settings) as connection:
        counts = count_posts(connection, period.begins_at, period.ends_at, book.as_of)
    fields = monthly.monthly_fields(
        book, period, counts, issuer=issuer or root_agency(book), issued_on=china_date(as_of)
    )
    own, stem = templates_folder(settings), f"新媒体月报-{period.code}"
    return (
        write_workbook(
            settings.reports / f"{stem}.xlsx",
            fields,
            monthly.build_workbook,
            own / monthly.WORKBOOK_NAME,
        ),
        write_paper(
            settings.reports / f"{stem}.docx", fields, monthly.build_template, own / monthly.NAME
        ),
    )


def account_records(
    settings: Settings,
    book: AuditBook,
    account_codes: Iterable[str],
    as_of: datetime,
    *,
    with_history: bool = True,
) -> list[AccountRecord]:
    """What is known of some accounts: the book's audit, their past, and the trail up to ``as_of``.

    Raises:
        ReportError: for an account that is not registered.
    """
    codes = list(dict.fromkeys(account_codes))
    accounts = {account.account_code: account for account in book.registry.accounts}
    for code in codes:
        if code not in accounts:
            raise ReportError(f"登记表中没有账号编码 {code}")
    agencies = {agency.agency_code: agency for agency in book.registry.agencies}
    standing = [one for one in book.findings if is_open(one) and one.is_problem]
    problems = problems_by_account([one for one in standing if is_rechecked(one)], book.registry)
    verdicts = {
        one.subject_id: one for one in book.verdicts if one.subject_kind is SubjectKind.ACCOUNT
    }
    facts, reach = _by_code(book, "account"), _by_code(book, "account_reach")
    history: dict[str, list[AuditedVerdict]] = {}
    with open_store(settings) as connection:
        files = account_files(read_trail(connection, as_of))
        for code in codes if with_history else ():
            kept = read_verdict_history(connection, SubjectKind.ACCOUNT, code, book.as_of)
            history[code] = [records.build(AuditedVerdict, row) for row in kept]
    found = []
    for code in codes:
        agency = agencies.get(accounts[code].agency_code)
        above = (agency.supervisor_code or agency.parent_code) if agency else None
        found.append(
            AccountRecord(
                account=accounts[code],
                agency=agency,
                supervisor=agencies.get(above or ""),
                conclusion=verdicts.get(code),
                problems=tuple(problems[code]),
                candidates=sum(one.subject_id == code for one in book.candidates),
                facts=facts.get(code, Row({})),
                reach=reach.get(code, Row({})),
                history=verdict_spans(history.get(code, ())),
                file=files.get(code) or AccountFile(account_code=code),
                as_of=book.as_of,
            )
        )
    return found


def _by_code(book: AuditBook, table: str) -> dict[str, Row]:
    return {row.text("account_code"): row for row in rows(book.facts.get(table))}


def _day_folder(settings: Settings, book: AuditBook) -> Path:
    return settings.reports / f"{book.day:%Y-%m-%d}"


def _stem(record: AccountRecord) -> str:
    name = f"{record.account.account_code}-{record.account.name}"
    return name.translate(_FILE_NAME_MARKS).strip(". ")[:60]
