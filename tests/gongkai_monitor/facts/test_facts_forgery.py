"""What an account can do to its feed to look alive, or what a feed can do to make it look dead."""

from datetime import timedelta

import pytest


def test_a_future_post_shelters_for_its_window_only(world):
    world.account("a", posted=100)
    world.post("a", world.as_of + timedelta(days=9_000), observed_at=world.days_ago(3))
    assert world.one("account")["days_since_post"] == 100, "too young to count"
    world.as_of += timedelta(days=20)
    world.read_account("a")
    row = world.one("account")
    assert row["days_since_post"] == 23, "it was published by the day on which it was first seen"


@pytest.mark.parametrize(("age", "count"), [(3, 1), (30, 0)])
def test_only_young_future_posts_block_the_judgement(world, age, count):
    world.account("a", posted=100)
    world.post("a", world.as_of + timedelta(days=9_000), observed_at=world.days_ago(age))
    dates = world.measures().soundness["account_dates"]
    assert list(dates["future_count"]) == [count]


def test_a_feed_that_is_suddenly_empty_is_not_read(world):
    world.account("a", posted=None, snapshot={"post_count": 0})
    world.post("a", world.days_ago(100), observed_at=world.days_ago(5))
    row = world.one("account")
    assert (row["collection_state"], row["cause"]) == ("uncollected", "partial")


def test_an_export_without_posts_is_read(world):
    world.account("a", posted=None, snapshot={"post_count": 0, "source": "import"})
    world.post("a", world.days_ago(100), observed_at=world.days_ago(5))
    assert world.one("account")["collection_state"] == "collected"


def test_an_account_that_never_had_a_post_is_read_when_the_platform_counts_none(world):
    none = {"post_count": 0, "total_count": 0}
    world.account("a", posted=None, snapshot=none, opened_on=world.day(40))
    assert world.one("account")["collection_state"] == "collected"
