"""Small pictures of public opinion: the course of the hottest topics."""

from collections.abc import Sequence
from datetime import date, timedelta

from gongkai_monitor.report.blocks import Block, Figure, FigureKind, Series
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row, rows

_SHOWN, _DAYS = 4, 30
_TITLE = 18


def courses(topics: Sequence[Row], book: AuditBook) -> list[Block]:
    """Messages per day of the hottest topics, the last month."""
    counts: dict[str, dict[date, int]] = {}
    for row in rows(book.hotspot_days):
        if (day := row.day("day")) is not None:
            counts.setdefault(row.text("hotspot_id"), {})[day] = row.whole("count") or 0
    days = [book.day - timedelta(days=back) for back in range(_DAYS - 1, -1, -1)]
    labels = tuple(f"{day:%m-%d}" for day in days)
    hottest = sorted(topics, key=lambda row: -(row.number("heat") or 0))
    known = [row for row in hottest if row.text("hotspot_id") in counts][:_SHOWN]
    return [
        Figure(
            title=_short(row.text("title")),
            kind=FigureKind.STACK,
            labels=labels,
            series=(
                Series(
                    name="来信",
                    values=tuple(counts[row.text("hotspot_id")].get(day, 0) for day in days),
                ),
            ),
            unit="件",
        )
        for row in known
    ]


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
