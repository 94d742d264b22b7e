"""Commands that write papers: the same options, the same word about the files."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai_monitor.cli.declaring import declare
from gongkai_monitor.cli.options import (
    AsOfOption,
    JsonOption,
    WorkspaceOption,
    instant_of,
    settings_of,
)
from gongkai_monitor.cli.output import messages, print_json

if TYPE_CHECKING:
    from gongkai_monitor.report.bulletin.period import Period

IssuerOption = Annotated[
    str | None, typer.Option("--issuer", help="发文机关，默认登记表中的最上级单位")
]
PeriodOption = Annotated[str | None, typer.Option("--period", help="2026-09 或 2026Q3，默认本月")]
DueOption = Annotated[
    str | None, typer.Option("--due", help="整改时限，如 2026-12-10，默认 10 个工作日")
]


def writes_papers(write: Callable[..., Sequence[Path]]) -> Callable[..., None]:
    """Make a command of a function that takes the settings and the moment and writes files.

    What it takes beside them become options of the command.
    """

    @wraps(write, assigned=("__module__", "__name__", "__qualname__", "__doc__"))
    def command(
        context: typer.Context,
        as_of: AsOfOption = None,
        workspace: WorkspaceOption = None,
        json: JsonOption = False,
        **own: Any,
    ) -> None:
        say_files(write(settings_of(context, workspace), instant_of(as_of), **own), json=json)

    declare(command, write)
    return command


def period_of(text: str | None, moment: datetime) -> "Period":
    """The period given on the command line, else the month of a moment.

    Raises:
        typer.BadParameter: when it cannot be read.
    """
    from gongkai_monitor.report.bulletin.period import Period

    try:
        return Period.parse(text) if text else Period.month_of(moment)
    except ValueError as error:
        raise typer.BadParameter(f"--period {error}") from error


def say_files(paths: Sequence[Path], *, json: bool) -> None:
    """Say which files were written."""
    if json:
        print_json({"files": [str(path) for path in paths]})
        return
    for path in paths:
        messages.print(f"已写入 {path}", markup=False)
