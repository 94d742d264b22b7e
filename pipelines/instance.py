"""Dagster's own records (runs, schedules) in the workspace; telemetry off."""

from pathlib import Path

import dagster as dg

from gongkai_monitor.settings import Settings

_CONFIG = """\
telemetry:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 2
"""


def dagster_home(settings: Settings) -> Path:
    """DAGSTER_HOME of the workspace, made when missing."""
    home = settings.workspace / "dagster"
    home.mkdir(parents=True, exist_ok=True)
    config = home / "dagster.yaml"
    if not config.exists():
        config.write_text(_CONFIG, encoding="utf-8")
    return home


def open_instance(settings: Settings) -> dg.DagsterInstance:
    """The instance of the workspace; use it as a context manager."""
    return dg.DagsterInstance.from_config(str(dagster_home(settings)))
