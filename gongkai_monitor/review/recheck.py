"""注销复查: is a deregistered account really gone? Only what was read again can say so.

An account that could not be reached is not gone, it is 未采到: nothing is recorded for it. A list
that still holds old posts proves nothing either, it may be a copy; a post newer than the
deregistration does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.review.account_file import account_files
from gongkai_monitor.review.shutdown import ShutdownCase
from gongkai_monitor.review.trail import Attachment, Draft, Entry, Proof, Recheck, Step
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.rechecks import read_looks, read_newest_posts
from gongkai_monitor.store.trail import append_to_trail, read_trail
from gongkai_monitor.vocabulary import RecheckOutcome, ShutdownStep

if TYPE_CHECKING:
    import duckdb

_BY = "系统复查"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a reading shows of an account."""

    outcome: RecheckOutcome
    proof: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckReport:
    """What a re-check of all deregistered accounts came to."""

    recorded: tuple[Entry, ...]
    gone: tuple[str, ...]  # account codes
    alive: tuple[str, ...]
    unread: tuple[str, ...]  # a look is due and nothing was read since the last one: 未采到


def recheck_accounts(settings: Settings, now: datetime) -> RecheckReport:
    """Look at everything that was read since the last re-check of each deregistered account.

    The first proof that an account is gone, once its filing is updated, closes its 关停; from then
    on an account that stays gone is put on the trail once a month, one that lives again at once.
    """
    month = timedelta(days=settings.shutdown.recheck)
    with open_store(settings, read_only=False) as connection:
        since = deregistered_on(connection, now)
        looks = looks_of(
            read_looks(connection, now, since),
            read_newest_posts(connection, now, since),
            since,
        )
        unread: list[str] = []
        found: dict[str, RecheckOutcome] = {}

        def make(entries: Sequence[Entry]) -> list[Draft]:
            unread.clear()
            found.clear()
            drafts: list[Draft] = []
            for code, file in account_files(entries).items():
                case = file.case
                if case is None or not case.reached(ShutdownStep.DEREGISTERED):
                    continue
                fresh = [one for one in looks.get(code, ()) if _is_news(one, case)]
                if fresh:
                    found[code] = fresh[-1].outcome
                elif not case.rechecks or case.rechecks[-1].seen_on + month <= china_date(now):
                    unread.append(code)
                if fresh and _is_told(fresh[-1], case, month):
                    drafts += _drafts(code, case, fresh[-1], _BY, "", china_date(now))
                elif case.next_step is ShutdownStep.VERIFIED_GONE and case.is_open:
                    drafts += _closing(code, case, _BY, "", china_date(now))
            return drafts

        recorded = append_to_trail(connection, make, now)
    return RecheckReport(
        recorded=tuple(recorded),
        gone=tuple(code for code, one in found.items() if one is RecheckOutcome.GONE),
        alive=tuple(code for code, one in found.items() if one is RecheckOutcome.ALIVE),
        unread=tuple(unread),
    )


def recheck_by_hand(
    settings: Settings,
    account_code: str,
    *,
    outcome: RecheckOutcome,
    seen: str,
    attachment: Attachment,
    recorded_by: str,
    role: str,
    now: datetime,
) -> list[Entry]:
    """Record what a person saw, with the screenshot that shows it.

    Raises:
        InputError: for an account that is not deregistered yet, or nothing said.
    """
    faults = [
        Fault(file=name, expected=expected)
        for name, text, expected in (
            ("--by", recorded_by, "复查人姓名"), ("--role", role, "职务"),
            ("--note", seen, "看到的情况"),
        )
        if not text.strip()
    ]  # fmt: skip
    if faults:
        raise InputError(faults)
    proof = Proof(
        seen=f"人工采集：{seen.strip()}", seen_at=now, evidence_id=attachment.content_hash
    )

    def make(entries: Sequence[Entry]) -> list[Draft]:
        file = account_files(entries).get(account_code)
        case = file.case if file else None
        if case is None or not case.reached(ShutdownStep.DEREGISTERED):
            expected = "关停流程已到“已注销”的账号"
            raise InputError([Fault(file="账号编码", expected=expected, actual=account_code)])
        look = Look(outcome=outcome, proof=proof)
        return _drafts(account_code, case, look, recorded_by, role, china_date(now))

    with open_store(settings, read_only=False) as connection:
        return append_to_trail(connection, make, now)


def deregistered_on(connection: "duckdb.DuckDBPyConnection", as_of: datetime) -> dict[str, date]:
    """account_code -> the day of 已注销 of its last 关停, where that was reached."""
    files = account_files(read_trail(connection, as_of))
    return {
        code: next(one.done_on for one in file.case.steps if one.step is ShutdownStep.DEREGISTERED)
        for code, file in files.items()
        if file.case is not None and file.case.reached(ShutdownStep.DEREGISTERED)
    }


def looks_of(
    told: Sequence[Mapping[str, object]],
    posts: Sequence[Mapping[str, object]],
    since: Mapping[str, date],
) -> dict[str, list[Look]]:
    """account_code -> what was read after the day of its deregistration, the oldest first."""
    looks: dict[str, list[Look]] = {}
    for row in told:
        code, seen_at = str(row["account_code"]), row["seen_at"]
        if code not in since or not isinstance(seen_at, datetime):
            continue
        if china_date(seen_at) > since[code]:
            is_gone = bool(row["is_gone"])
            words = "平台显示该账号已注销或不存在" if is_gone else "平台仍显示该账号"
            outcome = RecheckOutcome.GONE if is_gone else RecheckOutcome.ALIVE
            looks.setdefault(code, []).append(_look(outcome, words, seen_at, row))
    for row in posts:
        code, seen_at, posted = str(row["account_code"]), row["seen_at"], row["published_at"]
        if code not in since:
            continue
        if not isinstance(seen_at, datetime) or not isinstance(posted, datetime):
            continue
        if china_date(posted) > since[code]:
            words = f"注销后仍有推文，发布于 {china_date(posted)}"
            looks.setdefault(code, []).append(_look(RecheckOutcome.ALIVE, words, seen_at, row))
    return {code: sorted(found, key=lambda one: one.proof.seen_at) for code, found in looks.items()}


def _look(
    outcome: RecheckOutcome, words: str, seen_at: datetime, row: Mapping[str, object]
) -> Look:
    proof = Proof(seen=words, seen_at=seen_at, evidence_id=str(row["evidence_id"] or ""))
    return Look(outcome=outcome, proof=proof)


def _is_news(look: Look, case: ShutdownCase) -> bool:
    """Whether it was seen after the last look that is on the trail."""
    known = {(one.evidence_id, one.seen) for one in case.rechecks}
    last = max((one.seen_on for one in case.rechecks), default=date.min)
    is_known = (look.proof.evidence_id, look.proof.seen) in known
    return not is_known and china_date(look.proof.seen_at) >= last


def _is_told(look: Look, case: ShutdownCase, month: timedelta) -> bool:
    """Whether a look goes on the trail: the first one, another outcome, or a month later."""
    if not case.rechecks:
        return True
    last = case.rechecks[-1]
    return (
        look.outcome is not last.outcome or china_date(look.proof.seen_at) >= last.seen_on + month
    )


def _drafts(
    code: str, case: ShutdownCase, look: Look, by: str, role: str, today: date
) -> list[Draft]:
    body = Recheck(case_id=case.case_id, outcome=look.outcome, proof=look.proof)
    drafts = [Draft(account_code=code, body=body, recorded_by=by, role=role)]
    if look.outcome is RecheckOutcome.GONE and case.step is ShutdownStep.FILING_UPDATED:
        drafts.append(_verified(code, case, by, role, today))
    return drafts


def _closing(code: str, case: ShutdownCase, by: str, role: str, today: date) -> list[Draft]:
    """The filing was updated after the account had been seen gone."""
    if case.rechecks and case.rechecks[-1].outcome is RecheckOutcome.GONE:
        return [_verified(code, case, by, role, today)]
    return []


def _verified(code: str, case: ShutdownCase, by: str, role: str, today: date) -> Draft:
    body = Step(case_id=case.case_id, step=ShutdownStep.VERIFIED_GONE, done_on=today)
    return Draft(account_code=code, body=body, recorded_by=by, role=role)
