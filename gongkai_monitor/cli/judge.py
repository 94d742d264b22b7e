"""``gongkai audit``, and the tables that people ask for: findings, accounts, links, coverage …"""

from collections import Counter
from datetime import datetime
from typing import Annotated

import typer

from gongkai_monitor.cli import columns
from gongkai_monitor.cli.columns import Columns
from gongkai_monitor.cli.lists import Rows, prints_list
from gongkai_monitor.cli.options import (
    AsOfOption,
    JsonOption,
    WorkspaceOption,
    instant_of,
    settings_of,
    term_of,
)
from gongkai_monitor.cli.output import messages, print_json
from gongkai_monitor.errors import IncompleteError
from gongkai_monitor.settings import Settings
from gongkai_monitor.vocabulary import CollectionState, FindingStatus, LinkState


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (audit, findings, accounts, links, coverage):
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
        if found["candidates"]:
            messages.print(f"另有待复核线索 {found['candidates']} 条（gongkai review list）")
    missed = summary["coverage"]["uncollected"]
    if missed:
        raise IncompleteError(f"有 {missed} 个对象未采到，未作结论（gongkai coverage）")


@prints_list("问题", columns.FINDINGS)
def findings(
    settings: Settings,
    as_of: datetime,
    status: Annotated[
        str | None,
        typer.Option("--status", help="新增、持续、已消除、误报或豁免，默认新增和持续"),
    ] = None,
) -> Rows:
    """问题清单。"""
    from gongkai_monitor.listing import finding_rows

    return finding_rows(settings, as_of, term_of("--status", FindingStatus, status))


def _account_columns(*, what_if: bool, attention: bool) -> Columns:
    if what_if:
        return columns.WHAT_IF
    return columns.ATTENTION if attention else columns.ACCOUNTS


def _account_title(*, what_if: bool, attention: bool) -> str:
    if what_if:
        return "阈值试算"
    return "关注指数" if attention else "账号"


@prints_list(_account_title, _account_columns)
def accounts(
    settings: Settings,
    as_of: datetime,
    what_if: Annotated[
        bool, typer.Option("--what-if", help="阈值试算：换一个阈值，多少账号的建议会改变")
    ] = False,
    attention: Annotated[
        bool, typer.Option("--attention", help="关注指数：同平台、同层级、同类型账号中的百分位")
    ] = False,
) -> Rows:
    """账号结论和处置建议。"""
    from gongkai_monitor.listing import account_rows, attention_rows, what_if_rows

    if what_if and attention:
        raise typer.BadParameter("--what-if 和 --attention 只能用一个")
    if what_if:
        return what_if_rows(settings, as_of)
    return attention_rows(settings, as_of) if attention else account_rows(settings, as_of)


@prints_list("链接", columns.LINKS)
def links(
    settings: Settings,
    as_of: datetime,
    state: Annotated[
        str | None, typer.Option("--state", help="正常、失效、疑似或无法核实，默认除正常以外")
    ] = None,
) -> Rows:
    """链接状态：失效、疑似、无法核实。"""
    from gongkai_monitor.listing import link_rows

    return link_rows(settings, as_of, term_of("--state", LinkState, state))


def _sums(rows: Rows) -> str:
    """应查 = 已查 + 未采到; what is not to be collected stands beside it."""
    counts = Counter(CollectionState(row["collection_state"]) for row in rows)
    read, missed = counts[CollectionState.COLLECTED], counts[CollectionState.UNCOLLECTED]
    return (
        f"应查 {read + missed}，已查 {read}，未采到 {missed}；"
        f"另有不采集 {counts[CollectionState.OUT_OF_SCOPE]}"
    )


@prints_list("采集覆盖", columns.COVERAGE, closing=_sums)
def coverage(settings: Settings, as_of: datetime) -> Rows:
    """采集覆盖：应查、已查、未采到及原因。"""
    from gongkai_monitor.listing import coverage_rows

    return coverage_rows(settings, as_of)
