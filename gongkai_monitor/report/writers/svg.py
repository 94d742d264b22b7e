"""Figures as shapes for inline SVG.

Own drawing, because the report must open without scripts and network: charting libraries either
need JavaScript or turn text into outlines. Three simple kinds need lines, boxes and words only;
the words stay text (searchable, read aloud, in the reader's own Chinese font).
"""

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import assert_never

from gongkai_monitor.report.blocks import Figure, FigureKind, Series

WIDTH = 400
_HEIGHT = 216
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 10, 12, 24
_BAR_LEFT, _BAR_RIGHT, _BAR_STEP = 142, 40, 24
_LABEL_LENGTH = 11
_TICKS = 4
_DATES = 6


@dataclass(frozen=True, slots=True)
class Word:
    """Text at a point; ``anchor`` is start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    css: str = "tick"


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    css: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path."""

    d: str
    css: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of its own, or the end of a line."""

    x: float
    y: float
    css: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All shapes, in drawing order."""

    width: int
    height: int
    strokes: tuple[Stroke, ...] = ()
    boxes: tuple[Box, ...] = ()
    dots: tuple[Dot, ...] = ()
    words: tuple[Word, ...] = ()


def draw(figure: Figure) -> Picture:
    """Lay a figure out on a 400-wide canvas."""
    match figure.kind:
        case FigureKind.LINE:
            return _lines(figure)
        case FigureKind.STACK:
            return _stack(figure)
        case FigureKind.BAR:
            return _bars(figure)
        case _ as never:
            assert_never(never)


def nice_top(value: float) -> float:
    """The smallest round number that holds a value and whose ticks are whole numbers."""
    power = 10 ** floor(log10(max(value, 1)))
    tops = (tenths * power / 10 for tenths in (10, 12, 16, 20, 24, 32, 40, 60, 80, 100, 120))
    return float(next(top for top in tops if top >= value and top % _TICKS == 0))


def series_css(index: int, series: Series) -> str:
    """Style of a series: its tone and its place (a dash pattern for black-and-white print)."""
    return f"s{index} t-{series.tone.value}"


@dataclass(frozen=True, slots=True)
class _Plot:
    """Scale of a time axis."""

    count: int
    top: float

    def x(self, index: int, *, is_band: bool = False) -> float:
        width = WIDTH - _LEFT - _RIGHT
        if is_band:
            return round(_LEFT + width * (index + 0.5) / self.count, 1)
        return round(_LEFT + width * index / max(self.count - 1, 1), 1)

    def y(self, value: float) -> float:
        return round(_HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / self.top, 1)


def _lines(figure: Figure) -> Picture:
    known = [value for series in figure.series for value in series.values if value is not None]
    plot = _Plot(len(figure.labels), nice_top(max(known, default=0)))
    strokes, dots = _grid(plot), []
    for index, series in enumerate(figure.series):
        css = series_css(index, series)
        strokes += [Stroke(d, f"line {css}") for d in _runs(plot, series)]
        dots += [Dot(x, y, css) for x, y in _ends(plot, series)]
    words = (*_scale(plot), *_dates(plot, figure.labels))
    return Picture(
        width=WIDTH, height=_HEIGHT, strokes=tuple(strokes), dots=tuple(dots), words=words
    )


def _runs(plot: _Plot, series: Series) -> list[str]:
    """One path per unbroken run: a day without data breaks the line."""
    runs: list[list[str]] = [[]]
    for index, value in enumerate(series.values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(f"{plot.x(index)} {plot.y(value)}")
    return ["M" + "L".join(run) for run in runs if len(run) > 1]


def _ends(plot: _Plot, series: Series) -> list[tuple[float, float]]:
    """The last point, and points between two gaps."""
    values = (None, *series.values, None)
    points = []
    last = max((i for i, value in enumerate(series.values) if value is not None), default=-1)
    for index, value in enumerate(series.values):
        is_alone = values[index] is None and values[index + 2] is None
        if value is not None and (index == last or is_alone):
            points.append((plot.x(index), plot.y(value)))
    return points


def _stack(figure: Figure) -> Picture:
    totals = [sum(value or 0 for value in day) for day in zip(*_values(figure), strict=True)]
    plot = _Plot(len(figure.labels), nice_top(max(totals, default=0)))
    width = round((WIDTH - _LEFT - _RIGHT) / max(plot.count, 1) * 0.72, 1)
    boxes = []
    base = [0.0] * plot.count
    for order, series in enumerate(figure.series):
        for index, value in enumerate(series.values):
            if not value:
                continue
            upper, lower = plot.y(base[index] + value), plot.y(base[index])
            x = round(plot.x(index, is_band=True) - width / 2, 1)
            hint = f"{figure.labels[index]} {series.name} {value:g}"
            height = round(lower - upper, 1)
            boxes.append(Box(x, upper, width, height, series_css(order, series), hint))
            base[index] += value
    words = (*_scale(plot), *_dates(plot, figure.labels, is_band=True))
    strokes = tuple(_grid(plot))
    return Picture(width=WIDTH, height=_HEIGHT, strokes=strokes, boxes=tuple(boxes), words=words)


def _bars(figure: Figure) -> Picture:
    series = figure.series[0]
    top = max((value or 0 for value in series.values), default=0) or 1
    boxes, words = [], []
    for index, (label, value) in enumerate(zip(figure.labels, series.values, strict=True)):
        y = 6 + index * _BAR_STEP
        width = round((WIDTH - _BAR_LEFT - _BAR_RIGHT) * (value or 0) / top, 1)
        short = label if len(label) <= _LABEL_LENGTH else f"{label[: _LABEL_LENGTH - 1]}…"
        boxes.append(Box(_BAR_LEFT, y, max(width, 1), 14, "s0 t-plain", f"{label} {value:g}"))
        words.append(Word(_BAR_LEFT - 8, y + 11.5, short, "end", "name"))
        words.append(Word(_BAR_LEFT + width + 6, y + 11.5, f"{value:g}", css="value"))
    height = 12 + len(figure.labels) * _BAR_STEP
    return Picture(width=WIDTH, height=height, boxes=tuple(boxes), words=tuple(words))


def _values(figure: Figure) -> list[tuple[float | None, ...]]:
    return [series.values for series in figure.series]


def _grid(plot: _Plot) -> list[Stroke]:
    levels = [plot.y(plot.top * step / _TICKS) for step in range(_TICKS + 1)]
    return [
        Stroke(f"M{_LEFT} {y}H{WIDTH - _RIGHT}", "axis" if step == 0 else "grid")
        for step, y in enumerate(levels)
    ]


def _scale(plot: _Plot) -> list[Word]:
    values = [plot.top * step / _TICKS for step in range(_TICKS + 1)]
    return [Word(_LEFT - 6, plot.y(value) + 4, f"{value:g}", "end") for value in values]


def _dates(plot: _Plot, labels: tuple[str, ...], *, is_band: bool = False) -> list[Word]:
    """At most six labels, the last day always among them."""
    step = max(1, ceil(len(labels) / _DATES))
    chosen = range(len(labels) - 1, -1, -step)
    words = []
    for index in chosen:
        x = plot.x(index, is_band=is_band)
        is_last = index == len(labels) - 1
        words.append(Word(x, _HEIGHT - 7, labels[index], "end" if is_last else "middle"))
    return words
