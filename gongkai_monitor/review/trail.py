"""The trail: one append-only, hash-chained list of what people decided about accounts.

An entry says who recorded what about which account, and when; its body depends on its kind. What
is no longer meant is withdrawn by a later entry, never taken away (docs/decisions/010).
"""

import json
from abc import ABC
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict

from gongkai_monitor.review.body import Body, Withdrawal
from gongkai_monitor.review.chain import link_after
from gongkai_monitor.vocabulary import (
    AppealKind,
    AppealState,
    Disposition,
    RecheckOutcome,
    RectificationState,
    ShutdownStep,
    TrailKind,
    Verdict,
)


class Attachment(BaseModel):
    """A file that was handed in, kept below the evidence folder under its hash."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file_name: str
    content_hash: str  # SHA-256
    byte_count: int
    place: str  # below the evidence folder


class AccountBody(Body, ABC):
    """What an entry about an account says."""

    kind: ClassVar[TrailKind]


class Decision(AccountBody):
    """账号处理决定, with what the reviewer saw when he decided."""

    kind: ClassVar[TrailKind] = TrailKind.DECISION

    decision: Disposition
    reason: str
    approver: str = ""
    until: date | None = None  # last day of 暂缓
    proposed: Disposition | None
    verdict: Verdict
    reasons: tuple[str, ...]  # of the proposal, as they were shown
    audited_at: AwareDatetime  # the audit that was looked at
    seen_hash: str  # verdict, proposal and findings, elapsed time left out
    evidence_hash: str  # the saved pages behind them
    request: Attachment | None = None  # the unit's own application for 关停

    @property
    def words(self) -> str:
        """保留：…（建议：整改；审批人 …）."""
        until = f"至 {self.until}" if self.until else ""
        approved = f"；审批人 {self.approver}" if self.approver else ""
        proposed = self.proposed.label if self.proposed else "无"
        return f"{self.decision.label}{until}：{self.reason}（建议：{proposed}{approved}）"


class Appeal(AccountBody):
    """申诉 or 情况说明 of a unit."""

    kind: ClassVar[TrailKind] = TrailKind.APPEAL

    appeal_kind: AppealKind
    received_on: date
    handed_in_by: str
    text: str
    answer_due_on: date | None = None  # of an 申诉; a 情况说明 asks for no answer
    finding_id: str | None = None
    attachment: Attachment | None = None

    @property
    def words(self) -> str:
        """申诉（who, when）：what."""
        head = f"{self.appeal_kind.label}（{self.handed_in_by}，{self.received_on}）"
        return f"{head}：{self.text}"


class Answer(AccountBody):
    """申诉答复."""

    kind: ClassVar[TrailKind] = TrailKind.ANSWER

    appeal: int  # sequence of the 申诉
    state: AppealState
    text: str

    @property
    def words(self) -> str:
        """第 3 号申诉采纳：why."""
        return f"第 {self.appeal} 号申诉{self.state.label}：{self.text}"


class Rectification(AccountBody):
    """A step of 整改: 交办, 反馈, 销号."""

    kind: ClassVar[TrailKind] = TrailKind.RECTIFICATION

    state: RectificationState
    on: date
    due_on: date | None = None  # of 交办
    text: str = ""
    attachment: Attachment | None = None

    @property
    def words(self) -> str:
        """已交办（when, by when）：what."""
        due = f"，{self.due_on} 前完成" if self.due_on else ""
        return "：".join(filter(None, (f"整改{self.state.label}（{self.on}{due}）", self.text)))


class Step(AccountBody):
    """A step of 关停, with what proves it."""

    kind: ClassVar[TrailKind] = TrailKind.SHUTDOWN_STEP

    case_id: str
    step: ShutdownStep
    done_on: date
    url: str = ""
    note: str = ""
    attachment: Attachment | None = None

    @property
    def words(self) -> str:
        """已告知单位（when）：what proves it."""
        proof = self.attachment.file_name if self.attachment else self.url
        said = "；".join(filter(None, (proof, self.note)))
        return "：".join(filter(None, (f"{self.step.label}（{self.done_on}）", said)))


class Proof(BaseModel):
    """What was read of an account: a saved request or evidence brought by hand."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seen: str  # in words
    seen_at: AwareDatetime
    evidence_id: str = ""  # fetch_id or evidence_id


class Recheck(AccountBody):
    """注销复查: the account was looked at again; what was not read is never recorded here."""

    kind: ClassVar[TrailKind] = TrailKind.RECHECK

    case_id: str
    outcome: RecheckOutcome
    proof: Proof

    @property
    def words(self) -> str:
        """确已注销：what was seen."""
        return f"{self.outcome.label}：{self.proof.seen}"


class Withdrawn(AccountBody, Withdrawal):
    """An earlier entry no longer counts."""

    kind: ClassVar[TrailKind] = TrailKind.WITHDRAWN


_BODIES: dict[TrailKind, type[AccountBody]] = {
    one.kind: one for one in (Decision, Appeal, Answer, Rectification, Step, Recheck, Withdrawn)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry before it has its place in the chain."""

    account_code: str
    body: AccountBody
    recorded_by: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the trail; never changed afterwards."""

    sequence: int = 0
    kind: TrailKind
    subject_id: str  # account_code
    body: str  # JSON, as it was written
    recorded_by: str
    role: str
    recorded_at: datetime
    previous_hash: str = ""
    own_hash: str = ""

    @property
    def said(self) -> AccountBody:
        """The body, typed."""
        return _BODIES[self.kind].model_validate_json(self.body)


def link_entry(draft: Draft, recorded_at: datetime, last: Entry | None) -> Entry:
    """The entry that follows ``last``."""
    body = draft.body.model_dump(mode="json")
    entry = Entry(
        kind=draft.body.kind,
        subject_id=draft.account_code,
        body=json.dumps(body, ensure_ascii=False, sort_keys=True),
        recorded_by=draft.recorded_by.strip(),
        role=draft.role.strip(),
        recorded_at=recorded_at,
    )
    return link_after(entry, last)
