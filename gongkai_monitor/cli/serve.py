"""``gongkai serve``: the scheduler, Dagster's web pages and the report page, around the clock."""

import typer

from gongkai_monitor.cli.options import WorkspaceOption, settings_of
from gongkai_monitor.cli.output import messages


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(serve)


def serve(context: typer.Context, workspace: WorkspaceOption = None) -> None:
    """持续运行：定时采集和判断，网页查看最近的报告。"""
    from gongkai_monitor.service import run_service

    settings = settings_of(context, workspace)
    messages.print(f"最近的报告：http://{settings.serve.host}:{settings.serve.report_port}/")
    messages.print(
        f"运行情况（Dagster）：http://{settings.serve.dagster_host}:{settings.serve.dagster_port}/"
    )
    messages.print("按 Ctrl-C 停止。")
    run_service(settings)
    messages.print("已停止。")
