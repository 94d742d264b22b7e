"""From the store to papers about hotspots: 舆情专报."""

from datetime import datetime
from pathlib import Path

from gongkai_monitor.clock import CHINA, china_date
from gongkai_monitor.opinion.timeliness import FROM_EVENT, ResponseClock
from gongkai_monitor.papers import templates_folder
from gongkai_monitor.report import hotspot_brief
from gongkai_monitor.report.book import ReportError
from gongkai_monitor.report.cells import Row, rows
from gongkai_monitor.report.word.render import write_paper
from gongkai_monitor.review.hotspot_book import hotspot_days
from gongkai_monitor.review.hotspot_desk import HotspotView, hotspot_table, open_hotspot_desk
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.messages import read_messages_of


def write_hotspot_brief(
    settings: Settings, hotspot_id: str, as_of: datetime, *, issuer: str | None
) -> Path:
    """Write 舆情专报 of one hotspot into ``reports/<day>/舆情专报/``.

    Raises:
        ReportError: for an unknown hotspot, or an unusable template.
    """
    desk = open_hotspot_desk(settings, as_of)
    view = desk.view(hotspot_id)
    if view is None:
        raise ReportError(f"没有热点 {hotspot_id}（见 gongkai hotspots）")
    row = next(one for one in rows(hotspot_table(desk)) if one.text("hotspot_id") == hotspot_id)
    with open_store(settings) as connection:
        members = read_messages_of(connection, row.items("message_ids"), as_of=as_of)
    days = hotspot_days({hotspot_id: row.items("message_ids")}, members)
    roots = [agency.name for agency in desk.registry.agencies if not agency.parent_code]
    day = china_date(as_of)
    fields = hotspot_brief.brief_fields(
        row,
        clocks=[_clock(one) for one in view.clocks],
        days=list(zip(days["day"], days["count"], strict=True)),
        answers=_answers(view),
        log=[f"第 {entry.sequence} 条，{entry.recorded_by}：{body.words}"
             for entry, body in view.file.standing],
        chain=_chain(view),
        agency_name=view.agency_name,
        issuer=issuer or (roots[0] if roots else "（发文机关）"),
        as_of=as_of,
        issued_on=day,
    )  # fmt: skip
    target = settings.reports / f"{day:%Y-%m-%d}" / "舆情专报" / f"舆情专报-{hotspot_id}.docx"
    own = templates_folder(settings) / hotspot_brief.NAME
    return write_paper(target, fields, hotspot_brief.build_template, own)


def _clock(clock: ResponseClock) -> dict[str, str]:
    since = "事发" if clock.counted_from == FROM_EVENT else "发现"
    return {
        "limit": clock.limit.words,
        "since": f"{since} {_shown(clock.started_at)}",
        "due": _shown(clock.due_at),
        "met": _shown(clock.met_at) if clock.met_at else "未完成",
        "state": _state(clock),
        "basis": f"{clock.limit.basis}（{clock.limit.rule}）",
    }


def _state(clock: ResponseClock) -> str:
    """Where the clock stands, and what was not read where that leaves it open."""
    if not clock.is_binding:
        return "依据未核实，仅供参考"
    return "；".join((clock.state.label, *clock.unread))


def _answers(view: HotspotView) -> list[str]:
    said = [f"{one.words}。" for one in view.file.judged.values() if one.is_answer]
    said = said or ["尚未认定任何公开回应。"]
    if view.times.t_replied:
        said.append(f"过半来信得到答复：{_shown(view.times.t_replied)}。")
    return said + [_likely(one) for one in view.candidates]


def _likely(one: Row) -> str:
    return f"待认定的回应线索：{one.text('title')}（{'；'.join(one.items('reasons'))}）。"


def _chain(view: HotspotView) -> str:
    if not view.file.entries:
        return ""
    last = view.file.entries[-1]
    place = f"最后一条为第 {last.sequence} 条，校验值 {last.own_hash}"
    return f"{place}；可用 gongkai review verify 核对。"


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"
