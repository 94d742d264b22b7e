"""账号处置建议: 保留, 提醒, 整改, 整合, 关停. A proposal with reasons; people decide."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai_monitor.facts.rows import Row
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.vocabulary import Disposition, FilingStatus, Level, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed and why; None when nothing can be said."""

    disposition: Disposition | None
    reasons: tuple[str, ...] = ()


def propose(
    row: Row,
    own: Sequence[Finding],
    duplicate: Finding | None,
    verdict: Verdict,
    *,
    is_shutdown_safe: bool,
) -> Proposal:
    """The proposal for one account, the gravest that its data prove.

    Args:
        row: its ``account`` facts.
        own: its open findings, seen this time.
        duplicate: the finding that its agency has several accounts on this platform.
        verdict: of the account; 关停 needs data that were collected and judged.
        is_shutdown_safe: no soundness check that forbids 关停 has failed.
    """
    filing = tuple(f.message for f in own if f.code == "account.unfiled")
    if verdict is Verdict.OUT_OF_SCOPE:
        return Proposal(disposition=None)
    stale = {f.level: f.message for f in own if f.code == "account.content_stale"}
    if verdict is Verdict.NOT_JUDGED:
        stale = {}  # what the register alone proves may still be said; silence may not
    candidates = [
        *_for_dormant(stale.get(Level.DORMANT), is_shutdown_safe=is_shutdown_safe),
        *_for(Disposition.MERGE, duplicate.message if duplicate else None),
        *_for(Disposition.RECTIFY, stale.get(Level.OVERDUE)),
        *(_for(Disposition.RECTIFY, filing[0]) if filing else ()),
        *_for(Disposition.REMIND, stale.get(Level.WARNING), _days_left(row)),
        *_for_pending(row, verdict),
        *_for_healthy(verdict),
    ]
    if not candidates:
        return Proposal(disposition=None)
    first = candidates[0]
    reasons = tuple(dict.fromkeys((*first.reasons, *filing)))
    return Proposal(disposition=first.disposition, reasons=reasons)


def _for(disposition: Disposition, message: str | None, *more: str) -> list[Proposal]:
    if message is None:
        return []
    return [Proposal(disposition=disposition, reasons=(message, *filter(None, more)))]


def _for_dormant(message: str | None, *, is_shutdown_safe: bool) -> list[Proposal]:
    if is_shutdown_safe:
        return _for(Disposition.SHUT_DOWN, message, "确属无力维护的按程序关停并注销")
    return _for(Disposition.RECTIFY, message, "采集数据质量检查未全部通过，暂不建议关停")


def _for_pending(row: Row, verdict: Verdict) -> list[Proposal]:
    is_pending = row.get("filing_status") == FilingStatus.PENDING
    if not is_pending or verdict is Verdict.NOT_JUDGED:
        return []
    return _for(Disposition.REMIND, "待注销，注销完成前仍须更新")


def _for_healthy(verdict: Verdict) -> list[Proposal]:
    return _for(Disposition.KEEP, "更新正常") if verdict is Verdict.PASSED else []


def _days_left(row: Row) -> str:
    days = row.get("days_left")
    return f"距超期还有 {days} 天" if days is not None else ""
