"""Core layer: hotspots, alerts, re-checks and findings, with what Great Expectations checked."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import dagster as dg
import pandas as pd

from gongkai_monitor import clock
from gongkai_monitor.alerts.announcing import announce
from gongkai_monitor.alerts.delivery import deliver
from gongkai_monitor.auditing import AuditResult, run_audit
from gongkai_monitor.opinion.desk import refresh_hotspots
from gongkai_monitor.review.recheck import recheck_accounts
from pipelines.defs.collection import core__link_checks, core__observations
from pipelines.partitions import days
from pipelines.resources import WorkspaceResource
from pipelines.rounds import RoundConfig

_ROWS_SHOWN = 50

SOUNDNESS = dg.AssetCheckSpec("soundness", asset="core__findings", description="存储数据是否可靠")
COVERAGE = dg.AssetCheckSpec("coverage", asset="core__findings", description="是否全部采到")
INDICATORS = dg.AssetCheckSpec("indicators", asset="core__findings", description="检查指标")


@dg.asset(group_name="core", partitions_def=days, deps=[core__observations])
def core__hotspots(config: RoundConfig, workspace: WorkspaceResource) -> dg.MaterializeResult[Any]:
    """Sentiment, hotspots, responsible agencies and the response clock."""
    count = refresh_hotspots(workspace.settings(), as_of=_moment(config))
    return dg.MaterializeResult(metadata={"hotspots": count})


@dg.asset(group_name="core", partitions_def=days, deps=[core__hotspots])
def core__alerts(config: RoundConfig, workspace: WorkspaceResource) -> dg.MaterializeResult[Any]:
    """预警: news about hotspots, sent to the recipients of the settings. Nothing waits for it."""
    settings = workspace.settings()
    announced = announce(settings, as_of=_moment(config), now=clock.now())
    ended = deliver(settings, now=clock.now)
    said = [f"{one.recipient}: {one.outcome.label} {one.detail}".strip() for one in ended]
    return dg.MaterializeResult(metadata={"announced": announced, "messages": said})


@dg.asset(group_name="core", partitions_def=days, deps=[core__observations])
def core__rechecks(config: RoundConfig, workspace: WorkspaceResource) -> dg.MaterializeResult[Any]:
    """注销复查: what was read of deregistered accounts goes on the trail."""
    report = recheck_accounts(workspace.settings(), _moment(config))
    counts = {"gone": report.gone, "alive": report.alive, "unread": report.unread}
    return dg.MaterializeResult(metadata={name: len(codes) for name, codes in counts.items()})


@dg.asset(
    group_name="core",
    partitions_def=days,
    deps=[core__observations, core__link_checks, core__rechecks],
    check_specs=[SOUNDNESS, COVERAGE, INDICATORS],
)
def core__findings(config: RoundConfig, workspace: WorkspaceResource) -> Iterator[Any]:
    """Facts judged by the editions; findings, verdicts and coverage of the moment."""
    result = run_audit(workspace.settings(), _moment(config))
    yield dg.MaterializeResult(
        metadata={"findings": len(result.findings), "subjects": len(result.coverage)},
        check_results=list(_check_results(result)),
    )


def _check_results(result: AuditResult) -> Iterator[dg.AssetCheckResult]:
    failed = [outcome for outcome in result.soundness if not outcome.is_sound]
    yield dg.AssetCheckResult(
        check_name=SOUNDNESS.name,
        passed=not failed,
        severity=dg.AssetCheckSeverity.ERROR,
        metadata={"failed": [str(outcome) for outcome in failed]},
    )
    missed = result.coverage[result.coverage["collection_state"] == "uncollected"]
    yield dg.AssetCheckResult(
        check_name=COVERAGE.name,
        passed=missed.empty,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "uncollected": len(missed),
            "rows": dg.MetadataValue.md(_rows(missed[["subject_kind", "subject_id", "cause"]])),
        },
    )
    open_findings = [row for row in result.findings if row.status in {"new", "ongoing"}]
    yield dg.AssetCheckResult(
        check_name=INDICATORS.name,
        passed=not open_findings,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "findings": len(open_findings),
            "messages": [row.message for row in open_findings[:_ROWS_SHOWN]],
        },
    )


def _rows(frame: pd.DataFrame) -> str:
    """The first rows as a Markdown table."""
    shown = frame.head(_ROWS_SHOWN)
    heading = " | ".join(map(str, shown.columns))
    ruler = " | ".join("---" for _ in shown.columns)
    body = [" | ".join(map(str, row)) for row in shown.itertuples(index=False)]
    return "\n".join([heading, ruler, *body])


def _moment(config: RoundConfig) -> datetime:
    return clock.parse_instant(config.as_of) if config.as_of else clock.now()
