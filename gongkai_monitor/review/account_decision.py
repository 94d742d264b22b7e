"""Whether a decision on an account may be taken: on what was seen, by whom, with whose approval.

Nothing that harms an account rests on data that were not collected: 整改, 整合 and 关停 need a
proposal of the audit, 关停 also needs a collected reading (or the unit's own application), a unit
that was informed, no open 申诉, and a second person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai_monitor.findings.disposition import ENDED, OF_TRAIL
from gongkai_monitor.identity import content_hash
from gongkai_monitor.model.finding import Evidence, Finding, SubjectVerdict
from gongkai_monitor.model.registry import Account
from gongkai_monitor.review.account_file import AccountFile
from gongkai_monitor.review.decision import evidence_hash_of, observation_hash, without_elapsed
from gongkai_monitor.review.trail import Attachment, Decision
from gongkai_monitor.settings import ShutdownSettings
from gongkai_monitor.vocabulary import CollectionState, Disposition, ShutdownStep, Verdict

HARMFUL = frozenset({Disposition.RECTIFY, Disposition.MERGE, Disposition.SHUT_DOWN})
FINAL = frozenset({Disposition.MERGE, Disposition.SHUT_DOWN})
"""Decisions that need a second person."""

DECISION, REASON, BY, ROLE = "处理决定", "理由", "处理人", "职务"
APPROVER, UNTIL = "审批人", "暂缓至"

Objection = tuple[str, str, str]
"""(heading of the workbook, what is expected, what is there)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """One account as a reviewer sees it after an audit."""

    account: Account
    agency_name: str
    conclusion: SubjectVerdict
    findings: tuple[Finding, ...]  # open problems of the account and of its platform
    audited_at: datetime

    @property
    def proposal(self) -> Disposition | None:
        """What the audit proposes."""
        return self.conclusion.disposition

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The saved pages behind its problems, each once."""
        pages = (page for finding in self.findings for page in finding.evidence)
        return tuple(dict.fromkeys(pages))

    @property
    def seen_hash(self) -> str:
        """What is decided on: it stays the same while only time passes."""
        one = self.conclusion
        parts = [
            one.verdict.value,
            one.disposition.value if one.disposition else "",
            one.collection_state.value,
            one.cause.value,
            *(without_elapsed(reason) for reason in one.reasons),
            *sorted(
                f"{f.code} {f.level.value} {observation_hash(f)}"
                for f in self.findings
                if f.code not in OF_TRAIL
            ),
        ]
        return content_hash("\x1f".join(parts).encode("utf-8", "replace"))

    @property
    def evidence_hash(self) -> str:
        """The saved pages themselves, as one hash."""
        return evidence_hash_of(self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a reviewer wants to decide."""

    account_code: str
    decision: Disposition
    decided_by: str
    role: str
    reason: str
    approver: str = ""
    until: date | None = None
    request: Attachment | None = None


def objections(
    wish: Wish, view: AccountView, file: AccountFile, rules: ShutdownSettings, today: date
) -> list[Objection]:
    """Everything that speaks against a decision; empty when it may be taken."""
    found: list[Objection] = [
        (heading, expected, "")
        for heading, text, expected in (
            (BY, wish.decided_by, "处理人姓名"),
            (ROLE, wish.role, "处理人职务"),
            (REASON, wish.reason, "处理理由"),
        )
        if not text.strip()
    ]
    found += _about_until(wish, today)
    if wish.decision in HARMFUL and view.proposal is None and wish.request is None:
        found.append((DECISION, "有处置建议的账号；未采到的账号不作不利处理", _why_none(view)))
    if wish.decision in FINAL:
        found += _about_approval(wish, rules)
    if wish.decision is Disposition.SHUT_DOWN:
        found += _about_shutdown(wish, view, file, today)
    return found


def decision_of(wish: Wish, view: AccountView) -> Decision:
    """The decision with what was seen when it was taken."""
    return Decision(
        decision=wish.decision,
        reason=wish.reason.strip(),
        approver=wish.approver.strip(),
        until=wish.until,
        proposed=view.proposal,
        verdict=view.conclusion.verdict,
        reasons=view.conclusion.reasons,
        audited_at=view.audited_at,
        seen_hash=view.seen_hash,
        evidence_hash=view.evidence_hash,
        request=wish.request,
    )


def shutdown_grounds(view: AccountView) -> str:
    """On what 关停 of this account rests, in Chinese; "" when there is nothing that proves it."""
    paper = [one.message for one in view.findings if one.code in ENDED]
    if paper:
        return paper[0]
    is_proved = (
        view.proposal in FINAL
        and view.conclusion.collection_state is CollectionState.COLLECTED
        and view.conclusion.verdict in {Verdict.FAILED, Verdict.PASSED}
    )
    if is_proved:
        return "；".join(view.conclusion.reasons) or "最近一次判断建议处置"
    return ""


def _about_until(wish: Wish, today: date) -> Sequence[Objection]:
    is_postponed = wish.decision is Disposition.POSTPONE
    if is_postponed != (wish.until is not None):
        return [(UNTIL, "暂缓须写明截止日期，其他决定不填", f"{wish.until or ''}")]
    if wish.until is not None and wish.until < today:
        return [(UNTIL, "今天或以后的日期", f"{wish.until}")]
    return []


def _about_approval(wish: Wish, rules: ShutdownSettings) -> list[Objection]:
    found: list[Objection] = []
    approver = wish.approver.strip()
    if not approver:
        found.append((APPROVER, f"“{wish.decision.label}”须有审批人", ""))
    elif approver == wish.decided_by.strip():
        found.append((APPROVER, "处理人以外的审批人", approver))
    if rules.roles and wish.role.strip() not in rules.roles:
        found.append((ROLE, f"可作此决定的职务：{'、'.join(rules.roles)}", wish.role.strip()))
    return found


def _about_shutdown(
    wish: Wish, view: AccountView, file: AccountFile, today: date
) -> list[Objection]:
    found = [(DECISION, "没有未办结事项的账号", one) for one in file.shutdown_obstacles(today)]
    case = file.case if file.case and file.case.is_open else None
    if case is not None and case.step is not ShutdownStep.INFORMED:
        found.append((DECISION, "关停流程在“已告知单位”的账号", f"现在是“{case.step.label}”"))
    if wish.request is not None:
        return found
    if not shutdown_grounds(view):
        found.append((
            DECISION,
            "已采到并建议关停或整合的账号，或附单位书面申请（--request）",
            _why_none(view) if view.proposal is None else f"建议{view.proposal.label}",
        ))  # fmt: skip
    if case is None:
        found.append((DECISION, "已提出并已告知单位的账号（gongkai shutdown step）", "尚未告知"))
    return found


def _why_none(view: AccountView) -> str:
    said = "；".join(view.conclusion.reasons)
    return f"{view.conclusion.verdict.label}（{said}）" if said else view.conclusion.verdict.label
