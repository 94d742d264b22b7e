"""Nobody can change, drop or insert a decision unseen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from gongkai_monitor.model.finding import Finding
from gongkai_monitor.review.chain import broken_links, hash_of
from gongkai_monitor.review.decision import Decision, Review, link_review
from gongkai_monitor.review.desk import decide, open_desk, verify
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.reviews import append_reviews, read_reviews
from gongkai_monitor.vocabulary import ReviewDecision

Make = Callable[..., Finding]


def chain(candidate: Make, count: int = 4) -> list[Review]:
    reviews: list[Review] = []
    for number in range(count):
        finding = candidate(number)
        one = Decision(
            finding=finding, decision=ReviewDecision.CONFIRMED, reviewer="王某", reason="属实"
        )
        at = finding.as_of + timedelta(minutes=number)
        reviews.append(link_review(one, at, reviews[-1] if reviews else None))
    return reviews


def test_an_untouched_chain_holds(candidate: Make):
    reviews = chain(candidate)
    assert broken_links(reviews) == []
    assert broken_links(reviews, [reviews[2].own_hash]) == []
    assert broken_links([]) == []


@pytest.mark.parametrize("name", ["reviewer", "reason", "observed", "evidence_hash", "object"])
def test_a_changed_row_is_seen(candidate: Make, name: str):
    reviews = chain(candidate)
    reviews[1] = replace(reviews[1], **{name: "改"})
    assert any("第 2 条" in fault for fault in broken_links(reviews))


def test_a_changed_row_with_a_new_hash_of_its_own_breaks_the_next_link(candidate: Make):
    reviews = chain(candidate)
    forged = replace(reviews[1], decision=ReviewDecision.FALSE_ALARM)
    reviews[1] = replace(forged, own_hash=hash_of(forged))
    assert any("第 3 条" in fault for fault in broken_links(reviews))


def test_a_row_taken_out_or_swapped_is_seen(candidate: Make):
    reviews = chain(candidate)
    assert broken_links([reviews[0], *reviews[2:]])
    assert broken_links([reviews[1], reviews[0], *reviews[2:]])


def test_an_end_that_was_cut_off_is_seen_by_what_an_audit_noted(candidate: Make):
    reviews = chain(candidate)
    assert broken_links(reviews[:3]) == []
    (fault,) = broken_links(reviews[:3], [reviews[3].own_hash])
    assert "截断" in fault


def test_the_store_keeps_what_was_linked(desk_settings: Settings, candidate: Make):
    now = candidate().as_of + timedelta(hours=1)
    first = decide(
        desk_settings,
        [candidate(1).finding_id, candidate(2).finding_id],
        ReviewDecision.FALSE_ALARM,
        reviewer="王某",
        reason="“登陆”系引用原文",
        now=now,
    )
    assert [review.sequence for review in first] == [1, 2]
    assert [one.object for one in open_desk(desk_settings, now).queue] == [candidate(3).object]
    report = verify(desk_settings, now)
    assert (report.count, report.faults, report.head) == (2, (), first[-1].own_hash)
    with open_store(desk_settings, read_only=False) as conn:
        assert read_reviews(conn) == first
        assert read_reviews(conn, now - timedelta(seconds=1)) == []
        conn.execute("UPDATE reviews SET reason = '另一个理由' WHERE sequence = 1")
    assert verify(desk_settings, now).faults


def test_two_writers_make_one_chain(desk_settings: Settings, candidate: Make):
    now = candidate().as_of + timedelta(hours=1)
    one = Decision(
        finding=candidate(1), decision=ReviewDecision.CONFIRMED, reviewer="王某", reason="属实"
    )
    with (
        open_store(desk_settings, read_only=False) as left,
        open_store(desk_settings, read_only=False) as right,
    ):
        append_reviews(left, [one], now)
        append_reviews(right, [replace(one, finding=candidate(2))], now)
        append_reviews(left, [replace(one, finding=candidate(3))], now)
    report = verify(desk_settings, now)
    assert (report.count, report.faults) == (3, ())
