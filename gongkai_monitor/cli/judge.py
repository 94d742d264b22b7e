"""``gongkai audit``, and the tables that people ask for: findings, accounts, links, coverage …"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeVar

import typer

from gongkai_monitor.cli.options import (
    AsOfOption,
    Format,
    FormatOption,
    JsonOption,
    OutputOption,
    WorkspaceOption,
    instant_of,
    settings_of,
)
from gongkai_monitor.cli.output import messages, print_json, print_rows
from gongkai_monitor.errors import IncompleteError
from gongkai_monitor.vocabulary import FindingStatus, LinkState, Term

TermT = TypeVar("TermT", bound=Term)

FINDING_COLUMNS = {
    "status_label": "状态", "level_label": "级别", "code": "指标", "rule": "规则",
    "subject_name": "对象", "object": "问题所在", "message": "问题", "observed": "实际",
    "limit": "标准", "basis": "依据", "first_seen_on": "首次发现", "last_seen_on": "最近发现",
}  # fmt: skip
ACCOUNT_COLUMNS = {
    "account_code": "账号编码", "name": "账号名称", "platform_label": "平台",
    "agency_name": "主办单位", "verdict_label": "结论", "disposition_label": "处置建议",
    "last_posted_on": "最近更新", "days_since_post": "未更新天数", "reasons": "理由",
}  # fmt: skip
LINK_COLUMNS = {
    "state": "状态", "url": "链接", "cause": "原因", "remedy": "建议",
    "places_count": "出现次数", "attempts": "检查次数",
    "first_failed_at": "首次失败", "last_checked_at": "最近检查",
}  # fmt: skip
COVERAGE_COLUMNS = {
    "subject_kind_label": "类别", "subject_name": "对象", "platform_label": "平台",
    "state_label": "采集状态", "cause_label": "原因", "detail": "说明",
}  # fmt: skip
HOTSPOT_COLUMNS = {
    "title": "热点", "size": "件数", "heat": "热度", "growth": "增长", "sentiment_label": "倾向",
    "region": "区域", "agency_name": "责任单位", "clock_label": "回应时限", "first_at": "首件时间",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (audit, findings, accounts, links, coverage, hotspots):
        app.command()(command)


def audit(
    context: typer.Context,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """按已存数据判断，不采集。"""
    from gongkai_monitor.auditing import run_audit
    from gongkai_monitor.reporting import summarise

    settings = settings_of(context, workspace)
    moment = instant_of(as_of)
    with messages.status("判断……"):
        run_audit(settings, moment)
    summary = summarise(settings, moment)
    if json:
        print_json(summary)
    else:
        found = summary["findings"]
        messages.print(
            f"问题：新增 {found['new']}，持续 {found['ongoing']}，已消除 {found['resolved']}"
        )
    missed = summary["coverage"]["uncollected"]
    if missed:
        raise IncompleteError(f"有 {missed} 个对象未采到，未作结论（gongkai coverage）")


def findings(
    context: typer.Context,
    status: Annotated[
        str | None,
        typer.Option("--status", help="新增、持续、已消除、误报或豁免，默认新增和持续"),
    ] = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """问题清单。"""
    from gongkai_monitor.listing import finding_rows

    wanted = _term(FindingStatus, status)
    rows = finding_rows(settings_of(context, workspace), instant_of(as_of), wanted)
    _show(rows, FINDING_COLUMNS, form, output, "问题")


def accounts(
    context: typer.Context,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """账号结论和处置建议。"""
    from gongkai_monitor.listing import account_rows

    rows = account_rows(settings_of(context, workspace), instant_of(as_of))
    _show(rows, ACCOUNT_COLUMNS, form, output, "账号")


def links(
    context: typer.Context,
    state: Annotated[
        str | None, typer.Option("--state", help="正常、失效、疑似或无法核实，默认除正常以外")
    ] = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """链接状态：失效、疑似、无法核实。"""
    from gongkai_monitor.listing import link_rows

    rows = link_rows(settings_of(context, workspace), instant_of(as_of), _term(LinkState, state))
    _show(rows, LINK_COLUMNS, form, output, "链接")


def coverage(
    context: typer.Context,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """采集覆盖：应查、已查、未采到及原因。"""
    from gongkai_monitor.listing import coverage_rows

    rows = coverage_rows(settings_of(context, workspace), instant_of(as_of))
    _show(rows, COVERAGE_COLUMNS, form, output, "采集覆盖")


def hotspots(
    context: typer.Context,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """舆情热点和回应时限。"""
    from gongkai_monitor.listing import hotspot_rows

    rows = hotspot_rows(settings_of(context, workspace), instant_of(as_of))
    _show(rows, HOTSPOT_COLUMNS, form, output, "舆情热点")


def _term(terms: type[TermT], text: str | None) -> TermT | None:
    """The word of a closed list, given by its label or its stored value."""
    if text is None:
        return None
    try:
        return terms(text) if text in set(terms) else terms.from_label(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _show(
    rows: Sequence[Mapping[str, Any]],
    columns: Mapping[str, str],
    form: Format,
    output: Any,
    title: str,
) -> None:
    print_rows(rows, columns, form=form, output=output, title=title)
