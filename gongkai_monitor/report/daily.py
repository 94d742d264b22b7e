"""The daily report as files."""

from datetime import date
from pathlib import Path

from gongkai_monitor.report.atomic import write_atomically
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.headline import headline
from gongkai_monitor.report.outline import daily_sections
from gongkai_monitor.report.writers.html import write_html
from gongkai_monitor.report.writers.xlsx import write_xlsx


def report_stem(day: date) -> str:
    """File name without its ending: ``日报-2026-11-22``."""
    return f"日报-{day:%Y-%m-%d}"


def write_daily(book: AuditBook, folder: Path) -> tuple[Path, ...]:
    """Write the web page and the workbook of one day; each is there whole or not at all.

    Raises:
        ReportError: when the coverage is not complete, or the files cannot be written.
    """
    top, sections = headline(book), daily_sections(book)
    stem = report_stem(book.day)

    def page(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(write_html(top, sections))

    def workbook(path: Path) -> None:
        write_xlsx(path, top, sections)

    return (
        write_atomically(folder / f"{stem}.xlsx", workbook),
        write_atomically(folder / f"{stem}.html", page),
    )
