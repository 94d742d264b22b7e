"""How the letters of the day felt, against the usual, and on how many days the usual rests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai_monitor.report.blocks import Block, Figure, FigureKind, Series, Tone
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import rows

_DAYS = 30
_FEWEST = 10
"""Fewer scored messages of a day say nothing about the day."""
_FEWEST_DAYS = 7
"""Fewer other days are no usual."""


@dataclass(frozen=True, slots=True)
class _Day:
    """Scored messages of one day."""

    scored: int
    negative: int
    unsure: int

    @property
    def share(self) -> float:
        """Negative ones, in percent of all that have a score."""
        return round(100 * self.negative / self.scored, 1)

    @property
    def unsure_share(self) -> float:
        """待判, in percent."""
        return round(100 * self.unsure / self.scored, 1)


def sentiment_figure(book: AuditBook) -> list[Block]:
    """Share of negative messages per day; a day with few scored messages is a gap."""
    found = {
        day: _Day(row.whole("scored") or 0, row.whole("negative") or 0, row.whole("unsure") or 0)
        for row in rows(book.sentiment_days)
        if (day := row.day("day")) is not None
    }
    enough = {day: one for day, one in found.items() if one.scored >= _FEWEST}
    if not enough:
        return []
    days = [book.day - timedelta(days=back) for back in range(_DAYS - 1, -1, -1)]
    shown = [enough.get(day) for day in days]
    return [
        Figure(
            title="负面来信占比",
            kind=FigureKind.LINE,
            labels=tuple(f"{day:%m-%d}" for day in days),
            series=(
                Series(
                    name="负面占比",
                    values=tuple(one.share if one else None for one in shown),
                    tone=Tone.BAD,
                ),
                Series(
                    name="待判占比",
                    values=tuple(one.unsure_share if one else None for one in shown),
                    tone=Tone.QUIET,
                ),
            ),
            unit="%",
            note=f"{_compared(enough, book.day)}不足 {_FEWEST} 件的日子不画。"
            "占比以有情感分值的来信为分母；待判是模型把握不足、没有归类的。",
        )
    ]


def _compared(enough: Mapping[date, _Day], day: date) -> str:
    """The day, or the one before while it is too young, beside the others."""
    shown = next((one for one in (day, day - timedelta(days=1)) if one in enough), None)
    if shown is None:
        return "当天和前一天有情感分值的来信不足，不作比较。"
    own = enough[shown]
    told = (
        f"{shown:%m-%d} 有情感分值的来信 {own.scored} 件：负面 {own.negative} 件"
        f"（{own.share:g}%），待判 {own.unsure} 件；"
    )
    others = [one.share for at, one in enough.items() if at not in {shown, day}]
    if len(others) < _FEWEST_DAYS:
        return f"{told}可比的日子只有 {len(others)} 天，不足 {_FEWEST_DAYS} 天，不与平时比较。"
    low, high = min(others), max(others)
    place = "高于" if own.share > high else "低于" if own.share < low else "在"
    end = "其范围内" if place == "在" else "其中每一天"
    return (
        f"{told}平时（此前可比的 {len(others)} 天）平均 {sum(others) / len(others):.1f}%，"
        f"最低 {low:g}%，最高 {high:g}%；当天{place}{end}。"
    )
