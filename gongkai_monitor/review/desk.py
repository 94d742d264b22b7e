"""The reviewer's desk: what waits for a decision, and decisions put into the store."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.findings.lifecycle import is_open
from gongkai_monitor.findings.review import latest_reviews, state_of
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.review.chain import broken_links
from gongkai_monitor.review.decision import Decision, Review
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.findings import read_findings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.reviews import append_reviews, read_reviews
from gongkai_monitor.store.runs import AuditRecord, read_audits
from gongkai_monitor.vocabulary import FindingStatus, ReviewDecision, ReviewState

_MOST_AUDITS = 100_000
_NOT_GONE = frozenset(FindingStatus) - {FindingStatus.RESOLVED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Findings of the last audit and what was decided on them."""

    findings: tuple[Finding, ...]  # not 已消除
    reviews: tuple[Review, ...]
    as_of: datetime

    @property
    def queue(self) -> list[Finding]:
        """待复核线索: open candidates on which nothing was decided that still holds."""
        decided = latest_reviews(self.reviews, self.as_of)
        today = china_date(self.as_of)
        return [
            finding
            for finding in self.findings
            if is_open(finding)
            and state_of(finding, decided.get(finding.finding_id), today) is ReviewState.PENDING
        ]

    def finding(self, finding_id: str) -> Finding | None:
        """A finding by its 问题编号."""
        return next((one for one in self.findings if one.finding_id == finding_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """Whether the stored reviews are what was once decided."""

    count: int
    head: str
    faults: tuple[str, ...]


def open_desk(settings: Settings, as_of: datetime) -> Desk:
    """The desk at a moment."""
    with open_store(settings) as connection:
        findings = read_findings(connection, as_of)
        reviews = read_reviews(connection, as_of)
    standing = tuple(finding for finding in findings if finding.status in _NOT_GONE)
    return Desk(findings=standing, reviews=tuple(reviews), as_of=as_of)


def decide(
    settings: Settings,
    finding_ids: Sequence[str],
    decision: ReviewDecision,
    *,
    reviewer: str,
    reason: str,
    now: datetime,
    role: str = "",
    until: date | None = None,
) -> list[Review]:
    """Put one decision on some findings into the store.

    Raises:
        InputError: for an unknown finding, a missing name or reason, or a missing last day.
    """
    desk = open_desk(settings, now)
    decisions, faults = [], []
    for finding_id in dict.fromkeys(finding_ids):
        finding = desk.finding(finding_id)
        if finding is None:
            faults.append(
                Fault(file="问题编号", expected="最近一次判断中未消除的问题", actual=finding_id)
            )
            continue
        one = Decision(
            finding=finding,
            decision=decision,
            reviewer=reviewer,
            reason=reason,
            role=role,
            until=until,
        )
        faults += [
            Fault(file=finding_id, column=heading, expected=text) for heading, text in one.faults
        ]
        decisions.append(one)
    if until is not None and until < china_date(now):
        faults.append(Fault(file="豁免至", expected="今天或以后的日期", actual=f"{until}"))
    if faults:
        raise InputError(faults)
    return store_decisions(settings, decisions, now)


def store_decisions(
    settings: Settings, decisions: Sequence[Decision], now: datetime
) -> list[Review]:
    """Append decisions that were checked; nothing is written for none."""
    if not decisions:
        return []
    with open_store(settings, read_only=False) as connection:
        return append_reviews(connection, decisions, now)


def verify(settings: Settings, now: datetime) -> ChainReport:
    """Check the chain from its first row, and against what each audit noted of it."""
    with open_store(settings) as connection:
        reviews = read_reviews(connection)
        audits = read_audits(connection, now, limit=_MOST_AUDITS)
    return ChainReport(
        count=len(reviews),
        head=reviews[-1].own_hash if reviews else "",
        faults=tuple(broken_links(reviews, noted_heads(audits, "review_head"))),
    )


def noted_heads(audits: Sequence[AuditRecord], name: str) -> set[str]:
    """The ends of a chain that audits wrote down."""
    return {str(audit.detail[name]) for audit in audits if name in audit.detail}


def review_row(review: Review) -> dict[str, Any]:
    """A review as the command line prints it."""
    return {**asdict(review), "decision_label": review.decision.label}
