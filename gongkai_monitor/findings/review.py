"""Reviews applied to findings: 属实 gives a candidate its weight, 误报 and 豁免 take one away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from gongkai_monitor.clock import china_date
from gongkai_monitor.findings.build import effect_of
from gongkai_monitor.indicators.catalogue import Catalogue
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.review.decision import Review, observation_hash
from gongkai_monitor.vocabulary import (
    Effect,
    FindingStatus,
    ReviewDecision,
    ReviewState,
    SiteKind,
    Way,
)

_DECIDED = {FindingStatus.FALSE_ALARM, FindingStatus.EXEMPT}


def latest_reviews(reviews: Iterable[Review], as_of: datetime) -> dict[str, Review]:
    """finding_id -> the last decision on it that was made by ``as_of``."""
    known = [review for review in reviews if review.decided_at <= as_of]
    return {review.finding_id: review for review in sorted(known, key=lambda one: one.sequence)}


def apply_reviews(
    findings: Sequence[Finding],
    reviews: Iterable[Review],
    catalogue: Catalogue,
    as_of: datetime,
    site_kinds: Mapping[str, SiteKind] | None = None,
) -> list[Finding]:
    """Findings of one audit with what people decided by then.

    属实 and 误报 hold as long as the same thing is observed; what has changed is 新增 again. 豁免
    holds until its last day, whatever is observed.

    Args:
        findings: after the lifecycle.
        reviews: every stored review; those decided after ``as_of`` are not looked at.
        catalogue: gives a confirmed candidate the effect of its indicator.
        as_of: the moment of the audit.
        site_kinds: site_code -> kind; only portals are scored.
    """
    decisions = latest_reviews(reviews, as_of)
    rules = {rule.indicator.code: rule.indicator.effect for rule in catalogue.rules}
    kinds = site_kinds or {}
    result = []
    for finding in findings:
        state = state_of(finding, decisions.get(finding.finding_id), china_date(as_of))
        effect = finding.effect
        if finding.way is Way.ASSISTED:
            full = rules.get(finding.code, Effect.NOTICE)
            effect = _weight(finding, full, kinds) if _is_sure(state) else Effect.NOTICE
        result.append(_decided(replace(finding, review=state, effect=effect), china_date(as_of)))
    return result


def state_of(finding: Finding, review: Review | None, today: date) -> ReviewState:
    """复核状态 of a finding under the last decision on it."""
    is_same = review is not None and review.observation_hash == observation_hash(finding)
    match review.decision if review else None:
        case ReviewDecision.EXEMPT if review and review.until and today <= review.until:
            return ReviewState.EXEMPT
        case ReviewDecision.FALSE_ALARM if is_same:
            return ReviewState.FALSE_ALARM
        case ReviewDecision.CONFIRMED if is_same:
            return ReviewState.CONFIRMED
    return ReviewState.PENDING if finding.way is Way.ASSISTED else ReviewState.NOT_NEEDED


def _is_sure(state: ReviewState) -> bool:
    return state is ReviewState.CONFIRMED


def _weight(finding: Finding, full: Effect, kinds: Mapping[str, SiteKind]) -> Effect:
    """The indicator's effect; a rule that is not verified can never veto, confirmed or not."""
    effect = effect_of(full, finding.level, {"site_kind": kinds.get(finding.subject_id)})
    if effect is Effect.VETO and not finding.sureness.may_fail:
        return Effect.NOTICE
    return effect


def _decided(finding: Finding, today: date) -> Finding:
    """The status that the decision asks for; a decision that no longer holds gives it back."""
    if finding.status is FindingStatus.RESOLVED:
        return finding
    match finding.review:
        case ReviewState.FALSE_ALARM:
            return replace(finding, status=FindingStatus.FALSE_ALARM)
        case ReviewState.EXEMPT:
            return replace(finding, status=FindingStatus.EXEMPT)
    if finding.status is FindingStatus.FALSE_ALARM:  # something else is observed now
        return replace(finding, status=FindingStatus.NEW, first_seen_on=today)
    if finding.status is FindingStatus.EXEMPT:  # the exemption is over, the fault is not
        return replace(finding, status=FindingStatus.ONGOING)
    return finding
