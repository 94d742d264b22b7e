"""Entries other than decisions: 申诉 and answers, 整改, steps of 关停, withdrawals."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.review.account_decision import AccountView, shutdown_grounds
from gongkai_monitor.review.account_desk import open_account_desk, unknown_account
from gongkai_monitor.review.account_file import AccountFile, account_files
from gongkai_monitor.review.shutdown import allowed_steps, missing_proof, wrong_day
from gongkai_monitor.review.trail import (
    AccountBody,
    Answer,
    Appeal,
    Attachment,
    Draft,
    Entry,
    Rectification,
    Step,
    Withdrawn,
)
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.registry import read_registry
from gongkai_monitor.store.trail import append_to_trail
from gongkai_monitor.vocabulary import (
    AppealKind,
    AppealState,
    RectificationState,
    ShutdownStep,
    TrailKind,
)

_WITHDRAWABLE = frozenset({
    TrailKind.DECISION, TrailKind.APPEAL, TrailKind.ANSWER, TrailKind.RECTIFICATION,
})  # fmt: skip
"""Steps of 关停 are taken back by the step 已撤回, so that the case shows it."""

_HELD_UP = frozenset({
    ShutdownStep.PROPOSED, ShutdownStep.NOTICE_PUBLISHED, ShutdownStep.DATA_MIGRATED,
    ShutdownStep.DEREGISTERED,
})  # fmt: skip
"""Steps that are not taken while an 申诉 is open or 暂缓 is running."""

_BEFORE: dict[RectificationState, frozenset[RectificationState | None]] = {
    RectificationState.ASSIGNED: frozenset(
        {
            None,
            RectificationState.SUBMITTED,
            RectificationState.CLOSED,
        }
    ),
    RectificationState.SUBMITTED: frozenset({RectificationState.ASSIGNED}),
    RectificationState.CLOSED: frozenset(
        {
            RectificationState.ASSIGNED,
            RectificationState.SUBMITTED,
        }
    ),
}
"""State of 整改 -> what it may follow. A reply that does not suffice is assigned again."""


def add_appeal(
    settings: Settings,
    account_code: str,
    *,
    kind: AppealKind,
    text: str,
    handed_in_by: str,
    received_on: date,
    recorded_by: str,
    now: datetime,
    finding_id: str | None = None,
    attachment: Attachment | None = None,
) -> Entry:
    """Record what a unit handed in; an 申诉 gets a day by which it is answered.

    Raises:
        InputError: unknown account, nothing said, or a day that is yet to come.
    """
    _require(settings, account_code, now)
    faults = _missing(("--text", text, "申诉或说明的内容"), ("--from", handed_in_by, "提交人"))
    faults += _missing(("--by", recorded_by, "记录人姓名"))
    if received_on > china_date(now):
        faults.append(_fault("--on", "今天或以前的日期", f"{received_on}"))
    _raise(faults)
    is_appeal = kind is AppealKind.APPEAL
    body = Appeal(
        appeal_kind=kind,
        received_on=received_on,
        handed_in_by=handed_in_by.strip(),
        text=text.strip(),
        answer_due_on=received_on + timedelta(days=settings.shutdown.appeal) if is_appeal else None,
        finding_id=finding_id,
        attachment=attachment,
    )
    return _append(settings, now, lambda _: _draft(account_code, body, recorded_by, ""))


def answer_appeal(
    settings: Settings,
    number: int,
    *,
    state: AppealState,
    text: str,
    answered_by: str,
    role: str,
    now: datetime,
) -> Entry:
    """Answer an 申诉.

    Raises:
        InputError: no such open 申诉, or nothing said.
    """
    faults = _missing(
        ("--text", text, "答复内容"), ("--by", answered_by, "答复人姓名"), ("--role", role, "职务")
    )
    if state is AppealState.OPEN:
        labels = f"{AppealState.UPHELD.label} 或 {AppealState.REJECTED.label}"
        faults.append(_fault("--state", labels, state.label))
    _raise(faults)

    def make(files: dict[str, AccountFile]) -> Draft:
        for code, file in files.items():
            if any(one.entry.sequence == number for one in file.open_appeals):
                body = Answer(appeal=number, state=state, text=text.strip())
                return _draft(code, body, answered_by, role)
        raise InputError([_fault("申诉编号", "待答复的申诉", str(number))])

    return _append(settings, now, make)


def record_rectification(
    settings: Settings,
    account_code: str,
    *,
    state: RectificationState,
    on: date,
    recorded_by: str,
    role: str,
    now: datetime,
    due_on: date | None = None,
    text: str = "",
    attachment: Attachment | None = None,
) -> Entry:
    """Record a step of 整改.

    Raises:
        InputError: unknown account, a step out of order, or one that says nothing.
    """
    _require(settings, account_code, now)
    faults = _missing(("--by", recorded_by, "记录人姓名"))
    if state is not RectificationState.ASSIGNED:
        faults += _missing(("--text", text, "整改情况"))
        if due_on is not None:
            faults.append(_fault("--due", "只有交办才写期限", f"{due_on}"))
    if on > china_date(now):
        faults.append(_fault("--on", "今天或以前的日期", f"{on}"))
    _raise(faults)
    if state is RectificationState.ASSIGNED:
        due_on = due_on or on + timedelta(days=settings.shutdown.rectification)

    def make(files: dict[str, AccountFile]) -> Draft:
        last = files[account_code].rectification if account_code in files else None
        before = last.state if last else None
        if before not in _BEFORE[state]:
            actual = before.label if before else "尚未交办"
            raise InputError([_fault(state.label, "可以接着办理的整改", actual)])
        body = Rectification(
            state=state, on=on, due_on=due_on, text=text.strip(), attachment=attachment
        )
        return _draft(account_code, body, recorded_by, role)

    return _append(settings, now, make)


def record_step(
    settings: Settings,
    account_code: str,
    step: ShutdownStep,
    *,
    on: date,
    recorded_by: str,
    role: str,
    now: datetime,
    url: str = "",
    note: str = "",
    attachment: Attachment | None = None,
) -> Entry:
    """Record a step of 关停; 已作决定 comes from a decision, 已核实注销 from a re-check.

    Raises:
        InputError: a step out of order, without its proof, or on data that were not collected.
    """
    desk = open_account_desk(settings, now)
    view = desk.views.get(account_code)
    if view is None:
        raise InputError([unknown_account(account_code)])
    faults = _missing(("--by", recorded_by, "记录人姓名"), ("--role", role, "职务"))
    faults += _step_faults(step, view, has_file=attachment is not None, url=url, note=note)
    _raise(faults)

    def make(files: dict[str, AccountFile]) -> Draft:
        file = files.get(account_code) or AccountFile(account_code=account_code)
        case = file.case
        allowed = allowed_steps(case)
        if step not in allowed:
            expected = "、".join(one.label for one in allowed)
            actual = f"{step.label}（现在是“{case.step.label}”）" if case else step.label
            raise InputError([_fault("步骤", expected, actual)])
        wrong = wrong_day(case, step, on, china_date(now))
        if wrong:
            raise InputError([_fault("--on", wrong, f"{on}")])
        if step in _HELD_UP:
            _raise([
                _fault(step.label, "没有未办结事项的账号", one)
                for one in file.shutdown_obstacles(china_date(now))
            ])  # fmt: skip
        body = Step(
            case_id=case.case_id if case and case.is_open else file.next_case_id,
            step=step,
            done_on=on,
            url=url.strip(),
            note=note.strip(),
            attachment=attachment,
        )
        return _draft(account_code, body, recorded_by, role)

    return _append(settings, now, make)


def withdraw(
    settings: Settings, sequence: int, *, reason: str, recorded_by: str, role: str, now: datetime
) -> Entry:
    """Take back an entry; it stays on the trail and no longer counts.

    Raises:
        InputError: no such entry, one that is withdrawn already or cannot be.
    """
    _raise(_missing(("--reason", reason, "撤回的理由"), ("--by", recorded_by, "姓名")))

    def make(files: dict[str, AccountFile]) -> Draft:
        for code, file in files.items():
            for entry, said in file.standing:
                if entry.sequence == sequence and said.kind in _WITHDRAWABLE:
                    _raise(_bound(file, entry))
                    body = Withdrawn(entry=sequence, reason=reason.strip())
                    return _draft(code, body, recorded_by, role)
        expected = "未撤回的处理决定、申诉、答复或整改记录"
        raise InputError([_fault("记录序号", expected, str(sequence))])

    return _append(settings, now, make)


def _step_faults(
    step: ShutdownStep, view: AccountView, *, has_file: bool, url: str, note: str
) -> list[Fault]:
    faults = []
    if step is ShutdownStep.DECIDED:
        command = f"gongkai review decide {view.account.account_code} --decision 关停"
        faults.append(_fault(step.label, f"用 {command} 作决定", "直接记录"))
    if step is ShutdownStep.VERIFIED_GONE:
        faults.append(_fault(step.label, "用 gongkai shutdown recheck 复查核实", "直接记录"))
    if step is ShutdownStep.PROPOSED and not has_file and not shutdown_grounds(view):
        said = "；".join(view.conclusion.reasons)
        expected = "已采到并建议关停或整合的账号，或附单位书面申请（--evidence）"
        actual = f"{view.conclusion.verdict.label}（{said}）" if said else ""
        faults.append(_fault(step.label, expected, actual or view.conclusion.verdict.label))
    proof = missing_proof(step, has_file=has_file, url=url, note=note)
    if proof:
        faults.append(_fault(step.label, proof, "没有"))
    if url and not url.lower().startswith(("http://", "https://")):
        faults.append(_fault("--url", "http 或 https 网址", url))
    return faults


def _bound(file: AccountFile, entry: Entry) -> list[Fault]:
    """A decision that a running 关停 rests on is withdrawn with its case, not alone."""
    case = file.case
    is_decision = entry.kind is TrailKind.DECISION
    if not is_decision or case is None or not case.is_open:
        return []
    if not case.reached(ShutdownStep.DECIDED):
        return []
    command = f"gongkai shutdown step {file.account_code} 已撤回"
    return [_fault("记录序号", f"先撤回关停流程（{command}）", f"关停流程“{case.step.label}”")]


def _append(
    settings: Settings, now: datetime, make: Callable[[dict[str, AccountFile]], Draft]
) -> Entry:
    def drafts(entries: Sequence[Entry]) -> list[Draft]:
        return [make(account_files(entries))]

    with open_store(settings, read_only=False) as connection:
        return append_to_trail(connection, drafts, now)[0]


def _require(settings: Settings, account_code: str, now: datetime) -> None:
    with open_store(settings) as connection:
        registry = read_registry(connection, now)
    if account_code not in {account.account_code for account in registry.accounts}:
        raise InputError([_fault("账号编码", "登记表中的账号", account_code)])


def _draft(account_code: str, body: AccountBody, recorded_by: str, role: str) -> Draft:
    return Draft(account_code=account_code, body=body, recorded_by=recorded_by, role=role)


def _missing(*wanted: tuple[str, str, str]) -> list[Fault]:
    return [_fault(name, expected, "") for name, text, expected in wanted if not text.strip()]


def _fault(place: str, expected: str, actual: str) -> Fault:
    return Fault(file=place, expected=expected, actual=actual)


def _raise(faults: Sequence[Fault]) -> None:
    if faults:
        raise InputError(faults)
