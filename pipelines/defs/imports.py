"""Drop folder: files that people put into ``drop/`` are imported as they come."""

from pathlib import Path

import dagster as dg

from gongkai_monitor import clock
from gongkai_monitor.imports.drop import import_dropped, waiting_files
from pipelines.resources import WorkspaceResource


class DropConfig(dg.Config):
    """Which file of the drop folder."""

    name: str


@dg.op
def import_file(
    context: dg.OpExecutionContext, config: DropConfig, workspace: WorkspaceResource
) -> None:
    """Import one file; it moves to ``drop/done`` or, with its faults, to ``drop/rejected``."""
    outcome = import_dropped(workspace.settings(), config.name, now=clock.now())
    context.log.info("drop file %s: %s", config.name, outcome)


@dg.job
def import_drop() -> None:
    """Import of one dropped file."""
    import_file()


@dg.sensor(
    job=import_drop,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def drop_folder(workspace: WorkspaceResource) -> dg.SensorResult:
    """One run per waiting file; the run key holds its size and time, so a new copy runs again."""
    return dg.SensorResult(
        run_requests=[_request(path) for path in waiting_files(workspace.settings())]
    )


def _request(path: Path) -> dg.RunRequest:
    stat = path.stat()
    return dg.RunRequest(
        run_key=f"{path.name}-{stat.st_size}-{stat.st_mtime_ns}",
        run_config=dg.RunConfig(ops={"import_file": DropConfig(name=path.name)}),
    )
