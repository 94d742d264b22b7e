"""Raw layer: spider processes, one per spider, day and shard; and what they leave in the store."""

import sys
from collections.abc import Sequence
from typing import Any

import dagster as dg

from gongkai_monitor import clock
from gongkai_monitor.collection.plan import SpiderName
from gongkai_monitor.collection.planning import write_plan
from gongkai_monitor.launch import app_environment
from gongkai_monitor.store.loader import load_incoming
from pipelines.partitions import days_and_shards, shard_of
from pipelines.resources import WorkspaceResource
from pipelines.rounds import RoundConfig, round_of

RETRY = dg.RetryPolicy(max_retries=2, delay=30, backoff=dg.Backoff.EXPONENTIAL)


def _run_spider(
    spider: SpiderName,
    context: dg.AssetExecutionContext,
    config: RoundConfig,
    workspace: WorkspaceResource,
    pipes: dg.PipesSubprocessClient,
) -> dg.MaterializeResult[Any]:
    """Start the spider's process for the shard; what it could not collect is in the store."""
    settings = workspace.settings()
    this_round = round_of(config, context.run_id)
    plan = write_plan(settings, this_round, spider, shard=shard_of(context.partition_key))
    if plan is None:
        return dg.MaterializeResult(metadata={"subjects": 0})
    arguments = [str(spider), "--workspace", str(settings.workspace)]
    arguments += ["--round", this_round.round_id, "--plan", str(plan)]
    arguments += ["--as-of", this_round.as_of.isoformat()]
    arguments += ["--declared"] if config.as_of else []
    return pipes.run(
        command=[sys.executable, "-m", "pipelines.spider_process", *arguments],
        context=context,
        env=app_environment(),
    ).get_materialize_result()


def _raw(
    spider: SpiderName, name: str, description: str, deps: Sequence[dg.AssetsDefinition] = ()
) -> dg.AssetsDefinition:
    """The asset of one spider: its process for each day and shard."""

    @dg.asset(
        name=name,
        description=description,
        group_name="raw",
        partitions_def=days_and_shards,
        deps=deps,
        retry_policy=RETRY,
    )
    def asset(
        context: dg.AssetExecutionContext,
        config: RoundConfig,
        workspace: WorkspaceResource,
        pipes: dg.PipesSubprocessClient,
    ) -> dg.MaterializeResult[Any]:
        return _run_spider(spider, context, config, workspace, pipes)

    return asset


raw_sites = _raw(
    SpiderName.SITE,
    "raw_sites",
    "Home pages, channels, lists, articles and links of the shard's sites.",
)
raw_probes = _raw(SpiderName.PROBE, "raw_probes", "Availability visits to the shard's sites.")
raw_feeds = _raw(SpiderName.FEED, "raw_feeds", "Feeds of the shard's accounts.")
raw_weibo = _raw(SpiderName.WEIBO, "raw_weibo", "Lists and profiles of the shard's 微博 accounts.")
raw_wechat = _raw(
    SpiderName.WECHAT, "raw_wechat", "Official accounts of the shard, by their own credentials."
)
raw_apps = _raw(SpiderName.APP, "raw_apps", "Store pages of the shard's mobile apps.")
raw_boards = _raw(SpiderName.BOARD, "raw_boards", "Message boards of the shard's sites.")
raw_hot_searches = _raw(
    SpiderName.HOT, "raw_hot_searches", "Hot-search titles of the platforms that the settings name."
)
raw_inspections = _raw(
    SpiderName.INSPECT,
    "raw_inspections",
    "Error page, search, entrances, IPv6 and yearly tables of the shard's sites.",
)


@dg.asset(
    group_name="core",
    partitions_def=days_and_shards,
    deps=[
        raw_sites,
        raw_probes,
        raw_feeds,
        raw_weibo,
        raw_wechat,
        raw_apps,
        raw_boards,
        raw_inspections,
        raw_hot_searches,
    ],
)
def core__observations(workspace: WorkspaceResource) -> dg.MaterializeResult[Any]:
    """Landing files merged into the store; loading twice changes nothing."""
    return _load(workspace)


raw_link_checks = _raw(
    SpiderName.LINKS,
    "raw_link_checks",
    "Spaced attempts to open the links that the stored pages hold.",
    deps=[core__observations],
)


@dg.asset(group_name="core", partitions_def=days_and_shards, deps=[raw_link_checks])
def core__link_checks(workspace: WorkspaceResource) -> dg.MaterializeResult[Any]:
    """Link checks merged into the store."""
    return _load(workspace)


def _load(workspace: WorkspaceResource) -> dg.MaterializeResult[Any]:
    report = load_incoming(workspace.settings(), now=clock.now())
    return dg.MaterializeResult(
        metadata={
            "batches": len(report.batches),
            "rows": dict(report.rows_by_table),
            "rejected": [str(name) for name in report.rejected],
        }
    )
