"""Documents that a later one repeals and that are still shown as 有效 (H-10)."""

from collections.abc import Iterator

from gongkai_monitor.practice.families.places import entry_url
from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.items import Item, items_of
from gongkai_monitor.practice.plan import ChannelPlan, DocumentPlan, SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import Level

_REPEALING, _BASIS, _REPEALED = 2, 3, 4
"""Running numbers in a channel: the newest document has 0; the round reads the newest six."""


class Repeals(Feature):
    """One document ends another by number and name, and quotes a third one as its basis."""

    def article_blocks(self, plan: SitePlan, channel: ChannelPlan, item: Item) -> tuple[str, ...]:
        """The last clause of the repealing document."""
        found = _documents(plan, channel)
        if item.document is None or item.document.n != _REPEALING or _REPEALED not in found:
            return ()
        basis, old = found[_BASIS], found[_REPEALED]
        grounds = f"根据《{basis.title}》（{basis.number}）制定本文件"
        return (f"{grounds}，原《{old.title}》（{old.number}）同时废止。",)

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """The repealed document, whose page says 有效."""
        for channel, item in _named(plan, _REPEALED):
            url = entry_url(plan, channel, item)
            yield PlantedFault(
                code="document.validity_wrong", subject_id=url, level=Level.NOTICE, note=item.title
            )

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """The document that is only quoted."""
        for channel, item in _named(plan, _BASIS):
            url = entry_url(plan, channel, item)
            yield NearMiss(code="document.validity_wrong", subject_id=url, note="只是制定依据")


def _documents(plan: SitePlan, channel: ChannelPlan) -> dict[int, DocumentPlan]:
    """Documents of a channel by number; none where one of the three is another agency's."""
    found = {row.n: row for row in plan.documents if row.channel == channel.slug}
    chosen = [found.get(n) for n in (_REPEALING, _BASIS, _REPEALED)]
    return found if all(row is not None and not row.is_repost for row in chosen) else {}


def _named(plan: SitePlan, n: int) -> Iterator[tuple[ChannelPlan, Item]]:
    for channel in plan.channels:
        if _REPEALED not in _documents(plan, channel):
            continue
        for item in items_of(plan, channel):
            if item.document is not None and item.document.n == n:
                yield channel, item
