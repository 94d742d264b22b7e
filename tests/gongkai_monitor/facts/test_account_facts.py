"""Facts of accounts: silence is counted to the day the list was last read."""

from datetime import date, datetime, timedelta

import pytest

from gongkai_monitor.clock import CHINA
from gongkai_monitor.model.observations import PostList
from gongkai_monitor.vocabulary import (
    AccountSource,
    CollectedBy,
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
    world.account("weekly", posted=None, snapshot={"is_whole": True})
    for days in (10, 13, 16, 19):
        world.post("weekly", world.days_ago(days))
    row = world.one("account")
    assert (row["rhythm_days"], row["longest_gap_days"], row["days_left"]) == (3, 10, 4)
    assert row["likely_breach_on"] == world.today + timedelta(days=5)
    assert row["posts_30d"] == 4


def test_an_account_in_its_rhythm_will_not_breach(world):
    world.account("daily", posted=None, snapshot={"is_whole": True})
    for days in (1, 2, 3, 4):
        world.post("daily", world.days_ago(days))
    assert world.one("account")["likely_breach_on"] is None


def test_adjusted_saturdays_are_workdays(world):
    # 2026-10-10 is a Saturday on which offices work; 10-01 to 10-07 are holidays.
    world.as_of = datetime(2026, 10, 12, 9, 0, tzinfo=CHINA)
    world.account("a", posted=None, snapshot={"reach_back_at": world.days_ago(9)})
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


def test_two_accounts_on_other_platforms_are_no_duplicates(world):
    world.agency()
    for platform in (Platform.OTHER, Platform.MOBILE_APP, Platform.MINI_PROGRAM):
        for number in (1, 2):
            world.account(f"{platform.value}{number}", platform=platform)
    assert world.facts("agency_platform") == []


def test_a_list_that_does_not_reach_back_counts_nothing(world):
    world.account("busy", posted=None, snapshot={"reach_back_at": world.days_ago(2)})
    for hours in range(0, 48, 6):
        world.post("busy", world.days_ago(hours / 24))
    row = world.one("account")
    windows = ("posts_7d", "posts_30d", "posts_90d", "missed_workdays_7d", "longest_gap_days")
    assert [row[name] for name in windows] == [None] * 5
    assert (row["post_count"], row["days_since_post"]) == (8, 0)


def test_earlier_readings_that_overlap_reach_back_together(world):
    world.account("a", posted=3, snapshot={"reach_back_at": world.days_ago(4)})
    world.read_account("a", round_id="r0", observed_at=world.days_ago(3),
                       reach_back_at=world.days_ago(12))  # fmt: skip
    row = world.one("account")
    assert (row["posts_7d"], row["posts_30d"]) == (1, None)
    assert row["reach_back_on"] == world.day(12)


def test_readings_with_a_hole_between_them_do_not_add_up(world):
    world.account("a", posted=1, snapshot={"reach_back_at": world.days_ago(2)})
    world.read_account("a", round_id="r0", observed_at=world.days_ago(3),
                       reach_back_at=world.days_ago(12))  # fmt: skip
    assert world.one("account")["posts_7d"] is None


def test_a_list_older_than_an_earlier_one_proves_nothing(world):
    world.account("a", posted=5, snapshot={
        "reach_back_at": world.days_ago(40), "newest_at": world.days_ago(9)})  # fmt: skip
    world.read_account("a", round_id="r0", observed_at=world.days_ago(4),
                       reach_back_at=world.days_ago(40), newest_at=world.days_ago(5))  # fmt: skip
    row = world.one("account")
    assert (row["collection_state"], row["cause"]) == ("uncollected", "stale_copy")
    assert row["readings_30d"] == 1


def test_what_is_not_known_is_no_zero(world):
    world.account("unread", opened_on=None, snapshot={
        "collection_state": "uncollected", "cause": "blocked"})  # fmt: skip
    row = world.one("account")
    assert (row["days_since_post"], row["opened_days"], row["readings_30d"]) == (None, None, 0)


def test_an_account_that_never_posted_grows_as_old_as_it_is(world):
    world.account("empty", posted=None, opened_on=world.day(400), snapshot={
        "post_count": 0, "total_count": 0, "newest_at": None})  # fmt: skip
    row = world.one("account")
    assert (row["days_since_post"], row["is_empty_proved"]) == (400, True)


def test_a_new_account_is_not_charged_for_days_before_it_opened(world):
    world.account("new", posted=1, opened_on=world.day(2),
                  snapshot={"reach_back_at": world.days_ago(2)})  # fmt: skip
    row = world.one("account")
    assert (row["posts_30d"], row["opened_days"]) == (1, 2)
    assert row["missed_workdays_7d"] == 0


def test_posts_of_others_do_not_refresh_and_forwards_do(world):
    world.account("a", posted=30, snapshot={"is_whole": True})
    world.post("a", world.days_ago(1), is_own=False)
    assert world.one("account")["days_since_post"] == 30
    world.post("a", world.days_ago(2), is_repost=True)
    row = world.one("account")
    assert (row["days_since_post"], row["last_own_posted_on"]) == (2, world.day(30))


def lists(world, code, *lists):
    """Readings of a list, each (days ago, keys); all of them reach back 100 days."""
    for number, (days, keys) in enumerate(lists):
        world.put("post_lists", PostList(
            account_code=code, list_hash=f"h{number}", round_id=f"l{number}",
            observed_at=world.days_ago(days), post_keys=keys,
            reach_back_at=world.days_ago(100)))  # fmt: skip


def test_a_deleted_post_needs_two_lists_and_never_makes_dormant(world):
    world.account("a", posted=None, snapshot={"is_whole": True})
    world.post("a", world.days_ago(120), "old")
    world.post("a", world.days_ago(40), "gone")
    lists(world, "a", (5, ("old", "gone")), (4, ("old",)))
    assert world.one("account")["days_since_post"] == 40
    lists(world, "a", (3, ("old", "x")))
    world.conn.execute("UPDATE post_lists SET list_hash = 'h9' WHERE round_id = 'l0' "
                       "AND len(post_keys) = 2 AND post_keys[2] = 'x'")  # fmt: skip
    row = world.one("account")
    assert row["last_posted_on"] == world.day(120)
    assert row["days_since_post"] == 90, "late, but what is gone alone makes nobody dormant"


def test_a_post_of_another_source_is_not_missing(world):
    world.account("a", posted=None, snapshot={"is_whole": True})
    world.post("a", world.days_ago(3), "provider:1")
    lists(world, "a", (2, ("feed:1",)), (1, ("feed:1", "feed:2")))
    row = world.one("account")
    assert (row["days_since_post"], row["vanished_30d"]) == (3, 0)


def test_the_same_post_of_two_sources_counts_once(world):
    world.account("a", posted=None, snapshot={"is_whole": True})
    world.post("a", world.days_ago(2), "guid", title="关于放假的通知")
    world.post("a", world.days_ago(2), "https://a.test/1", title="关于放假的通知")
    assert world.one("account")["posts_7d"] == 1


def test_gaps_beyond_the_window_are_told(world):
    world.account("a", posted=None, snapshot={"is_whole": True})
    for days in (1, 30, 40):
        world.post("a", world.days_ago(days))
    row = world.one("account")
    assert row["overdue_gap_count_365d"] == 1
    assert row["gap_history"] == [f"{world.day(30)}..{world.day(1)} 29"]


@pytest.mark.parametrize(
    ("snapshot", "is_proved"),
    [
        ({"post_count": 0}, False),
        ({"post_count": 0, "total_count": 0}, True),
        (
            {"post_count": 0, "evidence_id": "e1", "collected_by": CollectedBy.MANUAL},
            True,
        ),
        ({"post_count": 0, "total_count": 12}, False),
    ],
)
def test_emptiness_is_proved_by_the_platform_or_by_hand(world, snapshot, is_proved):
    world.account("a", posted=None, snapshot=snapshot)
    assert world.one("account")["is_empty_proved"] is is_proved


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
