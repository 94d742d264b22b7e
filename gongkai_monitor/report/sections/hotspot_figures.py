"""Small pictures of public opinion: the course of the hottest topics, and how the days felt."""

from collections.abc import Sequence
from datetime import date, timedelta

from gongkai_monitor.report.blocks import Block, Figure, FigureKind, Series, Tone
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row, rows

_SHOWN, _DAYS = 4, 30
_TITLE = 18
_FEWEST = 10
"""Fewer scored messages of a day say nothing about the day."""


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


def sentiment_figure(book: AuditBook) -> list[Block]:
    """Share of negative messages per day; a day with few scored messages is a gap."""
    shares: dict[date, float] = {}
    for row in rows(book.sentiment_days):
        scored, day = row.whole("scored") or 0, row.day("day")
        if day is not None and scored >= _FEWEST:
            shares[day] = round(100 * (row.whole("negative") or 0) / scored, 1)
    if not shares:
        return []
    days = [book.day - timedelta(days=back) for back in range(_DAYS - 1, -1, -1)]
    before = [share for day, share in shares.items() if day != book.day]
    usual = round(sum(before) / len(before), 1) if before else None
    today = shares.get(book.day)
    told = "当天有情感分值的来信不足，不作比较" if today is None else f"当天 {today:g}%"
    compared = f"，平时平均 {usual:g}%" if usual is not None else ""
    return [
        Figure(
            title="负面来信占比",
            kind=FigureKind.LINE,
            labels=tuple(f"{day:%m-%d}" for day in days),
            series=(
                Series(name="负面占比", values=tuple(shares.get(day) for day in days),
                       tone=Tone.BAD),
            ),
            unit="%",
            note=f"{told}{compared}。不足 {_FEWEST} 件的日子不画。",
        )
    ]  # fmt: skip


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
