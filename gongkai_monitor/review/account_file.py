"""What the trail says of each account: the decision that stands, appeals, rectification, 关停."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_monitor.clock import china_date
from gongkai_monitor.review.shutdown import DoneRecheck, DoneStep, ShutdownCase
from gongkai_monitor.review.trail import (
    AccountBody,
    Answer,
    Appeal,
    Decision,
    Entry,
    Recheck,
    Rectification,
    Step,
    Withdrawn,
)
from gongkai_monitor.vocabulary import (
    AppealKind,
    AppealState,
    Disposition,
    RectificationState,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingAppeal:
    """申诉 or 情况说明 with its answer, if there is one."""

    entry: Entry
    appeal: Appeal
    answered: Entry | None = None
    answer: Answer | None = None

    @property
    def is_open(self) -> bool:
        """Whether an 申诉 waits for its answer; a 情况说明 asks for none."""
        return self.appeal.appeal_kind is AppealKind.APPEAL and self.answer is None

    @property
    def state(self) -> AppealState | None:
        """申诉状态; None of a 情况说明."""
        if self.answer is not None:
            return self.answer.state
        return AppealState.OPEN if self.is_open else None

    def is_late(self, today: date) -> bool:
        """Whether its answer is overdue."""
        due = self.appeal.answer_due_on
        return self.is_open and due is not None and due < today


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFile:
    """The entries of one account that count, and what they come to."""

    account_code: str
    entries: tuple[Entry, ...] = ()  # all of them, also withdrawn ones
    withdrawn: frozenset[int] = frozenset()

    @property
    def standing(self) -> list[tuple[Entry, AccountBody]]:
        """Entries that were not withdrawn, the oldest first."""
        return [(one, one.said) for one in self.entries if one.sequence not in self.withdrawn]

    @property
    def decisions(self) -> list[tuple[Entry, Decision]]:
        """账号处理决定, the oldest first."""
        return [(one, said) for one, said in self.standing if isinstance(said, Decision)]

    @property
    def decision(self) -> tuple[Entry, Decision] | None:
        """The decision that stands: the last one."""
        decided = self.decisions
        return decided[-1] if decided else None

    def postponed_until(self, today: date) -> date | None:
        """The last day of a 暂缓 that is running."""
        if self.decision is None or self.decision[1].decision is not Disposition.POSTPONE:
            return None
        until = self.decision[1].until
        return until if until is not None and today <= until else None

    def is_settled(self, seen_hash: str, today: date) -> bool:
        """Whether a decision still holds for what is seen now; 暂缓 holds until its last day."""
        if self.decision is None:
            return False
        decided = self.decision[1]
        if decided.decision is Disposition.POSTPONE:
            return self.postponed_until(today) is not None
        return decided.seen_hash == seen_hash

    @property
    def appeals(self) -> list[StandingAppeal]:
        """申诉 and 情况说明 with their answers, the oldest first."""
        answers = {
            said.appeal: (one, said) for one, said in self.standing if isinstance(said, Answer)
        }
        return [
            StandingAppeal(
                entry=one,
                appeal=said,
                answered=answers[one.sequence][0] if one.sequence in answers else None,
                answer=answers[one.sequence][1] if one.sequence in answers else None,
            )
            for one, said in self.standing
            if isinstance(said, Appeal)
        ]

    @property
    def open_appeals(self) -> list[StandingAppeal]:
        """申诉 that wait for an answer."""
        return [one for one in self.appeals if one.is_open]

    def heard_since(self, sequence: int) -> bool:
        """Whether the unit handed anything in after an entry: 申诉, 情况说明, 整改 reported."""
        return any(
            one.sequence > sequence
            and (
                isinstance(said, Appeal)
                or (isinstance(said, Rectification) and said.state is RectificationState.SUBMITTED)
            )
            for one, said in self.standing
        )

    @property
    def rectifications(self) -> list[tuple[Entry, Rectification]]:
        """整改 step by step."""
        return [(one, said) for one, said in self.standing if isinstance(said, Rectification)]

    @property
    def rectification(self) -> Rectification | None:
        """Where 整改 stands."""
        return self.rectifications[-1][1] if self.rectifications else None

    def rectification_late(self, today: date) -> bool:
        """Whether 整改 was assigned and is not answered in time."""
        last = self.rectification
        is_waiting = last is not None and last.state is RectificationState.ASSIGNED
        return bool(is_waiting and last and last.due_on and last.due_on < today)

    @property
    def cases(self) -> list[ShutdownCase]:
        """关停 from each proposal on, the oldest first."""
        steps: dict[str, list[DoneStep]] = defaultdict(list)
        looks: dict[str, list[DoneRecheck]] = defaultdict(list)
        for entry, said in self.standing:
            if isinstance(said, Step):
                steps[said.case_id].append(_done(entry, said))
            elif isinstance(said, Recheck):
                looks[said.case_id].append(
                    DoneRecheck(
                        outcome=said.outcome,
                        seen_on=china_date(said.proof.seen_at),
                        seen=said.proof.seen,
                        sequence=entry.sequence,
                        evidence_id=said.proof.evidence_id,
                    )
                )
        return [
            ShutdownCase(
                account_code=self.account_code,
                case_id=case_id,
                steps=tuple(done),
                rechecks=tuple(looks[case_id]),
            )
            for case_id, done in steps.items()
        ]

    @property
    def case(self) -> ShutdownCase | None:
        """The last 关停, finished or not."""
        cases = self.cases
        return cases[-1] if cases else None

    @property
    def next_case_id(self) -> str:
        """What a new 关停 is called."""
        return f"{self.account_code}-{len(self.cases) + 1}"

    def shutdown_obstacles(self, today: date) -> list[str]:
        """Why 关停 may not be decided or proposed now, in Chinese."""
        obstacles = [
            f"第 {one.entry.sequence} 号申诉（{one.appeal.received_on}）尚未答复"
            for one in self.open_appeals
        ]
        case = self.case if self.case and self.case.is_open else None
        if case is not None:
            obstacles += [
                f"第 {one.entry.sequence} 号申诉已采纳，应先撤回关停流程"
                for one in self.appeals
                if one.state is AppealState.UPHELD
                and one.answered
                and one.answered.sequence > case.steps[0].sequence
            ]
        until = self.postponed_until(today)
        if until is not None:
            obstacles.append(f"已决定暂缓处理至 {until}")
        return obstacles


def account_files(entries: Iterable[Entry]) -> dict[str, AccountFile]:
    """account_code -> its file, for accounts that the trail names."""
    grouped: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        grouped[entry.subject_id].append(entry)
    return {code: account_file(code, found) for code, found in grouped.items()}


def account_file(account_code: str, entries: Sequence[Entry]) -> AccountFile:
    """The file of one account from its entries."""
    withdrawn = {said.entry for one in entries if isinstance(said := one.said, Withdrawn)}
    return AccountFile(
        account_code=account_code, entries=tuple(entries), withdrawn=frozenset(withdrawn)
    )


def shutdown_obstacles(entries: Iterable[Entry], today: date) -> Mapping[str, list[str]]:
    """account_code -> why it may not be proposed for 关停, for accounts that have a reason."""
    found = {code: file.shutdown_obstacles(today) for code, file in account_files(entries).items()}
    return {code: reasons for code, reasons in found.items() if reasons}


def _done(entry: Entry, said: Step) -> DoneStep:
    return DoneStep(
        step=said.step,
        done_on=said.done_on,
        sequence=entry.sequence,
        recorded_by=entry.recorded_by,
        role=entry.role,
        url=said.url,
        note=said.note,
        file_name=said.attachment.file_name if said.attachment else "",
        content_hash=said.attachment.content_hash if said.attachment else "",
    )
