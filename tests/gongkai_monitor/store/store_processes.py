"""Processes of the concurrency test: each works on the same lake until its count is reached."""

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from landing_samples import NOON, write_batch

from gongkai_monitor.settings import Settings
from gongkai_monitor.store.coverage import read_coverage
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.maintenance import maintain
from gongkai_monitor.store.query import run_query
from gongkai_monitor.store.runs import RunRecord, read_runs, save_run


def pipeline(settings: Settings, count: int) -> None:
    """Load batch after batch and record runs; every few rounds do the upkeep."""
    run = RunRecord(run_id="", started_at=NOON, as_of=NOON, outcome="done")
    for number in range(count):
        write_batch(settings, f"r{number}-{sys.argv[1]}", start=number * 40)
        load_incoming(settings, now=NOON)
        with open_store(settings, read_only=False) as conn:
            save_run(conn, replace(run, run_id=f"{sys.argv[1]}-{number}"))
        if number % 3 == 2:
            maintain(settings, NOON + timedelta(days=365 * 20))


def console(settings: Settings, count: int) -> None:
    """One long-lived reader: every page it shows is a state that was committed."""
    seen = 0
    with open_store(settings) as conn:
        for _ in range(count):
            read_coverage(conn, NOON, since=NOON - timedelta(days=1))
            runs = len(read_runs(conn, NOON + timedelta(days=1), limit=1000))
            assert runs >= seen, (runs, seen)
            seen = runs
            row = conn.execute(
                "SELECT count(*), count(DISTINCT post_key), (SELECT count(*) FROM links) FROM posts"
            ).fetchone()
            assert row is not None
            assert row[0] == row[1] == row[2], row


def analyst(settings: Settings, count: int) -> None:
    """Opens the lake anew for every question."""
    for _ in range(count):
        frame = run_query(settings, "SELECT count(*) = count(DISTINCT item_url) FROM list_items")
        assert frame.iloc[0, 0] is True


if __name__ == "__main__":
    name, workspace, count = sys.argv[1:]
    globals()[name.split("_")[0]](Settings.load(Path(workspace)), int(count))
