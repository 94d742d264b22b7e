"""Options that many commands share, and how a command finds its workspace."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar, overload

import typer

from gongkai_monitor import clock
from gongkai_monitor.settings import Settings
from gongkai_monitor.vocabulary import Term

TermT = TypeVar("TermT", bound=Term)

DEFAULT_WORKSPACE = Path("workspace")


class Format(StrEnum):
    """Output formats."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "-w", "--workspace", envvar="GONGKAI_WORKSPACE", help="工作区文件夹，默认 ./workspace"
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="只在标准输出打印一个 JSON 对象")]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", help="按这一时刻判断，如 2026-11-20 或 2026-11-20T17:30+08:00"),
]
FormatOption = Annotated[Format, typer.Option("--format", help="输出格式")]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", help="写入文件（xlsx 格式必填）")
]


_BARE_DATE = len("2026-11-20")


def day_of(name: str, text: str | None) -> date | None:
    """A day given on the command line; None when it was not.

    Raises:
        typer.BadParameter: when it cannot be read.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{name} 期望 2026-12-31 这样的日期，实际 {text!r}") from error


@overload
def term_of(name: str, terms: type[TermT], text: str) -> TermT: ...
@overload
def term_of(name: str, terms: type[TermT], text: None) -> None: ...
@overload
def term_of(name: str, terms: type[TermT], text: str | None) -> TermT | None: ...
def term_of(name: str, terms: type[TermT], text: str | None) -> TermT | None:
    """The word of a closed list, given by its label or its stored value; None when it was not.

    Raises:
        typer.BadParameter: when it is not of the list.
    """
    if text is None:
        return None
    try:
        return terms(text) if text in set(terms) else terms.from_label(text)
    except ValueError as error:
        raise typer.BadParameter(f"{name} {error}") from error


def workspace_of(context: typer.Context, workspace: Path | None) -> Path:
    """The folder given to the command, else to ``gongkai`` itself, else the default."""
    return workspace or context.obj or DEFAULT_WORKSPACE


def settings_of(context: typer.Context, workspace: Path | None) -> Settings:
    """Settings of the command's workspace.

    Raises:
        WorkspaceError: when there is none.
    """
    return Settings.load(workspace_of(context, workspace))


def instant_of(text: str | None) -> datetime:
    """The moment given on the command line, else now; today's bare date is now, too.

    Nothing was collected after now, so a later moment would take everybody for silent.

    Raises:
        typer.BadParameter: when it cannot be read, or lies ahead.
    """
    now = clock.now()
    if text is None:
        return now
    try:
        moment = clock.parse_instant(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"期望 2026-11-20 或 2026-11-20T17:30+08:00 这样的时刻，实际 {text!r}"
        ) from error
    if moment > now:
        if len(text) == _BARE_DATE and clock.china_date(moment) == clock.china_date(now):
            return now
        shown = f"{now.astimezone(clock.CHINA):%Y-%m-%d %H:%M}"
        raise typer.BadParameter(f"不能晚于现在（{shown}），实际 {text!r}")
    return moment
