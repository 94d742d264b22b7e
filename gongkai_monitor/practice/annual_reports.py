"""Entries of an annual report column: one a year, on the last day of the limit or after it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from gongkai_monitor.clock import CHINA, china_date
from gongkai_monitor.practice.plan import SitePlan
from gongkai_monitor.text.annual_report import due_on, due_year
from gongkai_monitor.vocabulary import ChannelKind, SiteKind

_LATE_DAYS = 5


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One report."""

    title: str
    published_at: datetime


def is_late_site(plan: SitePlan) -> bool:
    """Sites without a public guide publish their report late."""
    return all(one.channel.kind is not ChannelKind.DISCLOSURE_GUIDE for one in plan.channels)


def due_entry(plan: SitePlan) -> ReportEntry:
    """The report that is due last; it may be published after the moment of the plan."""
    is_government = plan.site.kind is SiteKind.PORTAL
    return _entry(plan, due_year(china_date(plan.as_of), is_government=is_government))


def report_entries(plan: SitePlan, count: int) -> tuple[ReportEntry, ...]:
    """The newest reports that are published, at most ``count``."""
    is_government = plan.site.kind is SiteKind.PORTAL
    newest = due_year(china_date(plan.as_of), is_government=is_government)
    entries = [_entry(plan, newest - n) for n in range(count)]
    return tuple(one for one in entries if one.published_at <= plan.as_of)


def _entry(plan: SitePlan, year: int) -> ReportEntry:
    is_government = plan.site.kind is SiteKind.PORTAL
    day = due_on(year, is_government=is_government)
    if is_late_site(plan):
        day += timedelta(days=_LATE_DAYS)
    name = plan.site.name.removesuffix("门户网站").removesuffix("网站")
    return ReportEntry(
        title=f"{name}{year}年政府信息公开工作年度报告",
        published_at=datetime.combine(day, time(9, 0), CHINA),
    )
