"""Channels that a site shows and the register does not know: proposals, never judged."""

from collections.abc import Iterable, Iterator

from crawlers.reading import Answer
from gongkai_monitor.collection.plan import PlannedSite
from gongkai_monitor.model.observations import ChannelSnapshot
from gongkai_monitor.text.navigation import ChannelLink, plain_url
from gongkai_monitor.vocabulary import CollectionCause, CollectionState


def suggested(
    site: PlannedSite, channels: Iterable[ChannelLink], answer: Answer
) -> Iterator[ChannelSnapshot]:
    """One row per channel of a page that is neither registered nor the home page."""
    registered = {plain_url(channel.url) for channel in site.channels}
    for found in channels:
        plain = plain_url(found.url)
        if plain in registered or plain == plain_url(site.home_url):
            continue
        yield ChannelSnapshot(
            site_code=site.site_code,
            channel_url=found.url,
            channel_name=found.name,
            is_registered=False,
            round_id=answer.proof.round_id,
            observed_at=answer.proof.fetched_at,
            collection_state=CollectionState.OUT_OF_SCOPE,
            cause=CollectionCause.NOT_RUN,
            detail=f"{found.found_in.label}发现，登记表中没有",
            fetch_id=answer.proof.fetch_id,
            suggested_kind=found.kind,
            suggested_level=found.level,
            suggested_because=f"{found.found_in.label}；类别依据：{found.kind_reason}",
        )
