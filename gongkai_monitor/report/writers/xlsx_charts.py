"""Figures as native charts, with their data beside them."""

from gongkai_monitor.report.blocks import Figure, FigureKind, Series, Tone
from gongkai_monitor.report.writers.xlsx_sheet import Sheet

_KINDS: dict[FigureKind, dict[str, str]] = {
    FigureKind.LINE: {"type": "line"},
    FigureKind.BAR: {"type": "bar"},
    FigureKind.STACK: {"type": "column", "subtype": "stacked"},
}
_COLORS = {
    Tone.PLAIN: "#1C4E80",
    Tone.GOOD: "#1B7A4B",
    Tone.WARN: "#D98A1F",
    Tone.BAD: "#B3261E",
    Tone.QUIET: "#66717C",
}
_DASHES = ("solid", "dash", "round_dot")
_CHART_COLUMN = 6
_MIN_ROWS = 17  # height of a chart in rows


def add_chart(sheet: Sheet, figure: Figure) -> None:
    """The data of a figure and, to its right, the chart that reads them."""
    start = sheet.row
    sheet.text(f"{figure.title}（{figure.unit}）" if figure.unit else figure.title, "heading")
    if figure.note:
        sheet.text(figure.note, "soft")
    heading = sheet.row
    sheet.cells(["", *(series.name for series in figure.series)], "head")
    for index, label in enumerate(figure.labels):
        sheet.write(0, label, "text")
        for column, series in enumerate(figure.series, start=1):
            sheet.write(column, series.values[index], "number")
        sheet.row += 1
    chart = _chart(sheet, figure, heading)
    sheet.sheet.insert_chart(start, _CHART_COLUMN, chart, {"object_position": 2})
    sheet.row = max(sheet.row, start + _MIN_ROWS)


def _chart(sheet: Sheet, figure: Figure, heading: int) -> object:
    chart = sheet.book.add_chart(_KINDS[figure.kind])
    first, last = heading + 1, heading + len(figure.labels)
    for column, series in enumerate(figure.series, start=1):
        chart.add_series(
            {
                "name": [sheet.name, heading, column],
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, column, last, column],
                **_look(figure.kind, series, column - 1),
            }
        )
    chart.set_title({"name": figure.title, "name_font": {"size": 12}, "overlay": False})
    chart.set_legend({"none": True} if len(figure.series) == 1 else {"position": "bottom"})
    chart.set_size({"width": 560, "height": 320})
    chart.show_blanks_as("gap")
    if figure.kind is FigureKind.BAR:
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"major_gridlines": {"visible": False}, "min": 0})
    else:
        chart.set_y_axis(
            {"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#DDE3EA"}}}
        )
    return chart


def _look(kind: FigureKind, series: Series, index: int) -> dict[str, object]:
    color = _COLORS[series.tone]
    if kind is FigureKind.LINE:
        return {"line": {"color": color, "width": 2, "dash_type": _DASHES[index % 3]}}
    look: dict[str, object] = {"fill": {"color": color}, "gap": 45}
    if kind is FigureKind.BAR:
        look["data_labels"] = {"value": True}
    return look
