"""Pipeline, console and analyst on one lake at the same time."""

import subprocess
import sys
from pathlib import Path

import pytest

from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store

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
