"""The code location: everything Dagster may run, in one visible list."""

import dagster as dg

from pipelines.defs import collection, imports, judging, reporting, schedules
from pipelines.resources import WorkspaceResource

ASSETS = (
    collection.raw_sites,
    collection.raw_probes,
    collection.raw_feeds,
    collection.raw_weibo,
    collection.raw_wechat,
    collection.raw_apps,
    collection.raw_boards,
    collection.raw_inspections,
    collection.raw_hot_searches,
    collection.core__observations,
    collection.raw_link_checks,
    collection.core__link_checks,
    judging.core__hotspots,
    judging.core__alerts,
    judging.core__rechecks,
    judging.core__findings,
    reporting.out__daily_report,
)


def build(workspace: str | None = None) -> dg.Definitions:
    """Definitions for a workspace; without one it is read from GONGKAI_WORKSPACE at run time."""
    path = workspace if workspace is not None else dg.EnvVar("GONGKAI_WORKSPACE")
    return dg.Definitions(
        assets=ASSETS,
        jobs=[*schedules.JOBS, imports.import_drop],
        schedules=schedules.SCHEDULES,
        sensors=[imports.drop_folder],
        resources={
            "workspace": WorkspaceResource(path=path),
            "pipes": dg.PipesSubprocessClient(),
        },
    )


defs = build()
