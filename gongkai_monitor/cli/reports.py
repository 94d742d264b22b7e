"""``gongkai report daily``."""

import typer

from gongkai_monitor.cli.options import (
    AsOfOption,
    JsonOption,
    WorkspaceOption,
    instant_of,
    settings_of,
)
from gongkai_monitor.cli.output import messages, print_json
from gongkai_monitor.cli.usage import Commands

group = Commands(help="报告。")


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="report")


@group.callback()
def report() -> None:
    """报告。"""


@group.command()
def daily(
    context: typer.Context,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """日报：HTML 和 Excel."""
    from gongkai_monitor.reporting import write_daily_report

    paths = write_daily_report(settings_of(context, workspace), instant_of(as_of))
    if json:
        print_json({"files": [str(path) for path in paths]})
        return
    for path in paths:
        messages.print(f"已写入 {path}", markup=False)
