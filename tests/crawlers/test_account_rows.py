"""Rows of accounts: a profile is kept once for each state and day."""

from datetime import UTC, datetime, timedelta

from crawlers.account_rows import profile_row
from crawlers.platforms.reading import ReadProfile
from gongkai_monitor.model.observations import Fetch
from gongkai_monitor.vocabulary import FetchOutcome, FetchPurpose

MORNING = datetime(2026, 11, 19, 1, 0, tzinfo=UTC)
SHOWN = ReadProfile(shown_name="演练发布", is_deregistered=False)


def key(profile: ReadProfile, at: datetime) -> str:
    proof = Fetch(
        fetch_id="f", round_id="r", url="http://a.test/", purpose=FetchPurpose.PROFILE,
        fetched_at=at, outcome=FetchOutcome.OK, status=200, final_url="http://a.test/",
        seconds=0.1, bytes=1, account_code="a",
    )  # fmt: skip
    row = profile_row(profile, proof, source="weibo")
    assert row is not None
    return row.profile_hash


def test_the_same_state_of_another_day_is_another_row() -> None:
    assert key(SHOWN, MORNING) == key(SHOWN, MORNING + timedelta(hours=9))
    assert key(SHOWN, MORNING) != key(SHOWN, MORNING + timedelta(hours=16)), "a new day in China"
    gone = ReadProfile(is_deregistered=True)
    assert key(gone, MORNING) != key(SHOWN, MORNING)
