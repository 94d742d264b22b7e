"""The first-seen ledger: which entries a list held at each complete reading."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReading:
    """One complete reading of a channel's list; its entries are the ``ListSet`` of the same hash.

    Only readings whose pages all came are written: what such a reading does not hold, within
    ``reaches_back_to``, was not in the list.
    """

    site_code: str
    channel_url: str
    round_id: str
    observed_at: datetime
    items_hash: str
    item_count: int
    is_ordered: bool  # the printed dates fall, apart from pinned entries at the top
    reaches_back_to: date | None = None  # printed date of the last entry of an ordered list
    is_confirmed: bool  # every page was really sent; False: the server said 304 for one
    pages_read: int
    fetch_id: str | None = None
    total_count: int | None = None  # entries on all pages of the list, when it prints that


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSet:
    """The entries of a list, stored once for all readings that held the same."""

    site_code: str
    channel_url: str
    items_hash: str
    item_urls: tuple[str, ...]
    round_id: str
    observed_at: datetime
