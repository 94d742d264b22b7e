"""``python -m pipelines.run``: one whole round through Dagster, for ``gongkai run``.

The steps are the jobs that the schedules start, so a round by hand and a round by clock are the
same. A step that fails is named and the round goes on: the report must come out and say so.
Stdout carries JSON lines: ``{"progress": …}`` as steps begin, the outcome as the last line; the
log goes to stderr.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg

from gongkai_monitor import clock
from gongkai_monitor.collection.rounds import Round
from gongkai_monitor.identity import stable_id
from gongkai_monitor.settings import Settings
from pipelines.definitions import build
from pipelines.instance import open_instance
from pipelines.partitions import SHARDS, partition_key
from pipelines.rounds import RoundConfig

LABELS = {
    "full_round": "采集站点、账号、留言",
    "load_round": "载入已采到的部分",
    "link_round": "检查链接",
    "report_round": "判断、出报告",
}
CONFIGURED = {
    "full_round": (
        "raw_sites",
        "raw_probes",
        "raw_feeds",
        "raw_weibo",
        "raw_wechat",
        "raw_apps",
        "raw_boards",
        "raw_inspections",
        "raw_hot_searches",
    ),
    "load_round": (),
    "link_round": ("raw_link_checks",),
    "report_round": (
        "core__hotspots",
        "core__alerts",
        "core__rechecks",
        "core__findings",
        "out__daily_report",
    ),
}
"""Which steps of a job take the round's configuration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOutcome:
    """One job of the round."""

    job: str
    partition: str
    is_done: bool
    failed_steps: tuple[str, ...]


def run_round(settings: Settings, this_round: Round, *, is_declared: bool) -> Iterator[StepOutcome]:
    """Run the round's jobs in order; yields each outcome as it ends.

    Args:
        settings: of the workspace.
        this_round: its id and moment.
        is_declared: the moment was named by the caller; otherwise the judgement is made when
            collecting is over.
    """
    definitions = build(str(settings.workspace))
    declared = this_round.as_of.isoformat() if is_declared else ""
    config = RoundConfig(round_id=this_round.round_id, as_of=declared)
    with open_instance(settings) as instance:
        for shard in SHARDS[: settings.collection.shards]:
            key = partition_key(this_round.day, shard)
            collected = _run_job(definitions, "full_round", key, config, instance)
            yield collected
            if not collected.is_done:
                # A crashed spider stops its job; what the others brought home is loaded all the
                # same, and the report names what is missing.
                yield _run_job(definitions, "load_round", key, config, instance)
            yield _run_job(definitions, "link_round", key, config, instance)
        # One moment for findings, hotspots and report: the end of collecting, unless declared.
        judged_at = declared or clock.now().isoformat()
        config = RoundConfig(round_id=this_round.round_id, as_of=judged_at)
        yield _run_job(definitions, "report_round", this_round.day, config, instance)


def _run_job(
    definitions: dg.Definitions,
    name: str,
    key: str,
    config: RoundConfig,
    instance: dg.DagsterInstance,
) -> StepOutcome:
    _say({"progress": LABELS[name]})
    result = definitions.resolve_job_def(name).execute_in_process(
        run_config={"ops": {step: {"config": config.model_dump()} for step in CONFIGURED[name]}},
        partition_key=key,
        instance=instance,
        raise_on_error=False,
    )
    failed = tuple(event.step_key or "" for event in result.all_events if event.is_step_failure)
    return StepOutcome(job=name, partition=str(key), is_done=result.success, failed_steps=failed)


def main(arguments: list[str]) -> int:
    """Parse arguments, run, print; 0 all steps done, 1 a step failed."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.run")
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--as-of", default="")
    given = parser.parse_args(arguments)
    settings = Settings.load(given.workspace)
    as_of = clock.parse_instant(given.as_of) if given.as_of else clock.now()
    this_round = Round.starting(as_of, stable_id(clock.now().isoformat())[:6])
    outcomes = list(run_round(settings, this_round, is_declared=bool(given.as_of)))
    steps = [
        {"job": o.job, "partition": o.partition, "done": o.is_done, "failed": o.failed_steps}
        for o in outcomes
    ]
    _say({"round_id": this_round.round_id, "steps": steps})
    return 0 if all(outcome.is_done for outcome in outcomes) else 1


def _say(message: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
