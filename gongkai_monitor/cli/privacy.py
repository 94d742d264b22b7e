"""``gongkai privacy purge | delete | map``."""

from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from gongkai_monitor.privacy.deletion import DeletionReport

group = Commands(help="个人信息：到期清除，应请求删除，数据清单。")


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


@group.command()
def delete(
    context: typer.Context,
    key: Annotated[
        str, typer.Argument(metavar="编号", help="留言编号、评论编号或找错编号；留言也可用来源网址")
    ],
    by: Annotated[str, typer.Option("--by", help="处理人姓名")] = "",
    reason: Annotated[str, typer.Option("--reason", help="理由（不写个人信息）")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出将删除什么")] = False,
    with_reports: Annotated[
        bool, typer.Option("--reports", help="一并删除引用该文字的报告文件")
    ] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """应个人请求删除一条留言（个人信息保护法第四十七条）；请先停止采集和调度。

    删除后，本数据湖此前的历史快照不再可查（gongkai sql --as-of）；以后采集、导入不会恢复该留言。
    """
    from dataclasses import asdict

    from gongkai_monitor.privacy.deletion import delete_on_request

    if not dry_run and not (by.strip() and reason.strip()):
        raise typer.BadParameter("删除必须注明 --by 和 --reason；只看将删除什么请用 --dry-run")
    report = delete_on_request(
        settings_of(context, workspace), key, now=clock.now(), by=by.strip(),
        reason=reason.strip(), dry_run=dry_run, with_reports=with_reports,
    )  # fmt: skip
    if json:
        print_json(asdict(report))
    else:
        for line in _told(report):
            messages.print(line, markup=False)
    if (report.remaining or report.unread) and not dry_run:
        raise typer.Exit(3)


def _told(report: "DeletionReport") -> list[str]:
    verb = "将删除" if report.is_dry_run else "已删除"
    lines = [f"{verb}：{'、'.join(report.message_ids)}"]
    for table, count in report.rows.items():
        if table.endswith("*"):
            lines.append(f"  {table[:-1]}（防篡改链，不能改动）：{count} 行引用了该文字")
        else:
            lines.append(f"  {table}：{count} 行")
    for name, count in report.saved_responses.items():
        lines.append(f"  evidence/{name}：{count} 个保存的网页")
    for title, names in (
        ("入库批次", report.landing_files),
        ("导入过的原始文件", report.imported_files),
        ("报告", report.report_files),
    ):
        lines += [f"  {title}：{name}" for name in names]
    if report.snapshots:
        lines.append(f"  历史快照：{report.snapshots} 个（此前的 --as-of 查询不再可用）")
    if report.remaining:
        lines.append("以下文件仍含该文字，请人工处理：")
        lines += [f"  {name}" for name in report.remaining]
    if report.unread:
        lines.append("以下文件打不开，未能查看是否含有该文字，请人工核对：")
        lines += [f"  {name}" for name in report.unread]
    return lines


@group.command(name="map")
def show_map(json: JsonOption = False) -> None:
    """数据清单：每张表、每个文件夹里与个人有关的内容、处理方式和保存期限。"""
    from gongkai_monitor.privacy.data_map import as_markdown, data_map

    found = data_map()
    if json:
        print_json(found.model_dump(mode="json", exclude={"codes"}))
    else:
        typer.echo(as_markdown(found), nl=False)
