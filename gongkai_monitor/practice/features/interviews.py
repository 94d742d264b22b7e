"""在线访谈 of portals: a column that goes on, and one without an entry of the year (rule K-C6)."""

from collections.abc import Iterator

from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.plan import ChannelPlan, SitePlan
from gongkai_monitor.practice.profiles import INTERVIEWS
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import Level, SiteKind

_CODE = "site.interviews_none"
_YEAR = 366


class Interviews(Feature):
    """The plan says how old the newest interview is."""

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """A column without an interview of the year."""
        if any(one.newest_days > _YEAR for one in _columns(plan)):
            yield PlantedFault(code=_CODE, subject_id=plan.site.site_code, level=Level.NOTICE)

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """A column with one interview in the year."""
        if any(one.newest_days <= _YEAR for one in _columns(plan)):
            yield NearMiss(code=_CODE, subject_id=plan.site.site_code, note="一年内有访谈")


def _columns(plan: SitePlan) -> list[ChannelPlan]:
    is_portal = plan.site.kind is SiteKind.PORTAL
    return [one for one in plan.channels if is_portal and one.channel.name == INTERVIEWS]
