"""``gongkai report dossier | shutdown-list | deregistration | accounts``: papers about accounts."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai_monitor.cli.options import (
    AsOfOption,
    JsonOption,
    WorkspaceOption,
    day_of,
    instant_of,
    settings_of,
)
from gongkai_monitor.cli.output import messages, print_json

if TYPE_CHECKING:
    from gongkai_monitor.report.bulletin.period import Period

IssuerOption = Annotated[
    str | None, typer.Option("--issuer", help="发文机关，默认登记表中的最上级单位")
]
PeriodOption = Annotated[str | None, typer.Option("--period", help="2026-09 或 2026Q3，默认本月")]
CodesArgument = Annotated[list[str], typer.Argument(help="账号编码，可多个", metavar="账号编码")]


def register(group: typer.Typer) -> None:
    """Add the commands to ``gongkai report``."""
    group.command()(dossier)
    group.command("shutdown-list")(shutdown_list)
    group.command()(deregistration)
    group.command()(accounts)


def dossier(
    context: typer.Context,
    codes: CodesArgument,
    issuer: IssuerOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """关停建议档案：历次结论、同类比较、沟通、单位意见、决定、证据和办理步骤."""
    from gongkai_monitor.account_papers import write_dossiers

    settings = settings_of(context, workspace)
    say_files(write_dossiers(settings, codes, instant_of(as_of), issuer=issuer), json=json)


def shutdown_list(
    context: typer.Context,
    issuer: IssuerOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """关停建议表：Word 和 Excel."""
    from gongkai_monitor.account_papers import write_shutdown_list

    settings = settings_of(context, workspace)
    say_files(write_shutdown_list(settings, instant_of(as_of), issuer=issuer), json=json)


def deregistration(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="账号编码", metavar="账号编码")],
    successor: Annotated[str | None, typer.Option("--takes-over", help="承接账号的编码")] = None,
    stops: Annotated[
        str | None, typer.Option("--stops-on", help="停止发布的日期，默认当天")
    ] = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """注销公告草稿；作出关停决定之后才能出."""
    from gongkai_monitor.account_papers import write_deregistration

    paths = write_deregistration(
        settings_of(context, workspace),
        code,
        instant_of(as_of),
        successor=successor,
        stops_on=day_of("--stops-on", stops),
    )
    say_files(paths, json=json)


def accounts(
    context: typer.Context,
    period: PeriodOption = None,
    issuer: IssuerOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """新媒体月报：发布情况和问题情况，Excel 和 Word."""
    from gongkai_monitor.account_papers import write_monthly_accounts

    settings, moment = settings_of(context, workspace), instant_of(as_of)
    wanted = period_of(period, moment)
    say_files(write_monthly_accounts(settings, wanted, moment, issuer=issuer), json=json)


def period_of(text: str | None, moment: datetime) -> "Period":
    """The period given on the command line, else the month of a moment.

    Raises:
        typer.BadParameter: when it cannot be read.
    """
    from gongkai_monitor.report.bulletin.period import Period

    try:
        return Period.parse(text) if text else Period.month_of(moment)
    except ValueError as error:
        raise typer.BadParameter(f"--period {error}") from error


def say_files(paths: Sequence[Path], *, json: bool) -> None:
    """Say which files were written."""
    if json:
        print_json({"files": [str(path) for path in paths]})
        return
    for path in paths:
        messages.print(f"已写入 {path}", markup=False)
