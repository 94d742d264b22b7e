"""Pipeline, console and analyst on one lake at the same time."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from gongkai_monitor import clock
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.maintenance import maintain
from gongkai_monitor.store.runs import RunRecord, save_run

PROCESSES = Path(__file__).with_name("store_processes.py")


def start(name: str, settings: Settings, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(PROCESSES), name, str(settings.workspace), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.mark.slow
def test_two_pipelines_a_console_and_an_analyst_lose_nothing(lake: Settings) -> None:
    running = [
        start("pipeline_a", lake, 4),
        start("pipeline_b", lake, 4),
        start("console", lake, 30),
        start("analyst", lake, 4),
    ]
    for process in running:
        output, _ = process.communicate(timeout=240)
        assert process.returncode == 0, output
    with open_store(lake) as conn:
        rows = conn.execute(
            "SELECT (SELECT count(*) FROM posts), (SELECT count(DISTINCT post_key) FROM posts),"
            " (SELECT count(*) FROM runs), (SELECT count(*) FROM loaded_batches)"
        ).fetchone()
    assert rows == (170, 170, 8, 8)  # 4 batches of 50, each 40 further on, both the same


def losses(lake: Settings, is_over: Event) -> list[tuple[int, int]]:
    """Count the runs again and again; where a count is below an earlier one, both."""
    lost, seen = [], 0
    with open_store(lake) as reader:
        while not is_over.is_set():
            (count,) = reader.execute("SELECT count(*) FROM runs").fetchone() or (0,)
            if count < seen:
                lost.append((seen, count))
            seen = max(seen, count)
    return lost


@pytest.mark.slow
def test_readers_beside_upkeep_lose_no_rows(lake: Settings) -> None:
    now = clock.now()
    run = RunRecord(run_id="", started_at=now, as_of=now, outcome="done")
    is_over = Event()
    with ThreadPoolExecutor(2) as pool, open_store(lake, read_only=False) as writer:
        readers = [pool.submit(losses, lake, is_over) for _ in range(2)]
        try:
            for number in range(12):
                save_run(writer, replace(run, run_id=str(number)))
                if number % 3 == 2:  # moves the inlined rows into a file, and files into one
                    maintain(lake, now)
        finally:
            is_over.set()
    assert [reader.result() for reader in readers] == [[], []]
