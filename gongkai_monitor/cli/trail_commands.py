"""Commands that put something on the trail or read a list back: shared options and words."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol, TypeVar

import typer

from gongkai_monitor import clock
from gongkai_monitor.cli.declaring import declare
from gongkai_monitor.cli.lists import Rows
from gongkai_monitor.cli.options import JsonOption, WorkspaceOption, settings_of
from gongkai_monitor.cli.output import messages, print_json
from gongkai_monitor.errors import Fault, InputError, WorkspaceError, reason_of
from gongkai_monitor.settings import Settings

if TYPE_CHECKING:
    from gongkai_monitor.review.trail import Attachment, Entry

CodeArgument = Annotated[str, typer.Argument(help="账号编码", metavar="账号编码")]
CodesArgument = Annotated[list[str], typer.Argument(help="账号编码，可多个", metavar="账号编码")]
ByOption = Annotated[str, typer.Option("--by", help="处理人、复核人或记录人姓名")]
RoleOption = Annotated[str, typer.Option("--role", help="职务或科室")]
ReasonOption = Annotated[str, typer.Option("--reason", help="处理理由")]
OnOption = Annotated[str | None, typer.Option("--on", help="哪一天，默认今天")]
FileOption = Annotated[
    Path | None, typer.Option("--evidence", help="证明文件（png、jpg、webp、pdf、docx、xlsx、ofd）")
]
FilledArgument = Annotated[Path, typer.Argument(help="填好的清单（xlsx 或 csv）")]
PartialOption = Annotated[
    bool, typer.Option("--partial", help="只导入正确的行；默认有一处错误就都不导入")
]

EntryT = TypeVar("EntryT")

Noted = tuple[str, Sequence[EntryT]]
"""What is said, and the entries that were put on a list of decisions."""

Recorded = Noted["Entry"]
"""The same of the trail of accounts."""


class Filled(Protocol):
    """A list that people filled in."""

    @property
    def faults(self) -> Sequence[Fault]:
        """Wrong, stale and conflicting rows."""

    @property
    def repeated(self) -> int:
        """Rows whose very decision is stored already."""

    @property
    def empty(self) -> int:
        """Rows without a decision."""


def records(
    rows_of: Callable[[Sequence[EntryT]], Rows],
) -> Callable[[Callable[..., Noted[EntryT]]], Callable[..., None]]:
    """Make a command of a function that takes the settings and the moment and records entries.

    What the function takes beside them become arguments and options of the command.

    Args:
        rows_of: the entries as rows, for programs.
    """

    def as_command(record: Callable[..., Noted[EntryT]]) -> Callable[..., None]:
        @wraps(record, assigned=("__module__", "__name__", "__qualname__", "__doc__"))
        def command(
            context: typer.Context,
            workspace: WorkspaceOption = None,
            json: JsonOption = False,
            **own: Any,
        ) -> None:
            said, entries = record(settings_of(context, workspace), clock.now(), **own)
            say(said, {"stored": rows_of(entries)}, json=json)

        declare(command, record)
        return command

    return as_command


def _trail_rows(entries: "Sequence[Entry]") -> Rows:
    from gongkai_monitor.review.account_rows import entry_rows

    return entry_rows(entries)


records_entries = records(_trail_rows)
"""A command that puts entries on the trail of accounts."""


def attached(settings: Settings, path: Path | None, now: datetime) -> "Attachment | None":
    """The file that was handed in, looked at and kept; None when there is none."""
    from gongkai_monitor.review.attachment import attach

    return attach(settings, path, now) if path is not None else None


def say(text: str, told: dict[str, Any], *, json: bool) -> None:
    """A sentence for people, or an object for programs."""
    if json:
        print_json(told)
    else:
        messages.print(text, markup=False)


def export_list(file: Path, write: Callable[[Path], int], unit: str, *, json: bool) -> None:
    """Write a list to be filled in.

    Raises:
        WorkspaceError: when it cannot be written.
    """
    try:
        count = write(file)
    except OSError as error:
        raise WorkspaceError(f"无法写入 {file}：{reason_of(error)}") from error
    say(f"已写入 {file}（{count} {unit}）", {"file": file, "rows": count}, json=json)


def import_list(
    filled: Filled,
    store: Callable[[], int],
    unit: str,
    *,
    is_partial: bool,
    json: bool,
    closing: str = "",
) -> None:
    """Store a list that was read back, and name each row that was not taken.

    Args:
        filled: what was read.
        store: puts its good rows into the store; how many there were.
        unit: what is counted, in Chinese.
        is_partial: store them although others are at fault.
        json: for programs.
        closing: what is said last.

    Raises:
        InputError: when rows are at fault and only all or none may be stored.
    """
    if filled.faults and not is_partial:
        raise InputError(filled.faults)
    count = store()
    faults = [str(fault) for fault in filled.faults]
    for fault in faults:
        messages.print(fault, markup=False)
    told = {
        "stored": count, "repeated": filled.repeated, "empty": filled.empty, "faults": faults,
    }  # fmt: skip
    said = (
        f"已记录 {count} {unit}决定；此前已有同样决定 {filled.repeated} {unit}，"
        f"未填 {filled.empty} {unit}，退回 {len(faults)} 处。{closing}"
    )
    say(said, told, json=json)
