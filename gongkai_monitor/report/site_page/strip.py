"""可用性: the week of a site, seven days of 24 hours; an hour without a visit is 未探测."""

from datetime import date, datetime, timedelta

from gongkai_monitor.report.blocks import Strip, StripCell, Tone
from gongkai_monitor.report.cells import Row, local

_DAYS = 7
_HOURS = 24
_LEGEND = (
    StripCell(text="全部正常", tone=Tone.GOOD),
    StripCell(text="部分失败", tone=Tone.WARN, mark="△"),
    StripCell(text="全部失败", tone=Tone.BAD, mark="×"),
    StripCell(text="未探测", tone=Tone.QUIET),
)
_FUTURE = StripCell(text="")


def availability_strip(hours: tuple[Row, ...], as_of: datetime) -> Strip:
    """The strip of one site up to the hour of ``as_of``; what lies ahead has no field."""
    now = local(as_of)
    seen = {(row.day("day"), row.whole("hour")): row for row in hours}
    days = [now.date() - timedelta(days=back) for back in range(_DAYS - 1, -1, -1)]
    return Strip(
        title="近 7 天可用性（每格一小时，北京时间）",
        columns=tuple(str(hour) for hour in range(_HOURS)),
        rows=tuple(
            (
                f"{day:%m-%d}",
                tuple(_cell(seen.get((day, hour)), day, hour, now) for hour in _range()),
            )
            for day in days
        ),
        legend=_LEGEND,
        note="虚线空格为未探测：没有探测记录，不等于正常，也不等于失败。",
    )


def _range() -> range:
    return range(_HOURS)


def _cell(row: Row | None, day: date, hour: int, now: datetime) -> StripCell:
    if (day, hour) > (now.date(), now.hour):
        return _FUTURE
    visits = (row.whole("visits") or 0) if row else 0
    if row is None or not visits:
        return _LEGEND[3]
    failed = row.whole("failed") or 0
    if not failed:
        return StripCell(text=f"{visits} 次探测全部正常", tone=Tone.GOOD)
    word = f"{visits} 次探测失败 {failed} 次"
    if failed < visits:
        return StripCell(text=word, tone=Tone.WARN, mark="△")
    return StripCell(text=word, tone=Tone.BAD, mark="×")
