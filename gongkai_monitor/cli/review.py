"""``gongkai review list | confirm | reject | exempt | export | import | verify | log``."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai_monitor import clock
from gongkai_monitor.cli import columns, review_accounts
from gongkai_monitor.cli.lists import Rows, prints_list
from gongkai_monitor.cli.options import JsonOption, WorkspaceOption, day_of, settings_of
from gongkai_monitor.cli.output import messages, print_json
from gongkai_monitor.cli.trail_commands import (
    ByOption,
    FilledArgument,
    PartialOption,
    ReasonOption,
    RoleOption,
    export_list,
    import_list,
    say,
)
from gongkai_monitor.cli.usage import Commands
from gongkai_monitor.errors import GongkaiError
from gongkai_monitor.settings import Settings
from gongkai_monitor.vocabulary import ReviewDecision

if TYPE_CHECKING:
    from gongkai_monitor.review.desk import ChainReport

group = Commands(help="人工复核：线索属实、误报或豁免；决定只追加，不改写。")

NumbersArgument = Annotated[list[str], typer.Argument(help="问题编号，可多个", metavar="编号")]


def register(app: typer.Typer) -> None:
    """Add the group, and what it has for accounts."""
    review_accounts.register(group)
    app.add_typer(group, name="review")


@group.callback()
def review() -> None:
    """人工复核。"""


@group.command("list")
@prints_list("待复核线索", columns.QUEUE)
def queue(settings: Settings, as_of: datetime) -> Rows:
    """待复核线索。"""
    from gongkai_monitor.listing import finding_row
    from gongkai_monitor.review.desk import open_desk

    return [finding_row(finding) for finding in open_desk(settings, as_of).queue]


@group.command()
@prints_list("处理决定", columns.REVIEWS)
def log(settings: Settings, as_of: datetime) -> Rows:
    """已作的处理决定。"""
    from gongkai_monitor.review.desk import open_desk, review_row

    return [review_row(one) for one in open_desk(settings, as_of).reviews]


@group.command()
def confirm(
    context: typer.Context,
    numbers: NumbersArgument,
    by: ByOption,
    reason: ReasonOption,
    role: RoleOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """属实：线索成为问题，按指标计入结论。"""
    _decide(context, workspace, numbers, ReviewDecision.CONFIRMED, by, role, reason, json=json)


@group.command()
def reject(
    context: typer.Context,
    numbers: NumbersArgument,
    by: ByOption,
    reason: ReasonOption,
    role: RoleOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """误报：内容不变就不再报；内容变了按新增再报。"""
    _decide(context, workspace, numbers, ReviewDecision.FALSE_ALARM, by, role, reason, json=json)


@group.command()
def exempt(
    context: typer.Context,
    numbers: NumbersArgument,
    by: ByOption,
    reason: ReasonOption,
    until: Annotated[str, typer.Option("--until", help="豁免到哪一天（含），如 2026-12-31")],
    role: RoleOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """豁免：到期之前不作为问题。"""
    day = day_of("--until", until)
    _decide(context, workspace, numbers, ReviewDecision.EXEMPT, by, role, reason, day, json=json)


@group.command("export")
def export_queue(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="写入的 .xlsx 文件")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """导出待核实清单，填写“处理决定、理由、复核人”后用 import 读回。"""
    from gongkai_monitor.indicators.catalogue import load_editions
    from gongkai_monitor.review.desk import open_desk
    from gongkai_monitor.review.workbook import write_queue

    settings = settings_of(context, workspace)
    rules = load_editions(settings.editions).rules
    effects = {rule.indicator.code: rule.indicator.effect.label for rule in rules}
    desk = open_desk(settings, clock.now())
    export_list(file, lambda path: write_queue(path, desk, effects), "条线索", json=json)


@group.command("import")
def import_decisions(
    context: typer.Context,
    file: FilledArgument,
    partial: PartialOption = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """读回填好的清单；过时、冲突和填错的行逐一指出。"""
    from gongkai_monitor.review.desk import open_desk, store_decisions
    from gongkai_monitor.review.workbook import read_filled

    settings = settings_of(context, workspace)
    now = clock.now()
    filled = read_filled(file, open_desk(settings, now))
    import_list(
        filled,
        lambda: len(store_decisions(settings, filled.decisions, now)),
        "条",
        is_partial=partial,
        json=json,
        closing="自下一次判断（gongkai audit）起生效。",
    )


@group.command("verify")
def verify_chain(
    context: typer.Context, workspace: WorkspaceOption = None, json: JsonOption = False
) -> None:
    """核对校验链：线索的处理决定、账号处理记录、舆情台账有没有被改动、删除或插入。"""
    from gongkai_monitor.review.desk import verify
    from gongkai_monitor.review.trail_check import verify_hotspot_register, verify_trail

    settings, now = settings_of(context, workspace), clock.now()
    report, trail = verify(settings, now), verify_trail(settings, now)
    register = verify_hotspot_register(settings, now)
    if json:
        own = {"trail": _chain(trail), "hotspot_register": _chain(register)}
        print_json({**_chain(report), **own})
    else:
        chains = (("处理决定", report), ("账号处理记录", trail), ("舆情台账", register))
        for name, one in chains:
            for fault in one.faults:
                messages.print(f"{name} {fault}", markup=False)
            tail = f"，链尾 {one.head}" if one.head else ""
            messages.print(f"{name} {one.count} 条{tail}", markup=False)
    faults = len(report.faults) + len(trail.faults) + len(register.faults)
    if faults:
        raise GongkaiError(f"校验链有 {faults} 处不符")


def _chain(report: "ChainReport") -> dict[str, Any]:
    return {"count": report.count, "head": report.head, "faults": report.faults}


def _decide(
    context: typer.Context,
    workspace: Path | None,
    numbers: list[str],
    decision: ReviewDecision,
    by: str,
    role: str,
    reason: str,
    until: date | None = None,
    *,
    json: bool,
) -> None:
    from gongkai_monitor.review.desk import decide, review_row

    now: datetime = clock.now()
    stored = decide(
        settings_of(context, workspace),
        numbers,
        decision,
        reviewer=by,
        reason=reason,
        now=now,
        role=role,
        until=until,
    )
    said = f"已记录 {len(stored)} 条“{decision.label}”，自下一次判断（gongkai audit）起生效"
    say(said, {"stored": [review_row(one) for one in stored]}, json=json)
