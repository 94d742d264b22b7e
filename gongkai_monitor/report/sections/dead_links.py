"""死链: 失效 apart from 疑似 and 无法核实, which accuse nobody."""

from collections import Counter

from gongkai_monitor.report.blocks import (
    Cell,
    Column,
    ColumnKind,
    Group,
    KeyFigure,
    KeyFigures,
    Link,
    Note,
    Place,
    Section,
    Table,
    Tone,
)
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row, badge, rows
from gongkai_monitor.report.names import Names
from gongkai_monitor.vocabulary import CollectionState, LinkKind, LinkState

_PLACES_SHOWN = 20


def build(book: AuditBook) -> Section:
    """Links that do not work, with every page they stand on and the remedy."""
    if "link" not in book.facts:
        note = Note("本期没有链接检查数据，不作结论。")
        return Section(key="dead-links", title="死链", blocks=(note,))
    links = [row for row in rows(book.facts["link"]) if _is_read(row)]
    counts = Counter(LinkState(row.text("state")) for row in links)
    bad = [row for row in links if LinkState(row.text("state")) is not LinkState.NORMAL]
    checked = _checked(book, len(links))
    figures = KeyFigures(
        tuple(
            KeyFigure(
                label=state.label,
                value=counts[state],
                of=checked,
                of_label="已检查链接",
                tone=badge(state.label).tone if counts[state] else Tone.PLAIN,
            )
            for state in (LinkState.DEAD, LinkState.SUSPECT, LinkState.UNVERIFIABLE)
        )
    )
    return Section(
        key="dead-links",
        title="死链",
        blocks=(figures, _table(bad, Names.of(book.registry))),
        count=counts[LinkState.DEAD],
    )


def _is_read(row: Row) -> bool:
    """A link whose site or check was not reached this round is not judged."""
    return row.text("collection_state") in {"", CollectionState.COLLECTED}


def _checked(book: AuditBook, fallback: int) -> int:
    """Links checked in the round; the facts list only those that did not open normally."""
    runs = [row for row in rows(book.facts.get("link_run")) if _is_read(row)]
    return sum(row.whole("checked_count") or 0 for row in runs) if runs else fallback


def _table(bad: list[Row], names: Names) -> Table:
    return Table(
        title="链接问题清单",
        columns=(
            Column("状态", ColumnKind.BADGE, width=10),
            Column("链接", ColumnKind.LINK, width=60),
            Column("类型", place=Place.BENEATH, width=8),
            Column("所在站点", width=26),
            Column("原因", width=26),
            Column("所在页面", width=10),
            Column("出现处数", ColumnKind.NUMBER, width=8),
            Column("已检次数", ColumnKind.NUMBER, width=10),
            Column("首次失败", ColumnKind.INSTANT, place=Place.DETAIL, width=17),
            Column("最近检查", ColumnKind.INSTANT, place=Place.DETAIL, width=17),
            Column("整改建议", place=Place.DETAIL, width=36),
            Column("出现位置", ColumnKind.LINK, place=Place.DETAIL, width=60),
        ),
        rows=tuple(_row(row, names) for row in sorted(bad, key=_order)),
        group_by=0,
        groups=(
            Group(value=LinkState.DEAD.label, note="间隔多次检查均失败，请修复或删除。"),
            Group(
                value=LinkState.SUSPECT.label,
                note="出现过失败，次数或间隔不足以认定失效，将继续复查；不作为问题。",
                is_open=False,
            ),
            Group(
                value=LinkState.UNVERIFIABLE.label,
                note="对方拒绝机器访问（403、412、429、验证码等），可能正常，请人工打开确认；不作为问题。",
                is_open=False,
            ),
        ),
        empty="没有失效、疑似或无法核实的链接。",
        is_list=True,
        fold="出现位置与整改建议",
    )


def _order(row: Row) -> tuple[str, bool, int, str]:
    """By site; what stands on the home page first, then what stands on many pages."""
    is_elsewhere = row.text("is_on_home") != "True"
    return row.text("site_code"), is_elsewhere, -(row.whole("places_count") or 0), row.text("url")


def _row(row: Row, names: Names) -> tuple[Cell, ...]:
    site = names.sites.get(row.text("site_code"))
    kind = row.text("kind")
    return (
        badge(LinkState(row.text("state")).label),
        Link(row.text("url")),
        LinkKind(kind).label if kind else "",
        site.name if site else row.text("site_code"),
        row.text("reason"),
        row.text("place"),
        row.whole("places_count"),
        row.whole("attempts"),
        row.instant("first_failed_at"),
        row.instant("last_checked_at"),
        row.text("remedy"),
        _places(row),
    )


def _places(row: Row) -> tuple[str | Link, ...]:
    places = row.items("places")
    shown: tuple[str | Link, ...] = tuple(Link(url) for url in places[:_PLACES_SHOWN])
    rest = max(row.whole("places_count") or 0, len(places)) - len(shown)
    return (*shown, f"另有 {rest} 处，见 gongkai links") if rest > 0 else shown
