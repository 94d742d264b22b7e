"""上期问题整改复查: what became of the vetoes of the last period, from stored audits only."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gongkai_monitor.findings.lifecycle import is_open, is_rechecked
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.vocabulary import FindingStatus


class Outcome(StrEnum):
    """What the re-check showed."""

    MENDED = "已整改"
    OPEN = "仍未整改"
    UNREAD = "未采到，未复查"
    DISMISSED = "经复核为误报或豁免"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """A problem of the last period and what became of it."""

    finding: Finding
    outcome: Outcome


def recheck(
    earlier: Sequence[Finding], current: Sequence[Finding], last_status: Mapping[str, str]
) -> tuple[Rechecked, ...]:
    """Look up every earlier problem.

    Args:
        earlier: open problems of the last period's last audit.
        current: findings of this period's last audit.
        last_status: finding_id -> its status in the newest stored audit that names it.
    """
    now = {finding.finding_id: finding for finding in current}
    return tuple(
        Rechecked(finding=one, outcome=_outcome(now.get(one.finding_id), last_status, one))
        for one in earlier
    )


def counted(rechecked: Sequence[Rechecked]) -> dict[Outcome, int]:
    """How many of each outcome."""
    counts = Counter(one.outcome for one in rechecked)
    return {outcome: counts[outcome] for outcome in Outcome}


def _outcome(now: Finding | None, last_status: Mapping[str, str], earlier: Finding) -> Outcome:
    if now is not None and is_open(now):
        return Outcome.OPEN if is_rechecked(now) else Outcome.UNREAD
    status = now.status.value if now else last_status.get(earlier.finding_id)
    if status in {FindingStatus.FALSE_ALARM, FindingStatus.EXEMPT}:
        return Outcome.DISMISSED
    return Outcome.MENDED if status == FindingStatus.RESOLVED else Outcome.UNREAD
