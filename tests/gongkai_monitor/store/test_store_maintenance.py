"""Nightly upkeep: nothing lost, old things gone, one snapshot a day."""

import importlib.util
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor import clock
from gongkai_monitor.clock import china_date
from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.maintenance import KEEP_ALL, KEEP_DAILY, expendable, maintain

spec = importlib.util.spec_from_file_location(
    "landing_samples", Path(__file__).with_name("landing_samples.py")
)
assert spec is not None
assert spec.loader is not None
samples = importlib.util.module_from_spec(spec)
spec.loader.exec_module(samples)

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def data_files(settings: Settings) -> int:
    return len(list((settings.workspace / "lake" / "data").rglob("*.parquet")))


def test_upkeep_merges_files_and_keeps_every_row(lake: Settings) -> None:
    for number in range(4):
        samples.write_batch(lake, f"r{number}", start=number * 50)
        load_incoming(lake, now=NOON)
    with LandingBatch(lake.incoming, "small") as batch:  # so small that it is inlined
        batch.write(replace(samples.POST, post_key="small"))
    load_incoming(lake, now=NOON)
    before = data_files(lake)
    assert before >= 12
    # Seen from a month ahead everything is old; the newest snapshot and all rows stay.
    later = clock.now() + timedelta(days=40)
    report = maintain(lake, later)
    assert report.merged_files >= 12
    assert report.expired_snapshots >= 3
    maintain(lake, later + timedelta(days=2))
    assert data_files(lake) <= 6
    with open_store(lake) as conn:
        rows = conn.execute("SELECT (SELECT count(*) FROM posts), (SELECT count(*) FROM links)")
        assert rows.fetchone() == (201, 200)
    assert maintain(lake, later + timedelta(days=2)).expired_snapshots == 0


def test_old_loaded_batches_and_abandoned_ones_go(lake: Settings) -> None:
    samples.write_batch(lake, "old")
    samples.write_batch(lake, "new")
    load_incoming(lake, now=NOON)
    abandoned = lake.incoming / ".tmp-abandoned"
    abandoned.mkdir()
    loaded = lake.workspace / "landing" / "loaded"
    now = clock.now()
    long_ago = (now - timedelta(days=8)).timestamp()
    for folder in (loaded / "old", abandoned):
        os.utime(folder, (long_ago, long_ago))
    assert maintain(lake, now).deleted_batches == 2
    assert [path.name for path in loaded.iterdir()] == ["new"]
    assert not abandoned.exists()


@given(st.lists(st.integers(min_value=0, max_value=800 * 24), min_size=1, unique=True))
def test_one_snapshot_of_every_day_and_all_of_the_last_days_stay(hours: list[int]) -> None:
    taken = sorted(NOON - timedelta(hours=value) for value in hours)
    snapshots = list(enumerate(taken))
    gone = set(expendable(snapshots, NOON))
    kept = [moment for number, moment in snapshots if number not in gone]
    assert taken[-1] in kept
    assert all(moment in kept for moment in taken if moment >= NOON - KEEP_ALL)
    year = [moment for moment in taken if moment >= NOON - KEEP_DAILY]
    last_of_day = {china_date(moment): moment for moment in taken}
    assert {last_of_day[china_date(moment)] for moment in year} <= set(kept)
    middle = [moment for moment in kept if moment < NOON - KEEP_ALL]
    assert len({china_date(moment) for moment in middle}) == len(middle)
