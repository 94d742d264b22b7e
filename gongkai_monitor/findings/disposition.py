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
    if verdict is Verdict.NOT_JUDGED:
        # What the register alone proves may still be said; silence may not.
        return _from_register(filing, duplicate)
    stale = {f.level: f for f in own if f.code == "account.content_stale"}
    if Level.DORMANT in stale and is_shutdown_safe:
        return Proposal(
            disposition=Disposition.SHUT_DOWN,
            reasons=(stale[Level.DORMANT].message, "确属无力维护的按程序关停并注销", *filing),
        )
    if Level.DORMANT in stale:
        note = "采集数据质量检查未全部通过，暂不建议关停"
        return Proposal(
            disposition=Disposition.RECTIFY, reasons=(stale[Level.DORMANT].message, note, *filing)
        )
    if duplicate is not None:
        return Proposal(disposition=Disposition.MERGE, reasons=(duplicate.message, *filing))
    if Level.OVERDUE in stale:
        return Proposal(
            disposition=Disposition.RECTIFY, reasons=(stale[Level.OVERDUE].message, *filing)
        )
    if filing:
        return Proposal(disposition=Disposition.RECTIFY, reasons=filing)
    if Level.WARNING in stale:
        days_left = row.get("days_left")
        left = f"距超期还有 {days_left} 天" if days_left is not None else ""
        reasons = tuple(filter(None, (stale[Level.WARNING].message, left)))
        return Proposal(disposition=Disposition.REMIND, reasons=reasons)
    if row.get("filing_status") == FilingStatus.PENDING:
        return Proposal(disposition=Disposition.REMIND, reasons=("待注销，注销完成前仍须更新",))
    return Proposal(disposition=Disposition.KEEP, reasons=("更新正常",))


def _from_register(filing: tuple[str, ...], duplicate: Finding | None) -> Proposal:
    if duplicate is not None:
        return Proposal(disposition=Disposition.MERGE, reasons=(duplicate.message, *filing))
    if filing:
        return Proposal(disposition=Disposition.RECTIFY, reasons=filing)
    return Proposal(disposition=None)
