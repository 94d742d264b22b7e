"""``gongkai duties``: 工作要点 into the ledger, reports of progress, look-back."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
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
from gongkai_monitor.cli.output import messages, print_json
from gongkai_monitor.cli.trail_commands import export_list
from gongkai_monitor.cli.usage import Commands
from gongkai_monitor.errors import GongkaiError, InputError
from gongkai_monitor.settings import Settings
from gongkai_monitor.vocabulary import DutyState

group = Commands(help="工作台账：工作要点拆成任务，登记进展和佐证，逾期提醒，回头看。")
workbooks = Commands(help="台账工作簿：导出、填写、读回。")

YearOption = Annotated[int | None, typer.Option("--year", help="年份；默认取文件标题或落款")]
_NAMES_SHOWN = 20

ByOption = Annotated[str, typer.Option("--by", help="导入人或填报人姓名")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group.add_typer(workbooks, name="workbook")
    app.add_typer(group, name="duties")


@group.callback()
def duties() -> None:
    """工作台账。"""


@workbooks.callback()
def workbook() -> None:
    """台账工作簿。"""


@group.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="工作要点（txt、html、docx、doc、有文字的 pdf）")],
    year: YearOption = None,
    name: Annotated[
        str, typer.Option("--name", help="同一年有几份文件时的名称，如 省；编号成为 2022-省-01")
    ] = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """把工作要点拆成任务，列入台账；读不出的时限、登记表中没有的单位逐一指出。"""
    from gongkai_monitor.duties.desk import import_document, read_ledger
    from gongkai_monitor.duties.rows import duty_rows

    settings, now = settings_of(context, workspace), clock.now()
    document, is_new = import_document(
        settings, file, year=year, name=name, recorded_by=by, now=now
    )
    key = f"{document.year}-{name}" if name else f"{document.year}"
    ledger = [one for one in read_ledger(settings, now) if one.document.document_key == key]
    if json:
        print_json({"title": document.title, "is_new": is_new, "duties": duty_rows(ledger)})
        return
    done = "已列入台账" if is_new else "此前已列入台账，没有变化"
    messages.print(f"《{document.title}》：{len(document.duties)} 项任务，{done}", markup=False)
    unstated = sum(not one.duty.deadlines for one in ledger)
    if unstated:
        messages.print(f"没有写明时限 {unstated} 项，不判逾期")
    unread = [one.duty_id for one in ledger if one.duty.deadline and one.duty.deadline.is_unread]
    if unread:
        messages.print(f"时限读不出，请人工确认：{'、'.join(unread)}", markup=False)
    unsettled = {named.name: named.why_not for one in ledger for named in one.unsettled}
    for printed, why_not in list(unsettled.items())[:_NAMES_SHOWN]:
        messages.print(f"单位待人工确认：{printed}（{why_not}）", markup=False)
    if unsettled:
        messages.print(
            f"共 {len(unsettled)} 个单位名称待确认：gongkai duties agencies；在登记表补别名即可对应"
        )


@group.command("list")
@prints_list("工作台账", columns.DUTIES)
def list_(
    settings: Settings,
    as_of: datetime,
    state: Annotated[
        str | None, typer.Option("--state", help="未开始、进行中、已完成或逾期")
    ] = None,
    year: YearOption = None,
) -> Rows:
    """台账：各项任务的状态、时限、责任单位；逾期最久的在前。"""
    from gongkai_monitor.duties.desk import read_ledger
    from gongkai_monitor.duties.ledger import overdue_first
    from gongkai_monitor.duties.rows import duty_rows

    word = term_of("--state", DutyState, state)
    ledger = overdue_first(read_ledger(settings, as_of))
    return duty_rows([
        one
        for one in ledger
        if word in {None, one.state} and year in {None, one.document.year}
    ])  # fmt: skip


@group.command()
@prints_list("台账中的单位", columns.DUTY_AGENCIES)
def agencies(settings: Settings, as_of: datetime) -> Rows:
    """台账中的单位名称对应登记表中的哪些单位；待人工确认的在前（在登记表补别名即可对应）。"""
    from gongkai_monitor.duties.desk import read_ledger
    from gongkai_monitor.duties.rows import agency_rows
    from gongkai_monitor.store.lake import open_store
    from gongkai_monitor.store.registry import read_registry

    with open_store(settings) as connection:
        known = read_registry(connection, as_of).agencies
    return agency_rows(read_ledger(settings, as_of), known)


@group.command()
@prints_list("回头看", columns.LOOKBACK)
def lookback(
    settings: Settings,
    as_of: datetime,
    before: Annotated[str, typer.Argument(help="上一年的台账，如 2021", metavar="上一年")],
    after: Annotated[str, typer.Argument(help="下一年的台账，如 2022", metavar="下一年")],
) -> Rows:
    """回头看：两年的任务逐项对照，哪些延续、哪些未再列入、哪些新增、哪些没有完成记录。"""
    from gongkai_monitor.duties.desk import read_ledger
    from gongkai_monitor.duties.rows import lookback_rows

    ledger = read_ledger(settings, as_of)
    known = sorted({one.document.document_key for one in ledger})
    for key in (before, after):
        if key not in known:
            listed = "、".join(known) or "无"
            raise typer.BadParameter(f"没有 {key} 的台账，已有：{listed}")
    years = [[one for one in ledger if one.document.document_key == key] for key in (before, after)]
    return lookback_rows(*years)


@group.command()
def update(
    context: typer.Context,
    duty_id: Annotated[str, typer.Argument(help="任务编号，如 2022-05", metavar="编号")],
    state: Annotated[str, typer.Option("--state", help="未开始、进行中或已完成")],
    by: Annotated[str, typer.Option("--by", help="填报人姓名")],
    role: Annotated[str, typer.Option("--role", help="职务或科室")] = "",
    note: Annotated[str, typer.Option("--note", help="进展说明")] = "",
    evidence: Annotated[
        str, typer.Option("--evidence", help="佐证：网址或文件；报已完成时必须有")
    ] = "",
    milestone: Annotated[
        str | None, typer.Option("--milestone", help="任务中的一个期限（日期），其部分已办完")
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """登记一项任务的进展；只追加，不改写。"""
    from gongkai_monitor.duties.desk import record_progress
    from gongkai_monitor.duties.records import Progress
    from gongkai_monitor.review.attachment import attach

    settings, now = settings_of(context, workspace), clock.now()
    word = term_of("--state", DutyState, state)
    assert word is not None
    is_address = evidence.lower().startswith(("http://", "https://"))
    progress = Progress(
        duty_id=duty_id,
        state=word,
        recorded_by=by,
        role=role,
        note=note,
        milestone_on=day_of("--milestone", milestone),
        evidence_url=evidence if is_address else "",
        attachment=attach(settings, Path(evidence), now) if evidence and not is_address else None,
    )
    stored = record_progress(settings, [progress], now)
    if json:
        print_json({"stored": [asdict(one) for one in stored]})
    else:
        messages.print(f"{duty_id} {word.label}，已登记", markup=False)


@workbooks.command("export")
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="写入的 .xlsx 文件")],
    year: YearOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """导出台账，填写“填报状态、填报进展、填报佐证、填报人”后用 import 读回。"""
    from gongkai_monitor.duties.desk import read_ledger
    from gongkai_monitor.duties.workbook import write_ledger

    ledger = read_ledger(settings_of(context, workspace), clock.now())
    chosen = [one for one in ledger if year in {None, one.document.year}]
    export_list(file, lambda path: write_ledger(path, chosen), "项任务", json=json)


@workbooks.command("import")
def import_workbook(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="填好的台账（xlsx 或 csv）")],
    partial: Annotated[
        bool, typer.Option("--partial", help="只导入正确的行；默认有一处错误就都不导入")
    ] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """读回填好的台账；过时和填错的行逐一指出。"""
    from gongkai_monitor.duties.desk import read_ledger, record_progress
    from gongkai_monitor.duties.workbook import read_filled_ledger
    from gongkai_monitor.review.attachment import attach

    settings, now = settings_of(context, workspace), clock.now()
    filled = read_filled_ledger(
        file, read_ledger(settings, now), lambda path: attach(settings, path, now)
    )
    if filled.faults and not partial:
        raise InputError(filled.faults)
    stored = record_progress(settings, filled.progress, now)
    for fault in filled.faults:
        messages.print(str(fault), markup=False)
    if json:
        print_json({
            "stored": len(stored),
            "repeated": filled.repeated,
            "empty": filled.empty,
            "faults": [str(fault) for fault in filled.faults],
        })  # fmt: skip
        return
    messages.print(
        f"已登记 {len(stored)} 项进展；此前已有同样填报 {filled.repeated} 项，"
        f"未填 {filled.empty} 项，退回 {len(filled.faults)} 处。"
    )


@group.command()
def verify(
    context: typer.Context, workspace: WorkspaceOption = None, json: JsonOption = False
) -> None:
    """核对台账的填报记录和佐证文件有没有被改动、删除或插入。"""
    from gongkai_monitor.duties.desk import verify_updates

    count, faults = verify_updates(settings_of(context, workspace), clock.now())
    if json:
        print_json({"count": count, "faults": faults})
    else:
        for fault in faults:
            messages.print(f"台账填报 {fault}", markup=False)
        messages.print(f"台账填报 {count} 条")
    if faults:
        raise GongkaiError(f"校验链有 {len(faults)} 处不符")
