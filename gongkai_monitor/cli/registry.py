"""``gongkai registry check | import | export | suggest | suggest-duties``."""

from pathlib import Path
from typing import Annotated

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
from gongkai_monitor.errors import InputError
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.settings import Settings

group = Commands(help="登记表：检查、导入、导出。")

FileArgument = Annotated[Path, typer.Argument(help="登记表 .xlsx，或同名工作表的 .csv 文件夹")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="registry")


def _counts(registry: Registry) -> dict[str, int]:
    return {
        "agencies": len(registry.agencies),
        "sites": len(registry.sites),
        "channels": len(registry.channels),
        "accounts": len(registry.accounts),
        "responsibilities": len(registry.responsibilities),
    }


def _in_words(registry: Registry) -> str:
    return (
        f"单位 {len(registry.agencies)}、站点 {len(registry.sites)}、"
        f"栏目 {len(registry.channels)}、账号 {len(registry.accounts)}、"
        f"职责 {len(registry.responsibilities)}"
    )


@group.command()
def check(file: FileArgument, json: JsonOption = False) -> None:
    """检查登记表，列出每一处错误，不作任何更改。"""
    from gongkai_monitor.registry.importer import check as check_file

    result = check_file(file)
    if json:
        faults = [str(fault) for fault in result.faults]
        print_json({"faults": faults, **_counts(result.registry)})
    if result.faults:
        raise InputError(result.faults)
    if not json:
        messages.print(f"登记表无误：{_in_words(result.registry)}")


@group.command("import")
def import_(
    context: typer.Context,
    file: FileArgument,
    partial: Annotated[
        bool, typer.Option("--partial", help="导入正确的行，错误的行写回带“退回原因”的工作簿")
    ] = False,
    add: Annotated[
        bool,
        typer.Option(
            "--add", help="只追加或更新“栏目”“职责”表中的行（如栏目建议、职责建议），其余登记不变"
        ),
    ] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """导入登记表；默认全部正确才导入。"""
    from gongkai_monitor.registry import importer
    from gongkai_monitor.store.lake import open_store
    from gongkai_monitor.store.registry import save_registry

    settings = settings_of(context, workspace)
    if partial and add:
        raise typer.BadParameter("--add 与 --partial 不能同时使用")
    if add:
        rejected = None
        registry = _with_added(settings, file)
    elif partial:
        rejected = file.with_name(f"{file.stem}-退回.xlsx")
        registry = importer.partial(file, rejected)
    else:
        rejected = None
        result = importer.check(file)
        if result.faults:
            if json:
                print_json({"faults": [str(fault) for fault in result.faults]})
            raise InputError(result.faults)
        registry = result.registry
    with open_store(settings, read_only=False) as connection:
        changes = save_registry(connection, registry, clock.now())
    returned = str(rejected) if rejected and rejected.exists() else None
    if json:
        print_json({**_counts(registry), "changes": len(changes), "rejected_file": returned})
        return
    messages.print(f"已导入：{_in_words(registry)}；与上次相比变更 {len(changes)} 处")
    if returned:
        messages.print(f"有误的行已写入 {returned}", markup=False)


def _with_added(settings: Settings, file: Path) -> Registry:
    """The present register with the channels and duties of a workbook.

    Raises:
        InputError: with every fault of the workbook.
    """
    from gongkai_monitor.registry.additions import with_added_rows
    from gongkai_monitor.store.lake import open_store
    from gongkai_monitor.store.registry import read_registry

    with open_store(settings) as connection:
        registry = read_registry(connection, clock.now())
    result = with_added_rows(file, registry)
    if result.faults:
        raise InputError(result.faults)
    return result.registry


@group.command()
def suggest(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="写到哪个 .xlsx")] = Path(
        "栏目建议.xlsx"
    ),
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """写出栏目建议：新发现的栏目，和改版待修栏目的建议选择器；核对后用 import --add 导入。"""
    from gongkai_monitor.listing import channel_suggestions
    from gongkai_monitor.registry.suggestions import write_suggestions

    suggested, changed = channel_suggestions(settings_of(context, workspace), instant_of(as_of))
    write_suggestions(suggested, changed, output)
    if json:
        print_json({"file": output, "suggested": len(suggested), "changed": len(changed)})
        return
    messages.print(
        f"已写出 {output}：新发现栏目 {len(suggested)} 个，改版待修 {len(changed)} 个；"
        f"核对后用 gongkai registry import --add 导入",
        markup=False,
    )


@group.command("suggest-duties")
def suggest_duties(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="写到哪个 .xlsx")] = Path(
        "职责建议.xlsx"
    ),
    days: Annotated[int, typer.Option(min=1, max=3_660, help="看最近多少天的来件")] = 365,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """从已派单或已答复的来件提出“职责”表的行，附依据；核对后用 import --add 导入。"""
    from gongkai_monitor.listing import duty_suggestions
    from gongkai_monitor.registry.duty_suggestions import write_duty_suggestions

    duties, names = duty_suggestions(settings_of(context, workspace), instant_of(as_of), days=days)
    write_duty_suggestions(duties, names, output)
    if json:
        print_json({"file": output, "suggested": len(duties)})
        return
    messages.print(
        f"已写出 {output}：职责建议 {len(duties)} 行；"
        f"逐行核对，删去不对的，再用 gongkai registry import --add 导入",
        markup=False,
    )


@group.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="写到哪个 .xlsx")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """导出当前登记表。"""
    from gongkai_monitor.registry.export import write_registry
    from gongkai_monitor.store.lake import open_store
    from gongkai_monitor.store.registry import read_registry

    settings = settings_of(context, workspace)
    with open_store(settings) as connection:
        registry = read_registry(connection, clock.now())
    write_registry(registry, file)
    if json:
        print_json({"file": file, **_counts(registry)})
        return
    messages.print(f"已导出 {file}：{_in_words(registry)}", markup=False)
