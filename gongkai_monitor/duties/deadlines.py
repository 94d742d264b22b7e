"""期限: every day, rhythm or 持续推进 that the words of one duty set.

A year that is not printed is the document's own. ``10月底前`` ends with the month, ``10月前`` with
the month before it. When a duty names several, the one of its 责任时限 is its deadline; without
that the last day named, else the first rhythm.
"""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai_monitor.duties.numerals import LETTERS, number_of
from gongkai_monitor.vocabulary import DeadlineKind, Recurrence

_N = rf"(?:\d{{1,2}}|[{LETTERS}]{{1,3}})"
_YEAR = r"(?:(?P<year>20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年|(?:今|本|当)年)?"
_NOT_DATA = r"(?!的|度?(?:数据|情况|结果|工作情况))"
_FIXED = re.compile(
    rf"(?<!截至)(?<!截止){_YEAR}(?:"
    rf"(?P<month>{_N})月(?:份)?(?:(?P<day>{_N})日|(?P<end>月?[底末]))?(?P<before>[之以]?前)?"
    r"|年?底(?P<year_end>[之以]?前)"
    r"|(?P<within>(?:年度?|(?<=年))内)"
    rf"|第?(?P<quarter>[一二三四1-4])季度{_NOT_DATA}[末底]?[之以]?[前内]?"
    r"|上半年(?P<half>[末底]?[之以]?[前内]|完成)"
    r")"
)
_RECURRING = re.compile(
    rf"每(?:(?P<half_yearly>半年)|(?P<yearly>年度?)|(?P<quarterly>季度?)|(?P<monthly>个?月)"
    rf"|(?P<weekly>周))(?:(?P<month>{_N})月(?=[底末\d{LETTERS}前]))?(?:(?P<day>{_N})日|[底末])?"
    r"(?:[之以]?前)?"
)
_ONGOING = re.compile(
    r"(?:持续|长期|常态化?|常年|全年)(?:推进|坚持|开展|实施|做好|任务|抓好|落实|执行)?(?:任务|工作)?"
)
_YEAR_LETTERS = {letter: str(value) for value, letter in enumerate(LETTERS[:9], start=1)} | {
    "〇": "0",
    "○": "0",
    "零": "0",
}
_RHYTHMS = (
    Recurrence.HALF_YEARLY, Recurrence.YEARLY, Recurrence.QUARTERLY, Recurrence.MONTHLY,
    Recurrence.WEEKLY,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One limit.

    Attributes:
        text: as printed.
        kind: of limit.
        due_on: last day of a fixed one.
        recurrence: of a recurring one.
        month: of a yearly one that names it.
        day: of a yearly or monthly one that names it.
    """

    text: str
    kind: DeadlineKind
    due_on: date | None = None
    recurrence: Recurrence | None = None
    month: int | None = None
    day: int | None = None

    @property
    def is_unread(self) -> bool:
        """Whether its words could not be read."""
        return self.kind is DeadlineKind.UNREAD

    def next_due(self, day: date) -> date | None:
        """The last day of the period that ``day`` is in, or of the next one when that has passed.

        A fixed deadline stays where it is; one that is ongoing or could not be read has none.
        """
        if self.recurrence is None:
            return self.due_on
        return next(due for due in self._dues(day) if due >= day)

    def _dues(self, day: date) -> Iterator[date]:
        match self.recurrence:
            case Recurrence.WEEKLY:
                yield day + timedelta(days=6 - day.weekday())
            case Recurrence.MONTHLY:
                for ahead in (0, 1):
                    year, month = divmod(day.year * 12 + day.month - 1 + ahead, 12)
                    yield self._in_month(year, month + 1)
            case Recurrence.QUARTERLY:
                yield _month_end(day.year, (day.month + 2) // 3 * 3)
            case Recurrence.HALF_YEARLY:
                yield _month_end(day.year, 6 if day.month <= 6 else 12)
            case _:
                for year in (day.year, day.year + 1):
                    yield self._in_month(year, self.month or 12)

    def _in_month(self, year: int, month: int) -> date:
        last = _month_end(year, month)
        return last.replace(day=min(self.day, last.day)) if self.day else last


def find_deadlines(text: str, year: int | None) -> list[Deadline]:
    """Every fixed and recurring limit in a text, in order, each wording once."""
    found: list[tuple[int, Deadline]] = []
    taken: list[tuple[int, int]] = []
    for match in _RECURRING.finditer(text):
        rhythm = next(one for one in _RHYTHMS if match[one.value])
        month, day = _number(match["month"]), _number(match["day"])
        found.append((
            match.start(),
            Deadline(text=match[0], kind=DeadlineKind.RECURRING, recurrence=rhythm,
                     month=month, day=day),
        ))  # fmt: skip
        taken.append(match.span())
    for match in _FIXED.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        due = _fixed_day(match, year)
        if due is not None:
            one = Deadline(text=match[0], kind=DeadlineKind.FIXED, due_on=due)
            found.append((match.start(), one))
    unique = {one.text: one for _, one in sorted(found, key=lambda pair: pair[0])}
    return list(unique.values())


def stated_deadline(words: str, year: int | None) -> Deadline:
    """What a 责任时限 says; words that cannot be read are kept for a person."""
    if _ONGOING.fullmatch(words):
        return Deadline(text=words, kind=DeadlineKind.ONGOING)
    inside = find_deadlines(words, year)
    if not inside:
        return Deadline(text=words, kind=DeadlineKind.UNREAD)
    chosen = chosen_deadline(inside)
    assert chosen is not None
    return Deadline(
        text=words, kind=chosen.kind, due_on=chosen.due_on, recurrence=chosen.recurrence,
        month=chosen.month, day=chosen.day,
    )  # fmt: skip


def chosen_deadline(deadlines: Sequence[Deadline]) -> Deadline | None:
    """Of limits in running text: the last day, else the first rhythm."""
    fixed = [one for one in deadlines if one.due_on]
    if fixed:
        return max(fixed, key=lambda one: one.due_on or date.min)
    return deadlines[0] if deadlines else None


def _fixed_day(match: re.Match[str], year: int | None) -> date | None:
    printed = match["year"]
    own = int("".join(_YEAR_LETTERS.get(letter, letter) for letter in printed)) if printed else year
    if own is None:
        return None
    if match["month"]:
        return _in_year(match, own)
    if match["quarter"]:
        return _month_end(own, 3 * (number_of(match["quarter"]) or 4))
    return date(own, 6, 30) if match["half"] else date(own, 12, 31)


def _in_year(match: re.Match[str], year: int) -> date | None:
    """The day of 6月30日前, 6月底前 or 6月前; a date without 前 is no limit."""
    month = _number(match["month"])
    if month is None or not 1 <= month <= 12 or not (match["before"] or match["end"]):
        return None
    if match["day"]:
        day = _number(match["day"]) or 0
        is_day = 1 <= day <= calendar.monthrange(year, month)[1]
        return date(year, month, day) if is_day else None
    return _month_end(year, month) if match["end"] else date(year, month, 1) - timedelta(days=1)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _number(text: str | None) -> int | None:
    return number_of(text) if text else None
