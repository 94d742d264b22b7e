"""``gongkai import``: messages, posts, metrics, replies, error-reports, hot-searches, evidence."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from gongkai_monitor import clock
from gongkai_monitor.cli.options import JsonOption, WorkspaceOption, instant_of, settings_of
from gongkai_monitor.cli.output import messages as said
from gongkai_monitor.cli.output import print_json
from gongkai_monitor.cli.usage import Commands
from gongkai_monitor.errors import InputError
from gongkai_monitor.imports.cells import CellError
from gongkai_monitor.imports.drop import ImportKind, ImportOutcome, import_into_store
from gongkai_monitor.imports.times import read_instant

group = Commands(help="导入 12345、留言、数据商、“我为政府网站找错”导出的文件。")

_MOST_REMARKS = 10

FileArgument = Annotated[Path, typer.Argument(help="csv（UTF-8 或 GBK）或 xlsx 文件")]
JsonFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="csv（UTF-8 或 GBK）、xlsx 或 json 文件")
]
ProviderOption = Annotated[
    str | None,
    typer.Option("--provider", help="数据商名称，列名按 gongkai.toml 的 [mapping.providers.名称]"),
]
PartialOption = Annotated[
    bool, typer.Option("--partial", help="导入正确的行，错误的行写回带“退回原因”的文件")
]


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="import")


@group.command()
def messages(
    context: typer.Context,
    file: FileArgument,
    partial: PartialOption = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """导入留言（12345、留言板）。"""
    _import(context, workspace, ImportKind.MESSAGES, file, is_partial=partial, as_json=json)


@group.command()
def posts(
    context: typer.Context,
    file: JsonFile,
    until: Annotated[
        str | None, typer.Option("--until", help="文件中各账号的推文到哪一时刻为止是完整的")
    ] = None,
    provider: ProviderOption = None,
    partial: PartialOption = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """导入推文（数据商或人工采集）。"""
    complete_until = instant_of(until) if until else None
    _import(
        context,
        workspace,
        ImportKind.POSTS,
        file,
        is_partial=partial,
        as_json=json,
        complete_until=complete_until,
        provider=provider,
    )


def _of_provider(kind: ImportKind) -> Callable[..., None]:
    """The command for what providers export beside posts."""

    def command(
        context: typer.Context,
        file: JsonFile,
        provider: ProviderOption = None,
        partial: PartialOption = False,
        workspace: WorkspaceOption = None,
        json: JsonOption = False,
    ) -> None:
        _import(context, workspace, kind, file, is_partial=partial, as_json=json, provider=provider)

    return command


group.command("metrics", help="导入账号数据（粉丝数，推文的阅读、点赞、评论、转发数）。")(
    _of_provider(ImportKind.METRICS)
)
group.command("replies", help="导入评论、私信及账号的回复（不导入留言人）。")(
    _of_provider(ImportKind.REPLIES)
)


@group.command("error-reports")
def error_reports(
    context: typer.Context,
    file: JsonFile,
    partial: PartialOption = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """导入“我为政府网站找错”留言。"""
    _import(context, workspace, ImportKind.ERROR_REPORTS, file, is_partial=partial, as_json=json)


@group.command("hot-searches")
def hot_searches(
    context: typer.Context,
    file: JsonFile,
    partial: PartialOption = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """导入热搜标题（日期、标题，可有平台、名次、热度）。"""
    _import(context, workspace, ImportKind.HOT_SEARCHES, file, is_partial=partial, as_json=json)


@group.command()
def evidence(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="采集清单 .xlsx；或一个账号的截图、导出文件"),
    ],
    account: Annotated[
        str | None, typer.Option("--account", help="账号编码：文件是这个账号的证据")
    ] = None,
    taken_at: Annotated[str | None, typer.Option("--taken-at", help="采集时间")] = None,
    by: Annotated[str | None, typer.Option("--by", help="采集人")] = None,
    role: Annotated[str | None, typer.Option("--role", help="职务")] = None,
    newest: Annotated[str | None, typer.Option("--newest", help="看到的最近更新时间")] = None,
    is_empty: Annotated[bool, typer.Option("--no-posts", help="账号从未发过推文")] = False,
    note: Annotated[str | None, typer.Option("--note", help="说明")] = None,
    partial: PartialOption = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """导入人工采集的证据（截图、导出文件）。"""
    from gongkai_monitor.imports.evidence_store import import_evidence_list, import_look

    settings = settings_of(context, workspace)
    now = clock.now()
    if account is None:
        if len(files) != 1:
            raise typer.BadParameter("几个文件须用 --account 说明是哪个账号的证据")
        outcome = import_evidence_list(settings, files[0], now=now, is_partial=partial)
    else:
        if not (taken_at and by and role):
            raise typer.BadParameter("请用 --taken-at、--by、--role 说明采集时间、采集人和职务")
        fields = {
            "account_code": account, "taken": _moment(taken_at), "taken_by": by, "role": role,
            "published": _moment(newest) if newest else None,
            "has_posts": False if is_empty else None, "note": note,
        }  # fmt: skip
        known = {name: value for name, value in fields.items() if value is not None}
        outcome = import_look(settings, files, known, now=now)
    if json:
        print_json({**asdict(outcome), "faults": [str(fault) for fault in outcome.faults]})
    if outcome.faults and not partial:
        raise InputError(outcome.faults)
    if outcome.rejected_file:
        said.print(f"有误的行已写入 {outcome.rejected_file}", markup=False)
    if not json:
        said.print(
            f"已保存人工采集证据 {outcome.files} 份，更新情况 {outcome.readings} 条，"
            f"互动检查 {outcome.checks} 条，退回 {outcome.rejected} 行"
        )


def _moment(text: str) -> datetime | date | None:
    """A time, or the bare day when no clock time is given."""
    try:
        return read_instant(text)
    except CellError as error:
        raise typer.BadParameter(f"期望 {error.expected}，实际 {error.actual}") from error


def _import(
    context: typer.Context,
    workspace: Path | None,
    kind: ImportKind,
    file: Path,
    *,
    is_partial: bool,
    as_json: bool,
    complete_until: datetime | None = None,
    provider: str | None = None,
) -> None:
    settings = settings_of(context, workspace)
    outcome = import_into_store(
        settings,
        kind,
        file,
        now=clock.now(),
        is_partial=is_partial,
        complete_until=complete_until,
        provider=provider,
    )
    if as_json:
        print_json(
            {
                "imported": outcome.imported,
                "rejected": outcome.rejected,
                "withheld": outcome.withheld,
                "rejected_file": outcome.rejected_file,
                "faults": [str(fault) for fault in outcome.faults],
                "warnings": [str(remark) for remark in outcome.warnings],
            }
        )
    _judge(outcome, file, is_partial=is_partial)
    for remark in outcome.warnings[:_MOST_REMARKS]:
        said.print(f"提示：{remark}", markup=False)
    if len(outcome.warnings) > _MOST_REMARKS:
        said.print(f"提示共 {len(outcome.warnings)} 条，其余见 --json")
    if not as_json:
        said.print(f"已导入 {kind.label} {outcome.words}")


def _judge(outcome: ImportOutcome, file: Path, *, is_partial: bool) -> None:
    if outcome.faults and not is_partial:
        raise InputError(outcome.faults)
    if outcome.rejected_file:
        said.print(f"{file.name} 中有误的行已写入 {outcome.rejected_file}", markup=False)
