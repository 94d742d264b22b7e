"""临期: still inside the limit, with the days left and the day it will likely be broken."""

from gongkai_monitor.report.blocks import (
    Badge,
    Cell,
    Column,
    ColumnKind,
    Group,
    Note,
    Place,
    Section,
    Table,
    Tone,
)
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row, rows
from gongkai_monitor.report.names import Names
from gongkai_monitor.vocabulary import CollectionState

_SOON, _LIKELY = "临近期限", "可能超期"
_WATCH_DAYS = 4
"""Days before the limit from which an account is listed: 10 of 14 (rule base, section 8)."""


def build(book: AuditBook) -> Section:
    """Accounts about to break their window, the most urgent first."""
    if "account" not in book.facts:
        note = Note("本期没有账号测量数据，不能推算临期对象。")
        return Section(key="deadlines", title="临期提醒", blocks=(note,))
    known = ((kind, row) for row in rows(book.facts["account"]) if (kind := _kind(row)))
    due = sorted(
        known, key=lambda pair: (pair[1].number("days_left") or 0, pair[1].text("account_code"))
    )
    names = Names.of(book.registry)
    table = Table(
        title="临近更新期限的账号",
        columns=(
            Column("提醒", ColumnKind.BADGE, width=12),
            Column("剩余（天）", ColumnKind.NUMBER, width=11),
            Column("账号", width=28),
            Column("平台", place=Place.BENEATH, width=12),
            Column("主办单位", width=26),
            Column("最近更新", ColumnKind.DATE, width=12),
            Column("已过（天）", ColumnKind.NUMBER, place=Place.BENEATH, width=11),
            Column("可能超期日", ColumnKind.DATE, width=12),
            Column("通常间隔（天）", ColumnKind.NUMBER, width=14),
        ),
        rows=tuple(_row(kind, row, names) for kind, row in due),
        group_by=0,
        groups=(
            Group(
                value=_SOON,
                note=f"剩余 {_WATCH_DAYS} 天以内，尚未超期；期限当日更新仍算按期。",
            ),
            Group(
                value=_LIKELY,
                note="按该账号近期发布节奏推算，可能在期限内等不到下一次更新；推算仅供提醒。",
                is_open=False,
                is_kept_when_empty=False,
            ),
        ),
        empty=f"没有剩余 {_WATCH_DAYS} 天以内到期的账号。",
        note="只列已采到的账号。政策解读和热点回应的时限另见相应各节。",
        is_list=True,
    )
    soon = sum(kind == _SOON for kind, _ in due)
    return Section(key="deadlines", title="临期提醒", blocks=(table,), count=soon)


def _kind(row: Row) -> str:
    """Which reminder an account gets, "" for none."""
    left = row.number("days_left")
    if row.text("collection_state") != CollectionState.COLLECTED or left is None or left < 0:
        return ""
    if left <= _WATCH_DAYS:
        return _SOON
    return _LIKELY if row.day("likely_breach_on") else ""


def _row(kind: str, row: Row, names: Names) -> tuple[Cell, ...]:
    code = row.text("account_code") or row.text("subject_id")
    return (
        Badge(kind, Tone.WARN if kind == _SOON else Tone.PLAIN),
        row.number("days_left"),
        row.text("name") or row.text("subject_name"),
        names.platform(code),
        names.agency(row.text("agency_code")),
        row.day("last_posted_on"),
        row.number("days_since_post"),
        row.day("likely_breach_on"),
        row.number("rhythm_days"),
    )
