"""Dagster's own records (runs, schedules) in the workspace."""

import dagster as dg

from gongkai_monitor.settings import Settings
from gongkai_monitor.workspace import dagster_home


def open_instance(settings: Settings) -> dg.DagsterInstance:
    """The instance of the workspace; use it as a context manager."""
    return dg.DagsterInstance.from_config(str(dagster_home(settings)))
