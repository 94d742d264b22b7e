"""``gongkai hotspots``: the list, and 交办, 研判, 处置, 回应认定, 办结 of the register (台账)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai_monitor import clock
from gongkai_monitor.cli import columns
from gongkai_monitor.cli.columns import Columns
from gongkai_monitor.cli.lists import Rows, prints_list
from gongkai_monitor.cli.options import (
    AsOfOption,
    Format,
    FormatOption,
    JsonOption,
    OutputOption,
    WorkspaceOption,
    settings_of,
    term_of,
)
from gongkai_monitor.cli.trail_commands import (
    ByOption,
    Noted,
    ReasonOption,
    RoleOption,
    export_list,
    records,
    say,
)
from gongkai_monitor.cli.usage import Commands
from gongkai_monitor.errors import InputError
from gongkai_monitor.settings import Settings
from gongkai_monitor.vocabulary import Milestone, ResponseClass, RiskLevel

if TYPE_CHECKING:
    from gongkai_monitor.review.hotspot_entry import HotspotEntry

group = Commands(help="舆情热点：清单、研判、交办、处置、回应、办结和台账。", no_args_is_help=False)

HotspotArgument = Annotated[str, typer.Argument(help="热点编号", metavar="热点编号")]
AtOption = Annotated[str | None, typer.Option("--at", help="何时，如 2026-11-20T17:30，默认现在")]
DaysOption = Annotated[int, typer.Option("--days", min=1, help="最近多少天的来信")]


Recorded = Noted["HotspotEntry"]


def _register_rows(entries: "Sequence[HotspotEntry]") -> Rows:
    from gongkai_monitor.review.hotspot_rows import log_rows

    return log_rows(entries)


_records = records(_register_rows)


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="hotspots")


def _hotspots(settings: Settings, as_of: datetime) -> Rows:
    """舆情热点和回应时限。"""
    from gongkai_monitor.listing import hotspot_rows

    return hotspot_rows(settings, as_of)


def _not_read_yet(settings: Settings, as_of: datetime) -> str:
    """Messages that no opinion round has looked at: an empty list says nothing of them."""
    from gongkai_monitor.store.lake import open_store
    from gongkai_monitor.store.opinion import last_opinion_round

    since = as_of - timedelta(days=settings.opinion.window_days)
    with open_store(settings) as connection:
        last, count = last_opinion_round(connection, since=since, as_of=as_of)
    if not count:
        return ""
    when = f"最近一次（{last.astimezone(clock.CHINA):%Y-%m-%d %H:%M}）之后" if last else "还"
    return (
        f"{when}没有跑过舆情分析，{count} 件留言尚未归入热点："
        "请运行 gongkai run（gongkai serve 启动后每半小时自动分析一次）"
    )


_list = prints_list("舆情热点", columns.HOTSPOTS, remark=_not_read_yet)(_hotspots)
group.command("list")(_list)


@group.callback(invoke_without_command=True)
def hotspots(
    context: typer.Context,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """舆情热点和回应时限；不带子命令时列出清单。"""
    context.obj = workspace or context.obj
    if context.invoked_subcommand is None:
        _list(context, as_of=as_of, form=form, output=output, workspace=workspace, json=json)


@group.command()
@_records
def assign(
    settings: Settings,
    now: datetime,
    hotspot: HotspotArgument,
    by: ByOption,
    officer: Annotated[str, typer.Option("--officer", help="值班人员")],
    agency: Annotated[
        str | None, typer.Option("--agency", help="责任单位编码，默认为系统判定的单位")
    ] = None,
    at: AtOption = None,
    note: Annotated[str, typer.Option("--note", help="交办要求")] = "",
    role: RoleOption = "",
) -> Recorded:
    """交办：登记责任单位、值班人员和交办时间。"""
    from gongkai_monitor.review import hotspot_steps

    return _said(hotspot_steps.assign(
        settings, hotspot, officer=officer, agency_code=agency,
        pushed_at=_moment("--at", at), note=note, recorded_by=by, role=role, now=now,
    ))  # fmt: skip


@group.command()
@_records
def triage(
    settings: Settings,
    now: datetime,
    hotspot: HotspotArgument,
    by: ByOption,
    reason: ReasonOption,
    level: Annotated[str | None, typer.Option("--level", help="一般、较大或重大")] = None,
    kind: Annotated[
        str | None,
        typer.Option("--class", help="特别重大、重大突发事件，突发等重点事项，或其他政务舆情"),
    ] = None,
    event: Annotated[str | None, typer.Option("--event", help="事发时间")] = None,
    role: RoleOption = "",
) -> Recorded:
    """研判：确定等级、类别和事发时间；适用哪些时限由类别决定。"""
    from gongkai_monitor.review import hotspot_steps

    return _said(hotspot_steps.set_triage(
        settings, hotspot, level=term_of("--level", RiskLevel, level),
        response_class=term_of("--class", ResponseClass, kind),
        occurred_at=_moment("--event", event), reason=reason, recorded_by=by, role=role, now=now,
    ))  # fmt: skip


@group.command()
@_records
def step(
    settings: Settings,
    now: datetime,
    hotspot: HotspotArgument,
    text: Annotated[str, typer.Argument(help="处置情况", metavar="处置情况")],
    by: ByOption,
    at: AtOption = None,
    role: RoleOption = "",
) -> Recorded:
    """处置：登记一步处置情况。"""
    from gongkai_monitor.review import hotspot_steps

    return _said(hotspot_steps.add_step(
        settings, hotspot, text, done_at=_moment("--at", at), recorded_by=by, role=role, now=now,
    ))  # fmt: skip


@group.command()
@prints_list("回应线索", columns.STATEMENTS)
def statements(settings: Settings, as_of: datetime) -> Rows:
    """回应线索：系统找到的、可能回应了热点的官方网页和推文，待人认定。"""
    from gongkai_monitor.review.hotspot_desk import open_hotspot_desk
    from gongkai_monitor.review.hotspot_rows import statement_rows

    return statement_rows(open_hotspot_desk(settings, as_of))


@group.command()
@_records
def answer(
    settings: Settings,
    now: datetime,
    hotspot: HotspotArgument,
    by: ByOption,
    statement: Annotated[str | None, typer.Option("--statement", help="回应编号")] = None,
    title: Annotated[str, typer.Option("--title", help="系统没有找到的回应：标题")] = "",
    url: Annotated[str, typer.Option("--url", help="网址")] = "",
    at: Annotated[str | None, typer.Option("--at", help="发布时间")] = None,
    conference: Annotated[bool, typer.Option("--conference", help="是新闻发布会")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="认定不是对该热点的回应")] = False,
    reason: ReasonOption = "",
    role: RoleOption = "",
) -> Recorded:
    """回应认定：确认或否定回应线索，或登记系统没有找到的回应；确认后停止计时。"""
    from gongkai_monitor.review import hotspot_steps

    moment = _moment("--at", at)
    milestone = Milestone.CONFERENCE if conference else Milestone.FIRST_RELEASE
    if statement is not None:
        return _said(hotspot_steps.judge_candidate(
            settings, hotspot, statement, is_answer=not reject, milestone=milestone,
            published_at=moment, reason=reason, recorded_by=by, role=role, now=now,
        ))  # fmt: skip
    if reject or moment is None:
        raise typer.BadParameter("须给出 --statement；登记其他回应须有 --title 和 --at")
    return _said(hotspot_steps.record_statement(
        settings, hotspot, title=title, url=url, published_at=moment, milestone=milestone,
        reason=reason, recorded_by=by, role=role, now=now,
    ))  # fmt: skip


@group.command()
@_records
def close(
    settings: Settings,
    now: datetime,
    hotspot: HotspotArgument,
    outcome: Annotated[str, typer.Argument(help="处置结果", metavar="处置结果")],
    by: ByOption,
    at: AtOption = None,
    role: RoleOption = "",
) -> Recorded:
    """办结：登记处置结果。"""
    from gongkai_monitor.review import hotspot_steps

    return _said(hotspot_steps.close(
        settings, hotspot, outcome, closed_at=_moment("--at", at), recorded_by=by, role=role,
        now=now,
    ))  # fmt: skip


@group.command("withdraw")
@_records
def withdraw_entry(
    settings: Settings,
    now: datetime,
    sequence: Annotated[int, typer.Argument(help="台账记录的序号", metavar="序号")],
    by: ByOption,
    reason: ReasonOption,
    role: RoleOption = "",
) -> Recorded:
    """撤回一条台账记录；记录不会被删除。"""
    from gongkai_monitor.review import hotspot_steps

    return _said(hotspot_steps.withdraw(
        settings, sequence, reason=reason, recorded_by=by, role=role, now=now,
    ))  # fmt: skip


@group.command()
@prints_list("舆情台账记录", columns.HOTSPOT_LOG)
def log(settings: Settings, as_of: datetime) -> Rows:
    """台账的全部记录，含已撤回的。"""
    from gongkai_monitor.review.hotspot_rows import log_rows
    from gongkai_monitor.store.hotspot_register import read_hotspot_register
    from gongkai_monitor.store.lake import open_store

    with open_store(settings) as connection:
        return log_rows(read_hotspot_register(connection, as_of))


@group.command("register")
def export_register(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="写入的 .xlsx 文件")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """导出政务舆情回应台账；填写黄色各列后可用 import 读回。"""
    from gongkai_monitor.review.hotspot_desk import open_hotspot_desk
    from gongkai_monitor.review.hotspot_workbook import write_hotspot_register

    desk = open_hotspot_desk(settings_of(context, workspace), clock.now())
    export_list(file, lambda path: write_hotspot_register(path, desk), "个热点", json=json)


@group.command("import")
def import_register(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="填好的台账")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """读回填好的台账；有一处错误就都不导入。"""
    from gongkai_monitor.review.hotspot_desk import open_hotspot_desk
    from gongkai_monitor.review.hotspot_rows import log_rows
    from gongkai_monitor.review.hotspot_steps import append_bodies
    from gongkai_monitor.review.hotspot_workbook import read_hotspot_workbook

    settings, now = settings_of(context, workspace), clock.now()
    desk = open_hotspot_desk(settings, now)
    filled = read_hotspot_workbook(file, desk, now)
    if filled.faults:
        raise InputError(list(filled.faults))
    stored = append_bodies(settings, desk, filled.bodies, now)
    said = f"已登记 {len(stored)} 条，{filled.unchanged} 个热点没有新内容"
    say(said, {"stored": log_rows(stored), "unchanged": filled.unchanged}, json=json)


def _reply_columns(*, days: int, letters: bool) -> Columns:
    _ = days
    return columns.LETTERS if letters else columns.REPLIES


@group.command()
@prints_list("来信办理", _reply_columns)
def replies(
    settings: Settings,
    as_of: datetime,
    days: DaysOption = 90,
    letters: Annotated[bool, typer.Option("--letters", help="逐件列出")] = False,
) -> Rows:
    """12345 和留言的办理：各单位按时、超时、未答复，以及答复质量线索（待人工核实）。"""
    from gongkai_monitor.review.hotspot_rows import letter_rows, reply_rows

    read = letter_rows if letters else reply_rows
    return read(settings, as_of, days=days)


def _moment(option: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return clock.parse_instant(text)
    except ValueError as error:
        expected = f"{option} 期望 2026-11-20T17:30 这样的时刻，实际 {text!r}"
        raise typer.BadParameter(expected) from error


def _said(entry: "HotspotEntry") -> Recorded:
    return f"已登记第 {entry.sequence} 条：{entry.said.words}", [entry]
