"""``gongkai crawl SPIDER`` and ``gongkai run``."""

import json as jsonlib
import subprocess
from typing import Annotated, Any

import typer

from gongkai_monitor import clock
from gongkai_monitor.cli.options import (
    AsOfOption,
    JsonOption,
    WorkspaceOption,
    instant_of,
    settings_of,
)
from gongkai_monitor.cli.output import messages, print_json, step_bar
from gongkai_monitor.collection.plan import SpiderName
from gongkai_monitor.errors import GongkaiError, IncompleteError
from gongkai_monitor.settings import Settings

_CRAWL_INCOMPLETE = 3


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(crawl)
    app.command()(run)


def crawl(
    context: typer.Context,
    spider: Annotated[
        SpiderName,
        typer.Argument(help="site、links、probe、feed、weibo、wechat、app、board、inspect 或 hot"),
    ],
    site: Annotated[list[str] | None, typer.Option("--site", help="只采这些网站标识码")] = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """运行一个采集程序，结果载入数据库。"""
    from gongkai_monitor.collection.planning import write_plan
    from gongkai_monitor.collection.rounds import Round
    from gongkai_monitor.identity import stable_id
    from gongkai_monitor.launch import start_module
    from gongkai_monitor.store.loader import load_incoming

    settings = settings_of(context, workspace)
    now = clock.now()
    moment = instant_of(as_of)
    this_round = Round.starting(moment, stable_id(now.isoformat())[:6])
    plan = write_plan(settings, this_round, spider, site_codes=site)
    if plan is None:
        raise GongkaiError("登记表中没有这个采集程序要采的对象")
    arguments = [str(spider), "--workspace", str(settings.workspace)]
    arguments += ["--round", this_round.round_id, "--plan", str(plan)]
    arguments += ["--as-of", moment.isoformat(), *(["--declared"] if as_of else [])]
    process = start_module("crawlers.run", arguments, stdout=subprocess.PIPE)
    with messages.status(f"{spider.label}……"):
        printed, _ = process.communicate()
    report = load_incoming(settings, now=clock.now())
    outcome = jsonlib.loads(printed.splitlines()[-1]) if printed.strip() else {}
    if json:
        print_json({"spider": str(spider), **outcome, "loaded": dict(report.rows_by_table)})
    else:
        loaded = "、".join(f"{table} {rows}" for table, rows in report.rows_by_table.items())
        messages.print(f"{spider.label}结束；载入 {loaded or '0 行'}")
    if process.returncode == _CRAWL_INCOMPLETE:
        raise IncompleteError("有对象未采到，见 gongkai coverage")
    if process.returncode:
        raise GongkaiError(f"采集程序异常退出（{process.returncode}）")


def run(
    context: typer.Context,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """跑一整轮：采集、载入、检查、舆情、报告（通过 Dagster）。"""
    settings = settings_of(context, workspace)
    summary = run_round(settings, as_of)
    if json:
        print_json(summary)
    else:
        for line in _lines(summary):
            messages.print(line, markup=False)
    if summary["failed_steps"]:
        raise GongkaiError(f"有步骤失败：{'、'.join(summary['failed_steps'])}（日志 logs/run.log）")
    if summary["coverage"]["uncollected"]:
        raise IncompleteError(f"有 {summary['coverage']['uncollected']} 个对象未采到，见报告首页")


def run_round(settings: Settings, as_of: str | None) -> dict[str, Any]:
    """Run one round in a Dagster process and sum it up from the store.

    Raises:
        GongkaiError: when the process ended before its round did.
    """
    from gongkai_monitor.launch import start_module
    from gongkai_monitor.reporting import summarise

    arguments = ["--workspace", str(settings.workspace)]
    if as_of:
        arguments += ["--as-of", instant_of(as_of).isoformat()]
    log = settings.workspace / "logs" / "run.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("a", encoding="utf-8") as stderr:
        process = start_module(
            "pipelines.run", arguments, stdout=subprocess.PIPE, stderr=stderr.fileno()
        )
        outcome = _follow(process, steps=2 * settings.collection.shards + 1)
    if not outcome:
        raise GongkaiError(f"这一轮没有跑完（退出码 {process.returncode}），日志见 {log}")
    failed = [name for step in outcome["steps"] for name in step["failed"]]
    return {**outcome, "failed_steps": failed, **summarise(settings, instant_of(as_of))}


def _follow(process: "subprocess.Popen[str]", steps: int) -> dict[str, Any]:
    """Show the steps as they begin, on a terminal with a bar; the last line is the outcome."""
    outcome: dict[str, Any] = {}
    begun = 0
    with step_bar() as bar:
        task = bar.add_task("准备……", total=steps)
        for line in process.stdout or ():
            said = jsonlib.loads(line)
            if "progress" in said:
                messages.print(f"· {said['progress']}", markup=False)
                bar.update(task, description=f"{said['progress']}……", completed=min(begun, steps))
                begun += 1
            else:
                outcome = said
    process.wait()
    return outcome


def _lines(summary: dict[str, Any]) -> list[str]:
    covered = summary["coverage"]
    found = summary["findings"]
    return [
        f"应查 {covered['expected']}，已查 {covered['collected']}，未采到 {covered['uncollected']}",
        f"另有不采集 {covered['out_of_scope']}（已关停、临时下线或未配置来源）",
        f"问题：新增 {found['new']}，持续 {found['ongoing']}，已消除 {found['resolved']}",
        *(f"报告：{path}" for path in summary["reports"]),
    ]
