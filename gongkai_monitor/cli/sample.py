"""``gongkai sample accounts``."""

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

group = Commands(help="抽样计划：机器采不到的，哪些由人工采集。")


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="sample")


@group.command()
def accounts(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="写入的清单 .xlsx，填好后用 import evidence 导入")],
    share: Annotated[
        float, typer.Option("--share", min=0.1, max=100, help="每层抽取的百分比，至少一个")
    ] = 10,
    seed: Annotated[int, typer.Option("--seed", help="同样的数据和种子抽出同样的账号")] = 1,
    with_collected: Annotated[
        bool, typer.Option("--with-collected", help="已采到的账号也抽，用来核对机器")
    ] = False,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """按平台、层级、单位类别分层抽取未采到的账号，到期最久的在先。"""
    from gongkai_monitor.sampling import plan_sample, write_plan

    settings = settings_of(context, workspace)
    sample, registry = plan_sample(
        settings,
        instant_of(as_of),
        share=share / 100,
        seed=seed,
        with_collected=with_collected,
    )
    write_plan(file, sample, registry)
    strata = {one.stratum: one.size for one in sample}
    counts = {"drawn": len(sample), "strata": len(strata), "accounts": sum(strata.values())}
    if json:
        print_json({**counts, "file": file, "account_codes": [one.account_code for one in sample]})
    else:
        messages.print(
            f"{len(strata)} 层 {sum(strata.values())} 个账号中抽取 {len(sample)} 个，"
            f"清单已写入 {file}",
            markup=False,
        )
