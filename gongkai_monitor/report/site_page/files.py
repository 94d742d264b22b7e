"""The site pages as files: a folder beside the daily report, there whole or not at all."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from gongkai_monitor.errors import reason_of
from gongkai_monitor.report.book import AuditBook, ReportError
from gongkai_monitor.report.headline import headline
from gongkai_monitor.report.names import Names
from gongkai_monitor.report.sections.sites import cards_folder, sites_section
from gongkai_monitor.report.site_page.card import card_headline, card_sections
from gongkai_monitor.report.site_page.sites import cards_of
from gongkai_monitor.report.writers.html import write_html

INDEX = "index.html"
_TITLE = "各站点检查情况"


def write_site_pages(book: AuditBook, folder: Path) -> Path:
    """Write a page per site and their index; returns the index.

    Raises:
        ReportError: when the folder cannot be written; an earlier one is then untouched.
    """
    target = folder / cards_folder(book.day)
    draft: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder, prefix=".站点-"))
        _write(book, draft)
        draft.chmod(0o755)
        if target.exists():
            shutil.rmtree(target)
        draft.rename(target)
    except OSError as error:
        raise ReportError(f"{target} 未能写成：{reason_of(error)}") from error
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
    return target / INDEX


def _write(book: AuditBook, folder: Path) -> None:
    names, cards = Names.of(book.registry), cards_of(book)
    index = sites_section(book, cards, folder="")
    _page(folder / INDEX, "".join(write_html(replace(headline(book), title=_TITLE), (index,))))
    for card in cards:
        top = card_headline(card, book, names)
        _page(folder / card.file_name, "".join(write_html(top, card_sections(card, book, names))))


def _page(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
