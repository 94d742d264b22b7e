"""When things run, Asia/Shanghai: probes hourly, feeds half-hourly, the report at 07:30.

The platforms' own lists are read four times a day, the last time just before the report; apps and
everything else once, in the full round of the night.
"""

from collections.abc import Callable
from typing import Any

import dagster as dg

from gongkai_monitor import clock
from pipelines.defs.reporting import maintenance
from pipelines.partitions import SHARDS, partition_key
from pipelines.resources import WorkspaceResource

ZONE = "Asia/Shanghai"

probe_round = dg.define_asset_job("probe_round", ["raw_probes", "core__observations"])
feed_round = dg.define_asset_job(
    "feed_round", ["raw_feeds", "raw_boards", "raw_hot_searches", "core__observations"]
)
account_round = dg.define_asset_job(
    "account_round", ["raw_weibo", "raw_wechat", "core__observations"]
)
site_round = dg.define_asset_job("site_round", ["raw_sites", "core__observations"])
load_round = dg.define_asset_job("load_round", ["core__observations"])
link_round = dg.define_asset_job("link_round", ["raw_link_checks", "core__link_checks"])
full_round = dg.define_asset_job(
    "full_round",
    [
        "raw_sites",
        "raw_probes",
        "raw_feeds",
        "raw_weibo",
        "raw_wechat",
        "raw_apps",
        "raw_boards",
        "raw_inspections",
        "raw_hot_searches",
        "core__observations",
    ],
)
opinion_round = dg.define_asset_job("opinion_round", ["core__hotspots", "core__alerts"])
judge_round = dg.define_asset_job("judge_round", ["core__findings"])
report_round = dg.define_asset_job(
    "report_round",
    [
        "core__hotspots",
        "core__alerts",
        "core__rechecks",
        "core__findings",
        "out__daily_report",
    ],
)

JOBS = (
    probe_round,
    feed_round,
    account_round,
    site_round,
    load_round,
    link_round,
    full_round,
    opinion_round,
    judge_round,
    report_round,
    maintenance,
)

SHARDED = (
    (probe_round, "5 * * * *"),  # 24 visits a day; rule W-2 asks for 20 or more
    (feed_round, "*/30 * * * *"),
    (account_round, "40 6,11,15,20 * * *"),
    (site_round, "15 */2 * * *"),
    (full_round, "30 1 * * *"),
    (link_round, "30 3 * * *"),
)
JUDGING_STEPS = {
    "opinion_round": ("core__hotspots", "core__alerts"),
    "judge_round": ("core__findings",),
    "report_round": (
        "core__hotspots",
        "core__alerts",
        "core__rechecks",
        "core__findings",
        "out__daily_report",
    ),
}
DAILY = (
    (opinion_round, "10,40 * * * *"),
    (judge_round, "50 * * * *"),
    (report_round, "30 7 * * *"),
)


def _today(context: dg.ScheduleEvaluationContext) -> str:
    return clock.china_date(context.scheduled_execution_time).isoformat()


def _run_key(job_name: str, context: dg.ScheduleEvaluationContext) -> str:
    return f"{job_name}-{context.scheduled_execution_time:%Y%m%dT%H%M}"


def _scheduled(job_name: str, cron: str) -> Callable[[Callable[..., Any]], dg.ScheduleDefinition]:
    """Running from the first start on, by the clock of China."""
    return dg.schedule(
        name=f"{job_name}_schedule",
        job_name=job_name,
        cron_schedule=cron,
        execution_timezone=ZONE,
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )


def _sharded(job_name: str, cron: str) -> dg.ScheduleDefinition:
    """One run per shard in use."""

    @_scheduled(job_name, cron)
    def requests(
        context: dg.ScheduleEvaluationContext, workspace: WorkspaceResource
    ) -> list[dg.RunRequest]:
        return [
            dg.RunRequest(
                run_key=f"{_run_key(job_name, context)}-{shard}",
                partition_key=partition_key(_today(context), shard),
            )
            for shard in SHARDS[: workspace.settings().collection.shards]
        ]

    return requests


def _daily(job_name: str, cron: str) -> dg.ScheduleDefinition:
    """One run for the day; all its steps judge at the scheduled moment."""

    @_scheduled(job_name, cron)
    def request(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        config = {"config": {"as_of": context.scheduled_execution_time.isoformat()}}
        return dg.RunRequest(
            run_key=_run_key(job_name, context),
            partition_key=_today(context),
            run_config={"ops": dict.fromkeys(JUDGING_STEPS[job_name], config)},
        )

    return request


SCHEDULES = (
    *(_sharded(job.name, cron) for job, cron in SHARDED),
    *(_daily(job.name, cron) for job, cron in DAILY),
    dg.ScheduleDefinition(
        name="maintenance_schedule",
        job=maintenance,
        cron_schedule="0 3 * * *",
        execution_timezone=ZONE,
        default_status=dg.DefaultScheduleStatus.RUNNING,
    ),
)
