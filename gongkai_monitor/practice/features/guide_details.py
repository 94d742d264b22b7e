"""Forms that guides ask for, and telephone numbers that they give (rules K-B2, K-B3)."""

from collections.abc import Iterator

from gongkai_monitor.practice.families.places import entry_url
from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.items import Item, attachment_path, items_of
from gongkai_monitor.practice.plan import ChannelPlan, SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, Level

FORMLESS = 1
"""The guide that asks for a form without giving it; the one before has the file."""
NUMBERLESS = 5
"""The guide whose 联系电话 is no number."""


class GuideDetails(Feature):
    """The first two guides ask for a form, one of them hands it out."""

    def article_blocks(self, plan: SitePlan, channel: ChannelPlan, item: Item) -> tuple[str, ...]:
        """What a guide asks for."""
        del plan
        is_guide = channel.channel.kind is ChannelKind.SERVICE_GUIDE
        if not is_guide or item.n > FORMLESS:
            return ()
        return ("办理前请填写《云溪市政务服务事项申请表》，一式两份。",)

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """A form that cannot be had, a number that cannot be called."""
        for url, item, _ in _guides(plan):
            if item.n == FORMLESS:
                yield _fault(plan, "site.guide_form_missing", url)
            if item.n == NUMBERLESS:
                yield _fault(plan, "site.guide_phone_missing", url)

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """A form in a file."""
        code = plan.site.site_code
        for url, item, channel in _guides(plan):
            if item.n < FORMLESS and attachment_path(channel, item.n):
                yield NearMiss(
                    code="site.guide_form_missing", subject_id=code, object=url, note="附件可下载"
                )


def _guides(plan: SitePlan) -> Iterator[tuple[str, Item, ChannelPlan]]:
    for channel in plan.channels:
        if channel.channel.kind is ChannelKind.SERVICE_GUIDE:
            for item in items_of(plan, channel):
                yield entry_url(plan, channel, item), item, channel


def _fault(plan: SitePlan, code: str, url: str) -> PlantedFault:
    return PlantedFault(code=code, subject_id=plan.site.site_code, object=url, level=Level.NOTICE)
