"""From the text of a 工作要点 to its duties."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_monitor.duties.deadlines import (
    Deadline,
    chosen_deadline,
    find_deadlines,
    stated_deadline,
)
from gongkai_monitor.duties.flow import Flow, flow_of
from gongkai_monitor.duties.outline import Part, duties_of, find_parts
from gongkai_monitor.duties.quantities import Quantity, find_quantities
from gongkai_monitor.duties.responsibility import Responsibility, find_responsibilities

_KINDS = "(?:工作要点|要点|任务分工|任务清单|工作安排|工作计划|工作方案|实施方案|行动方案|台账)"
_NAMED = re.compile(rf"《([^《》]*(20\d\d)年[^《》]*{_KINDS})》")
_PRINTED = re.compile(rf"[\u4e00-\u9fff]{{0,16}}(20\d\d)年[\u4e00-\u9fff、“”]{{0,40}}?{_KINDS}")
_ANY_TITLE = re.compile(r"^[^。，；：]{0,60}(?:意见|通知|办法|方案|要点|规定)$")
_FULL_DATE = re.compile(r"(20\d\d)年\d{1,2}月\d{1,2}日")
_TAIL = re.compile(
    r"(?<=[。！？])(?:[^。！？]{0,60}20\d\d年\d{1,2}月\d{1,2}日(?:印发)?(?:[^。]{0,80}|抄送[:：].*)"
    r"|(?:抄送|附件)[:：].*)$"
)
_HEADING = re.compile(r"[^。！？；]*")
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty as its document states it.

    Attributes:
        number: as printed: （一）, 1.
        path: headings above it, the outermost first, each with its number.
        text: the whole duty, lines joined, without the bracket.
        responsibility_text: the bracket as printed, lines joined; "" without one.
        deadline: the one that counts (``deadlines`` says which); None when it names none.
        deadlines: every limit it names, that of the bracket last.
        lead_agencies: 牵头单位 as printed, brackets full width.
        responsible_agencies: 责任单位 and 配合单位, likewise.
        quantities: numbers it demands.
    """

    number: str
    path: tuple[str, ...]
    text: str
    responsibility_text: str
    deadline: Deadline | None
    deadlines: tuple[Deadline, ...]
    lead_agencies: tuple[str, ...]
    responsible_agencies: tuple[str, ...]
    quantities: tuple[Quantity, ...]

    @property
    def section(self) -> str:
        """The headings above it in one line."""
        return " › ".join(self.path)

    @property
    def due_on(self) -> date | None:
        """The day of its deadline."""
        return self.deadline.due_on if self.deadline else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDocument:
    """A 工作要点 document: ``year`` is that of its title, else of its signature."""

    title: str
    year: int | None
    duties: tuple[Duty, ...]


def read_duties(text: str, *, year: int | None = None) -> DutyDocument:
    """Every numbered duty of a document, none invented; never raises on any text.

    Args:
        text: of the document.
        year: of a document that does not say its own.
    """
    flow = flow_of(text)
    said = find_responsibilities(flow)
    parts = find_parts(flow, said)
    chosen = duties_of(parts)
    head = flow.text[: chosen[0].start] if chosen else flow.text
    title, own_year = _title(head, text) or ("", _signed_year(flow.text))
    year = own_year or year
    closes = _brackets_close(chosen)
    return DutyDocument(
        title=title,
        year=year,
        duties=tuple(_duty(flow, part, year, closes=closes) for part in chosen),
    )


def _duty(flow: Flow, part: Part, year: int | None, *, closes: bool) -> Duty:
    said = part.all_said
    end = said[-1].end if said and closes else part.last_end
    text = _without(flow.text, part.body, end, said)
    if end == len(flow.text):
        text = _without_tail(text)
    named = find_deadlines(text, year)
    times = list(dict.fromkeys(one.time for one in said if one.time))
    stated = [stated_deadline(words, year) for words in times]
    deadline = chosen_deadline(named)
    if stated:
        deadline = chosen_deadline(stated)
    return Duty(
        number=part.number,
        path=_path(flow, part),
        text=text,
        responsibility_text="".join(flow.text[one.start : one.end] for one in said),
        deadline=deadline,
        deadlines=(*named, *stated),
        lead_agencies=_names([one.lead for one in said]),
        responsible_agencies=_names([one.responsible for one in said]),
        quantities=tuple(find_quantities(text)),
    )


def _names(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))


def _without(text: str, start: int, end: int, said: Sequence[Responsibility]) -> str:
    pieces, at = [], start
    for one in said:
        pieces.append(text[at : one.start])
        at = one.end
    return "".join([*pieces, text[at:end]]).strip()


def _without_tail(text: str) -> str:
    """Without the signature, date and 抄送 that follow the last sentence."""
    tail = _TAIL.search(text)
    return text[: tail.start()] if tail else text


def _brackets_close(parts: Sequence[Part]) -> bool:
    """Whether the brackets of this document stand at the end of the duties.

    Then nothing behind the last one belongs to a duty; in others the bracket follows the heading.
    """
    last = [(part.all_said[-1].end, part.last_end) for part in parts if part.all_said]
    return 2 * sum(end >= stop for end, stop in last) >= len(last)


def _path(flow: Flow, part: Part) -> tuple[str, ...]:
    above = []
    while part.parent is not None:
        part = part.parent
        above.append(_heading(flow, part))
    return tuple(reversed(above))


def _heading(flow: Flow, part: Part) -> str:
    """The heading of a part: up to its first full stop, or its first line when it has none."""
    words = _HEADING.match(flow.text[part.body : part.end])
    heading = words[0] if words else ""
    if len(heading) > _LONGEST_HEADING:
        later = [place for place in flow.starts if part.body < place < part.end]
        heading = flow.text[part.body : min(later, default=part.end)]
    between = "" if part.number.endswith("）") else "、"
    return f"{part.number}{between}{heading}"


def _title(head: str, text: str) -> tuple[str, int | None] | None:
    for pattern in (_NAMED, _PRINTED):
        if match := pattern.search(head):
            groups = match.groups()
            return (groups[0] if len(groups) > 1 else match[0]), int(groups[-1])
    for line in text.splitlines():
        if _ANY_TITLE.match(line.strip()):
            return line.strip(), _signed_year(flow_of(text).text)
    return None


def _signed_year(text: str) -> int | None:
    """The year of the last full date: the signature."""
    dates = _FULL_DATE.findall(text)
    return int(dates[-1]) if dates else None
