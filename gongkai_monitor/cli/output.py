"""How results are printed: JSON alone on stdout, tables for people, files for Excel."""

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TextIO
from uuid import UUID

import typer
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

from gongkai_monitor.cli.columns import Column, Columns
from gongkai_monitor.cli.options import Format
from gongkai_monitor.cli.wrapping import Wrapped
from gongkai_monitor.clock import CHINA
from gongkai_monitor.errors import WorkspaceError, reason_of
from gongkai_monitor.report.writers.safe_text import clean


class _Messages(Console):
    """A console that no text of a stranger (a cell, a server's words) can give orders to."""

    def print(self, *objects: Any, **options: Any) -> None:
        """As the base class, strings without control characters."""
        super().print(
            *(clean(item) if isinstance(item, str) else item for item in objects), **options
        )


messages = _Messages(stderr=True, highlight=False, soft_wrap=True)
"""What is said to the person at the terminal; stdout is for results."""

Row = Mapping[str, Any]


def step_bar() -> Progress:
    """A bar for long work with known steps; in a pipe nothing is drawn."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=messages,
        transient=True,
        disable=not messages.is_terminal,
    )


_WIDE = 200
"""From this many cells on, a terminal shows every column."""
_LONGEST_CELL = 32_767
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def print_json(value: object) -> None:
    """One JSON value on stdout, nothing else."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.write("\n")


def print_rows(
    rows: Sequence[Row],
    columns: Columns,
    *,
    form: Format,
    output: Path | None = None,
    title: str = "",
) -> None:
    """Print rows as JSON (every key), csv or xlsx (every column) or a table that fits.

    Raises:
        typer.BadParameter: xlsx without a file, a table with one.
        WorkspaceError: when the file cannot be written.
    """
    _check_output(form, output)
    if output is None:
        _to_stdout(rows, columns, form, title)
        return
    try:
        _to_file(rows, columns, form, output, title)
    except OSError as error:
        raise WorkspaceError(f"无法写入 {output}：{reason_of(error)}") from error
    messages.print(f"已写入 {output}（{len(rows)} 行）", markup=False)


def _check_output(form: Format, output: Path | None) -> None:
    if form is Format.XLSX and output is None:
        raise typer.BadParameter("xlsx 格式请用 -o 指定文件名")
    if form is Format.TABLE and output is not None:
        raise typer.BadParameter("写入文件请用 --format 指定 json、csv 或 xlsx")


def _to_stdout(rows: Sequence[Row], columns: Columns, form: Format, title: str) -> None:
    match form:
        case Format.JSON:
            print_json(list(rows))
        case Format.CSV:
            _to_csv(rows, columns, _csv_stdout())
        case _:
            _to_table(rows, columns, title)


def _to_file(rows: Sequence[Row], columns: Columns, form: Format, output: Path, title: str) -> None:
    match form:
        case Format.JSON:
            text = json.dumps(list(rows), ensure_ascii=False, indent=2, default=_plain)
            output.write_text(text + "\n", encoding="utf-8")
        case Format.CSV:
            with output.open("w", encoding="utf-8-sig", newline="") as stream:
                _to_csv(rows, columns, stream)
        case _:
            _to_xlsx(rows, columns, output, title or "结果")


def _csv_stdout() -> TextIO:
    """Stdout for csv: redirected, it begins as Excel and WPS need it (UTF-8 with its mark)."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(newline="")
    if not sys.stdout.isatty():
        sys.stdout.write("\ufeff")
    return sys.stdout


def _to_csv(rows: Sequence[Row], columns: Columns, stream: TextIO) -> None:
    writer = csv.writer(stream)
    writer.writerow(_cell(column.heading) for column in columns)
    writer.writerows([_cell(row.get(column.key)) for column in columns] for row in rows)


def _to_xlsx(rows: Sequence[Row], columns: Columns, output: Path, title: str) -> None:
    import xlsxwriter

    content = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet(title[:31])
        heading = book.add_format({"bold": True, "bg_color": "#E8EEF7"})
        sheet.write_row(0, 0, [column.heading for column in columns], heading)
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                value = row.get(column.key)
                if _is_number(value):
                    sheet.write_number(number, place, value)
                else:
                    sheet.write_string(number, place, clean(_shown(value))[:_LONGEST_CELL])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), max(len(columns) - 1, 0))
        sheet.autofit(400)
    output.write_bytes(content.getvalue())


def _to_table(rows: Sequence[Row], columns: Columns, title: str) -> None:
    console = Console(highlight=False)
    if console.width < _WIDE:
        columns = tuple(column for column in columns if column.is_brief)
    has_shares = any(column.share for column in columns)
    if not has_shares and _natural_width(rows, columns) > console.width:
        _to_cards(console, rows, columns)
        return
    table = Table(
        title=f"{title}（{len(rows)}）" if title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        expand=has_shares,
    )
    for column in columns:
        table.add_column(
            Text(_printable(column.heading)),
            overflow="fold",
            ratio=column.share or None,
            no_wrap=not column.share,
        )
    for row in rows:
        table.add_row(*(Wrapped(_printable(row.get(column.key))) for column in columns))
    console.print(table)


def _natural_width(rows: Sequence[Row], columns: Columns) -> int:
    """Cells that a table needs when nothing is wrapped."""
    return sum(
        2 + max(map(cell_len, (column.heading, *(_printable(row.get(column.key)) for row in rows))))
        for column in columns
    )


def _to_cards(console: Console, rows: Sequence[Row], columns: Sequence[Column]) -> None:
    """Wider than the terminal: one line per value, rows kept apart by their number."""
    for number, row in enumerate(rows, start=1):
        console.print(f"── {number} ──")
        for column in columns:
            line = Text(f"{_printable(column.heading)}: {_printable(row.get(column.key))}")
            console.print(line, soft_wrap=True)


def _printable(value: object) -> str:
    """Never markup, never control characters: a hostile page's title must not style a terminal."""
    shown = _shown(value)
    return "".join(letter for letter in shown if letter.isprintable() or letter == "\n")


def _shown(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 - NaN is not itself
        return ""
    if isinstance(value, datetime):
        return value.astimezone(CHINA).strftime("%Y-%m-%d %H:%M") if value.tzinfo else str(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (list, tuple)):
        return "；".join(_shown(item) for item in value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return str(value.value) if isinstance(value, Enum) else str(value)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == value  # noqa: PLR0124


def _cell(value: object) -> str:
    """A cell that a spreadsheet program would take for a formula becomes text."""
    text = clean(_shown(value))
    return f"'{text}" if text[:1] in _FORMULA and not _is_number(value) else text


def _plain(value: object) -> object:
    """JSON for what json does not know."""
    match value:
        case datetime():
            return value.astimezone(CHINA).isoformat() if value.tzinfo else value.isoformat()
        case date() | time():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case bytes():
            return value.hex()
        case Path() | UUID() | timedelta():
            return str(value)
    return _plain_scalar(value)


def _plain_scalar(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if hasattr(value, "tolist"):  # numpy scalars and arrays
        return value.tolist()
    raise TypeError(f"cannot print {type(value).__name__} as JSON")
