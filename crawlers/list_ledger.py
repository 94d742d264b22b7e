"""The first-seen ledger of a round: what each complete list held, from the notes of its pages."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import orjson

from crawlers.reading import Answer
from gongkai_monitor.collection.page_memory import KnownPage
from gongkai_monitor.identity import items_hash
from gongkai_monitor.model.observations import ChannelSnapshot, ListReading, ListSet
from gongkai_monitor.text.list_order import Shown, depth_of
from gongkai_monitor.text.list_page import ListPage

ListedRow = ChannelSnapshot | ListReading | ListSet
_MOST_ITEMS = 5_000
"""Entries of one list that are remembered; the longest real one has a few hundred."""


def ledger_prefix(site_code: str, channel_url: str) -> str:
    """Start of the keys under which the pages of a list are noted."""
    return f"ledger\t{site_code}\t{channel_url}\t"


def ledger_note(answer: Answer, found: ListPage, channel_url: str) -> dict[str, str]:
    """One page of a list: its entries in order, and whether the server really sent it."""
    job = answer.job
    entries = [
        (item.url, item.printed_on.isoformat() if item.printed_on else None) for item in found.items
    ]
    key = f"{ledger_prefix(job.subject, channel_url)}{job.page:03d}.{job.depth:02d}"
    value = {
        "page": job.page,
        "sent": not answer.is_confirmation,
        "read_at": answer.proof.fetched_at.isoformat(),
        "entries": entries,
        "total": found.total_count,
    }
    return {key: orjson.dumps(value).decode()}


def ledger_rows(snapshot: ChannelSnapshot, notes: Sequence[str]) -> Iterator[ListedRow]:
    """The reading of a complete list and its set of entries; nothing for a list without any."""
    pages = [orjson.loads(note) for note in notes]
    numbers = [page["page"] for page in pages]
    shown = [
        Shown(url, date.fromisoformat(day) if day else None)
        for page in pages
        for url, day in page["entries"]
    ][:_MOST_ITEMS]
    if not shown or numbers != list(range(1, len(numbers) + 1)):
        return  # the last page of a list that begins with the oldest may be read out of turn
    read_at = max(datetime.fromisoformat(page["read_at"]) for page in pages)
    is_confirmed = all(page["sent"] for page in pages)
    yield from reading_rows(
        snapshot,
        shown,
        read_at,
        pages=len(pages),
        is_confirmed=is_confirmed,
        total=pages[0]["total"],
    )


def reading_rows(
    snapshot: ChannelSnapshot,
    shown: Sequence[Shown],
    read_at: datetime,
    *,
    pages: int,
    is_confirmed: bool,
    total: int | None = None,
) -> Iterator[ListReading | ListSet]:
    """The two rows of one complete reading.

    Args:
        snapshot: what the round says of the channel.
        shown: its entries in list order.
        read_at: when the last page was read.
        pages: how many pages there were.
        is_confirmed: whether the server sent every page.
        total: how many entries its first page says the whole list has.
    """
    depth = depth_of(shown)
    name = items_hash(item.url for item in shown)
    yield ListReading(
        site_code=snapshot.site_code,
        channel_url=snapshot.channel_url,
        round_id=snapshot.round_id,
        observed_at=read_at,
        items_hash=name,
        item_count=len(shown),
        is_ordered=depth is not None,
        reaches_back_to=depth,
        is_confirmed=is_confirmed,
        pages_read=pages,
        fetch_id=snapshot.fetch_id,
        total_count=total,
    )
    yield ListSet(
        site_code=snapshot.site_code,
        channel_url=snapshot.channel_url,
        items_hash=name,
        item_urls=tuple(dict.fromkeys(item.url for item in shown)),
        round_id=snapshot.round_id,
        observed_at=read_at,
    )


def dated_notes(pages: Iterable[KnownPage]) -> Iterator[tuple[str, str]]:
    """Dates of articles that were not read again: they date a list that prints none."""
    for page in pages:
        if page.published_on and page.channel_url:
            key = f"dated\t{page.site_code}\t{page.channel_url}\t{page.url}"
            yield key, page.published_on.isoformat()
