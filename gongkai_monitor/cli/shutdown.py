"""``gongkai shutdown list | step | recheck``: 关停 step by step."""

from datetime import datetime
from typing import Annotated

import typer

from gongkai_monitor import clock
from gongkai_monitor.cli import columns
from gongkai_monitor.cli.lists import Rows, prints_list
from gongkai_monitor.cli.options import (
    JsonOption,
    WorkspaceOption,
    day_of,
    settings_of,
    term_of,
)
from gongkai_monitor.cli.trail_commands import (
    ByOption,
    CodeArgument,
    FileOption,
    OnOption,
    Recorded,
    RoleOption,
    attached,
    records_entries,
    say,
)
from gongkai_monitor.cli.usage import Commands
from gongkai_monitor.errors import IncompleteError
from gongkai_monitor.settings import Settings
from gongkai_monitor.vocabulary import RecheckOutcome, ShutdownStep

group = Commands(help="账号关停流程：登记步骤、查看期限、复查是否确已注销。系统不会自动关停账号。")


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="shutdown")


@group.callback()
def shutdown() -> None:
    """账号关停流程。"""


@group.command("list")
@prints_list("关停流程", columns.SHUTDOWNS)
def cases(settings: Settings, as_of: datetime) -> Rows:
    """关停流程：各账号办到哪一步，下一步何时到期；建议关停、尚未提出的也列出。"""
    from gongkai_monitor.review.account_desk import open_account_desk
    from gongkai_monitor.review.account_rows import shutdown_rows

    return shutdown_rows(open_account_desk(settings, as_of))


@group.command("step")
@records_entries
def record(
    settings: Settings,
    now: datetime,
    code: CodeArgument,
    step: Annotated[
        str,
        typer.Argument(
            help="已提出建议、已告知单位、已发布注销公告、已迁移数据、已注销、已更新备案或已撤回",
            metavar="步骤",
        ),
    ],
    by: ByOption,
    role: RoleOption,
    on: OnOption = None,
    evidence: FileOption = None,
    url: Annotated[str, typer.Option("--url", help="公告等的网址")] = "",
    note: Annotated[str, typer.Option("--note", help="说明；撤回须写理由")] = "",
) -> Recorded:
    """登记关停的一个步骤；次序和证明不对的不予登记。"""
    from gongkai_monitor.review.account_steps import record_step

    word = term_of("步骤", ShutdownStep, step)
    entry = record_step(
        settings,
        code,
        word,
        on=day_of("--on", on) or clock.china_date(now),
        recorded_by=by,
        role=role,
        now=now,
        url=url,
        note=note,
        attachment=attached(settings, evidence, now),
    )
    return f"{code} {word.label}，已登记", [entry]


@group.command()
def recheck(
    context: typer.Context,
    code: Annotated[
        str | None, typer.Argument(help="人工复查的账号编码", metavar="账号编码")
    ] = None,
    outcome: Annotated[
        str | None, typer.Option("--outcome", help="人工复查结果：确已注销或仍然存在")
    ] = None,
    by: ByOption = "",
    role: RoleOption = "",
    note: Annotated[str, typer.Option("--note", help="看到的情况")] = "",
    evidence: FileOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """复查已注销的账号是否确已注销：默认用新采到的数据；带账号编码为人工复查，须附截图。"""
    from gongkai_monitor.review.account_rows import entry_rows
    from gongkai_monitor.review.attachment import attach
    from gongkai_monitor.review.recheck import recheck_accounts, recheck_by_hand

    settings, now = settings_of(context, workspace), clock.now()
    if code is not None:
        if outcome is None or evidence is None:
            raise typer.BadParameter("人工复查须有 --outcome 和 --evidence（截图或文件）")
        word = term_of("--outcome", RecheckOutcome, outcome)
        stored = recheck_by_hand(
            settings,
            code,
            outcome=word,
            seen=note,
            attachment=attach(settings, evidence, now),
            recorded_by=by,
            role=role,
            now=now,
        )
        say(f"{code} {word.label}，已登记", {"stored": entry_rows(stored)}, json=json)
        return
    report = recheck_accounts(settings, now)
    counts = (
        f"确已注销 {len(report.gone)} 个，仍然存在 {len(report.alive)} 个，"
        f"未采到 {len(report.unread)} 个"
    )
    told = {
        "stored": entry_rows(report.recorded),
        "gone": report.gone,
        "alive": report.alive,
        "unread": report.unread,
    }
    say("\n".join((counts, *(f"仍然存在：{one}" for one in report.alive))), told, json=json)
    if report.unread:
        raise IncompleteError(
            f"有 {len(report.unread)} 个账号没有新的读取结果，未作复查结论："
            f"{'、'.join(report.unread[:20])}"
        )
