"""预警送达: who was told, and what did not arrive; as visible as what was not collected."""

from collections import Counter

from gongkai_monitor.report.blocks import (
    Badge,
    Block,
    Column,
    ColumnKind,
    Note,
    Paragraph,
    Place,
    Table,
    Tone,
)
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row, rows
from gongkai_monitor.vocabulary import AlertState, AnnouncementReason, RiskLevel

_UNDELIVERED = {AlertState.FAILED, AlertState.EXPIRED}
_TONES = {AlertState.FAILED: Tone.WARN, AlertState.EXPIRED: Tone.BAD}


def delivery(book: AuditBook) -> list[Block]:
    """Sums per recipient of the last seven days."""
    if not book.alert_recipients:
        told = "没有设置预警接收方：热点只在报告和“gongkai hotspots”中显示，不另行通知。"
        return [Paragraph(told)] if len(book.hotspots) else []
    states: dict[str, Counter[AlertState]] = {name: Counter() for name in book.alert_recipients}
    for row in rows(book.alerts):
        states[row.text("recipient")][AlertState(row.text("state"))] += 1
    return [
        Table(
            title="预警送达",
            columns=(
                Column("接收方", width=26),
                Column("应送", ColumnKind.COUNT),
                Column("已送达", ColumnKind.COUNT),
                Column("待发送", ColumnKind.COUNT),
                Column("未送达，将重试", ColumnKind.COUNT),
                Column("未送达，已过期", ColumnKind.COUNT),
            ),
            rows=tuple(
                (
                    name,
                    count.total(),
                    count[AlertState.DELIVERED],
                    count[AlertState.WAITING],
                    count[AlertState.FAILED],
                    count[AlertState.EXPIRED],
                )
                for name, count in states.items()
            ),
            note="最近 7 天的预警。同一热点只在新发现、升级、扩散和时限变化时通知；"
            "待发送的在下一个半小时或免打扰时段结束后发送。",
        )
    ]


def undelivered_note(book: AuditBook) -> list[Block]:
    """One sentence for the first page."""
    missed = _undelivered(book)
    if not missed:
        return []
    causes = Counter((row.text("recipient"), row.text("detail") or "原因不明") for row in missed)
    named = "；".join(f"{name} {count} 条，{why}" for (name, why), count in causes.items())
    return [Note(f"预警未送达 {len(missed)} 条（{named}）。逐条见“未采集说明”。", Tone.BAD)]


def undelivered(book: AuditBook) -> list[Block]:
    """Every alert that did not arrive, and why."""
    missed = _undelivered(book)
    if not missed:
        return []
    return [
        Table(
            title="预警未送达",
            columns=(
                Column("送达情况", ColumnKind.BADGE, width=16),
                Column("等级", width=8),
                Column("热点", width=40),
                Column("热点编号", place=Place.BENEATH, width=18),
                Column("原因", width=16),
                Column("接收方", width=20),
                Column("预警时间", ColumnKind.INSTANT, width=17),
                Column("发送次数", ColumnKind.NUMBER, width=9),
                Column("未送达原因", width=40),
            ),
            rows=tuple(
                (
                    Badge((state := AlertState(row.text("state"))).label, _TONES[state]),
                    RiskLevel(row.text("risk_level")).label,
                    row.text("title"),
                    row.text("hotspot_id"),
                    "、".join(AnnouncementReason(one).label for one in row.items("reasons")),
                    row.text("recipient"),
                    row.instant("announced_at"),
                    row.whole("attempts"),
                    row.text("detail"),
                )
                for row in missed
            ),
        )
    ]


def _undelivered(book: AuditBook) -> list[Row]:
    return [row for row in rows(book.alerts) if AlertState(row.text("state")) in _UNDELIVERED]
