"""Is the stored data fit to judge on? Outcomes of the soundness suites of ``checks``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai_monitor.model.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundnessOutcome:
    """One soundness check. A failed one blocks the findings that rest on the bad data."""

    code: str  # soundness.account_dates
    title: str
    is_sound: bool
    observed: str
    limit: str
    blocked_codes: tuple[str, ...] = ()
    blocked_subjects: tuple[str, ...] = ()
    blocks_shutdown: bool = False
    """No account whose data it found wanting may be proposed for 关停 while this check fails."""

    def blocks(self, code: str, subject_id: str) -> bool:
        """Whether findings of this rule on this subject may not stand."""
        return (
            not self.is_sound and code in self.blocked_codes and subject_id in self.blocked_subjects
        )

    def blocks_shutdown_of(self, account_code: str) -> bool:
        """Whether 关停 of this account may not be proposed; one that names nobody speaks of all."""
        named = self.blocked_subjects
        return self.blocks_shutdown and not self.is_sound and (not named or account_code in named)


def blocking(
    outcomes: Iterable[SoundnessOutcome], code: str, subject_id: str
) -> list[SoundnessOutcome]:
    """The failed checks that forbid to judge a subject by a rule."""
    return [outcome for outcome in outcomes if outcome.blocks(code, subject_id)]


def sound_findings(
    findings: Sequence[Finding], outcomes: Sequence[SoundnessOutcome]
) -> list[Finding]:
    """The findings that rest on sound data."""
    return [
        finding for finding in findings if not blocking(outcomes, finding.code, finding.subject_id)
    ]
