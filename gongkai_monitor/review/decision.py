"""One decision of a reviewer on one finding, and what exactly was decided on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from gongkai_monitor.identity import content_hash
from gongkai_monitor.model.finding import Evidence, Finding
from gongkai_monitor.review.chain import link_after
from gongkai_monitor.vocabulary import ReviewDecision

_ELAPSED = re.compile(r"\d{1,6}(?= ?个?(?:自然日|工作日|天|小时|分钟))")
"""Counts of time grow by themselves: 15 天 and 16 天 of silence are the same observation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """处理决定, as it is stored; never changed afterwards."""

    sequence: int = 0
    finding_id: str
    code: str
    subject_id: str
    object: str
    decision: ReviewDecision
    reviewer: str
    role: str
    reason: str
    decided_at: datetime
    until: date | None = None  # last day of an exemption
    observed: str
    observation_hash: str
    evidence_hash: str
    previous_hash: str = ""
    own_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reviewer decides: a review before it has its place in the chain."""

    finding: Finding
    decision: ReviewDecision
    reviewer: str
    reason: str
    role: str = ""
    until: date | None = None

    @property
    def faults(self) -> tuple[tuple[str, str], ...]:
        """(heading of the workbook, what is expected) of everything that is missing."""
        missing = []
        if not self.reviewer.strip():
            missing.append(("复核人", "复核人姓名"))
        if not self.reason.strip():
            missing.append(("理由", "处理理由"))
        if (self.decision is ReviewDecision.EXEMPT) != (self.until is not None):
            missing.append(("豁免至", "豁免须写明截止日期，其他决定不填"))
        return tuple(missing)


def link_review(decision: Decision, decided_at: datetime, last: Review | None) -> Review:
    """The review that follows ``last``."""
    finding = decision.finding
    review = Review(
        finding_id=finding.finding_id,
        code=finding.code,
        subject_id=finding.subject_id,
        object=finding.object,
        decision=decision.decision,
        reviewer=decision.reviewer.strip(),
        role=decision.role.strip(),
        reason=decision.reason.strip(),
        decided_at=decided_at,
        until=decision.until,
        observed=finding.observed,
        observation_hash=observation_hash(finding),
        evidence_hash=evidence_hash(finding),
    )
    return link_after(review, last)


def observation_hash(finding: Finding) -> str:
    """What was observed, as a hash: object and observed value, elapsed time left out."""
    observed = without_elapsed(finding.observed)
    return content_hash(f"{finding.object}\x1f{observed}".encode("utf-8", "replace"))


def without_elapsed(text: str) -> str:
    """A text in which counts of time that grow by themselves are left out."""
    return _ELAPSED.sub("N", text)


def evidence_hash(finding: Finding) -> str:
    """The saved pages behind a finding, as one hash, whatever their order."""
    return evidence_hash_of(finding.evidence)


def evidence_hash_of(evidence: Iterable[Evidence]) -> str:
    """Saved pages as one hash, whatever their order."""
    pages = sorted(f"{page.url}\x1f{page.content_hash or page.status}" for page in evidence)
    return content_hash("\x1e".join(pages).encode("utf-8", "replace"))
