"""办件统计 and the list of services on portals (rules K-B1, K-B4)."""

from collections.abc import Iterator

from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.plan import SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, Level, SiteKind

_CODE = "site.service_statistics_missing"


class ServiceFigures(Feature):
    """Portals with a platform link to figures in another system; the others have none."""

    def home_html(self, plan: SitePlan) -> str:
        """The link to the figures."""
        if not _has_figures(plan):
            return ""
        return f'<p><a href="{plan.hub_origin}/service/figures">办件统计</a></p>'

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """A portal without figures."""
        if plan.site.kind is SiteKind.PORTAL and not _has_figures(plan):
            yield PlantedFault(code=_CODE, subject_id=plan.site.site_code, level=Level.NOTICE)

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """Figures that are a link to another system; guides that list the services."""
        code = plan.site.site_code
        if _has_figures(plan):
            yield NearMiss(code=_CODE, subject_id=code, note="办件统计是外部系统的链接")
        if plan.site.kind is SiteKind.PORTAL and _has_guides(plan):
            yield NearMiss(code="site.services_unlisted", subject_id=code, note="有办事指南栏目")


def _has_figures(plan: SitePlan) -> bool:
    kinds = {one.channel.kind for one in plan.channels}
    return plan.site.kind is SiteKind.PORTAL and ChannelKind.DISCLOSURE_GUIDE in kinds


def _has_guides(plan: SitePlan) -> bool:
    return any(one.channel.kind is ChannelKind.SERVICE_GUIDE for one in plan.channels)
