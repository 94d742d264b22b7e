"""Dagster's own records (runs, schedules) in the workspace.

``python -m pipelines.instance`` makes them where DAGSTER_HOME has none yet: two processes that
began at once on an empty folder would both write the version of its tables, and no process could
open them any more ("more than one head present").
"""

import dagster as dg

from gongkai_monitor.settings import Settings
from gongkai_monitor.workspace import dagster_home


def open_instance(settings: Settings) -> dg.DagsterInstance:
    """The instance of the workspace; use it as a context manager."""
    return dg.DagsterInstance.from_config(str(dagster_home(settings)))


def make_records() -> None:
    """Open every store of DAGSTER_HOME once."""
    with dg.DagsterInstance.get() as instance:
        instance.get_runs_count()
        instance.all_instigator_state()
        instance.get_event_records(dg.EventRecordsFilter(dg.DagsterEventType.RUN_START), limit=1)


if __name__ == "__main__":
    make_records()
