"""``gongkai report daily | bulletin | notice | templates``."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

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

IssuerOption = Annotated[
    str | None, typer.Option("--issuer", help="发文机关，默认登记表中的最上级单位")
]
DueOption = Annotated[
    str | None, typer.Option("--due", help="整改时限，如 2026-12-10，默认 10 个工作日")
]


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
    """日报：HTML 和 Excel，另有每个站点一页."""
    from gongkai_monitor.reporting import write_daily_report

    _say(write_daily_report(settings_of(context, workspace), instant_of(as_of)), json=json)


@group.command()
def bulletin(
    context: typer.Context,
    period: Annotated[
        str | None, typer.Option("--period", help="2026-09 或 2026Q3，默认本月")
    ] = None,
    issuer: IssuerOption = None,
    due: DueOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """通报：Word 正文和 Excel 附件."""
    from gongkai_monitor.papers import write_period_bulletin
    from gongkai_monitor.report.bulletin.period import Period

    moment = instant_of(as_of)
    try:
        wanted = Period.parse(period) if period else Period.month_of(moment)
    except ValueError as error:
        raise typer.BadParameter(f"--period {error}") from error
    settings = settings_of(context, workspace)
    paths = write_period_bulletin(settings, wanted, moment, issuer=issuer, due_on=_day(due))
    _say(paths, json=json)


@group.command()
def notice(
    context: typer.Context,
    site: Annotated[list[str], typer.Option("--site", help="网站标识码，可多次给出")],
    issuer: IssuerOption = None,
    due: DueOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """整改通知书：每个站点一份 Word 文件."""
    from gongkai_monitor.papers import write_site_notices

    settings = settings_of(context, workspace)
    moment = instant_of(as_of)
    _say(write_site_notices(settings, site, moment, issuer=issuer, due_on=_day(due)), json=json)


@group.command()
def templates(
    context: typer.Context, workspace: WorkspaceOption = None, json: JsonOption = False
) -> None:
    """把通报、整改通知书的模板放进工作区 templates 文件夹，供修改."""
    from gongkai_monitor.papers import write_templates

    _say(write_templates(settings_of(context, workspace)), json=json)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"--due 期望 2026-12-10 这样的日期，实际 {text!r}") from error


def _say(paths: Sequence[Path], *, json: bool) -> None:
    if json:
        print_json({"files": [str(path) for path in paths]})
        return
    for path in paths:
        messages.print(f"已写入 {path}", markup=False)
