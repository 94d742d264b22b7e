"""落款: the agency and the day under a document, which is its 成文日期, not the day of the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_monitor.text.dates import DateLabel, find_dates
from gongkai_monitor.text.issuers import is_agency, split_issuers

_LAST_LINES = 6
_MOST_ISSUERS = 12
_LONGEST_LINE = 40
_YEAR, _COUNT = r"[12\d〇○ＯOo零一二三四五六七八九十]{4}", r"[\d一二三四五六七八九十]{1,3}"
_RUNNING = re.compile(
    r"(?<![\u4e00-\u9fff、，《])(?P<agency>[\u4e00-\u9fff][\u4e00-\u9fff \u3000]{2,79}?)[\s\u3000]*"
    rf"(?P<day>{_YEAR}\s?年\s?{_COUNT}\s?月\s?{_COUNT}\s?日)"
    r"(?!\s*(?:[\u4e00-\u9fff]{0,14}(?:公布|发布|印发|通过|修订|修正|第\d)|起|前|以[前来后]|至|之|[-—、，（(]))"
)
_MARKED = re.compile(rf"(?P<day>{_YEAR}年{_COUNT}月{_COUNT}日)\s*[（(]?(?:此件|本件)")
_OFFICER = re.compile(
    r"^(?:代?省长|部长|市长|县长|区长|主任|局长|署长|主席|总理|行长)\s*[\u4e00-\u9fff]{2,4}$"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed and when; nothing where it was not found."""

    issuers: tuple[str, ...] = ()
    signed_on: date | None = None


def read_signature(lines: Sequence[str]) -> Signature:
    """The signature of a document of which these are the lines.

    A day alone in one of the last lines; with annexes after it, the first day alone under the
    name of an agency; in a text that lost its line breaks, the name and day before 此件公开发布,
    附件 or the end.
    """
    lines = [line for line in lines if line.strip()]
    at = _at_the_end(lines)
    if at is None:
        at = _under_an_agency(lines)
    if at is None:
        return _running("\n".join(lines))
    return Signature(_issuers_above(lines, at), _alone(lines[at]))


def _alone(line: str) -> date | None:
    """The day of a line that holds nothing else."""
    short = line.strip()
    if len(short) > _LONGEST_LINE or "年" not in short:
        return None
    found = find_dates(short)
    if not found or found[-1].end != len(short.rstrip(")） ")):
        return None
    return found[-1].day if found[-1].label in {DateLabel.NONE, DateLabel.SIGNED} else None


def _at_the_end(lines: Sequence[str]) -> int | None:
    last = range(len(lines) - 1, max(-1, len(lines) - 1 - _LAST_LINES), -1)
    return next((at for at in last if _alone(lines[at])), None)


def _under_an_agency(lines: Sequence[str]) -> int | None:
    for at in range(1, len(lines)):
        above = lines[at - 1].strip()
        if _alone(lines[at]) and (is_agency("".join(above.split())) or _OFFICER.match(above)):
            return at
    return None


def _issuers_above(lines: Sequence[str], at: int) -> tuple[str, ...]:
    """Agencies in the line of the day before it, and in the lines right above."""
    found: list[str] = []
    for line in reversed(lines[max(0, at - _MOST_ISSUERS) : at]):
        names = split_issuers(line)
        if not names or not all(is_agency(name) for name in names):
            spaced = "".join(line.split())
            names = (spaced,) if is_agency(spaced) else ()
        if not names:
            break
        found = [*names, *found]
    return tuple(dict.fromkeys(found))


def _running(text: str) -> Signature:
    """The first name and day that stand as a signature in running text."""
    for match in _RUNNING.finditer(text):
        days = find_dates(match["day"])
        names = split_issuers(match["agency"])
        if days and names and all(is_agency(one) for one in names):
            return Signature(names, days[0].day)
    marked = _MARKED.search(text)
    days = find_dates(marked["day"]) if marked else ()
    return Signature((), days[0].day) if days else Signature()
