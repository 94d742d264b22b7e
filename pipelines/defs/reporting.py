"""Out layer: the daily report, and the store's upkeep."""

from typing import Any

import dagster as dg

from gongkai_monitor import clock
from gongkai_monitor.privacy.retention import purge_expired
from gongkai_monitor.reporting import write_daily_report
from gongkai_monitor.store.maintenance import maintain
from pipelines.defs.judging import core__findings, core__hotspots
from pipelines.partitions import days
from pipelines.resources import WorkspaceResource
from pipelines.rounds import RoundConfig


@dg.asset(group_name="out", partitions_def=days, deps=[core__findings, core__hotspots])
def out__daily_report(
    config: RoundConfig, workspace: WorkspaceResource
) -> dg.MaterializeResult[Any]:
    """日报 as HTML and Excel workbook, and a page per site."""
    as_of = clock.parse_instant(config.as_of) if config.as_of else clock.now()
    paths = write_daily_report(workspace.settings(), as_of)
    workbook, page, sites = (dg.MetadataValue.path(str(path)) for path in paths)
    return dg.MaterializeResult(metadata={"xlsx": workbook, "html": page, "sites": sites})


@dg.op
def maintain_store(workspace: WorkspaceResource) -> None:
    """Delete what was kept long enough, flush small writes, merge files, expire snapshots."""
    settings, now = workspace.settings(), clock.now()
    purge_expired(settings, now)
    maintain(settings, now)


@dg.job
def maintenance() -> None:
    """Upkeep of the store, once a night."""
    maintain_store()
