"""Drop folder: files that people put into ``drop/`` are imported as they come."""

from pathlib import Path

import dagster as dg
import orjson

from gongkai_monitor import clock
from gongkai_monitor.imports.drop import import_dropped, settled_files
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
def drop_folder(
    context: dg.SensorEvaluationContext, workspace: WorkspaceResource
) -> dg.SensorResult:
    """One run per file that has not changed since the last look; a new copy runs again."""
    last = orjson.loads(context.cursor) if context.cursor else {}
    settled, marks = settled_files(workspace.settings(), last)
    return dg.SensorResult(
        run_requests=[_request(path, marks[path.name]) for path in settled],
        cursor=orjson.dumps(marks).decode(),
    )


def _request(path: Path, mark: str) -> dg.RunRequest:
    return dg.RunRequest(
        run_key=f"{path.name}-{mark}",
        run_config=dg.RunConfig(ops={"import_file": DropConfig(name=path.name)}),
    )
