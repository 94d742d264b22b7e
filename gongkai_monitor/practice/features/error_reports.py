"""我为政府网站找错: an export with reports in time, late, open, not accepted (Z-2, S-3, S-4)."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.plan import SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import Level
from gongkai_monitor.workdays import deadline

HEADINGS = (
    "留言编号", "网站标识码", "网站名称", "问题网址", "问题类型", "问题描述", "提交时间",
    "处理单位", "处理时间", "处理结果", "处理状态",
)  # fmt: skip
_AGE_DAYS = 60
_LIMIT = 3


@dataclass(frozen=True, slots=True)
class _Report:
    number: str
    created_on: date
    handled_on: date | None
    state: str
    is_late: bool = False
    is_over_month: bool = False
    note: str = ""


class ErrorReports(Feature):
    """Each site has one report in time; one in three is late with another, or has an open one."""

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """Late and open reports."""
        code = plan.site.site_code
        reports = tuple(_reports(plan))
        for one in reports:
            if one.is_late:
                yield PlantedFault(
                    code="site.error_report_overdue",
                    subject_id=code,
                    object=one.number,
                    level=Level.OVERDUE,
                    note=one.note,
                )
            if one.is_over_month:
                yield PlantedFault(
                    code="site.error_report_over_month",
                    subject_id=code,
                    object=one.number,
                    level=Level.OVERDUE,
                    note=one.note,
                )
        if any(one.is_late and one.handled_on is None for one in reports):
            yield PlantedFault(code="site.error_reports_open", subject_id=code, level=Level.OVERDUE)

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """Reports on the last day, and such that were not accepted."""
        for one in _reports(plan):
            if not one.is_late:
                yield NearMiss(
                    code="site.error_report_overdue",
                    subject_id=plan.site.site_code,
                    object=one.number,
                    note=one.note,
                )


def write_error_reports(plans: Sequence[SitePlan], path: Path) -> None:
    """The export of a whole city as csv."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        for plan in plans:
            if plan.is_blocked:
                continue
            for one in _reports(plan):
                writer.writerow(
                    (
                        one.number, plan.site.site_code, plan.site.name, plan.site.home_url,
                        "内容不准确", "页面上的联系电话已经变更，请核实。",
                        f"{one.created_on} 09:30:00", plan.sponsor if one.handled_on else "",
                        f"{one.handled_on} 16:00:00" if one.handled_on else "",
                        "已经核实处理，感谢您的监督。" if one.handled_on else "", one.state,
                    )
                )  # fmt: skip


def _reports(plan: SitePlan) -> Iterator[_Report]:
    n = int(plan.seed.rsplit(":", 1)[1])
    created = china_date(plan.as_of) - timedelta(days=_AGE_DAYS)
    try:
        due = deadline(created, _LIMIT)
    except CalendarCoverageError:
        return
    name = plan.site.site_code
    yield _Report(f"{name}-1", created, due, "已办结", note="第 3 个工作日办结")
    late = created + timedelta(days=35)
    if n % 3 == 0:
        yield _Report(
            f"{name}-2",
            created,
            late,
            "已办结",
            is_late=True,
            is_over_month=True,
            note="过了一个月",
        )
    if n % 3 == 1:
        yield _Report(f"{name}-3", created, None, "办理中", is_late=True, note="至今未办结")
    if n % 3 == 2:
        yield _Report(f"{name}-4", created, late, "不再受理", note="不再受理，不计时限")
