"""``gongkai report dossier | shutdown-list | deregistration | accounts``: papers about accounts."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from gongkai_monitor.cli.options import day_of
from gongkai_monitor.cli.paper_commands import IssuerOption, PeriodOption, period_of, writes_papers
from gongkai_monitor.settings import Settings

CodesArgument = Annotated[list[str], typer.Argument(help="账号编码，可多个", metavar="账号编码")]

Paths = tuple[Path, ...]


def register(group: typer.Typer) -> None:
    """Add the commands to ``gongkai report``."""
    group.command()(dossier)
    group.command("shutdown-list")(shutdown_list)
    group.command()(deregistration)
    group.command()(accounts)


@writes_papers
def dossier(
    settings: Settings, as_of: datetime, codes: CodesArgument, issuer: IssuerOption = None
) -> Paths:
    """关停建议档案：历次结论、同类比较、沟通、单位意见、决定、证据和办理步骤."""
    from gongkai_monitor.account_papers import write_dossiers

    return write_dossiers(settings, codes, as_of, issuer=issuer)


@writes_papers
def shutdown_list(settings: Settings, as_of: datetime, issuer: IssuerOption = None) -> Paths:
    """关停建议表：Word 和 Excel."""
    from gongkai_monitor.account_papers import write_shutdown_list

    return write_shutdown_list(settings, as_of, issuer=issuer)


@writes_papers
def deregistration(
    settings: Settings,
    as_of: datetime,
    code: Annotated[str, typer.Argument(help="账号编码", metavar="账号编码")],
    successor: Annotated[
        str | None,
        typer.Option("--takes-over", help="承接账号的编码，默认整合建议中保留的账号"),
    ] = None,
    stops: Annotated[
        str | None, typer.Option("--stops-on", help="停止发布的日期，默认当天")
    ] = None,
) -> Paths:
    """注销公告草稿；作出关停决定之后才能出."""
    from gongkai_monitor.account_papers import write_deregistration

    stops_on = day_of("--stops-on", stops)
    return write_deregistration(settings, code, as_of, successor=successor, stops_on=stops_on)


@writes_papers
def accounts(
    settings: Settings, as_of: datetime, period: PeriodOption = None, issuer: IssuerOption = None
) -> Paths:
    """新媒体月报：发布情况和问题情况，Excel 和 Word."""
    from gongkai_monitor.account_papers import write_monthly_accounts

    return write_monthly_accounts(settings, period_of(period, as_of), as_of, issuer=issuer)
