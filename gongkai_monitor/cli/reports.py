"""``gongkai report daily | bulletin | notice | templates``, and papers about accounts."""

from pathlib import Path
from typing import Annotated

import typer

from gongkai_monitor.cli import report_accounts
from gongkai_monitor.cli.options import (
    AsOfOption,
    JsonOption,
    WorkspaceOption,
    day_of,
    instant_of,
    settings_of,
)
from gongkai_monitor.cli.report_accounts import IssuerOption, PeriodOption, period_of, say_files
from gongkai_monitor.cli.usage import Commands

group = Commands(help="报告。")

DueOption = Annotated[
    str | None, typer.Option("--due", help="整改时限，如 2026-12-10，默认 10 个工作日")
]


def register(app: typer.Typer) -> None:
    """Add the group."""
    report_accounts.register(group)
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
    """日报：HTML 和 Excel，另有每个站点一页."""
    from gongkai_monitor.reporting import write_daily_report

    say_files(write_daily_report(settings_of(context, workspace), instant_of(as_of)), json=json)


@group.command()
def bulletin(
    context: typer.Context,
    period: PeriodOption = None,
    issuer: IssuerOption = None,
    due: DueOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """通报：Word 正文和 Excel 附件."""
    from gongkai_monitor.papers import write_period_bulletin

    moment = instant_of(as_of)
    wanted = period_of(period, moment)
    settings = settings_of(context, workspace)
    paths = write_period_bulletin(
        settings, wanted, moment, issuer=issuer, due_on=day_of("--due", due)
    )
    say_files(paths, json=json)


@group.command()
def notice(
    context: typer.Context,
    site: Annotated[list[str] | None, typer.Option("--site", help="网站标识码，可多次给出")] = None,
    account: Annotated[
        list[str] | None, typer.Option("--account", help="账号编码，可多次给出")
    ] = None,
    issuer: IssuerOption = None,
    due: DueOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """整改通知书：每个站点或账号一份 Word 文件."""
    from gongkai_monitor.account_papers import write_account_notices
    from gongkai_monitor.papers import write_site_notices

    if not site and not account:
        raise typer.BadParameter("须给出 --site 或 --account")
    settings, moment, due_on = (
        settings_of(context, workspace),
        instant_of(as_of),
        day_of("--due", due),
    )
    paths: tuple[Path, ...] = ()
    if site:
        paths += write_site_notices(settings, site, moment, issuer=issuer, due_on=due_on)
    if account:
        paths += write_account_notices(settings, account, moment, issuer=issuer, due_on=due_on)
    say_files(paths, json=json)


@group.command()
def templates(
    context: typer.Context, workspace: WorkspaceOption = None, json: JsonOption = False
) -> None:
    """把通报、整改通知书、关停档案和各类清单的模板放进工作区 templates 文件夹，供修改."""
    from gongkai_monitor.papers import write_templates

    say_files(write_templates(settings_of(context, workspace)), json=json)
