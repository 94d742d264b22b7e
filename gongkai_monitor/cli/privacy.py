"""``gongkai privacy purge | map``."""

import typer

from gongkai_monitor import clock
from gongkai_monitor.cli.options import (
    AsOfOption,
    JsonOption,
    WorkspaceOption,
    instant_of,
    settings_of,
)
from gongkai_monitor.cli.output import messages, print_json
from gongkai_monitor.cli.usage import Commands
from gongkai_monitor.clock import CHINA

group = Commands(help="个人信息：到期清除，数据清单。")


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="privacy")


@group.command()
def purge(
    context: typer.Context,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """按 gongkai.toml 的 [privacy] 清除到期的群众文字和导入过的原始文件（每晚自动进行）。"""
    from gongkai_monitor.privacy.retention import purge_expired

    settings = settings_of(context, workspace)
    report = purge_expired(settings, instant_of(as_of) if as_of else clock.now())
    if json:
        print_json({"kept_since": report.kept_since, "rows": report.rows, "files": report.files})
        return
    day = f"{report.kept_since.astimezone(CHINA):%Y-%m-%d}"
    messages.print(
        f"已清除 {day} 以前的 {sum(report.rows.values())} 行、到期文件 {report.files} 个；"
        f"{settings.privacy.erase_days} 天后从历史快照中消失",
        markup=False,
    )


@group.command(name="map")
def show_map(json: JsonOption = False) -> None:
    """数据清单：每张表、每个文件夹里与个人有关的内容、处理方式和保存期限。"""
    from gongkai_monitor.privacy.data_map import as_markdown, data_map

    found = data_map()
    if json:
        print_json(found.model_dump(mode="json", exclude={"codes"}))
    else:
        typer.echo(as_markdown(found), nl=False)
