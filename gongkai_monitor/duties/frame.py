"""``gm.duties.parse`` and ``read``: duties as a DataFrame, one row each."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from gongkai_monitor.duties.agencies import AgencyFinder
from gongkai_monitor.duties.document import Duty, DutyDocument, read_duties
from gongkai_monitor.duties.reading import body_of, read_text
from gongkai_monitor.duties.watching import watching
from gongkai_monitor.facts.rows import plain_rows
from gongkai_monitor.model.registry import Agency
from gongkai_monitor.vocabulary import AgencyKind, AgencyLevel, Term

if TYPE_CHECKING:
    import pandas as pd

    from gongkai_monitor.duties.deadlines import Deadline

TermT = TypeVar("TermT", bound=Term)

COLUMNS = (
    "order", "number", "section", "path", "text", "deadline_text", "due_on", "recurrence",
    "deadlines", "lead_agencies", "responsible_agencies", "responsibility_text", "quantities",
    "indicators",
)  # fmt: skip


def parse(text: str, *, year: int | None = None) -> pd.DataFrame:
    """The duties of a 工作要点 document, one row each, in its order.

    Args:
        text: plain text with any line breaks (also of a PDF or a scan), or an HTML page.
        year: of a document that does not say its own.

    Returns:
        ``order`` (1, 2 …), ``number`` (as printed: （一）, 1), ``section`` and ``path`` (headings
        above), ``text``, ``deadline_text`` and ``due_on`` of the deadline that counts (a ``date``
        or None), ``recurrence`` (每年 …, 持续推进, "" for none), ``deadlines`` (all of them),
        ``lead_agencies``, ``responsible_agencies`` (as printed, brackets full width),
        ``responsibility_text``, ``quantities`` (value, unit, text, is_most), ``indicators`` (codes
        that watch it). ``attrs`` holds ``title`` and ``year``.
    """
    return frame_of(read_duties(body_of(text), year=year))


def read(path: str | Path, *, year: int | None = None) -> pd.DataFrame:
    """The duties of a file: text, HTML, Word or PDF with text; columns as in ``parse``.

    Raises:
        InputError: when the file cannot be read, or holds no text (a scan without OCR).
    """
    return frame_of(read_duties(read_text(Path(path)), year=year))


def resolve(duties: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
    """Find the units that duties name in a register; what it does not settle is for a person.

    Args:
        duties: as ``parse`` gives them.
        agencies: ``agency_code``, ``name``, ``level`` (省/市/县/乡), and where known ``kind``
            (政府/部门/派出机构/事业单位), ``parent_code`` and ``aliases`` (a list).

    Returns:
        One row per duty and printed name: ``order``, ``role`` (lead, responsible), ``name``,
        ``agency_codes`` (市政府各部门 expanded) and ``why_not`` ("" when it is settled).
    """
    import pandas as pd

    finder = AgencyFinder(_agencies(agencies))
    rows = [
        (duty["order"], role, one.name, list(one.agency_codes), one.why_not)
        for duty in plain_rows(duties)
        for role, names in (
            ("lead", duty["lead_agencies"]),
            ("responsible", duty["responsible_agencies"]),
        )
        for one in finder.find_all(names)
    ]
    return pd.DataFrame(rows, columns=["order", "role", "name", "agency_codes", "why_not"])


def frame_of(document: DutyDocument) -> pd.DataFrame:
    """A document as a DataFrame."""
    import pandas as pd

    rows = [_row(order, duty) for order, duty in enumerate(document.duties, start=1)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    frame.attrs = {"title": document.title, "year": document.year}
    return frame


def rhythm(deadline: Deadline | None) -> str:
    """每年 … of a recurring deadline, the kind of one without a day, else ""."""
    if deadline is None or deadline.due_on:
        return ""
    return deadline.recurrence.label if deadline.recurrence else deadline.kind.label


def _agencies(frame: pd.DataFrame) -> list[Agency]:
    found = []
    for row in plain_rows(frame):
        kind = row.get("kind")
        found.append(
            Agency(
                agency_code=row["agency_code"],
                name=row["name"],
                level=_term(AgencyLevel, row["level"]),
                kind=_term(AgencyKind, kind) if kind else None,
                parent_code=row.get("parent_code"),
                aliases=tuple(row.get("aliases") or ()),
            )
        )
    return found


def _term(terms: type[TermT], word: str) -> TermT:
    return terms(word) if word in set(terms) else terms.from_label(word)


def _row(order: int, duty: Duty) -> dict[str, Any]:
    return {
        "order": order,
        "number": duty.number,
        "section": duty.section,
        "path": list(duty.path),
        "text": duty.text,
        "deadline_text": duty.deadline.text if duty.deadline else "",
        "due_on": duty.due_on,
        "recurrence": rhythm(duty.deadline),
        "deadlines": [
            {"text": one.text, "due_on": one.due_on, "recurrence": rhythm(one)}
            for one in duty.deadlines
        ],
        "lead_agencies": list(duty.lead_agencies),
        "responsible_agencies": list(duty.responsible_agencies),
        "responsibility_text": duty.responsibility_text,
        "quantities": [asdict(one) for one in duty.quantities],
        "indicators": list(watching(duty.text)),
    }
