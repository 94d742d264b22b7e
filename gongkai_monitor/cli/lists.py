"""Commands that print one table: the same options, the same choice of form."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import wraps
from typing import Any

import typer

from gongkai_monitor.cli.columns import Columns
from gongkai_monitor.cli.declaring import declare
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
from gongkai_monitor.settings import Settings

Rows = Sequence[Mapping[str, Any]]


def prints_list(
    title: str | Callable[..., str],
    columns: Columns | Callable[..., Columns],
    closing: Callable[[Rows], str] | None = None,
    remark: Callable[[Settings, datetime], str] | None = None,
) -> Callable[[Callable[..., Rows]], Callable[..., None]]:
    """Make a command of a function that reads rows.

    The function takes the settings and the moment; what it takes beside them become options of
    the command, before those that every list has.

    Args:
        title: of the table.
        columns: what it shows; like the title, a function is asked with the command's own options.
        closing: what is said below the table.
        remark: what is to be known of the table's data; nothing is said where it is empty.
    """

    def decorate(read: Callable[..., Rows]) -> Callable[..., None]:
        @wraps(read, assigned=("__module__", "__name__", "__qualname__", "__doc__"))
        def command(
            context: typer.Context,
            as_of: AsOfOption = None,
            form: FormatOption = Format.TABLE,
            output: OutputOption = None,
            workspace: WorkspaceOption = None,
            json: JsonOption = False,
            **own: Any,
        ) -> None:
            settings, moment = settings_of(context, workspace), instant_of(as_of)
            rows = read(settings, moment, **own)
            shown = columns(**own) if callable(columns) else columns
            named = title(**own) if callable(title) else title
            print_rows(rows, shown, form=Format.JSON if json else form, output=output, title=named)
            if closing is not None:
                messages.print(closing(rows), markup=False)
            if remark is not None and (said := remark(settings, moment)):
                messages.print(said, markup=False)

        declare(command, read)
        return command

    return decorate
