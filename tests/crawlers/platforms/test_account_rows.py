"""Rows of an account's profile: a state once, and a gone account once a day."""

from datetime import UTC, datetime, timedelta

from crawlers.account_rows import profile_row
from crawlers.platforms.reading import ReadProfile
from gongkai_monitor.model.observations import Fetch
from gongkai_monitor.vocabulary import FetchOutcome, FetchPurpose

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
GONE = ReadProfile(is_deregistered=True)
THERE = ReadProfile(shown_name="云岭水务", is_deregistered=False)


def key(profile: ReadProfile, at: datetime) -> str:
    proof = Fetch(
        fetch_id="f", round_id="r", account_code="W1", url="http://a.test/",
        final_url="http://a.test/", purpose=FetchPurpose.PROFILE, fetched_at=at, status=200,
        outcome=FetchOutcome.OK, seconds=0.1, bytes=2,
    )  # fmt: skip
    row = profile_row(profile, proof, source="weibo")
    assert row is not None
    assert row.observed_at == at
    return row.profile_hash


def test_an_account_that_stays_gone_leaves_a_row_for_each_day() -> None:
    later = NOON + timedelta(hours=3)
    assert key(GONE, NOON) == key(GONE, later)
    assert key(GONE, NOON) != key(GONE, NOON + timedelta(days=31))


def test_a_state_is_kept_once_a_day() -> None:
    assert key(THERE, NOON) == key(THERE, NOON + timedelta(hours=3))
    assert key(THERE, NOON) != key(THERE, NOON + timedelta(days=1)), "only a look of today tells"
    assert key(THERE, NOON) != key(GONE, NOON)
