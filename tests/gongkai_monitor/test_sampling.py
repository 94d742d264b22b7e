"""The sampling plan: every stratum gives its share, those due longest first, by seed."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from gongkai_monitor.sampling import draw

NOW = datetime(2026, 9, 20, tzinfo=UTC)


def account(number: int, platform: str = "weibo", **more: Any) -> dict[str, Any]:
    return {
        "account_code": f"A{number:03}", "platform": platform, "name": f"账号{number}",
        "agency_code": "LC001", "agency_level": "city", "agency_kind": "department",
        "collection_state": "uncollected", "cause": "blocked", "collected_at": None,
    } | more  # fmt: skip


def codes(*arguments: Any, **more: Any) -> list[str]:
    return [one.account_code for one in draw(*arguments, **more)]


@given(
    some.lists(some.sampled_from(["weibo", "douyin", "toutiao"]), max_size=60),
    some.floats(0.01, 1),
    some.integers(0, 9),
)
def test_every_stratum_gives_its_share_and_at_least_one(
    platforms: list[str], share: float, seed: int
) -> None:
    rows = [account(n, platform) for n, platform in enumerate(platforms)]
    drawn = draw(rows, {}, share=share, seed=seed)
    taken = Counter(one.platform.value for one in drawn)
    for platform, size in Counter(platforms).items():
        assert 1 <= taken[platform] <= size
        assert size * share <= taken[platform] < size * share + 1
    assert drawn == draw(rows[::-1], {}, share=share, seed=seed)


def test_another_seed_draws_others() -> None:
    rows = [account(n) for n in range(40)]
    assert codes(rows, {}, share=0.1, seed=1) != codes(rows, {}, share=0.1, seed=2)


def test_those_due_longest_come_first() -> None:
    rows = [account(1), account(2, collected_at=NOW), account(3), account(4)]
    looks = {"A001": NOW, "A003": NOW - timedelta(days=9)}
    assert codes(rows, looks, share=1, seed=1) == ["A004", "A002", "A003", "A001"]
    assert codes(rows, looks, share=0.3, seed=1) == ["A004", "A002"]


def test_what_was_collected_or_is_closed_is_drawn_only_when_asked_for() -> None:
    rows = [
        account(1),
        account(2, collection_state="collected", cause="ok"),
        account(3, collection_state="out_of_scope", cause="closed"),
    ]
    assert codes(rows, {}, share=1, seed=1) == ["A001"]
    assert set(codes(rows, {}, share=1, seed=1, with_collected=True)) == {"A001", "A002"}


def test_a_unit_of_unknown_level_has_a_stratum_of_its_own() -> None:
    rows = [account(1), account(2, agency_level=None, agency_kind=None)]
    assert len(codes(rows, {}, share=0.1, seed=1)) == 2
