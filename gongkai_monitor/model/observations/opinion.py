"""What citizens wrote, masked, with the answers; what platforms list as hot searches."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """留言 (12345, message board) with its reply. Texts are masked, the author is not kept."""

    message_id: str
    received_at: datetime
    title: str
    text: str | None = None
    region: str | None = None
    category: str | None = None
    likes: int | None = None
    agency_code: str | None = None
    replied_at: datetime | None = None
    reply: str | None = None
    url: str | None = None
    source: str  # import | board
    round_id: str
    observed_at: datetime
    site_code: str | None = None  # the site on whose board it stands
    channel_url: str | None = None  # the board


@dataclass(frozen=True, slots=True, kw_only=True)
class HotSearch:
    """热搜: a title that a platform listed on a day; no person, no searcher, only the title."""

    platform: str  # as the source calls it, e.g. 微博
    listed_on: date
    title: str
    position: int | None = None  # when it was first seen that day; None: the source has no order
    heat: int | None = None
    url: str | None = None
    source: str  # import | hot
    round_id: str
    observed_at: datetime
    fetch_id: str | None = None
