"""``gongkai init`` and ``gongkai doctor``."""

from pathlib import Path
from typing import Annotated

import typer

from gongkai_monitor import clock
from gongkai_monitor.cli.columns import CHECKS
from gongkai_monitor.cli.options import Format, JsonOption, WorkspaceOption, workspace_of
from gongkai_monitor.cli.output import messages, print_json, print_rows
from gongkai_monitor.doctor import examine
from gongkai_monitor.errors import GongkaiError
from gongkai_monitor.workspace import REGISTRY_NAME, create_workspace


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(init)
    app.command()(doctor)


def init(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help="工作区文件夹，默认 ./workspace")] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """建立工作区：设置文件、登记表模板、数据库。"""
    settings = create_workspace(folder or workspace_of(context, workspace))
    if json:
        print_json({"workspace": settings.workspace})
    messages.print(f"工作区已建立：{settings.workspace}", markup=False)
    messages.print(
        f"下一步：填写 {REGISTRY_NAME}，然后 gongkai registry import "
        f"{settings.workspace / REGISTRY_NAME}",
        markup=False,
    )


def doctor(
    context: typer.Context, workspace: WorkspaceOption = None, json: JsonOption = False
) -> None:
    """检查本机缺什么、怎样补：扩展、字体、磁盘、工作日历、网络、定时。"""
    checks = examine(workspace_of(context, workspace), clock.now())
    rows = [check.as_row() for check in checks]
    if json:
        print_json({"checks": rows, "is_healthy": all(check.is_ok for check in checks)})
    else:
        print_rows(rows, CHECKS, form=Format.TABLE, title="本机检查")
    if not all(check.is_ok for check in checks if check.is_required):
        raise GongkaiError("有必需项目未通过")
