"""Links between a document and its interpretation: both ways, one way, none (rules K-A6, J-10)."""

from collections.abc import Iterator
from datetime import timedelta

from gongkai_monitor.clock import china_date
from gongkai_monitor.practice.families.places import entry_url
from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.items import PAGE_SIZE, Item, items_of
from gongkai_monitor.practice.plan import ChannelPlan, DocumentPlan, Pairing, SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, Level

_WINDOW = timedelta(days=360)
_CODE = "document.interpretation_unlinked"


class PairedLinks(Feature):
    """Interpretations that link to their document; every second such document links back."""

    def article_blocks(self, plan: SitePlan, channel: ChannelPlan, item: Item) -> tuple[str, ...]:
        """The way from a document to its interpretation."""
        del channel
        if item.document is None or not _links_back(item.document):
            return ()
        url = _interpretation_url(plan, item.document)
        return (f'相关解读：<a href="{url}">政策解读</a>',) if url else ()

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """Explained documents without both links."""
        for url, document in _explained(plan):
            if not _links_back(document):
                yield PlantedFault(
                    code=_CODE, subject_id=url, level=Level.NOTICE, note=document.title
                )

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """Documents that are linked both ways."""
        for url, document in _explained(plan):
            if _links_back(document):
                yield NearMiss(code=_CODE, subject_id=url, note="文件和解读相互链接")


def _links_back(document: DocumentPlan) -> bool:
    return document.pairing is Pairing.LINK and document.n % 2 == 0


def _explained(plan: SitePlan) -> Iterator[tuple[str, DocumentPlan]]:
    """Address and plan of every document of the year that has an interpretation."""
    for channel in plan.channels:
        for item in items_of(plan, channel)[:PAGE_SIZE]:  # a first round reads no further
            document = item.document
            if document is None or document.is_repost or document.interpreted_at is None:
                continue
            if china_date(plan.as_of) - china_date(document.published_at) < _WINDOW:
                yield entry_url(plan, channel, item), document


def _interpretation_url(plan: SitePlan, document: DocumentPlan) -> str | None:
    for channel in plan.channels:
        if channel.channel.kind is ChannelKind.INTERPRETATION:
            for item in items_of(plan, channel):
                if item.interprets == document:
                    return entry_url(plan, channel, item)
    return None
