"""``gongkai report daily | bulletin | notice | hotspot | templates``, and papers about accounts."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from gongkai_monitor.cli import report_accounts
from gongkai_monitor.cli.options import JsonOption, WorkspaceOption, day_of, settings_of
from gongkai_monitor.cli.paper_commands import (
    DueOption,
    IssuerOption,
    PeriodOption,
    period_of,
    say_files,
    writes_papers,
)
from gongkai_monitor.cli.usage import Commands
from gongkai_monitor.settings import Settings

group = Commands(help="报告。")

Paths = tuple[Path, ...]


def register(app: typer.Typer) -> None:
    """Add the group."""
    report_accounts.register(group)
    app.add_typer(group, name="report")


@group.callback()
def report() -> None:
    """报告。"""


@group.command()
@writes_papers
def daily(settings: Settings, as_of: datetime) -> Paths:
    """日报：HTML 和 Excel，另有每个站点一页."""
    from gongkai_monitor.reporting import write_daily_report

    return write_daily_report(settings, as_of)


@group.command()
@writes_papers
def bulletin(
    settings: Settings,
    as_of: datetime,
    period: PeriodOption = None,
    issuer: IssuerOption = None,
    due: DueOption = None,
) -> Paths:
    """通报：Word 正文和 Excel 附件."""
    from gongkai_monitor.papers import write_period_bulletin

    wanted, due_on = period_of(period, as_of), day_of("--due", due)
    return write_period_bulletin(settings, wanted, as_of, issuer=issuer, due_on=due_on)


@group.command()
@writes_papers
def notice(
    settings: Settings,
    as_of: datetime,
    site: Annotated[list[str] | None, typer.Option("--site", help="网站标识码，可多次给出")] = None,
    account: Annotated[
        list[str] | None, typer.Option("--account", help="账号编码，可多次给出")
    ] = None,
    issuer: IssuerOption = None,
    due: DueOption = None,
) -> Paths:
    """整改通知书：每个站点或账号一份 Word 文件."""
    from gongkai_monitor.account_papers import write_account_notices
    from gongkai_monitor.papers import write_site_notices

    if not site and not account:
        raise typer.BadParameter("须给出 --site 或 --account")
    due_on = day_of("--due", due)
    paths: Paths = ()
    if site:
        paths += write_site_notices(settings, site, as_of, issuer=issuer, due_on=due_on)
    if account:
        paths += write_account_notices(settings, account, as_of, issuer=issuer, due_on=due_on)
    return paths


@group.command()
@writes_papers
def hotspot(
    settings: Settings,
    as_of: datetime,
    number: Annotated[str, typer.Argument(help="热点编号", metavar="热点编号")],
    issuer: IssuerOption = None,
) -> Paths:
    """舆情专报：一个热点的诉求、走势、研判、时限、回应和处置，Word."""
    from gongkai_monitor.hotspot_papers import write_hotspot_brief

    return (write_hotspot_brief(settings, number, as_of, issuer=issuer),)


@group.command()
def templates(
    context: typer.Context, workspace: WorkspaceOption = None, json: JsonOption = False
) -> None:
    """把通报、整改通知书、关停档案、舆情专报和各类清单的模板放进工作区 templates 文件夹，供修改."""
    from gongkai_monitor.papers import write_templates

    say_files(write_templates(settings_of(context, workspace)), json=json)
