"""What a decision does to a finding, and until when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from gongkai_monitor.findings.lifecycle import advance
from gongkai_monitor.findings.review import apply_reviews
from gongkai_monitor.findings.verdicts import deciding
from gongkai_monitor.indicators.catalogue import Catalogue, load_editions
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.review.decision import Decision, Review, link_review, observation_hash
from gongkai_monitor.vocabulary import (
    Effect,
    FindingStatus,
    ReviewDecision,
    ReviewState,
    SiteKind,
    Sureness,
    Way,
)

Make = Callable[..., Finding]
READ = frozenset({("site.wording", "1308000001")})


def catalogue_with(effect: Effect) -> Catalogue:
    """The national rules, one of them turned into the rule of the candidate."""
    rules = load_editions(("national",))
    first = rules.rules[0]
    entry = first.indicator.model_copy(
        update={"code": "site.wording", "way": Way.ASSISTED, "effect": effect}
    )
    return Catalogue(editions=rules.editions, rules=(replace(first, indicator=entry),))


def decided(
    finding: Finding, decision: ReviewDecision, at: datetime, until: date | None = None
) -> Review:
    one = Decision(
        finding=finding, decision=decision, reviewer="王某", reason="核对原文", until=until
    )
    return link_review(one, at, None)


def test_without_a_decision_a_candidate_waits_and_decides_nothing(candidate: Make):
    now = candidate().as_of
    (one,) = apply_reviews([candidate()], [], catalogue_with(Effect.VETO), now)
    assert (one.review, one.effect) == (ReviewState.PENDING, Effect.NOTICE)
    assert one.is_candidate
    assert not one.is_problem
    assert deciding([one]) == ()


def test_confirmed_it_takes_the_effect_of_its_indicator(candidate: Make):
    found = candidate()
    review = decided(found, ReviewDecision.CONFIRMED, found.as_of)
    (one,) = apply_reviews([found], [review], catalogue_with(Effect.VETO), found.as_of)
    assert (one.review, one.effect) == (ReviewState.CONFIRMED, Effect.VETO)
    assert one.is_problem
    assert deciding([one]) == (one,)


@pytest.mark.parametrize("sureness", [Sureness.PARTLY, Sureness.MEMORY])
def test_a_rule_that_is_not_verified_never_vetoes_even_when_confirmed(
    candidate: Make, sureness: Sureness
):
    found = candidate(sureness=sureness)
    review = decided(found, ReviewDecision.CONFIRMED, found.as_of)
    (one,) = apply_reviews([found], [review], catalogue_with(Effect.VETO), found.as_of)
    assert one.effect is Effect.NOTICE
    assert deciding([one]) == ()


@pytest.mark.parametrize(
    ("kind", "effect"), [(SiteKind.PORTAL, Effect.DEDUCTION), (SiteKind.DEPARTMENT, Effect.NOTICE)]
)
def test_only_portals_are_scored_for_a_confirmed_candidate(
    candidate: Make, kind: SiteKind, effect: Effect
):
    found = candidate()
    review = decided(found, ReviewDecision.CONFIRMED, found.as_of)
    rules = catalogue_with(Effect.DEDUCTION)
    kinds = {found.subject_id: kind}
    (one,) = apply_reviews([found], [review], rules, found.as_of, kinds)
    assert one.effect is effect


def test_a_decision_counts_from_its_own_moment_on(candidate: Make):
    found = candidate()
    review = decided(found, ReviewDecision.CONFIRMED, found.as_of + timedelta(seconds=1))
    rules = catalogue_with(Effect.VETO)
    (before,) = apply_reviews([found], [review], rules, found.as_of)
    (after,) = apply_reviews([found], [review], rules, found.as_of + timedelta(seconds=1))
    assert before.review is ReviewState.PENDING
    assert after.review is ReviewState.CONFIRMED


def test_a_false_alarm_stays_away_while_the_same_is_observed_and_returns_as_new(candidate: Make):
    rules, first = catalogue_with(Effect.VETO), candidate()
    review = decided(first, ReviewDecision.FALSE_ALARM, first.as_of)
    day = first.as_of + timedelta(days=1)
    same = advance([first], [candidate(as_of=day)], day, READ)
    (quiet,) = apply_reviews(same, [review], rules, day)
    assert quiet.status is FindingStatus.FALSE_ALARM
    assert not quiet.is_problem
    later = day + timedelta(days=1)
    other = candidate(as_of=later, observed="登陆网站，提交申请")
    (back,) = apply_reviews(advance([quiet], [other], later, READ), [review], rules, later)
    assert (back.status, back.review) == (FindingStatus.NEW, ReviewState.PENDING)
    assert back.first_seen_on == later.date()


def test_after_it_was_gone_the_same_false_alarm_is_still_known(candidate: Make):
    rules, first = catalogue_with(Effect.VETO), candidate()
    review = decided(first, ReviewDecision.FALSE_ALARM, first.as_of)
    days = [first.as_of + timedelta(days=number) for number in (1, 2)]
    gone = apply_reviews(advance([first], [], days[0], READ), [review], rules, days[0])
    assert [one.status for one in gone] == [FindingStatus.RESOLVED]
    assert not gone[0].is_problem
    again = advance(gone, [candidate(as_of=days[1])], days[1], READ)
    (one,) = apply_reviews(again, [review], rules, days[1])
    assert one.status is FindingStatus.FALSE_ALARM


def test_an_exemption_ends_after_its_last_day(candidate: Make):
    rules, first = catalogue_with(Effect.VETO), candidate(way=Way.AUTOMATIC, effect=Effect.VETO)
    last_day = first.as_of.date() + timedelta(days=1)
    review = decided(first, ReviewDecision.EXEMPT, first.as_of, last_day)
    day2, day3 = (first.as_of + timedelta(days=number) for number in (1, 2))
    second = advance([first], [replace(first, as_of=day2)], day2, READ)
    (quiet,) = apply_reviews(second, [review], rules, day2)
    assert quiet.status is FindingStatus.EXEMPT
    third = advance([quiet], [replace(first, as_of=day3)], day3, READ)
    (back,) = apply_reviews(third, [review], rules, day3)
    assert (back.status, back.review) == (FindingStatus.ONGOING, ReviewState.NOT_NEEDED)
    assert back.first_seen_on == first.first_seen_on
    assert deciding([back]) == (back,)


def test_the_last_of_several_decisions_counts(candidate: Make):
    found = candidate()
    first = decided(found, ReviewDecision.FALSE_ALARM, found.as_of)
    changed = Decision(
        finding=found, decision=ReviewDecision.CONFIRMED, reviewer="李某", reason="改判"
    )
    second = link_review(changed, found.as_of, first)
    (one,) = apply_reviews([found], [second, first], catalogue_with(Effect.VETO), found.as_of)
    assert one.review is ReviewState.CONFIRMED


@pytest.mark.parametrize(
    ("before", "after", "is_same"),
    [
        ("15 天未更新，最近 2026-11-01", "16 天未更新，最近 2026-11-01", True),
        ("15 天未更新，最近 2026-11-01", "15 天未更新，最近 2026-11-02", False),
        ("超过 2 个工作日", "超过 3 个工作日", True),
        ("空白栏目 5 个", "空白栏目 6 个", False),
    ],
)
def test_time_that_passes_is_no_change_of_what_is_observed(
    candidate: Make, before: str, after: str, is_same: bool
):
    hashes = [observation_hash(candidate(observed=text)) for text in (before, after)]
    assert (hashes[0] == hashes[1]) is is_same
