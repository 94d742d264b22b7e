"""A list may be well formed and prove nothing: such a reading is 未采到, never silence."""

from datetime import timedelta

import pytest

from gongkai_monitor.vocabulary import (
    AccountSource,
    CollectedBy,
    CollectionCause,
    CollectionState,
    TimePrecision,
)


def state(world, code="a"):
    row = next(row for row in world.facts("account") if row["account_code"] == code)
    return row["collection_state"], row["cause"]


def read(world, days, newest=None, **more):
    """One reading so many days ago, its newest post so many days ago."""
    world.read_account(
        "a",
        **{
            "round_id": f"r{days}",
            "observed_at": world.days_ago(days),
            "newest_at": None if newest is None else world.days_ago(newest),
        }
        | more,
    )


@pytest.fixture
def watched(world):
    world.account("a", posted=None, read=False, opened_on=world.day(400))
    return world


@pytest.mark.parametrize(
    ("snapshot", "expected"),
    [
        ({"post_count": 0}, ("uncollected", "partial")),
        ({"post_count": 0, "total_count": 12}, ("uncollected", "partial")),
        ({"post_count": 0, "total_count": 0}, ("collected", "ok")),
        ({"post_count": 0, "source": "import"}, ("collected", "ok")),
        ({"post_count": 0, "collected_by": CollectedBy.MANUAL}, ("collected", "ok")),
        ({"post_count": 2, "pinned_count": 2, "newest": 300}, ("uncollected", "partial")),
        (
            {"post_count": 2, "pinned_count": 2, "newest": 300, "is_whole": True},
            ("collected", "ok"),
        ),
        ({"post_count": 3, "pinned_count": 2, "newest": 300}, ("collected", "ok")),
        ({"post_count": 0, "source": "app_store"}, ("collected", "ok")),
    ],
)
def test_what_a_first_reading_proves(watched, snapshot, expected):
    read(watched, 0, snapshot.pop("newest", None), **snapshot)
    assert state(watched) == expected


def test_an_emptied_list_is_not_read_even_when_the_platform_counts_none(watched):
    watched.post("a", watched.days_ago(50), observed_at=watched.days_ago(40))
    read(watched, 0, post_count=0, total_count=0)
    assert state(watched) == ("uncollected", "partial")


def test_a_list_older_than_one_read_before_is_a_copy(watched):
    read(watched, 3, newest=4)
    read(watched, 0, newest=30)
    assert state(watched) == ("uncollected", "stale_copy")


@pytest.mark.parametrize(
    ("precision", "newest", "expected"),
    [
        (TimePrecision.RELATIVE, 20.8, ("collected", "ok")),  # 20 天前, one reading later
        (TimePrecision.DAY, 20.8, ("collected", "ok")),
        (TimePrecision.RELATIVE, 22, ("uncollected", "stale_copy")),
        (TimePrecision.MINUTE, 20.8, ("uncollected", "stale_copy")),
    ],
)
def test_a_source_of_relative_times_moves_its_posts_by_a_day(watched, precision, newest, expected):
    watched.post(
        "a",
        watched.days_ago(20),
        observed_at=watched.days_ago(3),
        time_precision=precision,
        source="weibo",
    )
    read(watched, 3, newest=20, source="weibo")
    read(watched, 0, newest=newest, source="weibo")
    assert state(watched) == expected


def test_a_list_older_than_a_known_post_is_a_copy(watched):
    watched.post("a", watched.days_ago(4), observed_at=watched.days_ago(3))
    read(watched, 0, newest=30)
    assert state(watched) == ("uncollected", "stale_copy")


def test_the_same_list_again_is_silence(watched):
    read(watched, 3, newest=20)
    read(watched, 0, newest=20)
    assert state(watched) == ("collected", "ok")
    assert watched.one("account")["days_since_post"] == 20


def test_a_copy_proves_silence_up_to_its_making_only(watched):
    read(watched, 0, newest=15, list_generated_at=watched.days_ago(1))
    row = watched.one("account")
    assert (row["collection_state"], row["days_since_post"]) == ("collected", 14)


def test_an_old_copy_proves_nothing(watched):
    read(watched, 0, newest=15, list_generated_at=watched.days_ago(2))
    row = watched.one("account")
    assert (row["collection_state"], row["cause"]) == ("uncollected", "stale_copy")
    assert "生成于" in row["detail"]


def test_a_clock_that_stands_at_the_newest_post_is_no_sign_of_age(watched):
    read(watched, 0, newest=20, list_generated_at=watched.days_ago(20))
    assert state(watched) == ("collected", "ok")


def test_a_total_that_grows_while_the_list_stands_still_is_a_copy(watched):
    read(watched, 2, newest=20, total_count=100)
    read(watched, 0, newest=20, total_count=103)
    assert state(watched) == ("uncollected", "stale_copy")


def test_a_total_that_shrinks_is_no_sign(watched):
    read(watched, 2, newest=20, total_count=100)
    read(watched, 0, newest=20, total_count=99)
    assert state(watched) == ("collected", "ok")


def test_a_clock_of_ours_that_runs_ahead_does_not_age_anybody(watched):
    watched.as_of += timedelta(days=6)
    read(watched, 0, newest=7, list_generated_at=watched.days_ago(6))
    assert state(watched) == ("uncollected", "stale_copy")


def test_a_reading_of_a_clock_that_ran_ahead_is_not_the_latest(watched):
    read(watched, 0.2, newest=0.3)
    read(watched, 0.1, newest=17, list_generated_at=watched.days_ago(6))  # read six days ago
    row = watched.one("account")
    assert row["last_posted_at"] == watched.days_ago(0.3)


def hand(world, days, newest, **more):
    read(
        world, days, newest, source="import", collected_by=CollectedBy.MANUAL,
        evidence_id="e1", fetch_id=None, **more,
    )  # fmt: skip


def test_what_a_person_brought_is_fresh_for_a_week(watched):
    hand(watched, 6.9, newest=27)
    row = watched.one("account")
    assert (row["collection_state"], row["days_since_post"]) == ("collected", 20)
    assert list(row["evidence"]) == ["e1"]
    watched.as_of += timedelta(days=1)
    assert state(watched) == ("uncollected", "not_run")


def test_a_person_outlasts_a_machine_that_is_turned_away(watched):
    hand(watched, 3, newest=5)
    failed = {"collection_state": CollectionState.UNCOLLECTED, "cause": CollectionCause.BLOCKED}
    read(watched, 0, post_count=0, is_complete=False, **failed)
    row = watched.one("account")
    assert (row["collection_state"], row["days_since_post"]) == ("collected", 2)


def test_a_machine_that_reads_later_than_a_person_counts(watched):
    hand(watched, 3, newest=30)
    read(watched, 0, newest=1)
    assert watched.one("account")["days_since_post"] == 1


def test_an_account_without_any_source_is_due(world):
    world.account("a", posted=None, read=False, source=AccountSource.NONE)
    assert state(world) == ("uncollected", "no_source")
