"""A bulletin as files: the paper (.docx) and its annexes (.xlsx)."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from gongkai_monitor.report.atomic import write_atomically
from gongkai_monitor.report.bulletin.annex import annex_headline, annex_sections
from gongkai_monitor.report.bulletin.content import Bulletin, Records
from gongkai_monitor.report.bulletin.sums import Tally
from gongkai_monitor.report.bulletin.template import NAME, build_template
from gongkai_monitor.report.word.render import write_paper
from gongkai_monitor.report.writers.xlsx import write_xlsx


def write_bulletin(
    bulletin: Bulletin, records: Records, folder: Path, templates: Path
) -> tuple[Path, Path]:
    """Write ``通报-2026Q3.docx`` and ``通报-2026Q3-附件.xlsx``.

    Raises:
        ReportError: when the office's template cannot be used, or a file cannot be written.
    """
    stem = f"通报-{records.period.code}"
    paper = write_paper(
        folder / f"{stem}.docx", bulletin_fields(bulletin), build_template, templates / NAME
    )
    top, sections = annex_headline(bulletin, records), annex_sections(records)
    annex = write_atomically(
        folder / f"{stem}-附件.xlsx", lambda path: write_xlsx(path, top, sections)
    )
    return paper, annex


def bulletin_fields(bulletin: Bulletin) -> dict[str, Any]:
    """What a template of a bulletin can use."""
    day = bulletin.issued_on
    return {
        "title": bulletin.title,
        "addressee": bulletin.addressee,
        "introduction": list(bulletin.introduction),
        "parts": [
            {
                "title": part.title,
                "level": part.level,
                "texts": list(part.texts),
                "rows": [_row(tally) for tally in part.tallies],
            }
            for part in bulletin.parts
        ],
        "annexes": [
            f"附件：{number}. {title}" if number == 1 else f"　　　{number}. {title}"
            for number, title in enumerate(bulletin.annexes, start=1)
        ],
        "issuer": bulletin.issuer,
        "issued_on": f"{day.year}年{day.month}月{day.day}日",
    }


def _row(tally: Tally) -> dict[str, Any]:
    return {
        **asdict(tally),
        "running": tally.running,
        "checked": tally.checked,
        "rate": str(tally.pass_rate),
    }
