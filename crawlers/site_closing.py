"""The closing rows of a site: its notes of the round, summed up into snapshots."""

from collections.abc import Iterator

from crawlers.frontier import Frontier
from crawlers.list_ledger import ListedRow, ledger_prefix, ledger_rows
from crawlers.site_notes import HomeNote, ListNote, home_key
from crawlers.site_summary import channel_snapshot, silent_list, site_snapshot
from gongkai_monitor import clock
from gongkai_monitor.collection.plan import PlannedChannel, PlannedSite
from gongkai_monitor.model.observations import ChannelSnapshot, Observation
from gongkai_monitor.vocabulary import CollectionCause

Silence = tuple[CollectionCause, str]
"""Why nothing was said of a page: the cause and its words."""


def closing_rows(
    frontier: Frontier, site: PlannedSite, silence: Silence, round_id: str
) -> Iterator[Observation]:
    """One SiteSnapshot, then a ChannelSnapshot per channel with the ledger of its list."""
    rows = [
        row
        for channel in site.channels
        for row in _list_rows(frontier, site, channel, silence, round_id)
    ]
    yield site_snapshot(
        site,
        _home_note(frontier, site, silence),
        [row for row in rows if isinstance(row, ChannelSnapshot)],
        round_id=round_id,
        pages_read=frontier.done_count(site.site_code),
    )
    yield from rows


def _list_rows(
    frontier: Frontier,
    site: PlannedSite,
    channel: PlannedChannel,
    silence: Silence,
    round_id: str,
) -> Iterator[ListedRow]:
    notes = frontier.notes(f"list\t{site.site_code}\t{channel.url}\t")
    dated = f"dated\t{site.site_code}\t{channel.url}\t"
    snapshot = channel_snapshot(
        site.site_code,
        channel,
        {key: ListNote.model_validate_json(value) for key, value in notes},
        silent_list(*silence, clock.now()),
        article_days=[(day, key.removeprefix(dated)) for key, day in frontier.notes(dated)],
        round_id=round_id,
    )
    yield snapshot
    if snapshot.is_complete:
        noted = frontier.notes(ledger_prefix(site.site_code, channel.url))
        yield from ledger_rows(snapshot, [value for _, value in noted])


def _home_note(frontier: Frontier, site: PlannedSite, silence: Silence) -> HomeNote:
    for _, value in frontier.notes(home_key(site.site_code)):
        return HomeNote.model_validate_json(value)
    cause, detail = silence
    return HomeNote(cause=cause, detail=detail, observed_at=clock.now())
