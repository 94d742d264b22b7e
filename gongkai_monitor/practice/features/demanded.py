"""What must be public: columns of portals, budgets of each year (``demands.yml``, rule I-2)."""

from collections.abc import Iterator

from gongkai_monitor.clock import china_date
from gongkai_monitor.practice import words
from gongkai_monitor.practice.budgets import lacking_entry
from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.plan import ChannelBehaviour, SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, Level, SiteKind

_COLUMNS = {
    "规范性文件集中公开": "行政规范性文件库",
    "政府规章集中公开": "现行有效规章",
    "权责清单": "权力清单",
    "行政许可和政务服务事项清单": "行政许可事项清单",
    "惠民惠农财政补贴": "惠农补贴",
    "政府债务": "地方债券",
    "重大建设项目": "重点项目",
    "基层政务公开标准目录": "公开事项标准目录",
    "行政决策公众参与": "重大行政决策预公开",
}
"""Demand -> the name that the city's portals give the column."""
_OF_CITIES = frozenset({"政府规章集中公开"})
_OF_COUNTIES = frozenset({"基层政务公开标准目录", "行政决策公众参与"})
_REMINDED_FROM = (7, 1)


class Demanded(Feature):
    """Portals of cities lack one column, those of counties two; two kinds of units a budget."""

    def home_html(self, plan: SitePlan) -> str:
        """Links to the columns."""
        if plan.site.kind is not SiteKind.PORTAL:
            return ""
        links = "".join(
            f'<a href="{plan.hub_origin}/service/demanded{n}">{_COLUMNS[demand]}</a>'
            for n, demand in enumerate(sorted(_owed(plan) - _missing(plan)))
        )
        return f'<div class="demanded">{links}</div>'

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """Missing columns and budgets."""
        for demand in sorted(_missing(plan)):
            yield PlantedFault(
                code="site.demanded_column_missing",
                subject_id=plan.site.site_code,
                object=demand,
                level=Level.NOTICE,
            )
        paper = _missing_budget(plan)
        if paper is not None:
            yield PlantedFault(
                code=paper[0], subject_id=plan.site.agency_code, object=paper[1], level=Level.NOTICE
            )

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """Columns under other names, and budgets that are there."""
        for demand in sorted(_owed(plan) - _missing(plan)):
            yield NearMiss(
                code="site.demanded_column_missing",
                subject_id=plan.site.site_code,
                object=demand,
                note=_COLUMNS[demand],
            )
        if _has_budgets(plan) and lacking_entry(plan) is None:
            yield NearMiss(
                code="agency.paper_missing",
                subject_id=plan.site.agency_code,
                object=f"{china_date(plan.as_of).year - 1}年{_word(plan)}",
                note="各年都有",
            )


def _owed(plan: SitePlan) -> frozenset[str]:
    if plan.site.kind is not SiteKind.PORTAL:
        return frozenset()
    return frozenset(_COLUMNS) - (_OF_COUNTIES if _is_of_city(plan) else _OF_CITIES)


def _missing(plan: SitePlan) -> frozenset[str]:
    if plan.site.kind is not SiteKind.PORTAL:
        return frozenset()
    return frozenset({"政府债务"} if _is_of_city(plan) else {"权责清单", "基层政务公开标准目录"})


def _is_of_city(plan: SitePlan) -> bool:
    return plan.site.agency_code.startswith(words.REGION)


def _missing_budget(plan: SitePlan) -> tuple[str, str] | None:
    """Rule and paper; a budget of this year is only reminded of from July on."""
    entry = lacking_entry(plan)
    if entry is None or not _has_budgets(plan):
        return None
    today = china_date(plan.as_of)
    if entry:
        return "agency.paper_missing", f"{today.year - 1}年{_word(plan)}"
    if (today.month, today.day) >= _REMINDED_FROM:
        return "agency.paper_expected", f"{today.year}年{_word(plan)}"
    return None


def _word(plan: SitePlan) -> str:
    return "政府预算" if plan.site.kind is SiteKind.PORTAL else "部门预算"


def _has_budgets(plan: SitePlan) -> bool:
    return not plan.is_blocked and any(
        one.channel.kind is ChannelKind.BUDGET and one.behaviour is ChannelBehaviour.NORMAL
        for one in plan.channels
    )
