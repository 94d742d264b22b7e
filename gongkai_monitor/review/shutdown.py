"""关停: which step may follow which, what each must prove, and by when the next one is due.

The order and the proofs are those of the procedure (提出 to 核实);
the days are the deployment's own (``[shutdown]`` of the settings), no national rule names any.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai_monitor.vocabulary import RecheckOutcome, ShutdownStep

ORDER: tuple[ShutdownStep, ...] = tuple(
    step for step in ShutdownStep if step is not ShutdownStep.WITHDRAWN
)
LAST_WITHDRAWABLE = ShutdownStep.DATA_MIGRATED
"""What is deregistered cannot be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneStep:
    """A step that was recorded."""

    step: ShutdownStep
    done_on: date
    sequence: int
    recorded_by: str
    role: str = ""
    url: str = ""
    note: str = ""
    file_name: str = ""
    content_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneRecheck:
    """A look at a deregistered account."""

    outcome: RecheckOutcome
    seen_on: date
    seen: str
    sequence: int
    evidence_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShutdownCase:
    """One 关停 of one account, from its proposal on."""

    account_code: str
    case_id: str
    steps: tuple[DoneStep, ...]
    rechecks: tuple[DoneRecheck, ...] = ()

    @property
    def step(self) -> ShutdownStep:
        """The last step that was done."""
        return self.steps[-1].step

    @property
    def step_on(self) -> date:
        """When."""
        return self.steps[-1].done_on

    @property
    def is_open(self) -> bool:
        """Whether a step is still to come."""
        return self.step not in {ShutdownStep.VERIFIED_GONE, ShutdownStep.WITHDRAWN}

    @property
    def is_reopened(self) -> bool:
        """Whether the last look found the account alive after it was deregistered."""
        return bool(self.rechecks) and self.rechecks[-1].outcome is RecheckOutcome.ALIVE

    @property
    def next_step(self) -> ShutdownStep | None:
        """The step to come: of a finished case the monthly re-check, of a withdrawn one none."""
        match self.step:
            case ShutdownStep.WITHDRAWN:
                return None
            case ShutdownStep.VERIFIED_GONE:
                return ShutdownStep.VERIFIED_GONE
        return ORDER[ORDER.index(self.step) + 1]

    def reached(self, step: ShutdownStep) -> bool:
        """Whether a step was done."""
        return any(one.step is step for one in self.steps)

    def due_on(self, days: Mapping[ShutdownStep, int], recheck_days: int) -> date | None:
        """By when the next step is due.

        Args:
            days: calendar days for each step, counted from the day of the one before it.
            recheck_days: days from one look at a deregistered account to the next.
        """
        step = self.next_step
        if step is None:
            return None
        if self.step is ShutdownStep.VERIFIED_GONE:
            last = max((one.seen_on for one in self.rechecks), default=self.step_on)
            return last + timedelta(days=recheck_days)
        return self.step_on + timedelta(days=days[step])


def allowed_steps(case: ShutdownCase | None) -> tuple[ShutdownStep, ...]:
    """Which steps may be recorded now."""
    if case is None or not case.is_open:
        return (ShutdownStep.PROPOSED,)
    following = ORDER[ORDER.index(case.step) + 1]
    if ORDER.index(case.step) <= ORDER.index(LAST_WITHDRAWABLE):
        return (following, ShutdownStep.WITHDRAWN)
    return (following,)


def missing_proof(step: ShutdownStep, *, has_file: bool, url: str, note: str) -> str:
    """What a step still has to prove, in Chinese; "" when nothing is missing."""
    match step:
        case ShutdownStep.NOTICE_PUBLISHED if not url:
            return "注销公告的网址（--url）"
        case ShutdownStep.INFORMED | ShutdownStep.DATA_MIGRATED | ShutdownStep.FILING_UPDATED if (
            not has_file and not url
        ):
            return "证明文件（--evidence）或网址（--url）"
        case ShutdownStep.DEREGISTERED if not has_file:
            return "平台注销结果的截图或文件（--evidence）"
        case ShutdownStep.WITHDRAWN if not note:
            return "撤回的理由（--note）"
    return ""


def wrong_day(case: ShutdownCase | None, step: ShutdownStep, done_on: date, today: date) -> str:
    """What is wrong with the day of a step, in Chinese; "" when nothing is."""
    if done_on > today:
        return "今天或以前的日期"
    if case is not None and step is not ShutdownStep.PROPOSED and done_on < case.step_on:
        return f"不早于“{case.step.label}”的日期 {case.step_on}"
    return ""
