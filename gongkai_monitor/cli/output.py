"""How results are printed: JSON alone on stdout, tables for people, files for Excel."""

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gongkai_monitor.cli.options import Format
from gongkai_monitor.clock import CHINA

messages = Console(stderr=True, highlight=False, soft_wrap=True)
"""What is said to the person at the terminal; stdout is for results."""

Row = Mapping[str, Any]


def print_json(value: object) -> None:
    """One JSON value on stdout, nothing else."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.write("\n")


def print_rows(
    rows: Sequence[Row],
    columns: Mapping[str, str],
    *,
    form: Format,
    output: Path | None = None,
    title: str = "",
) -> None:
    """Print rows; ``columns`` maps keys to Chinese headings (tables, csv, xlsx show only these).

    Raises:
        typer.BadParameter: xlsx without a file.
    """
    match form:
        case Format.JSON:
            _to_json(rows, output)
        case Format.CSV:
            _to_csv(rows, columns, output)
        case Format.XLSX:
            if output is None:
                raise typer.BadParameter("xlsx 格式请用 -o 指定文件名")
            _to_xlsx(rows, columns, output, title or "结果")
        case Format.TABLE:
            _to_table(rows, columns, title)
    if output is not None:
        messages.print(f"已写入 {output}（{len(rows)} 行）")


def _to_json(rows: Sequence[Row], output: Path | None) -> None:
    if output is None:
        print_json(list(rows))
        return
    text = json.dumps(list(rows), ensure_ascii=False, indent=2, default=_plain)
    output.write_text(text, encoding="utf-8")


def _to_csv(rows: Sequence[Row], columns: Mapping[str, str], output: Path | None) -> None:
    # Excel and WPS read UTF-8 only with a byte-order mark.
    stream = output.open("w", encoding="utf-8-sig", newline="") if output else sys.stdout
    try:
        writer = csv.writer(stream)
        writer.writerow(columns.values())
        writer.writerows([_safe(_shown(row.get(key))) for key in columns] for row in rows)
    finally:
        if output:
            stream.close()


def _to_xlsx(rows: Sequence[Row], columns: Mapping[str, str], output: Path, title: str) -> None:
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(output), options) as book:
        sheet = book.add_worksheet(title[:31])
        heading = book.add_format({"bold": True, "bg_color": "#E8EEF7"})
        sheet.write_row(0, 0, list(columns.values()), heading)
        for number, row in enumerate(rows, start=1):
            for place, key in enumerate(columns):
                sheet.write_string(number, place, _shown(row.get(key))[:32767])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), max(len(columns) - 1, 0))
        sheet.autofit(400)


def _to_table(rows: Sequence[Row], columns: Mapping[str, str], title: str) -> None:
    console = Console(highlight=False)
    table = Table(title=f"{title}（{len(rows)}）" if title else None, title_justify="left")
    for heading in columns.values():
        table.add_column(heading, overflow="fold")
    for row in rows:
        # Text, not markup: a title from a hostile page must not style or link the terminal.
        table.add_row(*(Text(_printable(_shown(row.get(key)))) for key in columns))
    console.print(table)


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


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")


def _safe(text: str) -> str:
    """A cell that a spreadsheet program would take for a formula becomes text."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _plain(value: object) -> object:
    """JSON for what json does not know."""
    if isinstance(value, datetime):
        return value.astimezone(CHINA).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if hasattr(value, "tolist"):  # numpy scalars and arrays
        return value.tolist()
    raise TypeError(f"cannot print {type(value).__name__} as JSON")
