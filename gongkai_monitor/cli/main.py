"""The ``gongkai`` command: its groups in one list, and errors turned into exit codes.

0 done · 1 failed · 2 bad usage or bad input · 3 done, but something was not collected.
"""

import io
import logging
import os
import sys
from typing import Annotated

import structlog
import typer

from gongkai_monitor import __version__
from gongkai_monitor.cli import (
    alerts,
    collect,
    duties,
    hotspots,
    imports,
    judge,
    practice,
    privacy,
    query,
    registry,
    reports,
    review,
    sample,
    sentiment,
    serve,
    shutdown,
    wording,
    workspace,
)
from gongkai_monitor.cli.options import WorkspaceOption
from gongkai_monitor.cli.output import messages
from gongkai_monitor.cli.usage import Commands, usage_message
from gongkai_monitor.errors import (
    GongkaiError,
    IncompleteError,
    InputError,
    QueryError,
    WorkspaceError,
    reason_of,
)

DONE, FAILED, BAD_INPUT, INCOMPLETE = 0, 1, 2, 3
_INTERRUPTED = 130
"""What typer makes of Ctrl-C."""
_FAULTS_SHOWN = 200

app = Commands(
    name="gongkai",
    help="政府网站与政务新媒体检查、政务舆情监测。",
    add_completion=False,
    pretty_exceptions_enable=False,
)
for group in (
    workspace,
    registry,
    imports,
    collect,
    judge,
    hotspots,
    alerts,
    review,
    sample,
    shutdown,
    duties,
    reports,
    query,
    serve,
    practice,
    wording,
    sentiment,
    privacy,
):
    group.register(app)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def gongkai(
    context: typer.Context,
    workspace: WorkspaceOption = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="版本号")
    ] = False,
) -> None:
    """政府网站与政务新媒体检查、政务舆情监测。"""
    _ = version
    context.obj = workspace


def main() -> None:
    """Run the command line and exit with its code."""
    _prepare_streams()
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = _reader_left()
    sys.exit(code)


def _prepare_streams() -> None:
    """Results are UTF-8 wherever they go; what the library logs goes to stderr, faults only."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        is_terminal = sys.stdout.isatty()
        # A terminal keeps its own encoding, but a letter that it lacks must not end the command.
        sys.stdout.reconfigure(
            encoding=None if is_terminal else "utf-8", errors="replace" if is_terminal else None
        )
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def run(arguments: list[str]) -> int:
    """Run one command line; returns the exit code, never raises for an error of ours."""
    try:
        code = app(args=arguments, standalone_mode=False, prog_name="gongkai")
    except GongkaiError as error:
        return _report(error)
    except typer.TyperException as error:
        messages.print(usage_message(error), markup=False)
        return BAD_INPUT
    except (typer.Abort, KeyboardInterrupt):
        code = _INTERRUPTED
    except OSError as error:
        place = f"{error.filename}：" if error.filename else ""
        messages.print(f"失败：{place}{reason_of(error)}", markup=False)
        return FAILED
    if code == _INTERRUPTED:
        messages.print("已中断；下次运行会接着做。")
        return FAILED
    return code if isinstance(code, int) else DONE


def _reader_left() -> int:
    """``gongkai … | head``: the reader has seen enough, which is no fault."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return DONE


def _report(error: GongkaiError) -> int:
    """Say what happened and give the exit code."""
    match error:
        case InputError():
            _print_faults(error)
            return BAD_INPUT
        case IncompleteError():
            messages.print(str(error), markup=False)
            return INCOMPLETE
        case WorkspaceError() | QueryError():
            messages.print(str(error), markup=False)
            return BAD_INPUT
        case _:
            messages.print(f"失败：{error}", markup=False)
            return FAILED


def _print_faults(error: InputError) -> None:
    for fault in error.faults[:_FAULTS_SHOWN]:
        messages.print(str(fault), markup=False)
    more = len(error.faults) - _FAULTS_SHOWN
    if more > 0:
        messages.print(f"……另有 {more} 处")
    messages.print(f"共 {len(error.faults)} 处有误，未作任何更改。")
