"""Facts of sites and channels: measured to the day of the last reading, never judged."""

from datetime import timedelta

import pytest

from gongkai_monitor.model import observations as seen
from gongkai_monitor.vocabulary import (
    ChannelKind,
    CollectionCause,
    CollectionState,
    SiteStatus,
    SubjectKind,
)


def test_a_site_that_was_read_is_measured_to_the_day_of_reading(world):
    world.agency()
    world.site()
    world.snapshot(observed_at=world.days_ago(1), newest_on=world.day(9))
    row = world.one("site")
    assert row["collection_state"] == "collected"
    assert row["days_since_home_update"] == 8  # counted to yesterday, when it was read
    assert row["has_site_code_match"] is True


def test_a_site_that_was_not_visited_is_not_run(world):
    world.site()
    row = world.one("site")
    assert (row["collection_state"], row["cause"]) == ("uncollected", "not_run")
    assert row["days_since_home_update"] is None


def test_an_old_reading_is_not_fresh_enough(world):
    world.site()
    world.snapshot(observed_at=world.as_of - timedelta(hours=37))
    assert world.one("site")["cause"] == "not_run"


def test_the_latest_round_counts_even_when_an_earlier_one_succeeded(world):
    world.site()
    world.snapshot(round_id="r1", observed_at=world.days_ago(0.5))
    world.snapshot(
        round_id="r2",
        observed_at=world.days_ago(0.1),
        collection_state=CollectionState.UNCOLLECTED,
        cause=CollectionCause.BLOCKED,
        newest_on=None,
    )
    row = world.one("site")
    assert (row["collection_state"], row["cause"]) == ("uncollected", "blocked")


def test_a_crash_after_the_reading_counts(world):
    world.site()
    world.snapshot(observed_at=world.days_ago(0.5))
    world.put(
        "coverage",
        seen.Coverage(
            round_id="r2",
            subject_kind=SubjectKind.SITE,
            subject_id="1308000009",
            collection_state=CollectionState.UNCOLLECTED,
            cause=CollectionCause.CRASHED,
            observed_at=world.days_ago(0.1),
        ),
    )
    assert world.one("site")["cause"] == "crashed"


def test_what_is_observed_later_is_unknown_at_as_of(world):
    world.site()
    world.snapshot(observed_at=world.as_of + timedelta(minutes=1))
    assert world.one("site")["cause"] == "not_run"


@pytest.mark.parametrize("status", [SiteStatus.CLOSED, SiteStatus.SUSPENDED])
def test_a_site_out_of_service_is_out_of_scope(world, status):
    world.site(status=status)
    world.channel("动态", ChannelKind.NEWS, read=False)
    assert world.one("site")["collection_state"] == "out_of_scope"
    row = world.one("channel")
    assert (row["collection_state"], row["cause"]) == ("out_of_scope", status.value)


def test_a_navigation_home_page_is_as_fresh_as_its_second_level(world):
    world.site()
    world.snapshot(
        is_navigation_only=True,
        newest_on=None,
        second_level_newest_on=world.day(3),
        second_level_complete=True,
    )
    assert world.one("site")["days_since_home_update"] == 3


def test_a_navigation_home_page_with_unread_second_level_is_not_measured(world):
    world.site()
    world.snapshot(is_navigation_only=True, newest_on=None, second_level_complete=False)
    row = world.one("site")
    assert row["days_since_home_update"] is None
    assert "不作判断" in row["detail"]


def test_a_home_page_never_seen_with_a_date_ages_from_the_first_reading(world):
    world.site()
    world.snapshot(round_id="r0", observed_at=world.days_ago(20), newest_on=None)
    world.snapshot(round_id="r1", newest_on=None)
    assert world.one("site")["days_since_home_update"] == 20


def test_half_a_year_is_counted_in_calendar_months(world):
    world.site()
    world.snapshot()
    world.channel("公告", ChannelKind.NOTICE, newest=184)
    row = world.one("channel")
    assert row["newest_on"].isoformat() == "2026-03-20"
    assert (row["days_since_update"], row["window_days"]) == (184, 184)
    assert world.one("site")["stale_primary_channel_count"] == 0


def test_stale_overdue_and_empty_channels_are_counted_apart(world):
    world.site()
    world.snapshot()
    world.channel("要闻", ChannelKind.NEWS, newest=15)
    world.channel("下级要闻", ChannelKind.NEWS, newest=90, level=2)
    world.channel("统计", ChannelKind.STATISTICS, newest=31, cycle_days=30)
    world.channel("空栏", ChannelKind.PLAN, newest=None, is_empty=True, item_count=0)
    world.channel("说明", ChannelKind.PLAN, newest=None, is_empty=True, explanation="暂无此类信息")
    world.channel("入口", ChannelKind.NEWS, newest=99, redirects_to="http://other.test/")
    site = world.one("site")
    assert site["stale_primary_channel_count"] == 1
    assert (site["overdue_channel_count"], site["overdue_channels"]) == (1, "统计")
    assert (site["empty_channel_count"], site["empty_channels"]) == (1, "空栏")
    assert site["channel_count"] == 6


def test_an_unread_channel_inherits_why_its_site_was_not_read(world):
    world.site()
    world.snapshot(collection_state=CollectionState.UNCOLLECTED, cause=CollectionCause.UNREACHABLE)
    world.channel("要闻", ChannelKind.NEWS, read=False)
    assert world.one("channel")["cause"] == "unreachable"


def test_a_list_that_was_not_read_to_its_newest_end_is_partial(world):
    world.site()
    world.snapshot()
    world.channel("要闻", ChannelKind.NEWS, newest=40, is_complete=False)
    row = world.one("channel")
    assert (row["collection_state"], row["cause"]) == ("uncollected", "partial")
    assert world.one("site")["stale_primary_channel_count"] == 0
    assert world.one("site")["uncollected_channel_count"] == 1


def test_availability_needs_seven_full_periods(world):
    world.site()
    world.snapshot()
    world.probes(per_day=19)
    row = world.one("availability")
    assert (row["collection_state"], row["cause"]) == ("uncollected", "partial")
    assert "最少的一个 19 次" in row["detail"]


def test_availability_is_known_although_the_home_page_is_not(world):
    world.site()
    world.snapshot(collection_state=CollectionState.UNCOLLECTED, cause=CollectionCause.UNREACHABLE)
    world.probes(per_day=20, failed=7)
    row = world.one("availability")
    assert row["collection_state"] == "collected"
    assert row["probe_failed_ratio"] == 0.05
    assert len(row["evidence"]) == 5


def test_footer_items_are_rows_and_unknown_ones_stay_unknown(world):
    world.site()
    world.snapshot(has_contact=False, has_party_emblem=None, police_record=None)
    items = {row["item"]: row["is_present"] for row in world.facts("footer_item")}
    assert items["联系方式"] is False
    assert items["党政机关网站标识"] is None
    assert items["公安机关备案标识"] is False
    assert items["网站标识码"] is True


def test_page_tags_are_gathered_per_kind_of_page(world):
    world.site()
    world.snapshot(footer_site_code=None)
    for url, kind, missing in [
        ("h", "home", ()),
        ("a1", "article", ("PubDate",)),
        ("a2", "article", ("PubDate", "ContentSource")),
    ]:
        world.put(
            "page_tags",
            seen.PageTags(
                site_code="1308000009",
                url=url,
                page_kind=kind,
                round_id="r1",
                observed_at=world.days_ago(0.1),
                tags='{"SiteIDCode": "1300000000"}',
                missing=missing,
            ),
        )
    rows = {row["page_kind"]: row for row in world.facts("page_kind_tags")}
    assert rows["首页"]["missing_count"] == 0
    assert rows["内容页"]["missing"] == "ContentSource、PubDate"
    site = world.one("site")
    assert (site["has_site_code_match"], site["shown_site_codes"]) == (False, "1300000000")
