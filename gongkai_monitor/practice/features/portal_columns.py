"""Columns of portals that are links on the home page (rules K-A1 to K-A3, K-A8, K-A9, L-1)."""

from collections.abc import Iterator

from gongkai_monitor.practice import words
from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.plan import SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, Level, SiteKind

_COLUMNS = {
    "概况信息": "走进云溪",
    "机构职能": "机构职能",
    "领导信息": "政府领导",
    "回应关切": "回应关切",
}


class PortalColumns(Feature):
    """One kind of portal has all columns and old figures, the other lacks two columns."""

    def home_html(self, plan: SitePlan) -> str:
        """Links to the columns."""
        texts = [text for column, text in _COLUMNS.items() if column not in _missing(plan)]
        if plan.site.kind is not SiteKind.PORTAL:
            return ""
        links = "".join(
            f'<a href="{plan.hub_origin}/service/column{n}">{text}</a>'
            for n, text in enumerate(texts)
        )
        return f'<div class="columns">{links}</div>'

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """Missing columns, fields and figures."""
        if plan.site.kind is not SiteKind.PORTAL:
            return
        code = plan.site.site_code
        for column in _missing(plan):
            yield PlantedFault(
                code="site.portal_column_missing",
                subject_id=code,
                object=column,
                level=Level.NOTICE,
            )
        if not plan.site.agency_code.startswith(words.REGION):  # a county
            yield PlantedFault(code="site.fields_missing", subject_id=code, level=Level.NOTICE)
        if _is_whole(plan):
            yield PlantedFault(code="site.statistics_stale", subject_id=code, level=Level.NOTICE)

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """Columns under other names."""
        if plan.site.kind is not SiteKind.PORTAL:
            return
        for column in sorted(_COLUMNS.keys() - _missing(plan)):
            yield NearMiss(
                code="site.portal_column_missing",
                subject_id=plan.site.site_code,
                object=column,
                note=_COLUMNS[column],
            )
        if not _is_whole(plan):
            yield NearMiss(
                code="site.statistics_stale", subject_id=plan.site.site_code, note="一年内有数据"
            )


def _is_whole(plan: SitePlan) -> bool:
    return any(one.channel.kind is ChannelKind.DISCLOSURE_GUIDE for one in plan.channels)


def _missing(plan: SitePlan) -> set[str]:
    return set() if _is_whole(plan) else {"概况信息", "回应关切"}
