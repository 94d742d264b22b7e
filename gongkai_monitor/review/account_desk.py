"""The desk for accounts: what waits for a decision, and decisions put on the trail."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.findings.lifecycle import is_open, is_rechecked
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.model.registry import Account, Registry
from gongkai_monitor.review.account_decision import AccountView, Wish, decision_of, objections
from gongkai_monitor.review.account_file import AccountFile, account_files
from gongkai_monitor.review.trail import Decision, Draft, Entry, Step
from gongkai_monitor.settings import Settings, ShutdownSettings
from gongkai_monitor.store.findings import read_findings, read_verdicts
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.registry import read_registry
from gongkai_monitor.store.runs import read_audits
from gongkai_monitor.store.trail import append_to_trail, read_trail
from gongkai_monitor.vocabulary import Disposition, ShutdownStep, SubjectKind

if TYPE_CHECKING:
    import duckdb

_DUPLICATE = "account.duplicate"
"""A problem of a unit that concerns each of its accounts on the platform (its object)."""

_GRAVITY = (
    Disposition.SHUT_DOWN,
    Disposition.MERGE,
    Disposition.RECTIFY,
    Disposition.REMIND,
    Disposition.KEEP,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDesk:
    """Accounts as the last audit saw them, and their files."""

    views: Mapping[str, AccountView]
    files: Mapping[str, AccountFile]
    rules: ShutdownSettings
    as_of: datetime

    @property
    def queue(self) -> list[AccountView]:
        """Accounts with a proposal other than 保留 on which no decision holds, gravest first."""
        today = china_date(self.as_of)
        waiting = [
            view
            for code, view in self.views.items()
            if view.proposal not in {None, Disposition.KEEP}
            and not self.file(code).is_settled(view.seen_hash, today)
        ]
        return sorted(waiting, key=lambda view: (gravity(view.proposal), _code(view)))

    def file(self, account_code: str) -> AccountFile:
        """Its file; an empty one when the trail does not name it."""
        return self.files.get(account_code) or AccountFile(account_code=account_code)

    def with_trail(self, entries: Sequence[Entry]) -> "AccountDesk":
        """The same accounts under another trail."""
        return AccountDesk(
            views=self.views, files=account_files(entries), rules=self.rules, as_of=self.as_of
        )


def open_account_desk(settings: Settings, as_of: datetime) -> AccountDesk:
    """The desk at a moment.

    Raises:
        InputError: when nothing was judged by then.
    """
    with open_store(settings) as connection:
        return _desk(connection, settings, as_of)


def decide_accounts(
    settings: Settings,
    wishes: Sequence[Wish],
    *,
    now: datetime,
    known: AccountDesk | None = None,
) -> list[Entry]:
    """Put decisions on the trail, all or none; a 关停 also takes its case to 已作决定.

    Args:
        settings: of the workspace.
        wishes: what is decided.
        now: the moment.
        known: the desk that was looked at; a decision made since then is a conflict.

    Raises:
        InputError: with every objection, by account and heading.
        StoreError: when the lake does not take them.
    """
    if not wishes:
        return []
    desk = known or open_account_desk(settings, now)

    def make(entries: Sequence[Entry]) -> list[Draft]:
        current = desk.with_trail(entries)
        faults: list[Fault] = []
        drafts: list[Draft] = []
        for wish in wishes:
            view, file = current.views.get(wish.account_code), current.file(wish.account_code)
            if view is None:
                faults.append(unknown_account(wish.account_code))
                continue
            if known and file.decision != known.file(wish.account_code).decision:
                faults.append(
                    Fault(
                        file=wish.account_code,
                        expected="没有被他人同时处理的账号",
                        actual=_decided(file),
                    )
                )
                continue
            wrong = objections(wish, view, file, current.rules, china_date(now))
            faults += [
                Fault(file=wish.account_code, column=heading, expected=expected, actual=actual)
                for heading, expected, actual in wrong
            ]
            drafts += _drafts(wish, view, file, now)
        if faults:
            raise InputError(faults)
        return drafts

    with open_store(settings, read_only=False) as connection:
        return append_to_trail(connection, make, now)


def unknown_account(account_code: str) -> Fault:
    """The fault of an account that the last audit did not judge."""
    return Fault(file="账号编码", expected="登记表中、最近一次判断过的账号", actual=account_code)


def gravity(proposal: Disposition | None) -> int:
    """Place of a proposal among them, the gravest first."""
    return _GRAVITY.index(proposal) if proposal in _GRAVITY else len(_GRAVITY)


def _drafts(wish: Wish, view: AccountView, file: AccountFile, now: datetime) -> list[Draft]:
    drafts = [_draft(wish, decision_of(wish, view))]
    if wish.decision is not Disposition.SHUT_DOWN:
        return drafts
    case = file.case if file.case and file.case.is_open else None
    steps = [ShutdownStep.DECIDED]
    if case is None:  # the unit asked for it: it has proposed it and knows of it
        steps = [ShutdownStep.PROPOSED, ShutdownStep.INFORMED, ShutdownStep.DECIDED]
    for step in steps:
        body = Step(
            case_id=case.case_id if case else file.next_case_id,
            step=step,
            done_on=china_date(now),
            note=_note(step, wish),
            attachment=wish.request if step is not ShutdownStep.DECIDED else None,
        )
        drafts.append(_draft(wish, body))
    return drafts


def _note(step: ShutdownStep, wish: Wish) -> str:
    if step is ShutdownStep.DECIDED:
        return f"审批人 {wish.approver.strip()}"
    return "单位书面申请"


def _draft(wish: Wish, body: Decision | Step) -> Draft:
    return Draft(
        account_code=wish.account_code, body=body, recorded_by=wish.decided_by, role=wish.role
    )


def _decided(file: AccountFile) -> str:
    if file.decision is None:
        return ""
    entry, said = file.decision
    return f"{entry.recorded_by}已定为“{said.decision.label}”"


def _desk(
    connection: "duckdb.DuckDBPyConnection", settings: Settings, as_of: datetime
) -> AccountDesk:
    audits = read_audits(connection, as_of, limit=1)
    if not audits:
        raise InputError([Fault(file="判断记录", expected="先运行 gongkai audit")])
    registry = read_registry(connection, as_of)
    found = [one for one in read_findings(connection, as_of) if _counts(one)]
    names = {agency.agency_code: agency.name for agency in registry.agencies}
    problems = problems_by_account(found, registry)
    accounts = {account.account_code: account for account in registry.accounts}
    views = {
        one.subject_id: AccountView(
            account=accounts[one.subject_id],
            agency_name=names.get(one.agency_code or "", one.agency_code or ""),
            conclusion=one,
            findings=tuple(problems[one.subject_id]),
            audited_at=audits[0].as_of,
        )
        for one in read_verdicts(connection, as_of)
        if one.subject_kind is SubjectKind.ACCOUNT and one.subject_id in accounts
    }
    return AccountDesk(
        views=views,
        files=account_files(read_trail(connection, as_of)),
        rules=settings.shutdown,
        as_of=as_of,
    )


def problems_by_account(
    findings: Sequence[Finding], registry: Registry
) -> Mapping[str, list[Finding]]:
    """account_code -> its problems, and those of its unit that concern its platform."""
    by_subject: dict[tuple[SubjectKind, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_subject[finding.subject_kind, finding.subject_id].append(finding)
    problems: dict[str, list[Finding]] = defaultdict(list)
    for account in registry.accounts:
        problems[account.account_code] += by_subject[SubjectKind.ACCOUNT, account.account_code]
        shared = by_subject[SubjectKind.AGENCY, account.agency_code]
        problems[account.account_code] += [one for one in shared if _concerns(one, account)]
    return problems


def _concerns(finding: Finding, account: Account) -> bool:
    """Whether a unit's duplicate finding names this account (微信订阅号 is 微信公众号)."""
    named = finding.message.rpartition("：")[2].split("、")
    return finding.code == _DUPLICATE and account.name in named


def _counts(finding: Finding) -> bool:
    return is_open(finding) and is_rechecked(finding) and finding.is_problem


def _code(view: AccountView) -> str:
    return view.account.account_code
