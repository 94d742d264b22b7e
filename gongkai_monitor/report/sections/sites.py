"""站点情况: one row per site, the worst first, each with its own page beside the report."""

from datetime import date

from gongkai_monitor.report.blocks import (
    Badge,
    Cell,
    Column,
    ColumnKind,
    Link,
    Note,
    Place,
    Section,
    Table,
)
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import badge
from gongkai_monitor.report.names import Names
from gongkai_monitor.report.site_page.sites import SiteCard, cards_of
from gongkai_monitor.vocabulary import Verdict


def build(book: AuditBook) -> Section:
    """The index of the site pages, as part of the daily report."""
    return sites_section(book, cards_of(book), folder=f"{cards_folder(book.day)}/")


def cards_folder(day: date) -> str:
    """Folder of the site pages beside the report of a day."""
    return f"站点-{day:%Y-%m-%d}"


def sites_section(book: AuditBook, cards: tuple[SiteCard, ...], *, folder: str) -> Section:
    """One row per site. ``folder`` is where its page is, seen from the page of this table."""
    names = Names.of(book.registry)
    table = Table(
        title="站点情况一览",
        columns=(
            Column("结论", ColumnKind.BADGE, width=14),
            Column("站点", ColumnKind.LINK, width=30),
            Column("主办单位", place=Place.BENEATH, width=24),
            Column("网站标识码", place=Place.BENEATH, width=14),
            Column("单项否决", ColumnKind.COUNT, width=9),
            Column("其他问题", ColumnKind.COUNT, width=9),
            Column("待复核线索", ColumnKind.COUNT, width=10),
            Column("首页最近更新", ColumnKind.DATE, width=13),
            Column("超期栏目", ColumnKind.COUNT, width=9),
            Column("失效链接", ColumnKind.COUNT, width=9),
            Column("近 7 天探测失败/次数", width=16),
            Column("说明", place=Place.DETAIL, width=50),
        ),
        rows=tuple(_row(card, names, folder) for card in cards),
        empty="登记表中没有站点。",
        is_list=True,
        fold="不合格或不作结论的原因",
    )
    note = Note(
        "由重到轻排列，不是排名；空格为没有采到，不是零。点站点名称看该站点的栏目、可用性、链接和证据。"
    )
    failed = sum(card.verdict is Verdict.FAILED for card in cards)
    return Section(key="sites", title="站点情况", blocks=(note, table), count=failed)


def _row(card: SiteCard, names: Names, folder: str) -> tuple[Cell, ...]:
    site = card.site
    return (
        badge(card.verdict.label) if card.verdict else Badge("尚未判断"),
        Link(f"{folder}{card.file_name}", site.name),
        names.agency(site.agency_code),
        site.site_code,
        len(card.vetoes),
        len(card.problems) - len(card.vetoes),
        len(card.candidates),
        card.facts.day("home_newest_on"),
        card.overdue_channels,
        card.dead_links,
        _probes(card),
        card.reasons,
    )


def _probes(card: SiteCard) -> str:
    visits = card.availability.whole("probe_count")
    if not visits:
        return "未探测"
    return f"{card.availability.whole('probe_failed_count') or 0}/{visits}"
