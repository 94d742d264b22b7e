"""Entrances on home pages: services, 政府信息公开 (rules W-6a, I-3, I-21, I-22)."""

from collections.abc import Iterator

from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.plan import SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, InspectionItem, Level, SiteKind

_PARTS = {
    "政府信息公开指南": ChannelKind.DISCLOSURE_GUIDE,
    "政府信息公开制度": ChannelKind.DISCLOSURE_SYSTEM,
    "法定主动公开内容": ChannelKind.STATUTORY,
    "政府信息公开年报": ChannelKind.ANNUAL_REPORT,
}
_WITHOUT_SERVICES = 2
"""Of ten sites, the one whose home page leads to no service."""


class Entrances(Feature):
    """Portals with a guide have the whole platform; others lack what has no column."""

    def home_html(self, plan: SitePlan) -> str:
        """Links that are no columns."""
        texts = [] if _lacks_services(plan) else ["政务服务"]
        if _has_platform(plan):
            texts += ["政府信息公开", "依申请公开"]
        links = "".join(
            f'<li><a href="{plan.hub_origin}/service/{n}">{text}</a></li>'
            for n, text in enumerate(texts)
        )
        return f'<ul class="entrance">{links}</ul>'

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """A home page without services, a portal without a whole platform."""
        code = plan.site.site_code
        if _lacks_services(plan):
            yield PlantedFault(code="site.service_missing", subject_id=code, level=Level.OVERDUE)
        if _has_platform(plan):
            yield PlantedFault(
                code="site.platform_search_missing",
                subject_id=code,
                object=InspectionItem.PLATFORM.label,
                level=Level.NOTICE,
                note="平台页面没有检索",
            )
        if plan.site.kind is not SiteKind.PORTAL or _has_platform(plan):
            return
        yield PlantedFault(code="site.disclosure_name_missing", subject_id=code, level=Level.NOTICE)
        kinds = {one.channel.kind for one in plan.channels}
        for part in ("依申请公开", *_PARTS):
            if _PARTS.get(part) not in kinds:
                yield PlantedFault(
                    code="site.disclosure_part_missing",
                    subject_id=code,
                    object=part,
                    level=Level.NOTICE,
                )

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """Entrances that are links to another system, not columns."""
        code = plan.site.site_code
        if not _lacks_services(plan):
            yield NearMiss(code="site.service_missing", subject_id=code, note="外部政务服务平台")
        if _has_platform(plan):
            yield NearMiss(
                code="site.disclosure_part_missing",
                subject_id=code,
                object="依申请公开",
                note="依申请公开是外部系统的链接",
            )
            yield NearMiss(
                code="site.disclosure_name_missing", subject_id=code, note="首页链接中有统一名称"
            )


def _lacks_services(plan: SitePlan) -> bool:
    return int(plan.seed.rsplit(":", 1)[1]) % 10 == _WITHOUT_SERVICES and not any(
        one.channel.kind is ChannelKind.SERVICE_GUIDE for one in plan.channels
    )


def _has_platform(plan: SitePlan) -> bool:
    return any(one.channel.kind is ChannelKind.DISCLOSURE_GUIDE for one in plan.channels)
