"""The chain: every review, and every entry of the trail, carries the hash of the one before it.

So no row can be changed, taken out or put in afterwards without being seen.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from gongkai_monitor.identity import content_hash
from gongkai_monitor.review.decision import (
    REVIEW_FIELDS,
    Decision,
    Review,
    evidence_hash,
    observation_hash,
)

ROOT = "0" * 64
"""What the first row has for a predecessor."""


class Linked(Protocol):
    """A row with its place in a chain."""

    @property
    def sequence(self) -> int: ...  # noqa: D102
    @property
    def previous_hash(self) -> str: ...  # noqa: D102
    @property
    def own_hash(self) -> str: ...  # noqa: D102


LinkT = TypeVar("LinkT", bound=Linked)


def row_hash(review: Review) -> str:
    """Hash of everything in a review but its own hash."""
    values = {name: getattr(review, name) for name in REVIEW_FIELDS if name != "own_hash"}
    values["decided_at"] = review.decided_at.astimezone(UTC).isoformat()
    values["until"] = review.until.isoformat() if review.until else None
    text = json.dumps(values, ensure_ascii=True, sort_keys=True)
    return content_hash(text.encode())


def link(decision: Decision, decided_at: datetime, last: Review | None) -> Review:
    """The review that follows ``last``."""
    finding = decision.finding
    review = Review(
        sequence=last.sequence + 1 if last else 1,
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
        previous_hash=last.own_hash if last else ROOT,
        own_hash="",
    )
    return replace(review, own_hash=row_hash(review))


def breaks(reviews: Sequence[Review], known_heads: Iterable[str] = ()) -> list[str]:
    """Where the chain of reviews does not hold, in Chinese; empty when it holds."""
    return broken_links(reviews, row_hash, known_heads)


def broken_links(
    rows: Sequence[LinkT], hash_of: Callable[[LinkT], str], known_heads: Iterable[str] = ()
) -> list[str]:
    """Where a chain does not hold, in Chinese; empty when it holds.

    Args:
        rows: every stored row, by ``sequence``.
        hash_of: the hash that a row should have.
        known_heads: last hashes that were written down earlier (each audit notes one): one
            that is no longer there shows that the end of the chain was cut off or replaced.
    """
    faults = []
    previous, expected = ROOT, 1
    for row in rows:
        if row.sequence != expected:
            faults.append(f"第 {expected} 条：序号应为 {expected}，实际 {row.sequence}")
        if row.previous_hash != previous:
            faults.append(f"第 {row.sequence} 条：与前一条不衔接（有记录被删除、插入或替换）")
        if hash_of(row) != row.own_hash:
            faults.append(f"第 {row.sequence} 条：内容与其校验值不符（写入后被改动）")
        previous, expected = row.own_hash, row.sequence + 1
    present = {ROOT, *(row.own_hash for row in rows)}
    lost = sorted(set(known_heads) - present)
    faults += [f"判断时记下的链尾 {head[:16]}… 已不在记录中（末尾被截断或替换）" for head in lost]
    return faults
