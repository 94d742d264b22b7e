"""``gongkai sql``: read-only questions to the store."""

from typing import Annotated

import typer

from gongkai_monitor.cli.columns import plain_columns
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
from gongkai_monitor.cli.output import messages, print_rows
from gongkai_monitor.listing import records


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(sql)


def sql(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="SELECT 语句")],
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """在数据库上执行只读查询。"""
    from gongkai_monitor.store.query import run_query

    settings = settings_of(context, workspace)
    frame = run_query(settings, query, as_of=instant_of(as_of) if as_of else None)
    rows = records(frame)
    columns = plain_columns(list(frame.columns))
    print_rows(rows, columns, form=Format.JSON if json else form, output=output)
    if frame.attrs["is_truncated"]:
        messages.print(f"只取前 {len(rows)} 行，请在查询中加条件或 LIMIT")
