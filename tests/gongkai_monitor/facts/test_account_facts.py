"""Facts of accounts: silence is counted to the day the list was last read."""

from datetime import date, datetime, timedelta

import pytest

from gongkai_monitor.clock import CHINA
from gongkai_monitor.vocabulary import (
    AccountSource,
    CollectionCause,
    CollectionState,
    FilingStatus,
    Platform,
)


def test_days_are_chinese_calendar_days(world):
    world.as_of = datetime(2026, 9, 20, 0, 5, tzinfo=CHINA)
    world.account("a", posted=None)
    world.post("a", datetime(2026, 9, 5, 23, 59, tzinfo=CHINA))
    assert world.one("account")["days_since_post"] == 15


def test_silence_is_not_counted_on_days_nobody_looked(world):
    world.account("a", posted=20, snapshot={"observed_at": world.days_ago(10)})
    row = world.one("account")
    assert row["days_since_post"] == 10
    assert row["collection_state"] == "uncollected"


@pytest.mark.parametrize("cause", [CollectionCause.BLOCKED, CollectionCause.UNREACHABLE])
def test_a_source_that_failed_keeps_its_cause(world, cause):
    world.account(
        "a", posted=40, snapshot={"collection_state": CollectionState.UNCOLLECTED, "cause": cause}
    )
    row = world.one("account")
    assert (row["collection_state"], row["cause"]) == ("uncollected", cause.value)


@pytest.mark.parametrize(
    ("source", "state", "cause"),
    [
        (AccountSource.NONE, "uncollected", "no_source"),
        (AccountSource.IMPORT, "uncollected", "awaiting_import"),
        (AccountSource.FEED, "uncollected", "not_run"),
        (AccountSource.WEIBO, "uncollected", "not_run"),
        (AccountSource.WECHAT_API, "uncollected", "not_run"),
    ],
)
def test_an_account_that_was_not_read_says_why(world, source, state, cause):
    world.account("a", posted=None, read=False, source=source)
    row = world.one("account")
    assert (row["collection_state"], row["cause"]) == (state, cause)


def test_a_closed_account_is_out_of_scope(world):
    world.account("a", filing_status=FilingStatus.DEREGISTERED)
    assert world.one("account")["collection_state"] == "out_of_scope"


def test_an_account_that_never_posted_ages_from_its_opening(world):
    world.account("a", posted=None, opened_on=world.day(40))
    row = world.one("account")
    assert (row["days_since_post"], row["last_posted_on"]) == (40, None)


def test_an_incomplete_list_is_partial(world):
    world.account("a", posted=30, snapshot={"is_complete": False})
    row = world.one("account")
    assert (row["collection_state"], row["cause"]) == ("uncollected", "partial")


def test_posts_from_the_future_do_not_refresh(world):
    world.account("a", posted=20)
    world.post("a", world.as_of + timedelta(days=3))
    assert world.one("account")["days_since_post"] == 20


def test_rhythm_and_likely_breach(world):
    world.account("weekly", posted=None)
    for days in (10, 13, 16, 19):
        world.post("weekly", world.days_ago(days))
    row = world.one("account")
    assert (row["rhythm_days"], row["longest_gap_days"], row["days_left"]) == (3, 10, 4)
    assert row["likely_breach_on"] == world.today + timedelta(days=5)
    assert row["posts_30d"] == 4


def test_an_account_in_its_rhythm_will_not_breach(world):
    world.account("daily", posted=None)
    for days in (1, 2, 3, 4):
        world.post("daily", world.days_ago(days))
    assert world.one("account")["likely_breach_on"] is None


def test_adjusted_saturdays_are_workdays(world):
    # 2026-10-10 is a Saturday on which offices work; 10-01 to 10-07 are holidays.
    world.as_of = datetime(2026, 10, 12, 9, 0, tzinfo=CHINA)
    world.account("a", posted=None)
    for day in (5, 6, 7, 8, 9):
        world.post("a", datetime(2026, 10, day, 10, 0, tzinfo=CHINA))
    assert world.one("account")["missed_workdays_7d"] == 1


def test_duplicates_count_open_accounts_of_one_platform(world):
    world.agency()
    world.account("w1", platform=Platform.WEIBO)
    world.account("w2", platform=Platform.WEIBO, filing_status=FilingStatus.CLOSED)
    world.account("s1", platform=Platform.WECHAT_SUBSCRIPTION)
    world.account("s2", platform=Platform.WECHAT_SERVICE)
    counts = {row["platform"]: row["account_count"] for row in world.facts("agency_platform")}
    assert counts == {"新浪微博": 1, "微信公众号": 2}


def test_an_unknown_calendar_year_leaves_workdays_unknown(world):
    world.as_of = datetime(2035, 5, 5, 9, 0, tzinfo=CHINA)
    world.account("a", posted=1)
    row = world.one("account")
    assert row["missed_workdays_7d"] is None
    assert row["last_posted_on"] == date(2035, 5, 4)


def test_working_days_from_opening_to_filing(world):
    world.agency()
    world.account("A", opened_on=date(2026, 9, 4), filed_on=date(2026, 9, 8))  # over a weekend
    world.account("B", opened_on=date(2026, 9, 4))
    world.account("C", opened_on=date(2026, 9, 4), filed_on=date(2026, 9, 1))
    rows = {row["account_code"]: row["workdays_to_file"] for row in world.facts("filing")}
    assert rows == {"A": 2, "B": None, "C": 0}
