"""How far back an account's posts are known: the store's answer against plain arithmetic."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai_monitor.facts.account_posts import lay_account_posts
from gongkai_monitor.facts.moment import prepare

READINGS = st.dictionaries(
    st.integers(0, 30), st.one_of(st.none(), st.integers(0, 20)), min_size=1, max_size=8
)
"""Days ago -> how many days back from there the list reaches; None: in no order, unknown."""


def covered(readings: dict[int, int | None]) -> int | None:
    """Days ago from which on every post was seen, by walking back from the latest reading."""
    latest = min(readings)
    known = {day: day + reach for day, reach in readings.items() if reach is not None}
    if latest not in known:
        return None
    end = known[latest]
    while grown := [reach for day, reach in known.items() if day <= end < reach]:
        end = max(grown)
    return end


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(READINGS)
def test_overlapping_readings_reach_back_together(world, readings):
    for table in ("accounts", "account_snapshots"):
        world.conn.execute(f"DELETE FROM {table}")
    world.account("a", posted=None, read=False)
    for day, reach in readings.items():
        world.read_account(
            "a", round_id=f"r{day}", observed_at=world.days_ago(day),
            reach_back_at=None if reach is None else world.days_ago(day + reach),
        )  # fmt: skip
    prepare(world.conn, world.as_of, timedelta(days=60))
    lay_account_posts(world.conn)
    (found,) = world.conn.execute("SELECT covered_from FROM account_span").fetchone()
    expected = covered(readings)
    assert found == (None if expected is None else world.days_ago(expected))
