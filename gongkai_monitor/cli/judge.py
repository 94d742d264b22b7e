"""``gongkai audit``, and the tables that people ask for: findings, accounts, links, coverage …"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeVar

import typer

from gongkai_monitor.cli import columns
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
from gongkai_monitor.vocabulary import CollectionState, FindingStatus, LinkState, Term

TermT = TypeVar("TermT", bound=Term)


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
        if found["candidates"]:
            messages.print(f"另有待复核线索 {found['candidates']} 条（gongkai review list）")
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
    json: JsonOption = False,
) -> None:
    """问题清单。"""
    from gongkai_monitor.listing import finding_rows

    wanted = _term(FindingStatus, status)
    rows = finding_rows(settings_of(context, workspace), instant_of(as_of), wanted)
    print_rows(rows, columns.FINDINGS, form=_form(form, is_json=json), output=output, title="问题")


def accounts(
    context: typer.Context,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """账号结论和处置建议。"""
    from gongkai_monitor.listing import account_rows

    rows = account_rows(settings_of(context, workspace), instant_of(as_of))
    print_rows(rows, columns.ACCOUNTS, form=_form(form, is_json=json), output=output, title="账号")


def links(
    context: typer.Context,
    state: Annotated[
        str | None, typer.Option("--state", help="正常、失效、疑似或无法核实，默认除正常以外")
    ] = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """链接状态：失效、疑似、无法核实。"""
    from gongkai_monitor.listing import link_rows

    rows = link_rows(settings_of(context, workspace), instant_of(as_of), _term(LinkState, state))
    print_rows(rows, columns.LINKS, form=_form(form, is_json=json), output=output, title="链接")


def coverage(
    context: typer.Context,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """采集覆盖：应查、已查、未采到及原因。"""
    from gongkai_monitor.listing import coverage_rows

    rows = coverage_rows(settings_of(context, workspace), instant_of(as_of))
    print_rows(
        rows, columns.COVERAGE, form=_form(form, is_json=json), output=output, title="采集覆盖"
    )
    messages.print(_sums(rows), markup=False)


def hotspots(
    context: typer.Context,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """舆情热点和回应时限。"""
    from gongkai_monitor.listing import hotspot_rows

    rows = hotspot_rows(settings_of(context, workspace), instant_of(as_of))
    print_rows(
        rows, columns.HOTSPOTS, form=_form(form, is_json=json), output=output, title="舆情热点"
    )


def _sums(rows: Sequence[Mapping[str, Any]]) -> str:
    """应查 = 已查 + 未采到; what is not to be collected stands beside it."""
    counts = Counter(CollectionState(row["collection_state"]) for row in rows)
    read, missed = counts[CollectionState.COLLECTED], counts[CollectionState.UNCOLLECTED]
    return (
        f"应查 {read + missed}，已查 {read}，未采到 {missed}；"
        f"另有不采集 {counts[CollectionState.OUT_OF_SCOPE]}"
    )


def _term(terms: type[TermT], text: str | None) -> TermT | None:
    """The word of a closed list, given by its label or its stored value."""
    if text is None:
        return None
    try:
        return terms(text) if text in set(terms) else terms.from_label(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _form(form: Format, *, is_json: bool) -> Format:
    """``--json`` is short for ``--format json``."""
    return Format.JSON if is_json else form
